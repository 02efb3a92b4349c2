"""What a consumer has done: rows beside its own, written in the same transaction.

`tracking` is per (consumer, log, generation, logical partition); `parked` holds events that could not be
processed, and those of the same stream that wait behind them; `generations` where a log began anew after a restore.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from shared.database.interface import Reader, Row, Table, Transaction
from shared.kernel.envelope import RecordedEvent

REASON_CHARS_MAX = 2000

_TRACKING = (
    "CREATE TABLE {tracking} (consumer TEXT NOT NULL, log TEXT NOT NULL, generation BIGINT NOT NULL,"
    " partition BIGINT NOT NULL, position BIGINT NOT NULL,"
    " PRIMARY KEY (consumer, log, generation, partition))"
)
_PARKED = (
    "CREATE TABLE {parked} (consumer TEXT NOT NULL, log TEXT NOT NULL, position BIGINT NOT NULL,"
    " event_id TEXT NOT NULL, event_type TEXT NOT NULL, stream_id TEXT NOT NULL, reason TEXT NOT NULL,"
    " waits_behind BIGINT, PRIMARY KEY (consumer, log, position))"
)
_GENERATIONS = (
    "CREATE TABLE {generations} (consumer TEXT NOT NULL, log TEXT NOT NULL, generation BIGINT NOT NULL,"
    " base BIGINT NOT NULL, lost BIGINT NOT NULL, PRIMARY KEY (consumer, log, generation))"
)
_REFUSALS = (
    "CREATE TABLE {policy_refusals} (command_id TEXT PRIMARY KEY, policy TEXT NOT NULL, log TEXT NOT NULL,"
    " position BIGINT NOT NULL, event_id TEXT NOT NULL, stream_id TEXT NOT NULL, command TEXT NOT NULL,"
    " acting_unit TEXT NOT NULL, code TEXT NOT NULL, rule TEXT, message TEXT NOT NULL, at TEXT NOT NULL)"
)

MESSAGING_TABLES: tuple[Table, ...] = (
    Table(
        "tracking",
        (_TRACKING,),
    ),
    Table(
        "parked",
        (_PARKED,),
    ),
    Table(
        "generations",
        (_GENERATIONS,),
    ),
    Table(
        "policy_refusals",
        (
            _REFUSALS,
            "CREATE INDEX {policy_refusals_by_unit} ON {policy_refusals} (acting_unit, at)",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Parked:
    """`waits_behind` is the position of the parked event of its stream that it queues behind, or None."""

    consumer: str
    log: str
    position: int
    event_id: UUID
    event_type: str
    stream_id: UUID
    reason: str
    waits_behind: int | None


@dataclass(frozen=True, slots=True)
class Generation:
    """The newest generation of a log that a consumer met (0: none); it goes on after position `base`."""

    number: int
    base: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Partition → last position done in that generation, and stream → the position at which it stopped."""

    generation: Generation
    done: Mapping[int, int]
    stopped: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tracking:
    """The rows of one consumer of one log."""

    consumer: str
    log: str

    def _key(self) -> dict[str, object]:
        return {"consumer": self.consumer, "log": self.log}

    def named(self, consumer: str) -> "Tracking":
        return Tracking(consumer, self.log)

    def standing(self, tx: Transaction) -> Standing:
        """All that a batch must know of its consumer, asked at once."""
        return _standing(tx.all(_STANDING, self._key()))

    async def standing_now(self, reader: Reader) -> Standing:
        """The same outside the transaction: whoever stores by it makes sure that nobody came first."""
        return _standing(await reader.all(_STANDING, self._key()))

    def tracked(self, tx: Transaction, generation: int) -> dict[int, int]:
        """Partition → last position done."""
        return _by_partition(tx.all(_TRACKED, {**self._key(), "generation": generation}))

    async def positions(self, reader: Reader) -> dict[int, int]:
        """Partition → last position done, in the newest generation."""
        generation = (await self.generation_now(reader)).number
        return _by_partition(await reader.all(_TRACKED, {**self._key(), "generation": generation}))

    def move(self, tx: Transaction, generation: int, positions: Mapping[int, int]) -> None:
        rows = [
            {**self._key(), "generation": generation, "partition": partition, "position": position}
            for partition, position in positions.items()
        ]
        tx.execute_many(_MOVE, rows)

    def forget(self, tx: Transaction) -> None:
        for table in ("tracking", "parked", "generations"):
            tx.execute(f"DELETE FROM {{{table}}} WHERE consumer = :consumer AND log = :log", self._key())

    def take_over(self, tx: Transaction, other: str) -> None:
        """Goes on from where `other` stands."""
        self.forget(tx)
        for table in ("tracking", "parked", "generations"):
            tx.execute(
                f"UPDATE {{{table}}} SET consumer = :consumer WHERE consumer = :other AND log = :log",
                {**self._key(), "other": other},
            )

    def generation(self, tx: Transaction) -> "Generation":
        return _generation(tx.one(_NEWEST, self._key()))

    async def generation_now(self, reader: Reader) -> "Generation":
        return _generation(await reader.one(_NEWEST, self._key()))

    def begin_generation(self, tx: Transaction, number: int, base: int) -> None:
        """The log goes on from `base` in a new generation: what this consumer did after it never was."""
        done = self.tracked(tx, self.generation(tx).number)
        lost = max([0, *(position for position in done.values() if position > base)])
        key = {**self._key(), "base": base}
        tx.execute(_BEGIN, {**key, "generation": number, "lost": lost})
        self.move(tx, number, {partition: min(position, base) for partition, position in done.items()})
        tx.execute("DELETE FROM {parked} WHERE consumer = :consumer AND log = :log AND position > :base", key)

    def park(self, tx: Transaction, event: RecordedEvent, reason: str, waits_behind: int | None = None) -> None:
        tx.execute(
            _PARK,
            {
                **self._key(),
                "position": event.position,
                "event_id": str(event.envelope.id),
                "event_type": event.envelope.type,
                "stream_id": str(event.envelope.stream_id),
                "reason": reason.replace("\x00", "␀")[:REASON_CHARS_MAX],
                "waits_behind": waits_behind,
            },
        )

    def stop_at(self, tx: Transaction, event: RecordedEvent, reason: str) -> None:
        """The event is what its stream waits for now."""
        self.park(tx, event, reason)
        tx.execute(
            "UPDATE {parked} SET waits_behind = :position WHERE consumer = :consumer AND log = :log"
            " AND stream_id = :stream_id AND position > :position",
            {**self._key(), "position": event.position, "stream_id": str(event.envelope.stream_id)},
        )

    def unpark(self, tx: Transaction, position: int) -> bool:
        """Whether the event was still parked."""
        sql = "DELETE FROM {parked} WHERE consumer = :consumer AND log = :log AND position = :position"
        return tx.execute(sql, {**self._key(), "position": position}) == 1

    async def parked(self, reader: Reader) -> list[Parked]:
        rows = await reader.all(
            "SELECT * FROM {parked} WHERE consumer = :consumer AND log = :log ORDER BY position", self._key()
        )
        return [_parked(row) for row in rows]

    async def lost(self, reader: Reader) -> int:
        """The last position this consumer took from a history that a restore undid (0: none)."""
        row = await reader.one(
            "SELECT MAX(lost) AS lost FROM {generations} WHERE consumer = :consumer AND log = :log", self._key()
        )
        return int(row["lost"] or 0) if row else 0


