"""W3C Trace Context, level 1: `00-<trace id>-<span id>-<flags>`, lower-case hexadecimal.

One trace holds a request, its command, the events, and the commands that policies answer with: each takes the trace id
from what caused it and has a span id of its own. Nothing here is random: a command's span id is the first half of its
command id. `tracestate` holds other vendors' data and is not carried on.
"""

import re
from typing import Final
from uuid import UUID

HEADER: Final = "traceparent"
# Ids of zeros alone and version ff are invalid; only a later version may go on after the flags.
_RECEIVED: Final = re.compile(
    r"(?!ff)(?P<version>[0-9a-f]{2})-(?!0{32})(?P<trace>[0-9a-f]{32})-(?!0{16})(?P<span>[0-9a-f]{16})"
    r"-(?P<flags>[0-9a-f]{2})(?P<more>-.*)?"
)
_SAMPLED: Final = 0x01


def received(text: str) -> str | None:
    """What came from outside, in this version's form; None: it is to be ignored, as if nothing had come."""
    found = _RECEIVED.fullmatch(text)
    if found is None or (found["version"] == "00" and found["more"] is not None):
        return None
    # The other flags have no meaning yet and must not be handed on.
    return _form(found["trace"], found["span"], int(found["flags"], 16) & _SAMPLED)


def begun(trace_id: UUID, span_id: UUID) -> str:
    """Not sampled: nobody here records spans, so nobody is asked to."""
    return _form(trace_id.hex, _span(span_id), 0)


def beneath(parent: str, span_id: UUID) -> str:
    """The trace of a well-formed parent, with another span."""
    return _form(_trace_id(parent), _span(span_id), int(parent[-2:], 16))


def of_command(command_id: UUID, parent: str | None, correlation_id: UUID) -> str:
    """What a command's events carry. Deadlines and old events have no trace: it is their correlation id then."""
    known = received(parent or "")
    if known is not None:
        return beneath(known, command_id)
    return begun(correlation_id if correlation_id.int else command_id, command_id)


def trace_id_of(traceparent: str | None, correlation_id: UUID) -> str:
    """What log lines show."""
    known = received(traceparent or "")
    return _trace_id(known) if known else correlation_id.hex


def _form(trace_id: str, span_id: str, flags: int) -> str:
    return f"00-{trace_id}-{span_id}-{flags:02x}"


def _trace_id(traceparent: str) -> str:
    return traceparent[3:35]


def _span(span_id: UUID) -> str:
    # A UUID's first half holds its version: it is never zeros alone.
    return span_id.hex[:16]
