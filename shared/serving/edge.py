"""What surrounds every HTTP request, as plain ASGI: correlation, trace, limits, log, metrics, the last safety net."""

import time
from collections.abc import Mapping
from uuid import UUID

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.kernel.limits import BODY_BYTES_MAX
from shared.kernel.trace import HEADER as TRACE_HEADER
from shared.serving.errors import BodyTooLarge
from shared.serving.problems import internal_response, refusal_response
from shared.serving.reception import correlation_of, trace_of
from shared.telemetry.logs import CORRELATION_HEADER, bind_correlation, log_failure, unbind_correlation
from shared.telemetry.metrics import ServiceMetrics


class Edge:
    """Gives each request its correlation id and its trace, sees how it ends, and answers for whatever nobody caught."""

    def __init__(self, app: ASGIApp, *, service: str, metrics: ServiceMetrics) -> None:
        self._app, self._service, self._metrics = app, service, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        correlation = correlation_of(headers.get(CORRELATION_HEADER))
        traceparent = trace_of(headers.getlist(TRACE_HEADER))
        scope.setdefault("state", {}).update(correlation_id=correlation, traceparent=traceparent)
        bind_correlation(correlation, self._service, traceparent)
        try:
            await self._observed(scope, receive, send, correlation)
        finally:
            unbind_correlation()

    async def _observed(self, scope: Scope, receive: Receive, send: Send, correlation: UUID) -> None:
        began, status = time.perf_counter(), 0

        async def marked_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                state = scope["state"]
                own = {CORRELATION_HEADER: str(correlation), TRACE_HEADER: state["traceparent"]}
                MutableHeaders(scope=message).update({**own, **state.get("answer_headers", {})})
            await send(message)

        try:
            await self._app(scope, receive, marked_send)
        except Exception as error:
            log_failure("request_failed", error, method=scope["method"], route=route_of(scope))
            if status:
                raise  # half an answer is out; only a broken connection tells the truth now
            await internal_response(str(correlation))(scope, receive, marked_send)
        seconds = time.perf_counter() - began
        route = route_of(scope)
        self._metrics.request("http", route, str(status), seconds)
        structlog.get_logger().info(
            "request", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1)
        )


def route_of(scope: Scope) -> str:
    """The route's template: ids in a metric label would be a new series each."""
    route = scope.get("route")
    return str(getattr(route, "path", "unmatched"))


class BodyLimit:
    """Refuses a body over its limit: by its declared length at once, chunked as soon as it has passed the limit.

    `limit` is in bytes; `wider` maps a path to the limit it has instead (uploads).
    """

    def __init__(self, app: ASGIApp, *, limit: int = BODY_BYTES_MAX, wider: Mapping[str, int] | None = None) -> None:
        self._app, self._limit, self._wider = app, limit, dict(wider or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._wider.get(scope["path"], self._limit)
        length = Headers(scope=scope).get("content-length", "")
        if length.isdigit() and int(length[:20]) > limit:
            await _too_large(limit)(scope, receive, send)
            return
        await self._counted(limit, scope, receive, send)

    async def _counted(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        seen = 0

        async def counted_receive() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise body_too_large(limit)
            return message

        await self._app(scope, counted_receive, send)


def body_too_large(limit: int) -> BodyTooLarge:
    size = f"{limit // (1024 * 1024)}MB"
    return BodyTooLarge(f"提交的内容超过{size}，请精简或把长文作为文件上传。", limit_bytes=limit)


def _too_large(limit: int) -> ASGIApp:
    # The connection stays open and what is still sent is thrown away: closing it would lose the answer on its way.
    return refusal_response(body_too_large(limit))
