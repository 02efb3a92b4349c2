"""What look-ups answer with."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

ACTIVE = frozenset({"established", "federated"})


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit as it was on the day asked for."""

    id: UUID
    kind: str
    level: str
    name: str
    short_names: tuple[str, ...]
    code: str
    status: str

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE


@dataclass(frozen=True, slots=True)
class SuccessionRecord:
    """What a unit came from, or what became of it: `unit` is the other side."""

    unit: UUID
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """One version of a group; `selector` has the documented fields kind, level, line, except, units."""

    id: UUID
    committee_id: UUID
    name: str
    kind: str
    level: str | None
    line: str | None
    without: tuple[UUID, ...]
    units: tuple[UUID, ...]
    since: date
