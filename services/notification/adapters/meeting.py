"""Notification's client of meeting: a receipt that was given by a link (proto/meeting/v1)."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

import grpc.aio
import msgspec

from services.notification.domain.link import Link
from services.notification.domain.refusals import MeetingAway, ReceiptRefused
from shared.contracts.meeting.v1 import meeting_pb2 as pb
from shared.kernel.errors import Refusal
from shared.serving.grpc import bearer, method_of
from shared.serving.grpc_errors import failure_of
from shared.serving.service import Channels

COMMANDS: Final = pb.DESCRIPTOR.services_by_name["MeetingCommands"]
RETURN: Final = "ReturnReceipt"
SECONDS_MAX: Final = 5.0
_AWAY: Final = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.INTERNAL})
PassFor = Callable[[UUID, str, UUID], str]


class MeetingClient:
    """Speaks with a pass for this one command about this one meeting, never under the service's own identity."""

    def __init__(self, channel_to: Channels, pass_for: PassFor) -> None:
        self._channel_to, self._pass_for = channel_to, pass_for
        self._channel: grpc.aio.Channel | None = None

    async def return_receipt(self, link: Link, answer: Mapping[str, Any]) -> dict[str, Any]:
        """`answer` holds fields of ReturnReceipt that a link may fill. Raises ReceiptRefused, MeetingAway."""
        self._channel = self._channel or self._channel_to("meeting")
        given = {name: value for name, value in answer.items() if value is not None}
        request = pb.ReturnReceipt(meeting_id=link.matter_id, unit_id=link.unit_id, **given)
        token = self._pass_for(UUID(link.unit_id), RETURN, UUID(link.matter_id))
        call = method_of(self._channel, COMMANDS, RETURN)
        try:
            answered = await call(request, metadata=bearer(token), timeout=SECONDS_MAX)
        except grpc.aio.AioRpcError as error:
            raise _refusal(error) from error
        body: dict[str, Any] = msgspec.json.decode(answered.body_json)
        return {**body, "position": answered.position}


def _refusal(error: grpc.aio.AioRpcError) -> Refusal:
    failure = failure_of(error)
    if failure.status in _AWAY or not failure.code:
        return MeetingAway("会议服务暂时连不上，回执还没有报上，请稍后再试。")
    return ReceiptRefused(failure.message, because=failure.code, **failure.details)
