"""The golden vector of docs/leaf.md: later proofs rest on these bytes."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from shared.kernel.envelope import leaf_digest

RECORDED_AT = datetime(2026, 3, 2, 1, 2, 3, 4, tzinfo=UTC)
ENVELOPE = b'{"type":"tasking.task.accepted","version":1}'
DATA = '{"text":"已接受"}'.encode()
GOLDEN = "66b9815e39c69c036e968079d607e9bd17cb545ae2b4f60c0045bcb974ddc246"


def test_the_leaf_of_the_golden_event() -> None:
    assert leaf_digest("tasking", 1, 42, RECORDED_AT, ENVELOPE, DATA).hex() == GOLDEN


def test_an_outsider_can_recompute_it_from_the_page_alone() -> None:
    parts = [b"lianxi.leaf.1", b"tasking", b"1", b"42", b"1772413323000004", ENVELOPE, DATA]
    encoded = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    assert hashlib.sha256(encoded).hexdigest() == GOLDEN


def test_every_part_counts() -> None:
    leaves = {
        leaf_digest("tasking", 1, 42, RECORDED_AT, ENVELOPE, DATA),
        leaf_digest("meeting", 1, 42, RECORDED_AT, ENVELOPE, DATA),
        leaf_digest("tasking", 2, 42, RECORDED_AT, ENVELOPE, DATA),
        leaf_digest("tasking", 1, 43, RECORDED_AT, ENVELOPE, DATA),
        leaf_digest("tasking", 1, 42, RECORDED_AT.replace(microsecond=5), ENVELOPE, DATA),
        leaf_digest("tasking", 1, 42, RECORDED_AT, ENVELOPE + DATA[:1], DATA[1:]),
        leaf_digest("tasking", 1, 42, RECORDED_AT, ENVELOPE, DATA + b" "),
    }
    assert len(leaves) == 7


def test_the_page_shows_the_same_vector() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "leaf.md").read_text(encoding="utf-8")
    for shown in (GOLDEN, ENVELOPE.decode(), DATA.decode(), "1772413323000004"):
        assert shown in page
