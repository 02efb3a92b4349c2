"""Audit over gRPC (proto/audit/v1); the answers are the same JSON as over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import grpc

from services.audit.application.queries import AuditQueries, ReplayRequest
from shared.contracts.audit.v1 import audit_pb2 as pb
from shared.kernel.limits import PAGE_ROWS_DEFAULT
from shared.serving.errors import FieldInvalid
from shared.serving.grpc import current_call, question_handlers
from shared.serving.problems import json_bytes

QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["AuditQuestions"]


class AuditServicer:
    def __init__(self, queries: AuditQueries) -> None:
        self._queries = queries

    async def GetHistory(self, request: pb.GetHistoryRequest, _: Any) -> pb.AuditAnswer:  # noqa: N802 -- the RPC's name
        page = await self._queries.history(
            current_call().actor,
            _unit(request.unit_id),
            _moment(request),
            request.cursor or None,
            request.limit or PAGE_ROWS_DEFAULT,
        )
        return _answer(page)

    async def GetState(self, request: pb.GetStateRequest, _: Any) -> pb.AuditAnswer:  # noqa: N802
        shown = await self._queries.state(current_call().actor, _unit(request.unit_id), _moment(request))
        return _answer(shown)

    async def GetRollup(self, request: pb.GetStateRequest, _: Any) -> pb.AuditAnswer:  # noqa: N802
        return _answer(await self._queries.rollup(current_call().actor, _unit(request.unit_id), _moment(request)))

    async def Replay(self, request: pb.ReplayRequest, _: Any) -> AsyncIterator[pb.AuditAnswer]:  # noqa: N802
        wanted = ReplayRequest(_unit(request.unit_id) if request.unit_id else None, _moment(request))
        async for line in await self._queries.replay(current_call().actor, wanted):
            yield _answer(line)

    async def ListDiscrepancies(self, _request: pb.ListDiscrepanciesRequest, _: Any) -> pb.AuditAnswer:  # noqa: N802
        return _answer(await self._queries.discrepancies(current_call().actor))


def servicers(queries: AuditQueries) -> list[grpc.GenericRpcHandler]:
    return [question_handlers(QUESTIONS, AuditServicer(queries))]


def _answer(value: Any) -> pb.AuditAnswer:
    return pb.AuditAnswer(body_json=json_bytes(value))


def _unit(text: str) -> UUID:
    """Raises FieldInvalid."""
    try:
        return UUID(text)
    except ValueError as error:
        raise FieldInvalid("unit_id应为编号（UUID）。", field="unit_id") from error


def _moment(request: Any) -> datetime | None:
    """Raises FieldInvalid for a moment that no calendar has."""
    if not request.HasField("as_of"):
        return None
    try:
        moment: datetime = request.as_of.ToDatetime(UTC)
    except (ValueError, OverflowError) as error:
        raise FieldInvalid("as_of应为时刻。", field="as_of") from error
    return moment
