"""Who may do what: every command × role × relation, asked of the running service.

The table here is written anew, not read from the code: two lines that disagree are a question to a person.
"""

from uuid import UUID

import httpx
import pytest

from services.tasking.application.permissions import PERMISSIONS
from services.tasking.application.policy_commands import DraftConsentedPlan
from services.tasking.entrypoints.routes import ROUTES
from shared.access.matrix import matrix
from shared.access.roles import ROLES
from shared.kernel.ids import derive
from shared.serving.commands import CommandRoute
from tests.unit.tasking.test_http import issued
from tests.unit.tasking.world import PLAN, RESOLUTION, World

COMMITTEE_STAFF = {"clerk", "director"}
UNIT_STAFF = {"clerk", "director", "liaison", "leader"}
OWN = {(role, "own") for role in COMMITTEE_STAFF}
ASSIGNED = {(role, relation) for role in UNIT_STAFF for relation in ("lead", "responsible")}
EXPECTED = {
    "DraftPlan": OWN,
    "ImportPlan": OWN,
    "PlaceItem": OWN,
    "SettleName": OWN,
    "SettleLead": OWN,
    "IssuePlan": OWN,
    "AcceptTask": ASSIGNED,
    "RefuseTask": ASSIGNED,
    "UpholdAssignment": OWN,
    "AcceptRefusal": OWN,
    "ReportProgress": ASSIGNED,
    "FinishPart": ASSIGNED,
    "ReportWhole": {(role, "lead") for role in UNIT_STAFF},
    "ConcludeTask": OWN,
    "ReturnTask": OWN,
}


def test_the_table_is_what_was_agreed() -> None:
    allowed = {(cell.command.__name__, cell.role, cell.relation) for cell in matrix(PERMISSIONS) if cell.allowed}
    agreed = {(name, *pair) for name, pairs in EXPECTED.items() for pair in pairs}
    assert allowed - agreed == {(DraftConsentedPlan.__name__, "service:tasking", "own")}
    assert agreed <= allowed


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.command.__name__)
async def test_every_role_and_relation(world: World, route: CommandRoute) -> None:
    task_id = await issued(world)
    units = {"own": world.city, "lead": world.lead, "responsible": world.education, "stranger": world.youth}
    for relation, unit in units.items():
        for role in ROLES:
            answer = await ask(world, route, unit, role, task_id)
            code = answer.json().get("code", "accepted")
            assert (code in {"not_permitted", "not_found"}) is not expected(route, role, relation), (relation, role)


def expected(route: CommandRoute, role: str, relation: str) -> bool:
    return (role, relation) in EXPECTED[route.command.__name__]


async def ask(world: World, route: CommandRoute, unit: UUID, role: str, task_id: UUID) -> httpx.Response:
    """The example of the documentation, about this world's plan and task."""
    ids = {"plan_id": str(PLAN), "task_id": str(task_id), "item_id": str(derive("test-item", 1))}
    path = route.path.format(**ids)
    body = {key: value for key, value in route.example.items() if f"{{{key}}}" not in route.path}
    if path == "/plans":
        body |= {"plan_id": str(PLAN), "committee_id": str(world.city), "resolution_id": str(RESOLUTION)}
    async with world.client(unit, role) as client:
        return await client.post(path, json=body)