def _by_partition(rows: Iterable[Row]) -> dict[int, int]:
    return {row["partition"]: row["position"] for row in rows}


def _standing(rows: Iterable[Row]) -> Standing:
    found: tuple[list[Row], list[Row], list[Row]] = ([], [], [])
    for row in rows:
        found[row["kind"]].append(row)
    newest, done, stopped = found
    return Standing(
        Generation(newest[0]["number"], newest[0]["position"]) if newest else Generation(0, 0),
        {row["number"]: row["position"] for row in done},
        {row["stream_id"]: row["position"] for row in stopped},
    )


def _generation(row: Row | None) -> Generation:
    return Generation(row["generation"], row["base"]) if row else Generation(0, 0)


def _parked(row: Row) -> Parked:
    return Parked(
        consumer=row["consumer"],
        log=row["log"],
        position=row["position"],
        event_id=UUID(row["event_id"]),
        event_type=row["event_type"],
        stream_id=UUID(row["stream_id"]),
        reason=row["reason"],
        waits_behind=row["waits_behind"],
    )


_TRACKED = (
    "SELECT partition, position FROM {tracking} WHERE consumer = :consumer AND log = :log AND generation = :generation"
)
_NEWEST = (
    "SELECT generation, base FROM {generations} WHERE consumer = :consumer AND log = :log"
    " ORDER BY generation DESC LIMIT 1"
)
_STANDING = (
    "SELECT 0 AS kind, '' AS stream_id, generation AS number, base AS position FROM {generations}"
    " WHERE consumer = :consumer AND log = :log AND generation ="
    " (SELECT MAX(generation) FROM {generations} WHERE consumer = :consumer AND log = :log)"
    " UNION ALL SELECT 1, '', partition, position FROM {tracking} WHERE consumer = :consumer AND log = :log"
    " AND generation = (SELECT MAX(generation) FROM {generations} WHERE consumer = :consumer AND log = :log)"
    " UNION ALL SELECT 2, stream_id, 0, MIN(position) FROM {parked} WHERE consumer = :consumer AND log = :log"
    " GROUP BY stream_id"
)
_MOVE = (
    "INSERT INTO {tracking} (consumer, log, generation, partition, position)"
    " VALUES (:consumer, :log, :generation, :partition, :position)"
    " ON CONFLICT (consumer, log, generation, partition) DO UPDATE SET position = excluded.position"
)
_BEGIN = (
    "INSERT INTO {generations} (consumer, log, generation, base, lost)"
    " VALUES (:consumer, :log, :generation, :base, :lost)"
)
_PARK = (
    "INSERT INTO {parked} (consumer, log, position, event_id, event_type, stream_id, reason, waits_behind)"
    " VALUES (:consumer, :log, :position, :event_id, :event_type, :stream_id, :reason, :waits_behind)"
    " ON CONFLICT (consumer, log, position) DO UPDATE SET reason = excluded.reason,"
    " waits_behind = excluded.waits_behind"
)
