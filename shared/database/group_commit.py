"""The one writer of a process for a database: a thread that commits whatever queued up while it was busy, together.

An engine says what a transaction is (`SqliteWriter`, `PostgresWriter`); queue, order, waiting and wake-ups are here.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread, get_ident
from time import perf_counter
from typing import Any, TypeVar

from shared.kernel.errors import Unavailable

T = TypeVar("T")
Job = Callable[[Any], T]  # of an engine's transaction
# What a job may name as its attribute `together`: neighbours with the same one are done by one call of it, with
# fewer statements. When that call raises, its work is undone and each job runs on its own.
Together = Callable[[Any, Sequence[Any]], Sequence[Any]]
BatchObserver = Callable[[int, float], None]
FailureObserver = Callable[[str], None]  # connection, timeout, storage, other

BATCH_JOBS_MAX = 256
QUEUED_JOBS_MAX = 10_000


class StorageFailed(Unavailable):
    """Nothing of the batch is known to be stored."""

    code = "storage_failed"


class WriterBusy(Unavailable):
    code = "writer_busy"


class WriterClosed(Unavailable):
    code = "writer_closed"


def storage_failed(cause: BaseException) -> StorageFailed:
    failed = StorageFailed("数据没有写入磁盘，什么都没有保存，请稍后再试或联系管理员。")
    failed.__cause__ = cause
    return failed


class Ticket:
    """A queued job and whoever waits for it; a waiter that was cancelled does not take the job back."""

    __slots__ = ("error", "future", "job", "loop", "result", "turn")

    def __init__(
        self, job: Job[Any], future: Any, loop: asyncio.AbstractEventLoop | None, turn: str | None = None
    ) -> None:
        self.job = job
        self.future = future
        self.loop = loop
        self.turn = turn
        self.result: Any = None
        self.error: BaseException | None = None

    @property
    def together(self) -> Together | None:
        return getattr(self.job, "together", None)

    def settle(self) -> None:
        if self.future.cancelled():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class GroupCommit:
    """Runs jobs in order. Nobody is answered before the transaction with their job is on the disk."""

    def __init__(self, name: str, observe: BatchObserver | None = None, failed: FailureObserver | None = None) -> None:
        self._observe = observe
        self._failed: FailureObserver = failed or (lambda kind: None)
        self._queue: SimpleQueue[Ticket | None] = SimpleQueue()
        self._closing = Lock()
        self._closed = False
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def _run_batch(self, batch: list[Ticket]) -> None:
        """Sets the result or the error of each ticket; raises nothing."""
        raise NotImplementedError

    def _close_connection(self) -> None:
        raise NotImplementedError

    async def write(self, job: Job[T], turn: str | None = None) -> T:
        """Raises what the job raises, or Unavailable."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._submit(Ticket(job, future, loop, turn))
        return await future

    def write_now(self, job: Job[T], turn: str | None = None) -> T:
        """The same for a caller on a thread of its own; it blocks."""
        if get_ident() == self._thread.ident:
            raise RuntimeError("a job that waits for another job waits for ever: use its own transaction")
        future: Future[T] = Future()
        self._submit(Ticket(job, future, None, turn))
        return future.result()

    def close(self) -> None:
        """Commits what is queued, then stops."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _submit(self, ticket: Ticket) -> None:
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
        self._close_connection()

    def _take_batch(self, first: Ticket) -> tuple[list[Ticket], bool]:
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


def _deliver(batch: list[Ticket]) -> None:
    """One wake-up per event loop and batch: each costs a system call."""
    waiting: dict[asyncio.AbstractEventLoop, list[Ticket]] = defaultdict(list)
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


def _settle_all(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        ticket.settle()
