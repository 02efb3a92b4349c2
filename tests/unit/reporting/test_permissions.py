"""Who may do what: every command × role × relation, asked of the running service.

The table here is written anew, not read from the code: two lines that disagree are a question to a person.
"""

from uuid import UUID

import httpx
import pytest

from services.reporting.application.permissions import PERMISSIONS
from services.reporting.application.stating import SubmitStatedReport
from services.reporting.entrypoints.routes import ROUTES
from shared.access.matrix import matrix
from shared.access.roles import ROLES
from shared.serving.commands import CommandRoute
from tests.unit.reporting.world import CITY, EDUCATION, FIELDS, FINANCE, OTHER_CITY, REQUEST, World, report_of

COMMITTEE_STAFF, UNIT_STAFF = {"clerk", "director", "supervisor"}, {"clerk", "director", "liaison", "leader"}
EXPECTED = {
    "RequestReports": {(role, "own") for role in COMMITTEE_STAFF},
    "SubmitReport": {(role, "addressee") for role in UNIT_STAFF},
    "AcceptReport": {(role, "requester") for role in COMMITTEE_STAFF},
    "ReturnReport": {(role, "requester") for role in COMMITTEE_STAFF},
}


def test_the_table_is_what_was_agreed() -> None:
    allowed = {(cell.command.__name__, cell.role, cell.relation) for cell in matrix(PERMISSIONS) if cell.allowed}
    agreed = {(name, *pair) for name, pairs in EXPECTED.items() for pair in pairs}
    inner = {(SubmitStatedReport.__name__, *pair) for pair in EXPECTED["SubmitReport"]}
    assert allowed == agreed | inner


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.command.__name__)
async def test_every_role_and_relation(world: World, route: CommandRoute) -> None:
    await world.post(CITY, "/requests", FIELDS)
    await world.post(EDUCATION, f"/requests/{REQUEST}/reports", {"text": "进展顺利。"})
    units = {("own", "requester"): CITY, ("addressee",): EDUCATION, ("addressee", ""): FINANCE, ("",): OTHER_CITY}
    for relations, unit in units.items():
        for role in ROLES:
            answer = await ask(world, route, unit, role)
            refused = answer.json().get("code") in {"not_permitted", "not_found"}
            assert refused is not expected(route, role, relations), (relations, role, answer.text)


def expected(route: CommandRoute, role: str, relations: tuple[str, ...]) -> bool:
    return any((role, relation) in EXPECTED[route.command.__name__] for relation in relations)


async def ask(world: World, route: CommandRoute, unit: UUID, role: str) -> httpx.Response:
    path = route.path.format(request_id=REQUEST, report_id=report_of(EDUCATION))
    body = {name: value for name, value in route.example.items() if name not in route.in_path}
    if route.path == "/requests":
        body = {**FIELDS, "committee_id": str(CITY)}
    async with world.client(unit, role) as client:
        return await client.post(path, json=body)
