"""Two services of the small domain in one process, on real stores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from shared.commands.bus import CommandBus
from shared.database.interface import Database, Table
from shared.eventstore.interface import LogReader
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import Actor
from shared.kernel.ids import derive
from shared.messaging.documents import DocumentView
from shared.messaging.runner import Runner
from shared.messaging.tracking import MESSAGING_TABLES
from shared.messaging.visibility import REACH
from tests.support import matters as m
from tests.support.stores import open_store

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
UNIT, OTHER, ABOVE = (derive("unit", name) for name in ("mine", "other", "above"))


def context(key: str, unit: UUID = UNIT, *, role: str = "clerk", **kept: Any) -> CommandContext:
    command_id = derive("command", key)
    fields = {"now": START, "request_digest": b"", **kept}
    return CommandContext(
        command_id=command_id, actor=Actor(unit_id=unit, role=role), correlation_id=command_id, **fields
    )


def tables(*views: DocumentView) -> list[Table]:
    return [REACH, *MESSAGING_TABLES, *(table for view in views for table in view.tables)]


@dataclass(frozen=True)
class TwoServices:
    clock: ManualClock
    matters: SqliteStore
    watching: SqliteStore
    matter_bus: CommandBus
    watch_bus: CommandBus
    matters_view: DocumentView
    replica: DocumentView
    watches_view: DocumentView

    async def give(self, command: Command, key: str, unit: UUID = UNIT) -> CommandAnswer:
        return await self.matter_bus.handle(command, context(key, unit))

    def logs(self) -> dict[str, LogReader]:
        return {"matters": self.matters, "watching": self.watching}

    def runner(self, *, poll_seconds: float = 0.02, logs: Mapping[str, LogReader] | None = None) -> Runner:
        runner = Runner(logs or self.logs(), poll_seconds=poll_seconds)
        runner.add("matters", self.matters, self.matter_bus, self.clock, [self.matters_view])
        runner.add(
            "watching", self.watching, self.watch_bus, self.clock, [self.replica, self.watches_view], [m.FOLLOW_MATTERS]
        )
        return runner

    def close(self) -> None:
        self.matters.close()
        self.watching.close()


def open_services(directory: Path) -> TwoServices:
    clock = ManualClock(START)
    views = m.matters_view(), m.matters_view("matter_copies"), m.watches_view()
    matters = open_store(directory, "matters", m.MATTERS, clock, tables(views[0]))
    watching = open_store(directory, "watching", m.WATCHING, clock, tables(*views[1:]))
    return TwoServices(
        clock,
        matters,
        watching,
        CommandBus(matters, m.MATTER_HANDLERS, m.MATTER_PERMISSIONS),
        CommandBus(watching, m.WATCH_HANDLERS, m.WATCH_PERMISSIONS),
        *views,
    )


async def dump(database: Database, sql: str) -> Sequence[Mapping[str, Any]]:
    """Rows as the tables hold them, for comparing states."""
    async with database.snapshot() as reader:
        return [dict(row) for row in await reader.all(sql)]
