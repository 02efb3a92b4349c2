"""Reading a service's log from its SQLite file, in its own process or beside it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.database.sqlite_readers import SqliteReaders
from shared.eventstore.interface import LogHead
from shared.eventstore.logged import recorded_event
from shared.eventstore.sqlite_append import head_in
from shared.eventstore.times import micros_of
from shared.kernel.envelope import RecordedEvent
from shared.kernel.limits import PARTITIONS

_COLUMNS = """
    SELECT generation, position, recorded_at, envelope, data, leaf, coalesce((
        SELECT max(p.position) FROM events AS p
        WHERE p."partition" = events."partition" AND p.position < events.position), 0)
    FROM events
"""
_READ = _COLUMNS + " WHERE position > ? ORDER BY position LIMIT ?"
_READ_PARTITION = _COLUMNS + ' WHERE "partition" = ? AND position > ? ORDER BY position LIMIT ?'
# One probe of the index per partition; GROUP BY would walk all of it, and tails are polled.
_TAILS = f"""
    WITH RECURSIVE every(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM every WHERE number < {PARTITIONS - 1})
    SELECT number, (SELECT max(position) FROM events WHERE "partition" = number) AS tail FROM every
    WHERE tail IS NOT NULL
"""
_RECORDED = "SELECT recorded_at FROM events WHERE position = ?"


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read last: every consumer of a process asks for the same events at about the same time."""

    after: int
    limit: int
    events: Sequence[RecordedEvent]

    def holds(self, after: int, limit: int, head: int) -> bool:
        """Events never change, so it is the answer again unless it ended where the log has gone on since."""
        if not self.events or (after, limit) != (self.after, self.limit):
            return False
        return len(self.events) == limit or self.events[-1].position == head


class SqliteLogReader:
    """A LogReader over a file. Positions are dense and in commit order, so `position > n` misses nothing."""

    def __init__(self, log: str, readers: SqliteReaders) -> None:
        self.log = log
        self._readers = readers
        self._last = _Read(0, 0, [])

    async def head(self) -> LogHead:
        with self._readers.single() as connection:
            return head_in(connection)

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        with self._readers.single() as connection:
            if partition is not None:
                rows = connection.execute(_READ_PARTITION, (partition, after, limit)).fetchall()
                return [recorded_event(self.log, row) for row in rows]
            head = head_in(connection).position
            if not self._last.holds(after, limit, head):
                rows = connection.execute(_READ, (after, limit)).fetchall()
                self._last = _Read(after, limit, [recorded_event(self.log, row) for row in rows])
        return list(self._last.events)

    async def tails(self) -> dict[int, int]:
        with self._readers.single() as connection:
            return dict(connection.execute(_TAILS).fetchall())

    async def position_at(self, moment: datetime) -> int:
        with self._readers.snapshot() as reader:
            return _last_at(reader.connection, micros_of(moment))


def _last_at(connection: sqlite3.Connection, micros: int) -> int:
    """Recorded time rises with the dense positions, so halving needs no index of its own."""
    low, high = 0, head_in(connection).position
    while low < high:
        middle = (low + high + 1) // 2
        if connection.execute(_RECORDED, (middle,)).fetchone()[0] <= micros:
            low = middle
        else:
            high = middle - 1
    return low
