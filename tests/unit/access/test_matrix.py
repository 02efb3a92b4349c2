"""The permission table written out: every cell, allowed or not."""

from shared.access.matrix import NO_RELATION, matrix
from shared.access.roles import ROLES
from shared.kernel.command import Command


class Open(Command, frozen=True):
    pass


class Close(Command, frozen=True):
    pass


TABLE = {
    Open: frozenset({("clerk", "own"), ("service:tasking", "own")}),
    Close: frozenset({("director", "superior")}),
}


def test_exactly_the_rows_of_the_table_are_allowed() -> None:
    allowed = {(cell.command, cell.role, cell.relation) for cell in matrix(TABLE) if cell.allowed}
    assert allowed == {(command, *row) for command, rows in TABLE.items() for row in rows}


def test_every_role_is_tried_with_every_relation_and_with_none() -> None:
    cells = list(matrix(TABLE, services=["audit"]))
    roles = {*ROLES, "service:tasking", "service:audit"}
    expected = {(c, r, x) for c in TABLE for r in roles for x in ("own", "superior", NO_RELATION)}
    assert {(cell.command, cell.role, cell.relation) for cell in cells} == expected
    assert len(cells) == len(expected)
