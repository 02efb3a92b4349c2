"""A permission table written out in full, so that a test can try every cell of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from shared.access.roles import ROLES
from shared.kernel.command import Command

PermissionTable = Mapping[type[Command], frozenset[tuple[str, str]]]
NO_RELATION = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """May this role, having this relation (`NO_RELATION`: none) to the matter, give this command?"""

    command: type[Command]
    role: str
    relation: str
    allowed: bool


def matrix(permissions: PermissionTable, services: Iterable[str] = ()) -> Iterator[Cell]:
    """Every command × role × relation that the table names anywhere, and no relation at all.

    `services` are names whose `service:<name>` role is tried beside those that the table names.
    """
    rows = [row for allowed in permissions.values() for row in allowed]
    relations = [*sorted({relation for _, relation in rows}), NO_RELATION]
    roles = sorted({role for role, _ in rows} | set(ROLES) | {f"service:{name}" for name in services})
    for command, allowed in permissions.items():
        for role in roles:
            for relation in relations:
                yield Cell(command, role, relation, (role, relation) in allowed)
