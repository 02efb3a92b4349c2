"""When each watch has to be looked at again (S1, S2): lights change with time, not only with events."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from services.supervision.application.judging import StoredStreams, calendar_around, thresholds_of
from services.supervision.application.policy_commands import JudgeLight
from services.supervision.domain.watch import Watch
from shared.commands.bus import CommandBus
from shared.database.binding import moment_text
from shared.database.interface import Row, Table, Transaction
from shared.eventstore.interface import Store
from shared.kernel.command import CommandContext
from shared.kernel.envelope import Actor, Occurred, RecordedEvent
from shared.kernel.ids import derive
from shared.kernel.trace import of_command

BATCH = 100
ROLE = "service:supervision"
_DUE = "UPDATE {watch_timers} SET due_at = :due_at, cause = :cause"


class WatchTimers:
    """A projection: whatever happens to a watch makes it due at once; looking at it sets the next moment.

    Changed thresholds and a new calendar edition make every watch due that they can touch. `cause` is the event that
    made it due last: two of them at one instant are two looks.
    """

    name = "watch_timers"
    tables: Sequence[Table] = (
        Table(
            "watch_timers",
            (
                """CREATE TABLE {watch_timers} (watch_id TEXT PRIMARY KEY, committee_id TEXT NOT NULL, due_at TEXT,
                cause TEXT NOT NULL)""",
                "CREATE INDEX {watch_timers_due} ON {watch_timers} (due_at, watch_id)",
            ),
        ),
    )
    sources: Mapping[str, Sequence[str]] = {
        "supervision": (
            "supervision.watch.opened",
            "supervision.watch.fact_noted",
            "supervision.watch.closed",
            "supervision.thresholds.set",
            "supervision.calendar.published",
        )
    }

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        now = {"due_at": moment_text(event.envelope.occurred.at), "cause": str(event.envelope.id)}
        watch = {"watch_id": str(event.envelope.stream_id)}
        match event.envelope.type.removeprefix("supervision."):
            case "watch.opened":
                tx.execute(
                    "INSERT INTO {watch_timers} (watch_id, committee_id, due_at, cause)"
                    " VALUES (:watch_id, :committee_id, :due_at, :cause)"
                    " ON CONFLICT (watch_id) DO UPDATE SET due_at = excluded.due_at, cause = excluded.cause",
                    {**watch, **now, "committee_id": str(event.envelope.owner_unit)},
                )
            case "watch.fact_noted":
                tx.execute(f"{_DUE} WHERE watch_id = :watch_id", {**watch, **now})
            case "watch.closed":
                tx.execute("DELETE FROM {watch_timers} WHERE watch_id = :watch_id", watch)
            case "thresholds.set":
                committee = {"committee_id": str(event.envelope.owner_unit)}
                tx.execute(f"{_DUE} WHERE committee_id = :committee_id", {**committee, **now})
            case "calendar.published":
                tx.execute(_DUE, now)


class SupervisionTimers:
    """What the clock asks: the next moment, and to act on it (shared/messaging/timers.py)."""

    def __init__(self, store: Store, bus: CommandBus) -> None:
        self._store, self._bus = store, bus

    async def next_due(self) -> datetime | None:
        async with self._store.snapshot() as views:
            row = await views.one("SELECT MIN(due_at) AS due_at FROM {watch_timers}")
        return datetime.fromisoformat(row["due_at"]) if row and row["due_at"] else None

    async def fire(self, at: datetime) -> None:
        """Looks at every watch due at or before the moment, in order, a hundred in a transaction."""
        while rows := await self._due(at):
            given = [(JudgeLight(watch_id=UUID(row["watch_id"]), at=at), _context(row, at)) for row in rows]
            await self._bus.judge(given, lambda refused: ())
            moments = [(row, await self._next_moment(UUID(row["watch_id"]), at)) for row in rows]
            await self._store.write(_set_next(moments))

    async def _due(self, at: datetime) -> list[Row]:
        async with self._store.snapshot() as views:
            return await views.all(
                "SELECT watch_id, committee_id, due_at, cause FROM {watch_timers} WHERE due_at <= :at"
                " ORDER BY due_at, watch_id LIMIT :rows",
                {"at": moment_text(at), "rows": BATCH},
            )

    async def _next_moment(self, watch_id: UUID, at: datetime) -> datetime | None:
        streams = StoredStreams(self._store)
        watch = await streams.find(Watch, watch_id)
        if watch is None or watch.closed:
            return None
        thresholds = await thresholds_of(streams, watch.committee_id)
        return watch.next_moment(thresholds, await calendar_around(streams, at, watch.due.day), at)


_LATER = "UPDATE {watch_timers} SET due_at = :due_at WHERE watch_id = :watch_id AND due_at = :was AND cause = :cause"


def _set_next(moments: Sequence[tuple[Row, datetime | None]]) -> Callable[[Transaction], None]:
    """A watch that something happened to in the meantime has another cause by now, and stays due."""
    rows = [
        {
            "watch_id": row["watch_id"],
            "was": row["due_at"],
            "cause": row["cause"],
            "due_at": moment_text(moment) if moment else None,
        }
        for row, moment in moments
    ]

    def effect(tx: Transaction) -> None:
        tx.execute_many(_LATER, rows)

    return effect


def _context(row: Row, at: datetime) -> CommandContext:
    """The same look for the same cause is the same command, so a repeated one is judged once."""
    command_id = derive("judge_light", row["watch_id"], row["cause"], row["due_at"], moment_text(at))
    return CommandContext(
        command_id=command_id,
        actor=Actor(unit_id=UUID(row["committee_id"]), role=ROLE),
        now=at,
        correlation_id=command_id,
        traceparent=of_command(command_id, None, command_id),
        occurred=Occurred(at=at),
    )
