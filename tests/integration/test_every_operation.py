"""Generated requests to every operation that the services document, on the running program: 0 × 500.

Answers are judged against the documents: status, content type, headers and shape, of problems too. Half of the
requests go to matters that exist, so that they come as far as the rules.
"""

import random
from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from services.local.composition import BUILDERS
from services.local.demo import cast
from services.local.example.registry import unit_id
from shared.kernel.ids import derive
from tests.integration.oracle import Oracle
from tests.support.fuzz import all_operations, fuzz_operation, schema_at
from tests.support.processes import Server, serving
from tests.support.told import Told, copy_of

pytestmark = [pytest.mark.slow, pytest.mark.server]
EXAMPLES = 4  # of each operation, well-formed and not
WHO: tuple[tuple[UUID | None, str], ...] = (
    (cast.CITY, "clerk"),
    (cast.CITY, "clerk"),
    (cast.CITY, "supervisor"),
    (cast.EDUCATION, "liaison"),
    (cast.PROVINCE, "auditor"),
    (None, "audit"),  # a service
)


@pytest.fixture(scope="module")
def server(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = copy_of(told, tmp_path_factory.mktemp("every-operation") / "data")
    with serving(data, "--clock", "manual", "--no-example") as server:
        yield server
        assert server.terminate() == 0
        assert '"request_failed"' not in (data / "lianxi.log").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def known(told: Told) -> dict[str, str]:
    """Ids that exist, by the name of the parameter that takes them."""
    oracle = Oracle(told.data)
    watch = oracle.of_kind("supervision.watch")[0]
    task, group, person = (
        oracle.of_kind(kind)[0] for kind in ("tasking.task", "organization.group", "organization.person")
    )
    oracle.close()
    return {
        "meeting_id": str(cast.MEETING),
        "topic_id": str(derive("test", "no topic")),
        "plan_id": str(cast.PLAN),
        "task_id": task,
        "watch_id": watch,
        "case_id": str(derive("case", cast.LISTED)),
        "group_id": group,
        "batch_id": group,
        "person_id": person,
        "request_id": str(cast.REPORTS),
        "report_id": str(derive("report", cast.REPORTS, cast.EDUCATION)),
        "unit_id": str(cast.EDUCATION),
        "committee_id": str(unit_id("230300")),
        "matter_id": str(cast.MEETING),
        "role": "liaison",
        "channel": "mail",
        "unit": "230300-jyj",
        "year": "2023",
    }


@pytest.mark.parametrize("service", BUILDERS)
def test_no_request_is_answered_with_a_failure(
    server: Server, known: dict[str, str], rng: random.Random, service: str
) -> None:
    """Each operation is asked by one of them, about what exists or does not, as the seed says: over the runs, all."""
    url = f"{server.base_url}/{service}/v1/openapi.json"
    schemas = [all_operations(schema_at(url, parameters)) for parameters in ({}, known)]
    for either in zip(*schemas, strict=True):
        operation = rng.choice(either)
        unit, role = rng.choice(WHO)
        token = server.issuer.person_token(unit, role) if unit else server.issuer.service_token(role)
        fuzz_operation(operation, token, examples=EXAMPLES, number=rng.getrandbits(32), judge_input=False)


def test_everything_was_settled_and_nothing_parked(server: Server) -> None:
    """What was accepted among the generated commands was followed by every view and policy."""
    headers = {"Authorization": f"Bearer {server.issuer.service_token('audit')}"}
    with httpx.Client(base_url=server.base_url, headers=headers, timeout=60) as http:
        http.post("/clock/settle").raise_for_status()
        for service in BUILDERS:
            assert http.get(f"/{service}/v1/parked").raise_for_status().json()["items"] == []
