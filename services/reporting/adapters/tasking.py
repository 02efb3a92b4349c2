"""Reporting's client of tasking (proto/tasking/v1)."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from services.reporting.application.stating import TaskingUnreachable
from services.reporting.domain.report import Statement
from shared.contracts.tasking.v1 import tasking_pb2 as pb
from shared.serving.asking import Asker, Unanswered
from shared.serving.service import Channels

QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["TaskingQuestions"]


class TaskingClient:
    def __init__(self, channel_to: Channels, own_token: Callable[[], str]) -> None:
        self._asker = Asker("tasking", QUESTIONS, channel_to, own_token)

    async def ask_statement(self, unit_id: UUID, plan_id: UUID) -> Statement:
        """Raises TaskingUnreachable, whatever the reason: without the statement the report is complete all the same."""
        try:
            answer = await self._asker.ask(
                "GetStatement", pb.GetStatementRequest(unit_id=str(unit_id), plan_id=str(plan_id))
            )
        except Unanswered as unanswered:
            raise TaskingUnreachable(unanswered.code.name) from unanswered
        return Statement(
            position=answer.position,
            assigned=answer.assigned,
            accepted=answer.accepted,
            finished=answer.finished,
            concluded=answer.concluded,
        )
