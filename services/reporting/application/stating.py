"""Asks tasking for its statement before a report is handled, so that no call happens inside a transaction."""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

import structlog

from services.reporting.application.commands import SubmitReport
from services.reporting.domain.report import Statement
from services.reporting.domain.request import ReportRequest
from shared.eventstore.interface import Store
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.serving.reception import Bus

AskStatement = Callable[[UUID, UUID], Awaitable[Statement]]  # unit, plan


class TaskingUnreachable(Exception):
    """No statement for now; the report is taken without it."""


class SubmitStatedReport(SubmitReport, frozen=True, kw_only=True):
    """SubmitReport as it reaches its handler, with what tasking said."""

    statement: Statement | None = None


# What metrics count a command as: there is one SubmitReport to whoever looks on.
PUBLIC_NAMES: Final = {SubmitStatedReport.__name__: SubmitReport.__name__}


class StatingBus:
    """The command bus behind the service's door."""

    def __init__(self, bus: Bus, store: Store, ask: AskStatement) -> None:
        self._bus, self._store, self._ask = bus, store, ask

    async def handle(self, command: Command, context: CommandContext) -> CommandAnswer:
        if type(command) is SubmitReport:
            command = SubmitStatedReport(
                request_id=command.request_id,
                text=command.text,
                document=command.document,
                statement=await self._statement(command.request_id, context),
            )
        return await self._bus.handle(command, context)

    async def _statement(self, request_id: UUID, context: CommandContext) -> Statement | None:
        """None as well for what the handler will refuse, or has answered already: then nobody is asked."""
        unit_id = context.actor.unit_id
        plan_id = await self._plan_of(request_id, unit_id)
        if plan_id is None or await self._store.answer_of(context.command_id) is not None:
            return None
        try:
            return await self._ask(unit_id, plan_id)
        except TaskingUnreachable as error:
            structlog.get_logger().warning("statement_missing", request_id=str(request_id), reason=str(error))
            return None

    async def _plan_of(self, request_id: UUID, unit_id: UUID) -> UUID | None:
        stored = await self._store.load(request_id)
        if not stored or stored[0].stream_type != ReportRequest.STREAM:
            return None
        request = ReportRequest.project(None, stored)
        return request.plan_id if request and unit_id in request.units else None
