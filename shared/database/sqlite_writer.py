"""The one writer of a SQLite file: a thread that commits whatever queued up while it was busy, together."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import groupby
from queue import Empty, SimpleQueue
from threading import Lock, Thread, get_ident
from time import perf_counter
from typing import Any, TypeVar

from shared.database.naming import TableNames
from shared.database.sqlite_session import LIVE_TABLES, SqliteTransaction
from shared.kernel.errors import Unavailable

T = TypeVar("T")
Job = Callable[[SqliteTransaction], T]
# What a job may name as its attribute `together`: neighbours with the same one are done by one call of it, with
# fewer statements. When that call raises, its work is undone and each job runs on its own.
Together = Callable[[SqliteTransaction, Sequence[Any]], Sequence[Any]]
BatchObserver = Callable[[int, float], None]
FailureObserver = Callable[[str], None]

BATCH_JOBS_MAX = 256
QUEUED_JOBS_MAX = 10_000

# After these SQLite has undone the whole transaction or cannot be trusted to go on with it.
_STORAGE_FAILURES = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
}


class StorageFailed(Unavailable):
    """Nothing of the batch is stored."""

    code = "storage_failed"


class WriterBusy(Unavailable):
    code = "writer_busy"


class WriterClosed(Unavailable):
    code = "writer_closed"


class _Ticket:
    """A queued job and whoever waits for it; a waiter that was cancelled does not take the job back."""

    __slots__ = ("error", "future", "job", "loop", "result")

    def __init__(self, job: Job[Any], future: Any, loop: asyncio.AbstractEventLoop | None) -> None:
        self.job = job
        self.future = future
        self.loop = loop
        self.result: Any = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        if self.future.cancelled():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class SqliteWriter:
    """Runs jobs in order. Nobody is answered before the transaction with their job is on the disk."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        observe: BatchObserver | None = None,
        failed: FailureObserver | None = None,
    ) -> None:
        self._connection = connection
        self._names = TableNames({})
        self._observe = observe
        self._failed = failed
        self._queue: SimpleQueue[_Ticket | None] = SimpleQueue()
        self._closing = Lock()
        self._closed = False
        self._thread = Thread(target=self._run, name="sqlite-writer", daemon=True)
        self._thread.start()

    async def write(self, job: Job[T]) -> T:
        """Raises what the job raises, or Unavailable."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._submit(_Ticket(job, future, loop))
        return await future

    def write_now(self, job: Job[T]) -> T:
        """The same for a caller on a thread of its own; it blocks."""
        if get_ident() == self._thread.ident:
            raise RuntimeError("a job that waits for another job waits for ever: use its own transaction")
        future: Future[T] = Future()
        self._submit(_Ticket(job, future, None))
        return future.result()

    def close(self) -> None:
        """Commits what is queued, then stops."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _submit(self, ticket: _Ticket) -> None:
        with self._closing:
            if self._closed:
                raise WriterClosed("系统正在停止，没有保存，请稍后再试。")
            if self._queue.qsize() >= QUEUED_JOBS_MAX:
                raise WriterBusy("系统繁忙，没有保存，请稍后再试。")
            self._queue.put(ticket)

    def _run(self) -> None:
        open_ = True
        while open_:
            first = self._queue.get()
            if first is None:
                break
            batch, open_ = self._take_batch(first)
            started = perf_counter()
            self._run_batch(batch)
            _deliver(batch)
            if self._observe is not None:
                self._observe(len(batch), perf_counter() - started)
        self._connection.close()

    def _take_batch(self, first: _Ticket) -> tuple[list[_Ticket], bool]:
        batch = [first]
        while len(batch) < BATCH_JOBS_MAX:
            try:
                ticket = self._queue.get_nowait()
            except Empty:
                break
            if ticket is None:
                return batch, False
            batch.append(ticket)
        return batch, True

    def _run_batch(self, batch: list[_Ticket]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            if len(batch) == 1:
                self._run_alone(batch[0])
            else:
                for together, neighbours in groupby(batch, _together):
                    self._run_neighbours(together, list(neighbours))
                self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it was, its callers must hear that nothing is stored
            self._roll_back()
            if self._failed is not None:
                self._failed("storage")
            for ticket in batch:
                ticket.error = StorageFailed("数据没有写入磁盘，什么都没有保存，请稍后再试或联系管理员。")
                ticket.error.__cause__ = error

    def _run_alone(self, ticket: _Ticket) -> None:
        """Without company the transaction itself is the savepoint."""
        self._call(ticket)
        self._connection.execute("COMMIT" if ticket.error is None else "ROLLBACK")

    def _run_neighbours(self, together: Together | None, tickets: list[_Ticket]) -> None:
        if together is None or len(tickets) == 1 or not self._done_together(together, tickets):
            for ticket in tickets:
                self._run_in_company(ticket)

    def _done_together(self, together: Together, tickets: list[_Ticket]) -> bool:
        attempt = _Ticket(lambda tx: together(tx, [ticket.job for ticket in tickets]), None, None)
        self._run_in_company(attempt)
        if attempt.error is not None:
            return False
        for ticket, result in zip(tickets, attempt.result, strict=True):
            ticket.result = result
        return True

    def _run_in_company(self, ticket: _Ticket) -> None:
        self._connection.execute("SAVEPOINT job")
        self._call(ticket)
        if ticket.error is not None:
            self._connection.execute("ROLLBACK TO job")
        self._connection.execute("RELEASE job")

    def _call(self, ticket: _Ticket) -> None:
        try:
            ticket.result = ticket.job(SqliteTransaction(self._connection, self._names_in_transaction))
        except BaseException as error:
            if is_storage_failure(error):
                raise
            ticket.error = error

    def _names_in_transaction(self) -> TableNames:
        live = dict(self._connection.execute(LIVE_TABLES).fetchall())
        if self._names.live != live:
            self._names = TableNames(live)
        return self._names

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                return  # the next BEGIN fails too and says so to its callers


def _together(ticket: _Ticket) -> Together | None:
    return getattr(ticket.job, "together", None)


def is_storage_failure(error: BaseException) -> bool:
    return isinstance(error, sqlite3.Error) and (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _STORAGE_FAILURES


def _deliver(batch: list[_Ticket]) -> None:
    """One wake-up per event loop and batch: each costs a system call."""
    waiting: dict[asyncio.AbstractEventLoop, list[_Ticket]] = defaultdict(list)
    for ticket in batch:
        if ticket.loop is None:
            ticket.settle()
        else:
            waiting[ticket.loop].append(ticket)
    for loop, tickets in waiting.items():
        try:
            loop.call_soon_threadsafe(_settle_all, tickets)
        except RuntimeError:
            continue  # that loop is closed: nobody waits there any more


def _settle_all(tickets: list[_Ticket]) -> None:
    for ticket in tickets:
        ticket.settle()
