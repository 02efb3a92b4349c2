"""Reading logs over gRPC: the servicer over any `LogReader`, and a `LogReader` over the wire."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC
from typing import Any, Final
from uuid import UUID

import grpc.aio
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message

from shared.contracts.cloudevents.v1.cloudevents_pb2 import CloudEventBatch
from shared.contracts.common.v1 import common_pb2 as common
from shared.eventstore.interface import LogHead, LogReader
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import NotFound, Unavailable
from shared.kernel.limits import PAGE_ROWS_MAX
from shared.serving.cloudevents import from_cloud_event, to_cloud_event
from shared.serving.errors import FieldInvalid
from shared.serving.grpc import bearer, current_call, method_of
from shared.serving.problems import json_bytes
from shared.serving.service import UnitState
from shared.serving.standard import check_service_identity

LOG_SERVICE: Final[ServiceDescriptor] = common.DESCRIPTOR.services_by_name["Log"]
UNIT_STATE_SERVICE: Final[ServiceDescriptor] = common.DESCRIPTOR.services_by_name["UnitState"]
POLL_SECONDS: Final = 0.2
ANSWER_SECONDS_MAX: Final = 10.0
_NO_USE_TO_ASK_AGAIN: Final = frozenset(
    {
        grpc.StatusCode.INVALID_ARGUMENT,
        grpc.StatusCode.NOT_FOUND,
        grpc.StatusCode.PERMISSION_DENIED,
        grpc.StatusCode.UNAUTHENTICATED,
        grpc.StatusCode.UNIMPLEMENTED,
    }
)


class LogServicer:
    """For `question_handlers(LOG_SERVICE, LogServicer(readers))`; `readers` by the log's name."""

    def __init__(self, readers: Mapping[str, LogReader], *, poll_seconds: float = POLL_SECONDS) -> None:
        self._readers, self._poll_seconds = readers, poll_seconds

    def _reader(self, log: str) -> LogReader:
        check_service_identity(current_call().actor)
        reader = self._readers.get(log)
        if reader is None:
            raise NotFound(f"没有名为“{log}”的日志。", log=log)
        return reader

    async def Head(self, request: common.HeadRequest, _: Any) -> common.LogHead:  # noqa: N802 -- the RPC's name
        head = await self._reader(request.log).head()
        answer = common.LogHead(generation=head.generation, position=head.position)
        if head.recorded_at is not None:
            answer.recorded_at.FromDatetime(head.recorded_at)
        return answer

    async def Tails(self, request: common.TailsRequest, _: Any) -> common.LogTails:  # noqa: N802
        return common.LogTails(positions=await self._reader(request.log).tails())

    async def ReadLog(self, request: common.ReadLogRequest, _: Any) -> CloudEventBatch:  # noqa: N802
        return _batch(await _read(self._reader(request.log), request, request.after))

    async def StreamLog(self, request: common.ReadLogRequest, _: Any) -> AsyncIterator[CloudEventBatch]:  # noqa: N802
        reader, after = self._reader(request.log), request.after
        while True:
            events = await _read(reader, request, after)
            if events:
                after = events[-1].position
                yield _batch(events)
            else:
                await asyncio.sleep(self._poll_seconds)


async def _read(reader: LogReader, request: common.ReadLogRequest, after: int) -> list[RecordedEvent]:
    if after < 0 or not 0 <= request.limit <= PAGE_ROWS_MAX:
        raise FieldInvalid(f"after不能小于0，limit应在0到{PAGE_ROWS_MAX}之间。")
    partition = request.partition if request.HasField("partition") else None
    return await reader.read(after, request.limit or PAGE_ROWS_MAX, partition)


def _batch(events: list[RecordedEvent]) -> CloudEventBatch:
    return CloudEventBatch(events=map(to_cloud_event, events))


class UnitStateServicer:
    """For `question_handlers(UNIT_STATE_SERVICE, …)`; the states decide who may ask."""

    def __init__(self, states: Mapping[str, UnitState]) -> None:
        self._states = states

    def _state_of(self, service: str) -> UnitState:
        found = self._states.get(service)
        if found is None:
            raise NotFound(f"没有名为“{service}”的服务。", service=service)
        return found

    async def GetUnitState(self, request: common.GetUnitStateRequest, _: Any) -> common.UnitStateAnswer:  # noqa: N802
        state_of = self._state_of(request.service)
        try:
            unit = UUID(request.unit_id)
        except ValueError as error:
            raise FieldInvalid("unit_id应为编号（UUID）。", field="unit_id") from error
        return common.UnitStateAnswer(body_json=json_bytes(await state_of(current_call().actor, unit)))

    async def StreamUnitStates(  # noqa: N802
        self, request: common.StreamUnitStatesRequest, _: Any
    ) -> AsyncIterator[common.UnitStatesPart]:
        async for part in self._state_of(request.service).everything(current_call().actor):
            yield common.UnitStatesPart(body_json=json_bytes(part))


class GrpcLogReader:
    """Another service's log (the `LogReader` protocol); `token` is this service's own identity.

    Raises Unavailable while the other service is away, too slow or in trouble of its own.
    """

    def __init__(self, channel: grpc.aio.Channel, log: str, token: Callable[[], str]) -> None:
        self.log = log
        self._token = token
        self._head = method_of(channel, LOG_SERVICE, "Head")
        self._tails = method_of(channel, LOG_SERVICE, "Tails")
        self._read = method_of(channel, LOG_SERVICE, "ReadLog")

    async def head(self) -> LogHead:
        answer = await self._answer(self._head, common.HeadRequest(log=self.log))
        moment = answer.recorded_at.ToDatetime(UTC) if answer.HasField("recorded_at") else None
        return LogHead(answer.generation, answer.position, moment)

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        """A limit above what one answer may hold is read in several."""
        events: list[RecordedEvent] = []
        while len(events) < limit:
            wanted = min(limit - len(events), PAGE_ROWS_MAX)
            request = common.ReadLogRequest(log=self.log, after=after, limit=wanted, partition=partition)
            batch = [from_cloud_event(event) for event in (await self._answer(self._read, request)).events]
            events += batch
            if len(batch) < wanted:
                break
            after = batch[-1].position
        return events

    async def tails(self) -> dict[int, int]:
        answer = await self._answer(self._tails, common.TailsRequest(log=self.log))
        return dict(answer.positions)

    async def _answer(self, call: Any, request: Message) -> Any:
        try:
            return await call(request, metadata=bearer(self._token()), timeout=ANSWER_SECONDS_MAX)
        except grpc.aio.AioRpcError as error:
            if error.code() in _NO_USE_TO_ASK_AGAIN:
                raise
            raise Unavailable("来源服务的日志暂时读不到，稍后再试。", log=self.log) from error
