"""Reporting's client of tasking (proto/tasking/v1)."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

import grpc.aio

from services.reporting.application.stating import TaskingUnreachable
from services.reporting.domain.report import Statement
from shared.contracts.tasking.v1 import tasking_pb2 as pb
from shared.serving.grpc import bearer, method_of
from shared.serving.service import Channels

QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["TaskingQuestions"]
# A clerk waits for this; without the statement the report is complete all the same.
ANSWER_SECONDS_MAX: Final = 5.0


class TaskingClient:
    def __init__(self, channel_to: Channels, own_token: Callable[[], str]) -> None:
        self._channel_to, self._own_token = channel_to, own_token
        self._channel: grpc.aio.Channel | None = None

    async def ask_statement(self, unit_id: UUID, plan_id: UUID) -> Statement:
        """Raises TaskingUnreachable, whatever the reason."""
        request = pb.GetStatementRequest(unit_id=str(unit_id), plan_id=str(plan_id))
        try:
            # Opened at the first question: at start the other service may not be there yet.
            self._channel = self._channel or self._channel_to("tasking")
            call = method_of(self._channel, QUESTIONS, "GetStatement")
            answer = await call(request, metadata=bearer(self._own_token()), timeout=ANSWER_SECONDS_MAX)
        except grpc.aio.AioRpcError as error:
            raise TaskingUnreachable(error.code().name) from error
        return Statement(
            position=answer.position,
            assigned=answer.assigned,
            accepted=answer.accepted,
            finished=answer.finished,
            concluded=answer.concluded,
        )
