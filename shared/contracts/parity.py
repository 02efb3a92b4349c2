"""Does a proto file still say what the commands say? For a test in every service:

def test_proto_and_commands_say_the_same() -> None:
assert differences(tasking_pb2.DESCRIPTOR.services_by_name["TaskingCommands"], commands_in(commands)) == []
"""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from google.protobuf.descriptor import Descriptor, FieldDescriptor, FileDescriptor, ServiceDescriptor

from shared.contracts.draft import ANSWER
from shared.contracts.shapes import fields_of, messages_of
from shared.kernel.command import Command

_KINDS: Final = {
    FieldDescriptor.TYPE_STRING: "string",
    FieldDescriptor.TYPE_INT64: "int64",
    FieldDescriptor.TYPE_BOOL: "bool",
    FieldDescriptor.TYPE_BYTES: "bytes",
}


def differences(service: ServiceDescriptor, commands: Iterable[type[Command]]) -> list[str]:
    """One line per difference, in both directions; none: they say the same."""
    wanted = {command.__name__: command for command in commands}
    found = list(_only(set(wanted), set(service.methods_by_name), "rpc"))
    for name in sorted(wanted.keys() & service.methods_by_name.keys()):
        method = service.methods_by_name[name]
        if method.output_type.full_name != ANSWER:
            found.append(f"{name} answers with {method.output_type.full_name}")
        if method.input_type.name != name:
            found.append(f"{name} takes {method.input_type.full_name}")
    messages = messages_near(service.file)
    for struct in messages_of(iter(wanted.values())):
        found += _message(struct, messages.get(struct.__name__))
    return found


def messages_near(file: FileDescriptor) -> dict[str, Descriptor]:
    """The file's own messages, and those of the files of its package that it imports."""
    own = [one for one in (*file.dependencies, file) if one.package == file.package]
    return {name: message for one in own for name, message in one.message_types_by_name.items()}


def _message(struct: type[msgspec.Struct], message: Descriptor | None) -> Iterator[str]:
    name = struct.__name__
    if message is None:
        yield f"message {name} is missing"
        return
    wanted, present = fields_of(struct), dict(message.fields_by_name)
    yield from _only(set(wanted), set(present), f"{name}: field")
    for field in sorted(wanted.keys() & present.keys()):
        shape = _shape(present[field])
        expected = (wanted[field].label, wanted[field].kind)
        if shape != expected:
            yield f"{name}.{field}: {' '.join(shape)} in the file, {' '.join(expected)} by the command"
    for field, required in _required_nulls(struct):
        if required:
            yield f"{name}.{field}: may be null and has no default; protobuf cannot say null"


def _required_nulls(struct: type[msgspec.Struct]) -> Iterator[tuple[str, bool]]:
    info = msgspec.inspect.type_info(struct)
    for field in getattr(info, "fields", ()):
        kinds = getattr(field.type, "types", ())
        yield field.encode_name, field.required and any(isinstance(k, msgspec.inspect.NoneType) for k in kinds)


def _only(wanted: set[str], present: set[str], what: str) -> Iterator[str]:
    yield from (f"{what} {name} is missing in the file" for name in sorted(wanted - present))
    yield from (f"{what} {name} is in the file only" for name in sorted(present - wanted))


def _shape(field: FieldDescriptor) -> tuple[str, str]:
    message = field.message_type
    if message is not None and message.GetOptions().map_entry:
        return "map", _kind(message.fields_by_name["value"])
    if field.is_repeated:
        return "repeated", _kind(field)
    return ("optional" if field.has_presence else "implicit"), _kind(field)


def _kind(field: FieldDescriptor) -> str:
    message = field.message_type
    if message is None:
        return _KINDS.get(field.type, f"type {field.type}")
    return str(message.full_name if message.full_name.startswith("google.") else message.name)
