"""In which order the units of a file are done, and how many in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.organization.application import commands as c
from services.organization.application.imports.comparing import Entry
from services.organization.application.imports.steps import events_of
from shared.kernel.command import Command

# Below BATCH_EVENTS_MAX: fewer transactions are faster, and what dissolves a unit stores more than it is counted for.
BATCH_EVENTS: Final = 440
BATCH_ITEMS: Final = 150
ITEM_EVENTS: Final = 120


@dataclass(frozen=True, slots=True)
class Item:
    """What one command of the import does to one unit."""

    entry: Entry
    steps: Sequence[Command]
    batch: int


def packed(entries: Iterable[Entry]) -> list[Item]:
    """New units after those they have a relation to, then the changed ones, then what had to wait."""
    changing = [entry for entry in entries if entry.steps or entry.late]
    new = {entry.unit_id: entry for entry in changing if entry.verdict == "new"}
    ordered = _ordered(new)
    waiting = _later_targets(ordered)
    first = [(entry, _without(entry.steps, waiting[entry.unit_id])) for entry in ordered]
    changed = [(entry, entry.steps) for entry in changing if entry.unit_id not in new]
    after = [(entry, waiting[entry.unit_id]) for entry in ordered]
    late = [(entry, entry.late) for entry in changing]
    return _batched([pair for part in (first, changed, after, late) for pair in part if pair[1]])


def _ordered(new: dict[UUID, Entry]) -> list[Entry]:
    """Depth first; where units have relations in a ring, somebody's comes later."""
    done: dict[UUID, Entry] = {}
    begun: set[UUID] = set()
    for start in new:
        stack = [(start, False)]
        while stack:
            unit_id, left = stack.pop()
            if left:
                done[unit_id] = new[unit_id]
            elif unit_id not in begun:
                begun.add(unit_id)
                stack.append((unit_id, True))
                targets = _targets(new[unit_id].steps)
                stack += [(target, False) for target in targets if target in new and target not in begun]
    return list(done.values())


def _targets(steps: Iterable[Command]) -> list[UUID]:
    return [step.target for step in steps if isinstance(step, c.BeginRelation | c.EndRelation)]


def _later_targets(ordered: Sequence[Entry]) -> dict[UUID, list[Command]]:
    """Of each unit the relations to units that come after it."""
    place = {entry.unit_id: number for number, entry in enumerate(ordered)}
    return {
        entry.unit_id: [
            step
            for step in entry.steps
            if isinstance(step, c.BeginRelation | c.EndRelation) and place.get(step.target, -1) > place[entry.unit_id]
        ]
        for entry in ordered
    }


def _without(steps: Sequence[Command], left_out: Sequence[Command]) -> list[Command]:
    return [step for step in steps if step not in left_out] if left_out else list(steps)


def _batched(pairs: Iterable[tuple[Entry, Sequence[Command]]]) -> list[Item]:
    items: list[Item] = []
    batch, events, count = 0, 0, 0
    for entry, steps in pairs:
        for part in _parts(steps):
            size = events_of(part)
            if count and (events + size > BATCH_EVENTS or count >= BATCH_ITEMS):
                batch, events, count = batch + 1, 0, 0
            items.append(Item(entry, part, batch))
            events, count = events + size, count + 1
    return items


def _parts(steps: Sequence[Command]) -> list[Sequence[Command]]:
    """A unit with very many changes is done in several commands."""
    return [steps[begin : begin + ITEM_EVENTS] for begin in range(0, len(steps), ITEM_EVENTS)]
