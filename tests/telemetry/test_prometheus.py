"""A real Prometheus over real processes: every panel has something to draw, and a stopped process is seen."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from services.local.loopback import HOST
from services.local.server import running
from services.local.settings import LocalSettings
from shared.serving.listener import HttpListener
from shared.serving.operations import Operations
from shared.telemetry.metrics import Metrics
from tests.support.numbers import report_everything
from tests.support.prometheus import Prometheus, drawn, program, scraping

pytestmark = [pytest.mark.slow, pytest.mark.server]
SEEN_SECONDS_MAX = 60
# What the one-process form reports by itself; relays and workers are other processes.
EMBEDDED = (
    "lianxi_requests_seconds_count lianxi_append_batch_size_count lianxi_append_commit_seconds_count"
    " lianxi_inbox_lag_events lianxi_inbox_parked_events lianxi_inbox_poll_age_seconds lianxi_scrape_stale"
    " lianxi_database_errors_total process_resident_memory_bytes"
).split()


@asynccontextmanager
async def embedded(data: Path) -> AsyncIterator[str]:
    """The whole program, asked for something now and then; its address."""
    async with running(LocalSettings(data=data, http_port=0, grpc_port=0, load_example=False)) as here:
        listener = HttpListener(here.app, HOST, 0)
        port = await listener.start()
        asking = asyncio.create_task(keep_asking(f"http://{HOST}:{port}"))
        try:
            yield f"{HOST}:{port}"
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            await listener.stop()


async def keep_asking(base_url: str) -> None:
    async with httpx.AsyncClient(base_url=base_url, trust_env=False) as client:
        while True:
            await client.get("/tasking/v1/healthz")
            await asyncio.sleep(0.2)


class Worker:
    """A process without an interface of its own that reports every number there is, more and more of each."""

    def __init__(self) -> None:
        self._metrics, self._rounds = Metrics(), 0
        self._listener = HttpListener(Operations(self._metrics, before_scrape=self._measure), HOST, 0)

    async def _measure(self) -> None:
        self._rounds += 1
        report_everything(self._metrics, self._rounds)

    async def start(self) -> str:
        return f"{HOST}:{await self._listener.start()}"

    async def stop(self) -> None:
        await self._listener.stop()


async def until(condition: Callable[[], bool], what: Callable[[], object]) -> float:
    """The seconds it took."""
    began = time.monotonic()
    while not await asyncio.to_thread(condition):
        assert time.monotonic() - began < SEEN_SECONDS_MAX, what()
        await asyncio.sleep(0.1)
    return time.monotonic() - began


async def test_every_panel_draws_and_a_stopped_process_is_seen_within_seconds(tmp_path: Path) -> None:
    program("prometheus")
    worker = Worker()
    address = await worker.start()
    async with embedded(tmp_path / "data") as whole:
        with scraping({"lianxi": [whole, address]}, tmp_path) as prometheus:
            await until(lambda: nothing_drawn(prometheus) == [], lambda: nothing_drawn(prometheus))
            for name in EMBEDDED:
                assert await asyncio.to_thread(prometheus.query, f'{name}{{instance="{whole}"}}'), name
            assert not await asyncio.to_thread(firing, prometheus, "ProcessDown")
            await worker.stop()
            seconds = await until(lambda: bool(firing(prometheus, "ProcessDown")), prometheus.alerts)
    assert seconds < 20


def nothing_drawn(prometheus: Prometheus) -> list[str]:
    return [where for where, expression in drawn() if not prometheus.query(expression)]


def firing(prometheus: Prometheus, name: str) -> list[str]:
    """The summaries, as an operator reads them."""
    found = [one for one in prometheus.alerts() if one["labels"]["alertname"] == name and one["state"] == "firing"]
    assert all("error expanding" not in text for one in found for text in one["annotations"].values())
    return [one["annotations"]["summary"] for one in found]
