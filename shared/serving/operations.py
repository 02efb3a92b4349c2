"""What every process answers about itself: `/healthz`, `/readyz`, `/metrics`, as plain ASGI."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from shared.kernel.errors import Refusal
from shared.serving.errors import NoSuchPage
from shared.serving.problems import json_bytes, refusal_response
from shared.telemetry.logs import log_failure
from shared.telemetry.metrics import Metrics

Ready = Callable[[], Awaitable[Mapping[str, bool]]]
Measure = Callable[[], Awaitable[None]]
# Below a scraper's own time-out, so that counters are read also while a database or a broker does not answer.
MEASURE_SECONDS_MAX: Final = 3.0
READY_SECONDS_MAX: Final = 3.0
_NO_SUCH_PAGE: Final = NoSuchPage("没有这个地址，请核对后再试。")
EXPOSITION: Final = "text/plain; version=0.0.4; charset=utf-8"


async def always_ready() -> Mapping[str, bool]:
    return {}


async def nothing_to_measure() -> None:
    return None


class Operations:
    """The whole interface of a process that serves nobody else (worker, relay); `Gateway` puts services beside it.

    `ready` says by name what must work before work may come; all True is ready. `before_scrape` brings numbers up to
    date that nobody counts as they change; when it fails, the former ones are shown, and that they are
    (`lianxi_scrape_stale`). `elsewhere` is what every other address answers.
    """

    def __init__(
        self,
        metrics: Metrics,
        *,
        ready: Sequence[Ready] = (),
        before_scrape: Measure = nothing_to_measure,
        elsewhere: Refusal = _NO_SUCH_PAGE,
    ) -> None:
        self._metrics, self._ready, self._before_scrape = metrics, tuple(ready), before_scrape
        self._elsewhere = elsewhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        else:
            await (await self.answer(scope["path"]))(scope, receive, send)

    async def answer(self, path: str) -> Response:
        if path == "/healthz":
            return alive()
        if path == "/readyz":
            return await readiness(self._ready)
        if path == "/metrics":
            return await self._scraped()
        return refusal_response(self._elsewhere)

    async def _scraped(self) -> Response:
        try:
            async with asyncio.timeout(MEASURE_SECONDS_MAX):
                await self._before_scrape()
        except Exception as error:  # noqa: BLE001 - an operator needs the other numbers then most of all
            log_failure("measure_failed", error)
            self._metrics.scrape_stale.set(1)
        else:
            self._metrics.scrape_stale.set(0)
        return Response(self._metrics.exposition(), media_type=EXPOSITION)


def alive() -> Response:
    return _json({"status": "ok"}, 200)


async def readiness(checks: Sequence[Ready]) -> Response:
    """200 or 503, with every part by name; a check that fails or takes too long is a part that is not ready."""
    parts: dict[str, bool] = {}
    for check in checks:
        parts.update(await _checked(check))
    good = all(parts.values())
    return _json({"status": "ok" if good else "not_ready", "parts": parts}, 200 if good else 503)


async def _checked(check: Ready) -> Mapping[str, bool]:
    try:
        async with asyncio.timeout(READY_SECONDS_MAX):
            return await check()
    except Exception as error:  # noqa: BLE001 - whatever it is, requests must not come now
        log_failure("readiness_check_failed", error)
        return {getattr(check, "__name__", type(check).__name__): False}


def _json(body: object, status: int) -> Response:
    return Response(json_bytes(body), status, media_type="application/json")


async def _lifespan(receive: Receive, send: Send) -> None:
    """What a process runs is started and stopped by whoever composed it, not by the web server."""
    while (await receive())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
