"""docker-compose.yml as its processes are: read, merged, its variables given."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from tests.support.project import ROOT

FILE = ROOT / "docker-compose.yml"
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
Service = dict[str, Any]


class VariableMissing(Exception):
    """With the words that docker compose would say."""


def substituted(text: str, given: Mapping[str, str]) -> str:
    """`${NAME:-default}` and `${NAME:?words}`, which is all that the file uses."""

    def value(match: re.Match[str]) -> str:
        name, how, word = match.groups()
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


def ours() -> dict[str, Service]:
    """The services that run the program itself."""
    return {name: service for name, service in services().items() if service["image"].startswith("lianxi:")}
