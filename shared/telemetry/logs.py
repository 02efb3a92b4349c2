"""Structured logs: one JSON object a line, with the correlation id of the request or event at hand.

Neither names of people nor tokens go into a log: values under the keys of `_SECRET` are cut out, and nobody logs
request bodies.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO
from uuid import UUID

import msgspec
import structlog

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


def _json_line(event: MutableMapping[str, Any], **_: Any) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()


def hide_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in event:
        if key.lower() in _SECRET:
            event[key] = "…"
    return event


def bind_correlation(correlation_id: UUID, service: str) -> None:
    """Every later line of this task carries it."""
    structlog.contextvars.bind_contextvars(correlation_id=str(correlation_id), service=service)


def unbind_correlation() -> None:
    structlog.contextvars.unbind_contextvars("correlation_id", "service")


def logger() -> Any:
    return structlog.get_logger()


def log_failure(event: str, error: BaseException, **fields: Any) -> None:
    """An unexpected exception, with its stack but never with the values of variables: they hold what users sent."""
    stack = "".join(traceback.format_exception(error))
    structlog.get_logger().error(event, error=type(error).__name__, stack=stack, **fields)
