"""What a process without an interface of its own answers: alive, ready or not and why, its numbers."""

import asyncio
from collections.abc import Mapping

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.serving import operations
from shared.serving.operations import Operations
from shared.telemetry.metrics import Metrics


def at(app: Operations) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://worker")


async def numbers(client: httpx.AsyncClient) -> dict[str, float]:
    response = (await client.get("/metrics")).raise_for_status()
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(response.text)
    return {sample.name: sample.value for family in families for sample in family.samples}


async def test_a_process_says_that_it_is_alive_and_what_it_lacks() -> None:
    parts = {"kafka": True, "database": False}

    async def ready() -> Mapping[str, bool]:
        return parts

    async with at(Operations(Metrics(), ready=[ready])) as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        waiting = await client.get("/readyz")
        assert (waiting.status_code, waiting.json()) == (503, {"status": "not_ready", "parts": parts})
        parts["database"] = True
        assert (await client.get("/readyz")).status_code == 200
        assert (await client.get("/else")).json()["code"] == "no_such_page"


async def test_a_check_that_fails_or_hangs_is_a_part_that_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    async def database() -> Mapping[str, bool]:
        raise ConnectionError("away")

    async def kafka() -> Mapping[str, bool]:
        await asyncio.Event().wait()
        return {}

    monkeypatch.setattr(operations, "READY_SECONDS_MAX", 0.01)
    async with at(Operations(Metrics(), ready=[database, kafka])) as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]) == (503, {"database": False, "kafka": False})


async def test_numbers_are_brought_up_to_date_before_they_are_shown() -> None:
    metrics, backlog = Metrics(), iter([3, 0])

    async def measure() -> None:
        metrics.of("tasking").relay(10, next(backlog))

    async with at(Operations(metrics, before_scrape=measure)) as client:
        assert (await numbers(client))["lianxi_relay_lag_events"] == 3
        shown = await numbers(client)
    assert (shown["lianxi_relay_lag_events"], shown["lianxi_scrape_stale"]) == (0, 0)


@pytest.mark.parametrize("hangs", [True, False])
async def test_counters_are_shown_also_while_nothing_can_be_measured(
    monkeypatch: pytest.MonkeyPatch, hangs: bool
) -> None:
    metrics, away = Metrics(), True
    metrics.of("tasking").relay(10, 3)

    async def measure() -> None:
        if away and hangs:
            await asyncio.Event().wait()
        if away:
            raise ConnectionError("no database")
        metrics.of("tasking").relay(13, 0)

    monkeypatch.setattr(operations, "MEASURE_SECONDS_MAX", 0.01)
    async with at(Operations(metrics, before_scrape=measure)) as client:
        shown = await numbers(client)
        assert (shown["lianxi_relay_lag_events"], shown["lianxi_scrape_stale"]) == (3, 1)
        away = False
        shown = await numbers(client)
    assert (shown["lianxi_relay_lag_events"], shown["lianxi_scrape_stale"]) == (0, 0)


async def test_a_web_server_may_ask_it_for_a_life_span() -> None:
    incoming, said = iter(["lifespan.startup", "lifespan.shutdown"]), list[str]()

    async def receive() -> dict[str, str]:
        return {"type": next(incoming)}

    async def send(message: Mapping[str, str]) -> None:
        said.append(message["type"])

    await Operations(Metrics())({"type": "lifespan"}, receive, send)
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
