"""What an operator scrapes from the whole program: every consumer's lag, parked events and last poll; batches."""

import re
from pathlib import Path

import httpx
import pytest

from services.local.example.registry import PROVINCE, unit_id
from services.local.server import Running, running
from services.local.settings import LocalSettings
from services.organization.application.views import UNITS
from shared.database.interface import Transaction
from shared.kernel.envelope import RecordedEvent

pytestmark = pytest.mark.slow
UNIT = {
    "unit_id": str(unit_id(PROVINCE)),
    "kind": "committee",
    "level": "province",
    "name": "示例省关工委",
    "code": PROVINCE,
    "on": "2020-01-01",
}


async def scrape(here: Running) -> dict[str, float]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(here.app), base_url="http://local") as client:
        text = (await client.get("/metrics")).raise_for_status().text
    return {name: float(value) for name, value in re.findall(r"^(\S+) (\S+)$", text, re.MULTILINE)}


async def register(here: Running, code: str = PROVINCE) -> None:
    level = "province" if code == PROVINCE else "prefecture"
    unit = UNIT | {"unit_id": str(unit_id(code)), "code": code, "level": level}
    bearer = {"Authorization": f"Bearer {here.province.issuer.service_token('local')}"}
    transport = httpx.ASGITransport(here.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://local", headers=bearer) as client:
        (await client.post("/organization/v1/units", json=unit)).raise_for_status()


def of(consumer: str, log: str = "organization", service: str = "organization") -> str:
    return f'{{consumer="{consumer}",log="{log}",service="{service}"}}'


async def test_every_consumer_of_every_service_is_measured(tmp_path: Path) -> None:
    async with running(LocalSettings(data=tmp_path, http_port=0, grpc_port=0)) as here:
        await register(here)
        await here.province.settle()
        numbers = await scrape(here)
        health = await here.province.runner.health()
        assert {one.service for one in health} == set(here.province.services)
        for one in health:
            place = of(one.consumer, one.log, one.service)
            assert numbers[f"lianxi_inbox_lag_events{place}"] == 0
            assert 0 <= numbers[f"lianxi_inbox_poll_age_seconds{place}"] < 60
            parked = f'{{consumer="{one.consumer}",service="{one.service}"}}'
            assert numbers[f"lianxi_inbox_parked_events{parked}"] == 0
        accepted = '{command="RegisterUnit",result="accepted",rule="",service="organization"}'
        assert numbers[f"lianxi_commands_total{accepted}"] == 1
        assert numbers['lianxi_append_batch_size_count{service="organization"}'] >= 2
        assert numbers['lianxi_append_commit_seconds_sum{service="organization"}'] > 0
        assert numbers['lianxi_consumer_batch_events_sum{log="organization",service="audit"}'] >= 1
        assert numbers["lianxi_scrape_stale"] == 0


async def test_lag_and_parked_events_show_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(event: RecordedEvent, tx: Transaction) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(UNITS, "apply", failing)
    async with running(LocalSettings(data=tmp_path, http_port=0, grpc_port=0)) as here:
        await register(here)
        await here.province.settle()
        parked = 'lianxi_inbox_parked_events{consumer="units",service="organization"}'
        assert (await scrape(here))[parked] == 1
        await here.province.runner.stop()
        await register(here, "230100")
        assert (await scrape(here))[f"lianxi_inbox_lag_events{of('registry')}"] >= 1
