"""What tasking answers; the same behind HTTP and gRPC."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import msgspec

from services.tasking.application.naming import unknown_names
from services.tasking.application.reading import read_plan
from services.tasking.application.statements import state_work
from services.tasking.application.views import PLANS, TASKS, due_on
from services.tasking.domain.values import Item
from shared.eventstore.interface import Store
from shared.kernel.clock import Clock, business_day
from shared.kernel.envelope import LogPosition
from shared.messaging.documents import Document
from shared.messaging.pages import Page
from shared.messaging.visibility import Viewer

Handled = Callable[[str], Awaitable[int]]  # view → position of our log up to which it has handled everything


class TaskingQueries:
    def __init__(self, store: Store, handled: Handled, clock: Clock) -> None:
        self._store, self._handled, self._clock = store, handled, clock

    async def list_plans(self, viewer: Viewer, stage: str | None, limit: int, cursor: str | None) -> Page[Document]:
        async with self._store.snapshot() as reader:
            where = {"stage": stage} if stage else {}
            return await PLANS.list(reader, viewer, where=where, limit=limit, cursor=cursor)

    async def get_plan(self, viewer: Viewer, plan_id: UUID) -> Document:
        async with self._store.snapshot() as reader:
            return await PLANS.get(reader, viewer, plan_id)

    async def read_plan(self, content: bytes, issuer: UUID) -> dict[str, Any]:
        """T11: what a document says, storing nothing."""
        async with self._store.snapshot() as reader:
            return await read_plan(content, issuer, business_day(self._clock.now()), reader)

    async def list_unknown_names(self, viewer: Viewer, plan_id: UUID) -> list[dict[str, Any]]:
        """T11: names of the plan that wait for the clerk's answer, with suggestions."""
        async with self._store.snapshot() as reader:
            plan = await PLANS.get(reader, viewer, plan_id)
            items = msgspec.convert(plan.fields()["items"], list[Item])
            return await unknown_names(items, plan.owner_unit, reader)

    async def list_tasks(
        self,
        viewer: Viewer,
        *,
        plan: UUID | None,
        unit: UUID | None,
        state: str | None,
        limit: int,
        cursor: str | None,
    ) -> Page[Document]:
        where = {name: value for name, value in (("plan_id", plan), ("state", state)) if value is not None}
        async with self._store.snapshot() as reader:
            return await TASKS.list(reader, viewer, where=where, unit=unit, limit=limit, cursor=cursor)

    async def get_task(self, viewer: Viewer, task_id: UUID) -> Document:
        async with self._store.snapshot() as reader:
            return await TASKS.get(reader, viewer, task_id)

    async def get_task_state(self, viewer: Viewer, task_id: UUID) -> dict[str, Any]:
        document = await self.get_task(viewer, task_id)
        task = document.fields()
        assigned = [
            {name: share[name] for name in ("unit_id", "roles", "state", "percent")} for share in task["assignments"]
        ]
        return {
            **{name: task[name] for name in ("task_id", "plan_id", "committee_id", "state")},
            "version": document.version,
            "due_on": due_on(task),
            "assignments": assigned,
        }

    async def get_statement(self, viewer: Viewer, unit_id: UUID, plan_id: UUID | None) -> dict[str, Any]:
        """What the unit's work on a plan (or on all) has come to, and the position it holds at."""
        # Asked before the view is read: the view is never behind the position it is quoted with.
        position = await self._handled(TASKS.name)
        generation = (await self._store.head()).generation
        async with self._store.snapshot() as reader:
            statement = await state_work(reader, viewer, unit_id, plan_id)
        at = LogPosition(log=self._store.log, generation=generation, position=position)
        return {
            "unit_id": str(unit_id),
            "plan_id": str(plan_id) if plan_id else None,
            "position": str(at),
            **msgspec.to_builtins(statement),
        }
