"""The inbox of a projection: rows and tracking in one transaction per batch."""

from collections.abc import Sequence

from shared.database.interface import Database, Transaction
from shared.eventstore.interface import LogReader
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Unavailable
from shared.messaging.inbox import TRIES, Inbox, reason_of
from shared.messaging.interface import BatchedProjection, Projection


class _EventFailed(Exception):
    """An event of the batch cannot be applied; the batch is undone and goes again, event by event."""


class ProjectionInbox(Inbox):
    """`suffix` names the tables of a read model that is rebuilt beside the live one ("": the live one)."""

    def __init__(self, projection: Projection, database: Database, reader: LogReader, *, suffix: str = "") -> None:
        super().__init__(projection.name + suffix, projection.sources[reader.log], database, reader)
        self._projection = projection
        self._suffix = suffix

    async def _process(self, events: Sequence[RecordedEvent]) -> None:
        try:
            await self.store(lambda tx: self._apply_all(tx, events))
        except _EventFailed:
            # Savepoints for each event cost, so they are paid only by a batch that holds a bad one.
            failures = await self.store(lambda tx: self._apply_each(tx, events))
            for event, failure in failures:
                self._tell_parked(event, failure)

    def _apply_all(self, tx: Transaction, events: Sequence[RecordedEvent]) -> None:
        new, stopped = self.due(tx, events)
        going = [each for each in new.events if each.envelope.type in self.names]
        if stopped:
            going = [each for each in going if not self._queued(tx, each, stopped)]
        try:
            self._apply_batch(going, self._tables_of(tx))
        except Unavailable:
            raise
        except Exception as error:
            raise _EventFailed(f"{self.consumer} of {self.log}") from error
        self.tracking.move(tx, new.generation, new.positions)

    def _apply_each(self, tx: Transaction, events: Sequence[RecordedEvent]) -> list[tuple[RecordedEvent, Exception]]:
        """What was parked for its own failure, not for an earlier one of its stream."""
        failures: list[tuple[RecordedEvent, Exception]] = []
        new, stopped = self.due(tx, events)
        for event in new.events:
            if event.envelope.type in self.names and not self._queued(tx, event, stopped):
                failure = self._try(tx, event)
                if failure is not None:
                    self.tracking.park(tx, event, reason_of(failure))
                    stopped[str(event.envelope.stream_id)] = event.position
                    failures.append((event, failure))
        self.tracking.move(tx, new.generation, new.positions)
        return failures

    def _queued(self, tx: Transaction, event: RecordedEvent, stopped: dict[str, int]) -> bool:
        behind = stopped.get(str(event.envelope.stream_id))
        if behind is not None:
            self.tracking.park(tx, event, "", waits_behind=behind)
        return behind is not None

    def _try(self, tx: Transaction, event: RecordedEvent) -> Exception | None:
        failure: Exception | None = None
        for _ in range(TRIES):
            try:
                with tx.savepoint():
                    self._apply(tx, event)
                return None
            except Unavailable:
                raise
            except Exception as error:  # noqa: BLE001 - it is parked with the reason
                failure = error
        return failure

    def _apply_batch(self, events: Sequence[RecordedEvent], tx: Transaction) -> None:
        if isinstance(self._projection, BatchedProjection):
            self._projection.apply_all(events, tx)
            return
        for event in events:
            self._projection.apply(event, tx)

    def _apply(self, tx: Transaction, event: RecordedEvent) -> None:
        self._projection.apply(event, self._tables_of(tx))

    def _tables_of(self, tx: Transaction) -> Transaction:
        if not self._suffix:
            return tx
        return tx.beside([table.name for table in self._projection.tables], self._suffix)

    async def _redrive_one(self, event: RecordedEvent) -> None:
        def again(tx: Transaction) -> None:
            if self.tracking.unpark(tx, event.position):
                self._apply(tx, event)

        await self.store(again)
