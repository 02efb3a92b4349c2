"""Commands and questions over gRPC (proto/reporting/v1)."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import grpc
import msgspec
from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message

from services.reporting.application.rollup.rollups import RollUps
from services.reporting.entrypoints.routes import ROUTES
from shared.contracts.messages import plain
from shared.contracts.reporting.v1 import reporting_pb2 as pb
from shared.kernel.limits import PAGE_ROWS_DEFAULT
from shared.kernel.text import check_strings
from shared.messaging.visibility import Viewer
from shared.serving.errors import body_refusal
from shared.serving.grpc import command_handlers, current_call, question_handlers
from shared.serving.reception import Reception

COMMANDS: Final = pb.DESCRIPTOR.services_by_name["ReportingCommands"]
QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["ReportingQuestions"]


class RollupAsked(msgspec.Struct, frozen=True, kw_only=True):
    unit_id: UUID
    as_of: datetime | None = None
    children: bool = False


class FigureAsked(msgspec.Struct, frozen=True, kw_only=True):
    unit_id: UUID
    figure: str
    as_of: datetime | None = None
    limit: int = PAGE_ROWS_DEFAULT
    cursor: str | None = None


class ReportingQuestions:
    """The same answers as over HTTP, field for field."""

    def __init__(self, rollups: RollUps) -> None:
        self._rollups = rollups

    async def GetRollup(self, request: Any, _: Any) -> Message:  # noqa: N802 - the RPC's name
        asked = _asked(request, RollupAsked)
        answer = await self._rollups.get_rollup(_viewer(), asked.unit_id, asked.as_of, children=asked.children)
        return ParseDict(msgspec.to_builtins(answer), pb.Rollup())

    async def OpenFigure(self, request: Any, _: Any) -> Message:  # noqa: N802 - the RPC's name
        asked = _asked(request, FigureAsked)
        page = await self._rollups.open_figure(
            _viewer(), asked.unit_id, asked.figure, asked.as_of, asked.limit, asked.cursor
        )
        answer = {"items": list(page.items), "cursor": page.cursor}
        return ParseDict(msgspec.to_builtins(answer), pb.FigurePage())


def servicers(reception: Reception, rollups: RollUps) -> list[grpc.GenericRpcHandler]:
    return [
        command_handlers(COMMANDS, [route.command for route in ROUTES], reception),
        question_handlers(QUESTIONS, ReportingQuestions(rollups)),
    ]


def _asked(request: Message, kind: Any) -> Any:
    """Raises a refusal that names the field."""
    try:
        asked = msgspec.convert(plain(request), kind, strict=False)
    except msgspec.ValidationError as error:
        raise body_refusal(error) from error
    check_strings(asked)
    return asked


def _viewer() -> Viewer:
    actor = current_call().actor
    return Viewer(actor.unit_id, actor.role)
