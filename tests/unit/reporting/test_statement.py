"""SubmitReport asks tasking for its statement: the real service, over real gRPC."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import grpc.aio
import pytest

from shared.eventstore.sqlite import SqliteStore
from shared.serving.grpc import RpcServer
from tests.unit.reporting.world import CITY, COUNTY, EDUCATION, FIELDS, REQUEST, World, report_of
from tests.unit.tasking.test_http import issued
from tests.unit.tasking.world import PLAN
from tests.unit.tasking.world import World as Tasking

LOOPBACK = "127.0.0.1"
ABOUT_THE_PLAN = {**FIELDS, "plan_id": str(PLAN), "units": [str(EDUCATION), str(COUNTY)]}


class Both:
    """Tasking with one issued task, on a port of its own, and reporting that asks it."""

    def __init__(self, path: Path) -> None:
        self.tasking = Tasking(path / "tasking")
        self.asked = 0
        store = self.tasking.parts.store
        assert isinstance(store, SqliteStore)
        self.reporting = World(path, self._channel, self.tasking.issuer, store)
        self._server: RpcServer | None = None
        self._channels: list[grpc.aio.Channel] = []

    async def start(self) -> None:
        await self.tasking.register_city()
        await issued(self.tasking)
        await self.tasking.post(self.tasking.education, f"/tasks/{await self._task()}/accept")
        parts = self.tasking.parts
        self._server = RpcServer(parts.servicers, parts.rpc_services, self.tasking.issuer.verifier())
        self.port = await self._server.start(f"{LOOPBACK}:0")
        await self.reporting.register()
        await self.reporting.post(CITY, "/requests", ABOUT_THE_PLAN)

    async def _task(self) -> str:
        [task] = (await self.tasking.get(self.tasking.city, "/tasks"))["items"]
        return str(task["task_id"])

    def _channel(self, service: str) -> grpc.aio.Channel:
        assert service == "tasking"
        self.asked += 1
        self._channels.append(grpc.aio.insecure_channel(f"{LOOPBACK}:{self.port}"))
        return self._channels[-1]

    async def submit(self, **expected: Any) -> dict[str, Any]:
        path = f"/requests/{REQUEST}/reports"
        return await self.reporting.post(EDUCATION, path, {"text": "进展顺利。"}, "liaison", **expected)

    async def statement(self) -> Any:
        return (await self.reporting.get(CITY, f"/reports/{report_of(EDUCATION)}"))["rounds"][-1]["statement"]

    async def stop_tasking(self) -> None:
        if self._server is not None:
            await self._server.stop(0)
            self._server = None

    async def close(self) -> None:
        for channel in self._channels:
            await channel.close()
        await self.stop_tasking()
        self.reporting.close()
        self.tasking.close()


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    (tmp_path / "tasking").mkdir()
    both = Both(tmp_path)
    await both.start()
    yield both
    await both.close()


@pytest.mark.accepts("R1")
async def test_r1_a_report_carries_what_tasking_states_of_the_units_work(both: Both) -> None:
    answer = await both.submit()
    head = await both.tasking.parts.store.head()
    counts = {"assigned": 1, "accepted": 1, "finished": 0, "concluded": 0}
    assert await both.statement() == {"position": f"tasking:1:{head.position}", **counts}
    assert "note" not in answer


async def test_a_report_is_taken_without_a_statement_when_tasking_cannot_be_reached(both: Both) -> None:
    await both.stop_tasking()
    answer = await both.submit()
    assert await both.statement() is None
    assert "没有附上任务办理情况" in answer["note"]


async def test_nobody_is_asked_for_a_report_that_will_be_refused_anyway(both: Both) -> None:
    path = f"/requests/{REQUEST}/reports"
    await both.reporting.post(both.tasking.youth, path, {"text": "无关"}, status=404)
    assert both.asked == 0


async def test_a_report_counts_as_one_command_whatever_was_asked(both: Both) -> None:
    await both.submit()
    await both.submit(status=422)
    shown = both.reporting.metrics.exposition().decode()
    assert 'command="SubmitReport",result="accepted"' in shown
    assert "SubmitStatedReport" not in shown
