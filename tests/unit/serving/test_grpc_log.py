"""A log read over the wire is the log, byte for byte."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import grpc
import grpc.aio
import msgspec
import pytest

from services.local.engine.ports import free_port
from shared.contracts.cloudevents.v1.cloudevents_pb2 import CloudEventBatch
from shared.contracts.common.v1 import common_pb2 as common
from shared.kernel.envelope import Actor
from shared.kernel.errors import Unavailable
from shared.serving.cloudevents import from_cloud_event, to_cloud_event
from shared.serving.grpc import RpcServer, bearer, method_of, question_handlers
from shared.serving.grpc_errors import failure_of
from shared.serving.grpc_log import LOG_SERVICE, UNIT_STATE_SERVICE, GrpcLogReader, LogServicer, UnitStateServicer
from tests.support import matters as m
from tests.support.two_services import TwoServices, open_services
from tests.unit.serving.sample import UNIT, Sample


@dataclass
class Wire:
    services: TwoServices
    sample: Sample
    channel: grpc.aio.Channel

    def reader(self, log: str = "matters", token: Callable[[], str] | None = None) -> GrpcLogReader:
        return GrpcLogReader(self.channel, log, token or (lambda: self.sample.issuer.service_token("audit")))

    async def open_matters(self, count: int) -> None:
        keys = [uuid4() for _ in range(count)]
        await asyncio.gather(*(self.services.give(m.OpenMatter(matter_id=key, title="事项"), str(key)) for key in keys))


class AskedBy:
    """A unit's state that tells who asked."""

    async def __call__(self, actor: Actor, unit_id: UUID) -> dict[str, Any]:
        return {"unit": str(unit_id), "asked_by": actor.role}

    async def everything(self, actor: Actor) -> AsyncIterator[dict[str, Any]]:
        yield {"asked_by": actor.role}


@pytest.fixture
async def wire(tmp_path: Path) -> AsyncIterator[Wire]:
    services, sample = open_services(tmp_path), Sample()

    handlers = [
        question_handlers(LOG_SERVICE, LogServicer({"matters": services.matters}, poll_seconds=0.01)),
        question_handlers(UNIT_STATE_SERVICE, UnitStateServicer({"matters": AskedBy()})),
    ]
    server = RpcServer(handlers, [LOG_SERVICE, UNIT_STATE_SERVICE], sample.reception.verifier)
    port = await server.start("127.0.0.1:0")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Wire(services, sample, channel)
    await server.stop(0)
    services.close()


async def test_a_log_read_over_the_wire_is_the_log(wire: Wire) -> None:
    assert await wire.reader().head() == await wire.services.matters.head()
    assert await wire.reader().read(0, 10) == []
    await wire.open_matters(230)
    near, far = wire.services.matters, wire.reader()
    assert await far.head() == await near.head()
    assert await far.tails() == await near.tails()
    assert await far.read(0, 500) == await near.read(0, 500)
    assert await far.read(220, 3) == await near.read(220, 3)
    (partition, *_) = await near.tails()
    assert await far.read(0, 50, partition) == await near.read(0, 50, partition) != []


async def test_a_cloud_event_has_the_standard_attributes_and_gives_the_event_back(wire: Wire) -> None:
    await wire.open_matters(1)
    (event,) = await wire.services.matters.read(0, 1)
    cloud = to_cloud_event(event)
    assert (cloud.spec_version, cloud.type, cloud.source) == ("1.0", "matters.matter.opened", "/lianxi/matters")
    assert cloud.binary_data == event.data
    assert cloud.attributes["datacontenttype"].ce_string == "application/json"
    assert all(name.isalnum() and name.islower() and len(name) <= 20 for name in cloud.attributes)
    assert (
        from_cloud_event(CloudEventBatch.FromString(CloudEventBatch(events=[cloud]).SerializeToString()).events[0])
        == event
    )


async def test_a_cloud_event_carries_its_trace_where_there_is_one(wire: Wire) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    await wire.open_matters(1)
    (event,) = await wire.services.matters.read(0, 1)
    assert "traceparent" not in to_cloud_event(event).attributes
    traced = msgspec.structs.replace(event, envelope=msgspec.structs.replace(event.envelope, traceparent=trace))
    assert to_cloud_event(traced).attributes["traceparent"].ce_string == trace


async def test_a_stream_goes_on_when_events_come(wire: Wire) -> None:
    await wire.open_matters(3)
    call = wire.channel.unary_stream(
        f"/{LOG_SERVICE.full_name}/StreamLog", common.ReadLogRequest.SerializeToString, CloudEventBatch.FromString
    )(common.ReadLogRequest(log="matters", after=1), metadata=bearer(wire.sample.issuer.service_token("audit")))
    positions: list[int] = []
    async for batch in call:
        positions += [from_cloud_event(event).position for event in batch.events]
        if positions == [2, 3]:
            await wire.open_matters(2)
        if positions == [2, 3, 4, 5]:
            break
    call.cancel()
    assert positions == [2, 3, 4, 5]


async def test_logs_are_for_services_that_name_one_of_them(wire: Wire) -> None:
    cases = [
        (wire.reader(token=lambda: wire.sample.token(UNIT, "auditor")), grpc.StatusCode.PERMISSION_DENIED),
        (wire.reader(token=lambda: "no"), grpc.StatusCode.UNAUTHENTICATED),
        (wire.reader("elsewhere"), grpc.StatusCode.NOT_FOUND),
    ]
    for reader, status in cases:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await reader.head()
        assert caught.value.code() is status


async def test_a_read_out_of_bounds_is_refused(wire: Wire) -> None:
    read = method_of(wire.channel, LOG_SERVICE, "ReadLog")
    metadata = bearer(wire.sample.issuer.service_token("audit"))
    for after, limit in ((-1, 1), (0, 201), (0, -1)):
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await read(common.ReadLogRequest(log="matters", after=after, limit=limit), metadata=metadata)
        assert failure_of(caught.value).code == "field_invalid"


async def test_a_units_state_is_asked_by_service_and_unit(wire: Wire) -> None:
    ask = method_of(wire.channel, UNIT_STATE_SERVICE, "GetUnitState")
    metadata = bearer(wire.sample.issuer.service_token("audit"))
    answer = await ask(common.GetUnitStateRequest(service="matters", unit_id=str(UNIT)), metadata=metadata)
    assert answer.body_json == b'{"unit":"%s","asked_by":"service:audit"}' % str(UNIT).encode()
    for service, unit, code in (("matters", "x", "field_invalid"), ("none", str(UNIT), "not_found")):
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await ask(common.GetUnitStateRequest(service=service, unit_id=unit), metadata=metadata)
        assert failure_of(caught.value).code == code


async def test_a_service_that_is_away_is_unavailable(wire: Wire) -> None:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{free_port()}") as channel:
        reader = GrpcLogReader(channel, "matters", lambda: "any")
        for asked in (reader.head(), reader.tails(), reader.read(0, 10)):
            with pytest.raises(Unavailable):
                await asked
