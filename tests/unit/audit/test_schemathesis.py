"""Generated requests, good and bad: what is documented is what happens, and nothing is a 500."""

import pytest

from tests.support.fuzz import fuzz, operations, schema_of
from tests.support.whole_story import PROVINCE
from tests.unit.audit.world import AuditWorld

pytestmark = pytest.mark.slow
READING = ("history", "state", "rollup", "discrepancies")


def test_what_is_documented_is_what_happens(world: AuditWorld) -> None:
    schema = schema_of(world.parts.app, "/audit/v1/openapi.json")
    token = world.issuer.person_token(PROVINCE, "auditor")
    labels = [label for label in operations(schema) if label.endswith(READING)]
    assert len(labels) == len(READING)
    for label in labels:
        fuzz(schema, label, token, examples=15)


def test_a_replay_answers_whatever_is_sent_to_it(world: AuditWorld) -> None:
    """As a clerk: an auditor's replay would ask the services, and there are none here."""
    schema = schema_of(world.parts.app, "/audit/v1/openapi.json")
    token = world.issuer.person_token(PROVINCE, "clerk")
    [label] = [label for label in operations(schema) if label.endswith("replay")]
    fuzz(schema, label, token, examples=15)
