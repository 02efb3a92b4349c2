"""Commands and questions over gRPC (proto/tasking/v1)."""

from typing import Any, Final
from uuid import UUID

import grpc
import msgspec
from google.protobuf.message import Message

from services.tasking.application.permissions import PERMISSIONS
from services.tasking.application.policy_commands import DraftConsentedPlan
from services.tasking.application.queries import TaskingQueries
from shared.contracts.tasking.v1 import tasking_pb2 as pb
from shared.kernel.command import Command
from shared.messaging.visibility import Viewer
from shared.serving.errors import FieldInvalid
from shared.serving.grpc import command_handlers, current_call, question_handlers
from shared.serving.reception import Reception

COMMANDS: Final = pb.DESCRIPTOR.services_by_name["TaskingCommands"]
QUESTIONS: Final = pb.DESCRIPTOR.services_by_name["TaskingQuestions"]


class TaskingQuestions:
    def __init__(self, queries: TaskingQueries) -> None:
        self._queries = queries

    async def GetStatement(self, request: Any, _: Any) -> Message:  # noqa: N802 - the RPC's name
        plan_id = _uuid(request, "plan_id") if request.HasField("plan_id") else None
        statement = await self._queries.get_statement(_viewer(), _uuid(request, "unit_id"), plan_id)
        return pb.Statement(**statement)

    async def GetTaskState(self, request: Any, _: Any) -> Message:  # noqa: N802 - the RPC's name
        return pb.TaskStanding(**await self._queries.get_task_state(_viewer(), _uuid(request, "task_id")))


def servicers(reception: Reception, queries: TaskingQueries) -> list[grpc.GenericRpcHandler]:
    return [
        command_handlers(COMMANDS, open_commands(), reception),
        question_handlers(QUESTIONS, TaskingQuestions(queries)),
    ]


def open_commands() -> list[type[Command]]:
    """Every command but those that only policies give."""
    return [command for command in PERMISSIONS if command is not DraftConsentedPlan]


def _viewer() -> Viewer:
    actor = current_call().actor
    return Viewer(actor.unit_id, actor.role)


def _uuid(request: Message, field: str) -> UUID:
    try:
        return msgspec.convert(getattr(request, field), UUID)
    except msgspec.ValidationError as error:
        raise FieldInvalid(f"“{field}”应为编号（UUID）。", field=field) from error
