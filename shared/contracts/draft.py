"""Drafts a service's proto file from its commands.

    python -m shared.contracts.draft services.tasking.application.commands > proto/tasking/v1/tasking.proto

A draft is for the first time only: from then on field numbers belong to the file, and new fields take new numbers.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

import msgspec

from shared.contracts.generate import PREFIX
from shared.contracts.shapes import STRUCT, VALUE, Shape, commands_in, fields_of, messages_of
from shared.kernel.command import Command

ANSWER = f"{PREFIX}.common.v1.CommandAnswer"


def draft(service: str, commands: Sequence[type[Command]]) -> str:
    package = f"{PREFIX}.{service}.v1"
    messages = messages_of(iter(commands))
    imports = [f'import "{PREFIX}/common/v1/common.proto";']
    if any(shape.kind in (STRUCT, VALUE) for message in messages for shape in fields_of(message).values()):
        imports.insert(0, 'import "google/protobuf/struct.proto";')
    # With its full name, for inside the service the method hides the message of the same name.
    calls = [f"  rpc {c.__name__}(.{package}.{c.__name__}) returns ({ANSWER});" for c in commands]
    parts = [
        'syntax = "proto3";',
        f"package {package};",
        "\n".join(imports),
        "\n".join([f"service {commands_service(service)} {{", *calls, "}"]),
        *map(_message, messages),
    ]
    return "\n\n".join(parts) + "\n"


def commands_service(service: str) -> str:
    """`TaskingCommands`: questions have a service of their own beside it."""
    return f"{service.capitalize()}Commands"


def _message(struct: type[msgspec.Struct]) -> str:
    lines = [f"  {_typed(shape)} {name} = {number};" for number, (name, shape) in _numbered(struct)]
    return "\n".join([f"message {struct.__name__} {{", *lines, "}"])


def _numbered(struct: type[msgspec.Struct]) -> list[tuple[int, tuple[str, Shape]]]:
    return list(enumerate(fields_of(struct).items(), start=1))


def _typed(shape: Shape) -> str:
    return f"map<string, {shape.kind}>" if shape.label == "map" else f"{shape.label} {shape.kind}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Draft a proto file from a module of commands")
    parser.add_argument("module", help="services.<name>.application.commands")
    parser.add_argument("--service", help="the service's name, if the module's second part is not it")
    given = parser.parse_args(arguments)
    commands = commands_in(importlib.import_module(given.module))
    sys.stdout.write(draft(given.service or given.module.split(".")[1], commands))
    return 0


if __name__ == "__main__":
    sys.exit(main())
