"""Generated requests to every operation of every service, on the files of the told story: no answer is a 500."""

import pytest

from services.local.demo.cast import CITY, EDUCATION, PROVINCE
from services.local.server import Running
from tests.support.fuzz import fuzz, operations, schema_of

pytestmark = [pytest.mark.slow, pytest.mark.server]

EXAMPLES = 3  # of each operation, good and bad: some services have tests of their own with more


@pytest.mark.parametrize(
    ("service", "role"),
    [
        ("organization", "clerk"),
        ("meeting", "clerk"),
        ("tasking", "liaison"),
        ("supervision", "supervisor"),
        ("reporting", "auditor"),
        ("audit", "auditor"),
    ],
)
def test_no_generated_request_is_answered_with_a_500(lived_in: Running, service: str, role: str, seed: int) -> None:
    unit = {"liaison": EDUCATION, "auditor": PROVINCE}.get(role, CITY)
    token = lived_in.province.issuer.person_token(unit, role)
    schema = schema_of(lived_in.province.services[service].app, f"/{service}/v1/openapi.json")
    for label in operations(schema):
        fuzz(schema, label, token, examples=EXAMPLES, number=seed, only_server_errors=True)
