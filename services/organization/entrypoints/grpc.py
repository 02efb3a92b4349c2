"""Commands and questions over gRPC (proto/organization/v1)."""

from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

import grpc
import msgspec

from services.organization.application import coverage, entries, queries, tree
from services.organization.application.imports import queries as imports
from services.organization.application.today import Today
from services.organization.client import Registry
from services.organization.domain.vocabulary import Level, Line, Office, Status
from services.organization.entrypoints import answers
from services.organization.entrypoints.routes import ROUTES
from shared.contracts.messages import plain
from shared.contracts.organization.v1 import organization_pb2 as pb
from shared.database.interface import Database
from shared.kernel.limits import PAGE_ROWS_DEFAULT
from shared.kernel.text import check_strings
from shared.messaging.visibility import Viewer
from shared.serving.errors import body_refusal
from shared.serving.grpc import command_handlers, current_call, question_handlers
from shared.serving.reception import Reception

COMMANDS: Final = pb.DESCRIPTOR.services_by_name["OrganizationCommands"]
QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["OrganizationQuestions"]


ROUTED: Final = [route.command for route in ROUTES]  # what only the service's own policy gives has no RPC


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    on: date | None = None


T = TypeVar("T", bound=Asked)


class ResolveAsked(Asked, frozen=True, kw_only=True):
    text: str
    near: str | None = None


class UnitAsked(Asked, frozen=True, kw_only=True):
    unit_id: UUID


class MembersAsked(Asked, frozen=True, kw_only=True):
    committee_id: UUID


class SubordinatesAsked(MembersAsked, frozen=True, kw_only=True):
    level: Level | None = None
    line: Line | None = None


class HoldersAsked(UnitAsked, frozen=True, kw_only=True):
    office: Office


class GroupAsked(Asked, frozen=True, kw_only=True):
    group_id: UUID


class CoveredAsked(UnitAsked, frozen=True, kw_only=True):
    line: Line | None = None
    status: Status | None = None
    limit: int = PAGE_ROWS_DEFAULT
    cursor: str | None = None


class SearchAsked(Asked, frozen=True, kw_only=True):
    text: str | None = None
    line: Line | None = None
    limit: int = PAGE_ROWS_DEFAULT
    cursor: str | None = None


class BranchAsked(UnitAsked, frozen=True, kw_only=True):
    kind: tree.Branch = "superior"
    limit: int = PAGE_ROWS_DEFAULT
    cursor: str | None = None


class ImportAsked(Asked, frozen=True, kw_only=True):
    import_id: UUID


class OrganizationQuestions:
    def __init__(self, database: Database, today: Today) -> None:
        self._database, self._today = database, today

    async def Resolve(self, request: Any, _: Any) -> Any:  # noqa: N802 -- the RPC's name
        asked, on = self._read(request, ResolveAsked)
        async with self._database.snapshot() as reader:
            unit = await queries.resolved(reader, _viewer(), asked.text, asked.near, on)
            return answers.unit(queries.brief(await Registry(reader).unit(unit, on)))

    async def GetUnit(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, UnitAsked)
        async with self._database.snapshot() as reader:
            return answers.unit(queries.brief(await Registry(reader).unit(asked.unit_id, on)))

    async def GetEntry(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, UnitAsked)
        async with self._database.snapshot() as reader:
            return answers.entry(await entries.entry(reader, asked.unit_id, on))

    async def ListMembers(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, MembersAsked)
        async with self._database.snapshot() as reader:
            return answers.units(await queries.members(reader, asked.committee_id, on))

    async def ListSubordinates(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, SubordinatesAsked)
        async with self._database.snapshot() as reader:
            return answers.units(await queries.subordinates(reader, asked.committee_id, on, asked.level, asked.line))

    async def ListHolders(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, HoldersAsked)
        async with self._database.snapshot() as reader:
            held = (await queries.offices(reader, _viewer(), asked.unit_id, on))["offices"]
        return pb.Holders(person_ids=[term["person_id"] for term in held if term["office"] == asked.office])

    async def GetCoverage(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, UnitAsked)
        async with self._database.snapshot() as reader:
            return answers.coverage(await coverage.coverage(reader, asked.unit_id, on))

    async def ListCoveredUnits(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, CoveredAsked)
        async with self._database.snapshot() as reader:
            page = await coverage.covered_units(
                reader,
                asked.unit_id,
                on,
                line=asked.line,
                status=asked.status,
                limit=asked.limit,
                cursor=asked.cursor,
            )
        return answers.page(page)

    async def SearchUnits(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, SearchAsked)
        async with self._database.snapshot() as reader:
            page = await tree.search(
                reader, on, text=asked.text, line=asked.line, limit=asked.limit, cursor=asked.cursor
            )
        return answers.page(page)

    async def ListBranch(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, BranchAsked)
        async with self._database.snapshot() as reader:
            page = await tree.branch(reader, asked.unit_id, asked.kind, on, limit=asked.limit, cursor=asked.cursor)
        return answers.page(page)

    async def GetImport(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, _on = self._read(request, ImportAsked)
        async with self._database.snapshot() as reader:
            return pb.Import(**await imports.one(reader, current_call().actor, asked.import_id))

    async def ExpandGroup(self, request: Any, _: Any) -> Any:  # noqa: N802
        asked, on = self._read(request, GroupAsked)
        async with self._database.snapshot() as reader:
            return answers.units((await queries.expansion(reader, _viewer(), asked.group_id, on))["units"])

    def _read(self, request: Any, kind: type[T]) -> tuple[T, date]:
        """What is asked, and for which day. Raises FieldInvalid, ControlCharacters."""
        fields = plain(request)
        check_strings(fields)
        try:
            asked = msgspec.convert(fields, kind)
        except msgspec.ValidationError as error:
            raise body_refusal(error) from error
        return asked, self._today.or_given(asked.on)


def servicers(reception: Reception, database: Database, today: Today) -> list[grpc.GenericRpcHandler]:
    return [
        command_handlers(COMMANDS, ROUTED, reception),
        question_handlers(QUESTIONS, OrganizationQuestions(database, today)),
    ]


def _viewer() -> Viewer:
    actor = current_call().actor
    return Viewer(actor.unit_id, actor.role)
