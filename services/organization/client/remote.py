"""The register over gRPC, for those who keep no replica, and organization's log for the repair of one.

Not imported by the package itself: only who calls another process needs it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

import grpc.aio

from services.organization.client.projection import LOG
from services.organization.client.records import UnitRecord
from shared.contracts.organization.v1 import organization_pb2 as pb
from shared.serving.grpc import bearer, method_of
from shared.serving.grpc_log import GrpcLogReader

QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["OrganizationQuestions"]
Token = Callable[[], str]


class RemoteRegistry:
    """Look-ups of `Registry`, as the service itself answers them; refusals come as AioRpcError (`failure_of`).

    Without `on` the answer is as of today.
    """

    def __init__(self, channel: grpc.aio.Channel, token: Token) -> None:
        self._channel, self._token = channel, token

    async def resolve(self, text: str, near: UUID | None = None, on: date | None = None) -> UnitRecord:
        asked = pb.ResolveRequest(text=text, near=_text(near), on=_text(on))
        return _record(await self._ask("Resolve", asked))

    async def unit(self, unit_id: UUID, on: date | None = None) -> UnitRecord:
        return _record(await self._ask("GetUnit", pb.GetUnitRequest(unit_id=str(unit_id), on=_text(on))))

    async def members(self, committee: UUID, on: date | None = None) -> list[UUID]:
        return _ids(await self._ask("ListMembers", pb.ListMembersRequest(committee_id=str(committee), on=_text(on))))

    async def subordinates(
        self, committee: UUID, on: date | None = None, level: str | None = None, line: str | None = None
    ) -> list[UUID]:
        asked = pb.ListSubordinatesRequest(committee_id=str(committee), on=_text(on), level=level, line=line)
        return _ids(await self._ask("ListSubordinates", asked))

    async def holders(self, unit: UUID, office: str, on: date | None = None) -> list[UUID]:
        asked = pb.ListHoldersRequest(unit_id=str(unit), office=office, on=_text(on))
        return [UUID(person) for person in (await self._ask("ListHolders", asked)).person_ids]

    async def expand(self, group: UUID, on: date | None = None) -> list[UUID]:
        return _ids(await self._ask("ExpandGroup", pb.ExpandGroupRequest(group_id=str(group), on=_text(on))))

    async def _ask(self, name: str, asked: Any) -> Any:
        return await method_of(self._channel, QUESTIONS, name)(asked, metadata=bearer(self._token()))


def registry_log(channel: grpc.aio.Channel, token: Token) -> GrpcLogReader:
    """What a replica is repaired from; for service identities."""
    return GrpcLogReader(channel, LOG, token)


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)


def _ids(answer: Any) -> list[UUID]:
    return [UUID(unit.unit_id) for unit in answer.units]


def _record(unit: Any) -> UnitRecord:
    return UnitRecord(
        id=UUID(unit.unit_id),
        kind=unit.kind,
        level=unit.level,
        name=unit.name,
        short_names=tuple(unit.short_names),
        code=unit.code,
        status=unit.status,
    )
