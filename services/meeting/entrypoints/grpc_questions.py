"""What is asked of transmittals and dossiers over gRPC: the same answers as over HTTP, field for field."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message

from services.meeting.application.dossier_queries import DossierQueries
from services.meeting.application.transmittal_queries import TransmittalQueries
from shared.contracts.meeting.v1 import meeting_pb2 as pb
from shared.contracts.messages import plain
from shared.database.interface import Database
from shared.kernel.limits import PAGE_ROWS_DEFAULT
from shared.kernel.text import check_strings
from shared.messaging.visibility import Viewer
from shared.serving.errors import body_refusal
from shared.serving.grpc import current_call
from shared.serving.moments import check_past

TRANSMITTAL_QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["TransmittalQuestions"]
DOSSIER_QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["DossierQuestions"]


class BoardAsked(msgspec.Struct, frozen=True, kw_only=True):
    transmittal_id: UUID
    state: Literal["awaited", "submitted", "accepted", "sent_back"] | None = None
    late: bool = False
    limit: int = PAGE_ROWS_DEFAULT
    cursor: str | None = None


class CoverageAsked(msgspec.Struct, frozen=True, kw_only=True):
    transmittal_id: UUID


class DossierAsked(msgspec.Struct, frozen=True, kw_only=True):
    matter_id: UUID
    as_of: datetime | None = None
    limit: int = PAGE_ROWS_DEFAULT
    cursor: str | None = None


class TransmittalAnswers:
    def __init__(self, queries: TransmittalQueries, database: Database) -> None:
        self._queries, self._database = queries, database

    async def GetBoard(self, request: Any, _: Any) -> Message:  # noqa: N802 - the RPC's name
        asked = _asked(request, BoardAsked)
        async with self._database.snapshot() as reader:
            page = await self._queries.board(
                reader,
                _viewer(),
                asked.transmittal_id,
                state=asked.state,
                late=asked.late,
                limit=asked.limit,
                cursor=asked.cursor,
            )
        return ParseDict({"items": list(page.items), "cursor": page.cursor}, pb.BoardPage())

    async def GetCoverage(self, request: Any, _: Any) -> Message:  # noqa: N802 - the RPC's name
        asked = _asked(request, CoverageAsked)
        async with self._database.snapshot() as reader:
            answer = await self._queries.coverage(reader, _viewer(), asked.transmittal_id)
        return ParseDict(answer, pb.Coverage())


class DossierAnswers:
    def __init__(self, queries: DossierQueries, database: Database) -> None:
        self._queries, self._database = queries, database

    async def GetDossier(self, request: Any, _: Any) -> Message:  # noqa: N802 - the RPC's name
        asked = _asked(request, DossierAsked)
        moment = check_past(asked.as_of, self._queries.clock.now(), "as_of") if asked.as_of else None
        async with self._database.snapshot() as reader:
            answer = await self._queries.get_dossier(
                reader, _viewer(), asked.matter_id, as_of=moment, limit=asked.limit, cursor=asked.cursor
            )
        return ParseDict(answer, pb.Dossier())


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
