"""Supervision's client of tasking (proto/tasking/v1)."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

import grpc

from services.supervision.domain.refusals import TaskingAway
from shared.commands.refusals import not_found
from shared.contracts.messages import plain
from shared.contracts.tasking.v1 import tasking_pb2 as pb
from shared.serving.asking import Asker, Unanswered
from shared.serving.service import Channels

QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["TaskingQuestions"]


class TaskingClient:
    def __init__(self, channel_to: Channels, own_token: Callable[[], str]) -> None:
        self._asker = Asker("tasking", QUESTIONS, channel_to, own_token)

    async def ask_task_state(self, task_id: UUID) -> dict[str, Any]:
        """The fields of TaskStanding. Raises NotFound, TaskingAway."""
        try:
            answer = await self._asker.ask("GetTaskState", pb.GetTaskStateRequest(task_id=str(task_id)))
        except Unanswered as unanswered:
            if unanswered.code is grpc.StatusCode.NOT_FOUND:
                raise not_found() from unanswered
            raise TaskingAway("任务服务暂时查询不到，请稍后再试。") from unanswered
        return {"due_on": None, **plain(answer), "assignments": [_share(one) for one in answer.assignments]}


def _share(assignment: Any) -> dict[str, Any]:
    """Nothing done yet is 0 %, which the message leaves unsaid."""
    return {"percent": 0, **plain(assignment)}
