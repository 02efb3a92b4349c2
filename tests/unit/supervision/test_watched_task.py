"""What tasking states of a watched task: the real service, over real gRPC."""

from collections.abc import AsyncIterator
from pathlib import Path

import grpc.aio
import pytest

from services.supervision.domain.watch import Watch
from shared.eventstore.sqlite import SqliteStore
from shared.serving.grpc import RpcServer
from tests.unit.supervision.world import World
from tests.unit.tasking.test_http import issued
from tests.unit.tasking.world import PLAN
from tests.unit.tasking.world import World as Tasking

LOOPBACK = "127.0.0.1"


class Both:
    """Tasking with one issued task, on a port of its own, and supervision that watches it."""

    def __init__(self, path: Path) -> None:
        self.tasking = Tasking(path / "tasking")
        store = self.tasking.parts.store
        assert isinstance(store, SqliteStore)
        self.supervision = World(path, self._channel, self.tasking.issuer, store)
        parts = self.tasking.parts
        self.server = RpcServer(parts.servicers, parts.rpc_services, self.tasking.issuer.verifier())
        self._channels: list[grpc.aio.Channel] = []

    async def start(self) -> None:
        await self.tasking.register_city()
        self.task = await issued(self.tasking)
        await self.tasking.post(self.tasking.education, f"/tasks/{self.task}/accept")
        self.port = await self.server.start(f"{LOOPBACK}:0")
        await self.supervision.runner.settle()
        self.path = f"/watches/{Watch.stream_of(self.task, self.tasking.education)}/task"

    def _channel(self, service: str) -> grpc.aio.Channel:
        assert service == "tasking"
        self._channels.append(grpc.aio.insecure_channel(f"{LOOPBACK}:{self.port}"))
        return self._channels[-1]

    async def close(self) -> None:
        for channel in self._channels:
            await channel.close()
        await self.server.stop(0)
        self.supervision.close()
        self.tasking.close()


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    (tmp_path / "tasking").mkdir()
    both = Both(tmp_path)
    await both.start()
    yield both
    await both.close()


async def test_a_watch_shows_how_far_its_task_has_come(both: Both) -> None:
    tasking = both.tasking
    shown = await both.supervision.get(tasking.education, both.path, "liaison")
    lead = {"unit_id": str(tasking.lead), "roles": ["lead"], "state": "assigned", "percent": 0}
    responsible = {"unit_id": str(tasking.education), "roles": ["responsible"], "state": "accepted", "percent": 0}
    assert shown == {
        "task_id": str(both.task),
        "plan_id": str(PLAN),
        "committee_id": str(tasking.city),
        "state": "assigned",
        "version": 2,
        "due_on": "2023-09-30",
        "assignments": [lead, responsible],
    }


async def test_who_does_not_see_the_watch_is_told_nothing_of_its_task(both: Both) -> None:
    await both.supervision.get(both.tasking.youth, both.path, status=404)


async def test_while_tasking_is_away_the_answer_says_so_and_the_rest_goes_on(both: Both) -> None:
    await both.server.stop(0)
    away = await both.supervision.get(both.tasking.education, both.path, status=503)
    assert (away["code"], away["detail"]) == ("tasking_unavailable", "任务服务暂时查询不到，请稍后再试。")
    assert len((await both.supervision.get(both.tasking.education, "/watches"))["items"]) == 1
