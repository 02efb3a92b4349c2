"""A form is a command: a row of fields, where it goes, what it says when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.console.entrypoints.forms.fields import Field
from services.console.entrypoints.visit import Visit

Values = Mapping[str, Any]
Body = Callable[[Values, Visit, Any], dict[str, Any]]
# What a form is about: the document, and the version that a command expects.
Matter = tuple[Any, int | None]


def nested(values: Values, visit: Visit, matter: Any) -> dict[str, Any]:
    """`decision.words` becomes {"decision": {"words": …}}; all else stands as it is."""
    body: dict[str, Any] = {}
    for name, value in values.items():
        inner = body
        *above, last = name.split(".")
        for part in above:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return body


@dataclass(frozen=True, slots=True)
class Form:
    """`name` is its place in the address; `path` the command's, whose names are taken from the page's address.

    `makes` is the command's field with the id of what it begins: of the form's key, so that it begins once, however
    often it is sent. `command` is the command's name, by which a service tells what is possible (a meeting's way).
    `is_awaited`: the page that follows asks the same service, so it can wait until that has stored the command.
    `done` is what the next page says. `why` is the rule in plain words with its source, shown with the form.
    """

    name: str
    title: str
    button: str
    done: str
    service: str
    path: str
    fields: tuple[Field, ...] = ()
    why: str = ""
    body: Body = nested
    checks_version: bool = True
    is_awaited: bool = True
    command: str = ""
    makes: str = ""

    def field_named(self, name: str) -> Field | None:
        """The field that a refusal is about: `agenda`, or `decision.decided_on` where the command says `decided_on`."""
        exact = next((field for field in self.fields if field.name == name), None)
        inner = (field for field in self.fields if field.name.rpartition(".")[2] == name.rpartition(".")[2])
        return exact or (next(inner, None) if name else None)
