"""The whole story, from the first request to the last policy: one trace from a request to everything it led to."""

import json
import sqlite3
from collections import Counter
from uuid import UUID

import msgspec
import pytest

from shared.kernel.envelope import Envelope
from shared.kernel.trace import received
from tests.support.logs import SERVICES
from tests.support.told import Told

pytestmark = pytest.mark.slow
REQUEST_LINES = {"request", "command_refused", "request_failed", "rpc_failed", "statement_missing", "event_parked"}


def envelopes(told: Told) -> dict[UUID, tuple[str, Envelope]]:
    found = {}
    for log in SERVICES:
        with sqlite3.connect(told.data / f"{log}.sqlite3") as file:
            for (text,) in file.execute("SELECT envelope FROM events"):
                envelope = msgspec.json.decode(text, type=Envelope)
                found[envelope.id] = log, envelope
    return found


def test_every_event_has_a_trace_and_the_span_of_its_command(told: Told) -> None:
    events = envelopes(told)
    assert len(events) > 1000
    for _, envelope in events.values():
        trace = str(envelope.traceparent)
        assert received(trace) == trace
        assert trace[36:52] == envelope.command_id.hex[:16]


def test_what_follows_from_an_event_stays_in_its_trace_over_all_services(told: Told) -> None:
    events, ways = envelopes(told), Counter[tuple[str, str]]()
    for log, envelope in events.values():
        if envelope.causation_id is not None:
            source, cause = events[envelope.causation_id]
            assert str(envelope.traceparent)[:36] == str(cause.traceparent)[:36]
            ways[source, log] += 1
    assert ways["meeting", "tasking"] > 0
    assert ways["tasking", "supervision"] > 0


def test_every_log_line_of_a_request_or_an_event_names_its_trace(told: Told) -> None:
    lines = [json.loads(line) for line in (told.data / "lianxi.log").read_text(encoding="utf-8").splitlines()]
    of_requests = [line for line in lines if line["event"] in REQUEST_LINES]
    assert len(of_requests) > 100
    assert [line for line in of_requests if not received(f"00-{line.get('trace_id')}-00f067aa0ba902b7-00")] == []
    traces = {str(envelope.traceparent)[3:35] for _, envelope in envelopes(told).values()}
    assert traces & {line["trace_id"] for line in of_requests}
