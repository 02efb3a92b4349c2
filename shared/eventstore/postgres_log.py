"""Reading a service's log from its PostgreSQL database; never from a replica, which may lack what was answered."""

from datetime import datetime

from shared.database.postgres_readers import Connection, PostgresReaders
from shared.eventstore.interface import LogHead
from shared.eventstore.logged import recorded_event
from shared.eventstore.times import micros_of, moment_of
from shared.kernel.envelope import RecordedEvent
from shared.kernel.limits import PARTITIONS

HEAD = "SELECT generation, position, recorded_at FROM log_head WHERE id = 1"
# The event before the first of its partition on this page is one probe of the index.
_READ = """
    SELECT generation, position, recorded_at, envelope, data, leaf, COALESCE(
        lag(position) OVER (PARTITION BY partition ORDER BY position),
        (SELECT max(p.position) FROM events AS p WHERE p.partition = e.partition AND p.position < e.position), 0)
    FROM (SELECT * FROM events WHERE {condition} ORDER BY position LIMIT %(limit)s) AS e ORDER BY position
"""
_READ_ALL = _READ.format(condition="position > %(after)s")
_READ_PARTITION = _READ.format(condition="partition = %(partition)s AND position > %(after)s")
_TAILS = f"""
    SELECT number, tail FROM generate_series(0, {PARTITIONS - 1}) AS number,
        LATERAL (SELECT max(position) AS tail FROM events WHERE partition = number) AS last
    WHERE tail IS NOT NULL
"""
_RECORDED = "SELECT recorded_at FROM events WHERE position = %s"


class PostgresLogReader:
    """A LogReader over a database. Positions are dense and in commit order, so `position > n` misses nothing."""

    def __init__(self, log: str, readers: PostgresReaders) -> None:
        self.log = log
        self._readers = readers

    async def head(self) -> LogHead:
        async with self._readers.single() as connection:
            return await head_of(connection)

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        params = {"after": after, "limit": limit, "partition": partition}
        statement = _READ_ALL if partition is None else _READ_PARTITION
        async with self._readers.single() as connection:
            rows = await (await connection.execute(statement, params, binary=True)).fetchall()
        return [recorded_event(self.log, row) for row in rows]

    async def tails(self) -> dict[int, int]:
        async with self._readers.single() as connection:
            return dict(await (await connection.execute(_TAILS, binary=True)).fetchall())

    async def position_at(self, moment: datetime) -> int:
        """Recorded time rises with the dense positions, so halving needs no index of its own."""
        micros = micros_of(moment)
        async with self._readers.single() as connection:
            low, high = 0, (await head_of(connection)).position
            while low < high:
                middle = (low + high + 1) // 2
                row = await (await connection.execute(_RECORDED, (middle,))).fetchone()
                if row is not None and row[0] <= micros:
                    low = middle
                else:
                    high = middle - 1
        return low


async def head_of(connection: Connection) -> LogHead:
    row = await (await connection.execute(HEAD)).fetchone()
    assert row is not None
    generation, position, micros = row
    return LogHead(generation, position, None if micros is None else moment_of(micros))
