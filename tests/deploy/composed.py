"""docker-compose.yml as its processes are: read, merged, its variables given."""

import re
import shlex
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from tests.support.project import ROOT

FILE = ROOT / "docker-compose.yml"
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?+])((?:[^${}]|\$\{\w+:-\})*))?\}")
Service = dict[str, Any]


class VariableMissing(Exception):
    """With the words that docker compose would say."""


def substituted(text: str, given: Mapping[str, str]) -> str:
    """`${NAME:-default}`, `${NAME:?words}` and `${NAME:+instead}`, which is all that the file uses."""

    def value(match: re.Match[str]) -> str:
        name, how, word = match.groups()
        if how == "+":
            return substituted(word, given) if given.get(name) else ""
        if given.get(name):
            return given[name]
        if how != "-":
            raise VariableMissing(word or name)
        return word

    return _VARIABLE.sub(value, text)


@cache
def document() -> dict[str, Any]:
    text = substituted(FILE.read_text(encoding="utf-8"), {"LIANXI_SECRETS": "./deploy/secrets"})
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def services() -> dict[str, Service]:
    found: dict[str, Service] = document()["services"]
    return found


def command_of(service: Service) -> list[str]:
    command = service["command"]
    return shlex.split(command) if isinstance(command, str) else list(command)


def ours() -> dict[str, Service]:
    """The services that run the program itself."""
    return {name: service for name, service in services().items() if service["image"].startswith("lianxi:")}
