"""One digest of the state: the same however the run went, another whatever the state says otherwise."""

import random
from typing import Any

import pytest

from services.audit.domain.digests import StateDigest
from services.audit.domain.folding import Document


def document(view: str = "tasks", **body: Any) -> Document:
    return Document("tasking", view, "d1", "u1", 1, False, {"u1", "u2"}, body)


def digest_of(*documents: Document) -> str:
    digest = StateDigest()
    for one in documents:
        digest.add(one, one.units)
    list(digest.make())
    return digest.of_all().hex()


def test_the_digest_has_the_value_that_the_documentation_gives():
    assert digest_of(document(state="assigned")) == GOLDEN


GOLDEN = "3c5418a67cabc1fa39303e9f08339402393b43fe44e527b486676ab4f218eac9"


def test_the_order_of_documents_and_of_fields_says_nothing(rng: random.Random):
    documents = [Document("s", "v", f"d{number}", "u", 1, False, {"u"}, {"n": number}) for number in range(20)]
    shuffled = rng.sample(documents, len(documents))
    assert digest_of(*documents) == digest_of(*shuffled)
    assert digest_of(document(a=1, b=2)) == digest_of(document(b=2, a=1))


def test_version_and_owner_are_of_the_stream_and_not_of_the_state():
    other = document(state="assigned")
    other.version, other.owner_unit = 9, "u2"
    assert digest_of(other) == digest_of(document(state="assigned"))


def test_positions_and_the_order_of_dated_entries_say_nothing():
    def report(position: str) -> Document:
        return document("reports", rounds=[{"statement": {"position": position, "assigned": 2}}, {"statement": None}])

    assert digest_of(report("tasking:1:5")) == digest_of(report("tasking:2:77"))
    relations = [{"relation": "line", "target": "a"}, {"relation": "superior", "target": "b"}]
    assert digest_of(document("units", relations=relations)) == digest_of(document("units", relations=relations[::-1]))


@pytest.mark.parametrize(
    "other",
    [
        document(state="accepted"),
        document(state="assigned", more=None),
        document("plans", state="assigned"),
        Document("tasking", "tasks", "d2", "u1", 1, False, {"u1", "u2"}, {"state": "assigned"}),
        Document("tasking", "tasks", "d1", "u1", 1, False, {"u1"}, {"state": "assigned"}),
        Document("tasking", "tasks", "d1", "u1", 1, False, {"u1", "u3"}, {"state": "assigned"}),
    ],
)
def test_another_state_has_another_digest(other: Document):
    assert digest_of(other) != digest_of(document(state="assigned"))


def test_a_unit_has_a_digest_of_its_own_documents():
    digest = StateDigest()
    digest.add(document(state="assigned"), {"u1"})
    assert digest.of_unit("u1") != digest.of_unit("u2")
    with pytest.raises(RuntimeError):
        digest.of_all()
