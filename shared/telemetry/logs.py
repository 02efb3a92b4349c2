"""Structured logs: one JSON object a line, with the correlation and trace ids of the request or event at hand.

Neither names of people nor tokens go into a log: values under the keys of `_SECRET` are cut out, and nobody logs
request bodies.
"""

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO
from uuid import UUID

import msgspec
import structlog

from shared.kernel.envelope import RecordedEvent
from shared.kernel.trace import HEADER, trace_id_of

Pairs = tuple[tuple[str, str], ...]
_onward: ContextVar[Pairs] = ContextVar("onward", default=())
CORRELATION_HEADER = "x-correlation-id"
_SECRET = frozenset({"authorization", "token", "password", "secret", "name", "person_name", "cookie"})


def configure_logs(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Called once by whoever starts a process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide_secrets,
            structlog.processors.JSONRenderer(_json_line),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    everything = logging.getLogger()
    if not any(isinstance(handler, LibraryLines) for handler in everything.handlers):
        everything.addHandler(LibraryLines())


class LibraryLines(logging.Handler):
    """What is logged in Python's own way, by libraries above all, as lines like the others: warnings and worse."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            error = record.exc_info[1] if record.exc_info else None
            failure = {"error": type(error).__name__, "stack": _stack(error)} if error else {}
            structlog.get_logger().log(record.levelno, record.getMessage(), logger=record.name, **failure)
        except Exception:  # noqa: BLE001 - a log that cannot be written must not break what it tells of
            self.handleError(record)


def _stack(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def _json_line(event: MutableMapping[str, Any], **_: Any) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()


def hide_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in event:
        if key.lower() in _SECRET:
            event[key] = "…"
    return event


def bind_correlation(correlation_id: UUID, service: str, traceparent: str | None = None) -> None:
    """Every later line of this task carries it, and calls to other services do."""
    structlog.contextvars.bind_contextvars(**_ids(correlation_id, traceparent), service=service)
    trace = ((HEADER, traceparent),) if traceparent else ()
    _onward.set(((CORRELATION_HEADER, str(correlation_id)), *trace))


def unbind_correlation() -> None:
    structlog.contextvars.unbind_contextvars("correlation_id", "service", "trace_id")
    _onward.set(())


def onward() -> Pairs:
    """What a call to another service carries of the request at hand, as gRPC metadata or HTTP headers."""
    return _onward.get()


@contextmanager
def correlated(event: RecordedEvent, **fields: str) -> Iterator[None]:
    """Lines inside belong to the event; after it stands again what stood before."""
    envelope = event.envelope
    ids = _ids(envelope.correlation_id, envelope.traceparent)
    with structlog.contextvars.bound_contextvars(**ids, event_id=str(envelope.id), **fields):
        yield


def _ids(correlation_id: UUID, traceparent: str | None) -> dict[str, str]:
    return {"correlation_id": str(correlation_id), "trace_id": trace_id_of(traceparent, correlation_id)}


def logger() -> Any:
    return structlog.get_logger()


def log_failure(event: str, error: BaseException, **fields: Any) -> None:
    """An unexpected exception, with its stack but never with the values of variables: they hold what users sent."""
    structlog.get_logger().error(event, error=type(error).__name__, stack=_stack(error), **fields)
