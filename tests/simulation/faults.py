"""What goes wrong: a process that dies in or between transactions, a producer that is away, events nobody can take."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from random import Random
from typing import Any, TypeVar, cast

from shared.database.interface import Params, Reader, Row, Table, Transaction
from shared.eventstore.interface import LogHead, LogReader, Store, Submission
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.command import CommandAnswer
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Unavailable
from shared.messaging.documents import DocumentView
from shared.messaging.interface import Decide, Policy, PolicyCommand

T = TypeVar("T")


class Crash(BaseException):
    """The process dies: no handler of exceptions may survive it."""


class Faults:
    """All chances of one run, from its seed; `calm` ends them."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.calm = False
        self.mended = False
        self.crashes = 0

    def happens(self, chance: float) -> bool:
        return not self.calm and self.rng.random() < chance

    def crash(self) -> Crash:
        self.crashes += 1
        return Crash()


class DyingTransaction:
    """Dies at its n-th statement."""

    def __init__(self, tx: Transaction, faults: Faults, statements: int) -> None:
        self._tx, self._faults, self._left = tx, faults, statements

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise self._faults.crash()

    def execute(self, sql: str, params: Params | None = None) -> int:
        self._step()
        return self._tx.execute(sql, params)

    def execute_many(self, sql: str, rows: Sequence[Params]) -> None:
        self._step()
        self._tx.execute_many(sql, rows)

    def all(self, sql: str, params: Params | None = None) -> list[Row]:
        self._step()
        return self._tx.all(sql, params)

    def one(self, sql: str, params: Params | None = None) -> Row | None:
        self._step()
        return self._tx.one(sql, params)

    def savepoint(self) -> AbstractContextManager[None]:
        return self._tx.savepoint()

    def beside(self, names: Any, suffix: str) -> Transaction:
        return self._tx.beside(names, suffix)

    def create_tables(self, tables: Sequence[Table], suffix: str = "") -> None:
        self._tx.create_tables(tables, suffix)

    def switch_tables(self, names: Any, suffix: str) -> None:
        self._tx.switch_tables(names, suffix)

    def drop_former(self, names: Any) -> None:
        self._tx.drop_former(names)

    def live_suffix(self, name: str) -> str:
        return self._tx.live_suffix(name)


class DyingStore:
    """The real store in a process that can die before, in, or right after each of its transactions."""

    def __init__(self, store: SqliteStore, faults: Faults) -> None:
        self._store, self._faults = store, faults

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def snapshot(self) -> AbstractAsyncContextManager[Reader]:
        return self._store.snapshot()

    async def write(self, job: Callable[[Transaction], T], turn: str | None = None) -> T:
        self._maybe_die(0.03)
        statements = self._faults.rng.randrange(12) if self._faults.happens(0.06) else None
        result = await self._store.write(lambda tx: job(self._fragile(tx, statements)), turn)
        self._maybe_die(0.03)  # it is stored, and nobody hears of it
        return result

    def _fragile(self, tx: Transaction, statements: int | None) -> Transaction:
        return tx if statements is None else DyingTransaction(tx, self._faults, statements)

    async def append_together(self, submissions: Sequence[Submission], turn: str | None = None) -> list[CommandAnswer]:
        self._maybe_die(0.03)
        die_inside = self._faults.happens(0.06)

        def dies(tx: Transaction) -> None:
            if die_inside:
                raise self._faults.crash()

        first = submissions[0]
        fragile = Submission(
            context=first.context,
            changes=first.changes,
            stream_id=first.stream_id,
            body=first.body,
            judged_by=first.judged_by,
            effects=(*first.effects, dies),
        )
        answers = await self._store.append_together([fragile, *submissions[1:]], turn)
        self._maybe_die(0.03)
        return answers

    def _maybe_die(self, chance: float) -> None:
        if self._faults.happens(chance):
            raise self._faults.crash()


def dying(store: SqliteStore, faults: Faults) -> Store:
    return cast(Store, DyingStore(store, faults))


class DistantReader:
    """A producer that cannot always be asked."""

    def __init__(self, reader: LogReader, faults: Faults) -> None:
        self.log, self._reader, self._faults = reader.log, reader, faults

    async def head(self) -> LogHead:
        return await self._reader.head()

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        if self._faults.happens(0.1):
            raise Unavailable("producer is away")
        return await self._reader.read(after, limit, partition)

    async def tails(self) -> dict[int, int]:
        return await self._reader.tails()


class Poison:
    """One event in every hundred that a consumer cannot take until it is mended; some others fail once."""

    def __init__(self, faults: Faults, offset: int) -> None:
        self._faults, self._offset = faults, offset
        self._failed_once: set[int] = set()

    def spoils(self, event: RecordedEvent) -> bool:
        return event.position % 100 == self._offset

    def taste(self, event: RecordedEvent) -> None:
        if self.spoils(event) and not self._faults.mended:
            raise LookupError(f"cannot take {event.position}")
        if event.position not in self._failed_once and self._faults.happens(0.02):
            self._failed_once.add(event.position)
            raise LookupError(f"not this time: {event.position}")


class PoisonedView:
    """Fails after its rows are written, so that what it wrote has to be undone."""

    def __init__(self, view: DocumentView, poison: Poison) -> None:
        self.name, self.tables, self.sources = view.name, view.tables, view.sources
        self._view, self._poison = view, poison

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        self._view.apply(event, tx)
        self._poison.taste(event)


def poisoned_policy(policy: Policy, poison: Poison) -> Policy:
    def spoiled(decide: Decide) -> Decide:
        async def decide_or_fail(event: RecordedEvent, view: Reader) -> Sequence[PolicyCommand]:
            poison.taste(event)
            return await decide(event, view)

        return decide_or_fail

    return Policy(policy.name, policy.log, {name: spoiled(decide) for name, decide in policy.when.items()})
