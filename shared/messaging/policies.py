"""The inbox of a policy: its commands, and the tracking row of the event that caused them, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from shared.commands.bus import CommandBus, Effect, Refused
from shared.database.interface import Database, Reader, Row, Transaction
from shared.eventstore.interface import LogReader
from shared.kernel.clock import Clock
from shared.kernel.command import CommandContext
from shared.kernel.envelope import Actor, RecordedEvent
from shared.kernel.errors import Unavailable
from shared.kernel.trace import of_command
from shared.messaging.feed import Due, due
from shared.messaging.inbox import TRIES, Inbox, Overtaken, reason_of
from shared.messaging.interface import Policy, PolicyCommand
from shared.telemetry.logs import correlated


@dataclass(frozen=True, slots=True)
class PolicyRefusal:
    """A policy's command that a rule refused: for a clerk to see. `at` is the refused command's business time."""

    policy: str
    log: str
    position: int
    stream_id: UUID
    command: str
    acting_unit: UUID
    code: str
    rule: str | None
    message: str
    at: str


class PolicyInbox(Inbox):
    """`service` is who acts: the role is `service:<name>`, for the unit that the policy names."""

    def __init__(
        self, policy: Policy, service: str, bus: CommandBus, database: Database, reader: LogReader, clock: Clock
    ) -> None:
        super().__init__(policy.name, policy.when, database, reader)
        self._policy = policy
        self._service = service
        self._bus = bus
        self._clock = clock

    async def _process(self, events: Sequence[RecordedEvent]) -> None:
        new, stopped = await self._due(events)
        steps = _Steps(self, new)
        for event in new.events:
            steps.pass_over(event)
            if event.envelope.type not in self.names:
                continue
            stream = str(event.envelope.stream_id)
            if stream in stopped:
                await steps.park(event, "", stopped[stream])
                continue
            failure = await self._try(event, steps)
            if failure is not None:
                await steps.park(event, reason_of(failure))
                self._tell_parked(event, failure)
                stopped[stream] = event.position
        await steps.flush()

    async def _due(self, events: Sequence[RecordedEvent]) -> tuple[Due, dict[str, int]]:
        """Read beside the writer, who may be busy with views; what is stored by it looks again (`_Steps.moved`)."""
        async with self.database.snapshot() as reader:
            standing = await self.tracking.standing_now(reader)
        return due(events, standing.generation, standing.done), standing.stopped

    async def _try(self, event: RecordedEvent, steps: "_Steps") -> Exception | None:
        failure: Exception | None = None
        for _ in range(TRIES):
            try:
                if await self._give(event, steps.moved()):
                    steps.stored()
                return None
            except (Unavailable, Overtaken):
                raise
            except Exception as error:  # noqa: BLE001 - it is parked with the reason
                failure = error
        return failure

    async def _give(self, event: RecordedEvent, effect: Effect, *, always: bool = False) -> bool:
        """Whether anything was stored: an event that asks for nothing moves tracking with the next one."""
        with correlated(event, service=self._service, consumer=self.consumer):
            return await self._given(event, effect, always=always)

    async def _given(self, event: RecordedEvent, effect: Effect, *, always: bool) -> bool:
        async with self.database.snapshot() as view:
            wanted = await self._policy.when[event.envelope.type](event, view)
        if not wanted and not always:
            return False
        commands = [(one.command, self._context(event, one)) for one in wanted]
        if len({context.command_id for _, context in commands}) < len(commands):
            raise ValueError(f"{self.consumer} gives the same command to one target twice")
        await self._bus.judge(commands, lambda refused: [effect, *self._records(event, refused)], self.consumer)
        return True

    def _context(self, event: RecordedEvent, wanted: PolicyCommand) -> CommandContext:
        envelope = event.envelope
        name = f"{self.consumer}:{wanted.target}:{type(wanted.command).__name__}"
        command_id = uuid5(envelope.id, name)
        return CommandContext(
            command_id=command_id,
            actor=Actor(unit_id=wanted.acting_unit, role=f"service:{self._service}"),
            now=self._clock.now(),
            correlation_id=envelope.correlation_id,
            causation_id=envelope.id,
            cause_recorded_at=event.recorded_at,
            traceparent=of_command(command_id, envelope.traceparent, envelope.correlation_id),
        )

    def _records(self, event: RecordedEvent, refused: Sequence[Refused]) -> list[Effect]:
        return [self._record(event, one) for one in refused]

    def _record(self, event: RecordedEvent, refused: Refused) -> Effect:
        row = {
            "command_id": refused.context.command_id,
            "policy": self.consumer,
            "log": event.log,
            "position": event.position,
            "event_id": event.envelope.id,
            "stream_id": event.envelope.stream_id,
            "command": type(refused.command).__name__,
            "acting_unit": refused.context.actor.unit_id,
            "code": refused.refusal.code,
            "rule": refused.refusal.rule,
            "message": refused.refusal.message,
            "at": refused.context.now,
        }

        def record(tx: Transaction) -> None:
            tx.execute(_RECORD, row)

        return record

    async def _redrive_one(self, event: RecordedEvent) -> None:
        def unparked(tx: Transaction) -> None:
            if not self.tracking.unpark(tx, event.position):
                raise Overtaken(str(event.at))

        await self._give(event, unparked, always=True)


class _Steps:
    """Where tracking goes with the next thing stored; what stored nothing is moved over together."""

    def __init__(self, inbox: PolicyInbox, new: Due) -> None:
        self._inbox = inbox
        self._generation = new.generation
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}

    def pass_over(self, event: RecordedEvent) -> None:
        partition = event.envelope.partition
        self._first.setdefault(partition, event.position)
        self._last[partition] = event.position

    def moved(self) -> Effect:
        first, last, generation, tracking = dict(self._first), dict(self._last), self._generation, self._inbox.tracking

        def move(tx: Transaction) -> None:
            done = tracking.tracked(tx, generation)
            if any(done.get(partition, 0) >= position for partition, position in first.items()):
                raise Overtaken(tracking.consumer)
            tracking.move(tx, generation, last)

        return move

    def stored(self) -> None:
        self._first.clear()
        self._last.clear()

    async def park(self, event: RecordedEvent, reason: str, waits_behind: int | None = None) -> None:
        move = self.moved()

        def park(tx: Transaction) -> None:
            move(tx)
            self._inbox.tracking.park(tx, event, reason, waits_behind)

        await self._store(park)

    async def flush(self) -> None:
        if self._last:
            await self._store(self.moved())

    async def _store(self, effect: Callable[[Transaction], None]) -> None:
        await self._inbox.store(effect)
        self.stored()


async def policy_refusals(reader: Reader, acting_unit: UUID | None = None) -> list[PolicyRefusal]:
    """Newest first; of one unit, or all."""
    condition = "WHERE acting_unit = :unit " if acting_unit else ""
    rows = await reader.all(
        f"SELECT * FROM {{policy_refusals}} {condition}ORDER BY at DESC, command_id", {"unit": acting_unit}
    )
    return [_refusal(row) for row in rows]


def _refusal(row: Row) -> PolicyRefusal:
    return PolicyRefusal(
        policy=row["policy"],
        log=row["log"],
        position=row["position"],
        stream_id=UUID(row["stream_id"]),
        command=row["command"],
        acting_unit=UUID(row["acting_unit"]),
        code=row["code"],
        rule=row["rule"],
        message=row["message"],
        at=row["at"],
    )


_RECORD = (
    "INSERT INTO {policy_refusals} (command_id, policy, log, position, event_id, stream_id, command, acting_unit,"
    " code, rule, message, at) VALUES (:command_id, :policy, :log, :position, :event_id, :stream_id, :command,"
    " :acting_unit, :code, :rule, :message, :at) ON CONFLICT (command_id) DO UPDATE SET code = excluded.code,"
    " rule = excluded.rule, message = excluded.message, at = excluded.at"
)
