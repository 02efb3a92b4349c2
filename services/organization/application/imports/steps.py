"""What is done to one unit, as commands in their order, kept beside the events until it is done."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from services.organization.application import commands
from shared.kernel.command import Command

STEPS: Final[Mapping[str, type[Command]]] = {
    command.__name__: command
    for command in (
        commands.RegisterUnit,
        commands.RenameUnit,
        commands.ChangeUnitStatus,
        commands.BeginRelation,
        commands.EndRelation,
        commands.RegisterPerson,
        commands.Appoint,
        commands.EndTerm,
    )
}
# How many events a step stores; a batch is packed by them. One that dissolves a unit ends what it had besides.
EVENTS: Final[Mapping[type[Command], int]] = {commands.RegisterUnit: 2}
DISSOLVED: Final = 60


def written(steps: Iterable[Command]) -> str:
    pairs = [(type(step).__name__, step) for step in steps]
    return msgspec.json.encode(pairs).decode()


def read(text: str) -> list[Command]:
    pairs = msgspec.json.decode(text, type=list[tuple[str, msgspec.Raw]])
    return [msgspec.json.decode(fields, type=STEPS[name]) for name, fields in pairs]


def events_of(steps: Iterable[Command]) -> int:
    return sum(_events(step) for step in steps)


def _events(step: Command) -> int:
    if isinstance(step, commands.ChangeUnitStatus) and step.status == "dissolved":
        return DISSOLVED
    return EVENTS.get(type(step), 1)
