"""Who may do what, asked of the running service; the table is written anew, not read from the code."""

from uuid import UUID

import httpx
import pytest

from services.supervision.application.permissions import PERMISSIONS, POLICY
from services.supervision.entrypoints.routes import ROUTES
from shared.access.matrix import matrix
from shared.access.roles import ROLES
from shared.serving.commands import CommandRoute
from tests.unit.supervision.test_http import CASE, noticed
from tests.unit.supervision.world import COMMITTEE, LEAD, OTHER, PARTY, PROVINCE, STRANGER, World

STAFF = {"clerk", "supervisor", "director"}
OWN = {(role, "own") for role in STAFF}
EXPECTED = {
    "SetThresholds": OWN,
    "PublishCalendar": {(role, "top") for role in STAFF},
    "IssueSupervisionNotice": OWN,
    "AnswerCase": {
        (role, relation) for role in ("liaison", "leader", "clerk", "director") for relation in ("lead", "responsible")
    },
    "ReportCase": OWN,
    "CloseCase": OWN,
}
UNITS = {
    "own": COMMITTEE,
    "lead": LEAD,
    "responsible": OTHER,
    "listed_by": PARTY,
    "top": PROVINCE,
    "stranger": STRANGER,
}


def test_the_table_is_what_was_agreed() -> None:
    allowed = {(cell.command.__name__, cell.role, cell.relation) for cell in matrix(PERMISSIONS) if cell.allowed}
    agreed = {(name, *pair) for name, pairs in EXPECTED.items() for pair in pairs}
    policies = {(command.__name__, *row) for command, rows in PERMISSIONS.items() if rows == POLICY for row in rows}
    assert allowed == agreed | policies | {("PublishCalendar", "service:local", "loading")}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.command.__name__)
async def test_every_role_and_relation(world: World, route: CommandRoute) -> None:
    await noticed(world)
    for relation, unit in UNITS.items():
        for role in ROLES:
            code = (await ask(world, route, unit, role)).json().get("code", "accepted")
            refused = code in {"not_permitted", "not_found"}
            assert refused is ((role, relation) not in EXPECTED[route.command.__name__]), (relation, role, code)


async def ask(world: World, route: CommandRoute, unit: UUID, role: str) -> httpx.Response:
    """The example of the documentation, about this world's case."""
    path = route.path.format(case_id=CASE, committee_id=COMMITTEE, year=2023)
    body = {key: value for key, value in route.example.items() if f"{{{key}}}" not in route.path}
    async with world.client(unit, role) as client:
        return await client.post(path, json=body)
