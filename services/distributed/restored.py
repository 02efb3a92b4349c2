"""After databases were put back from a backup and before anything is started: a new generation of every log.

It works in every service's database, as no service may: while nothing runs, what each consumer did beyond the end of
a restored log is told to it at once, before Kafka can bring more of what never was.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from kafka.errors import KafkaError

from services.distributed.names import LOGS, SERVICES
from services.distributed.settings import ProcessSettings
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_session import PostgresTransaction
from shared.eventstore.interface import LogHead
from shared.eventstore.postgres import begin_generation_in
from shared.kernel.errors import Unavailable
from shared.messaging.kafka.client import KafkaNotReachable
from shared.messaging.kafka.publisher import Publisher
from shared.messaging.tracking import MESSAGING_TABLES, Tracking

_GONE_SECONDS: Final = 10.0  # until the connections of processes that have ended are gone
_KNOWN = "SELECT consumer, log, MAX(generation) AS generation FROM {generations} GROUP BY consumer, log"
_CONNECTED = (
    "SELECT DISTINCT application_name FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND application_name LIKE 'lianxi-%'"
)


class StillRunning(Unavailable):
    code = "still_running"


@dataclass(frozen=True, slots=True)
class Loss:
    """A consumer of `service` had done `log` up to `seen`; the restored log ends at `end`."""

    service: str
    consumer: str
    log: str
    seen: int
    end: int


@dataclass(slots=True)
class Restored:
    """`kafka_asked`: whether what Kafka had met before counted; False: it could not be reached."""

    generations: dict[str, int] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    kafka_asked: bool = True


async def begin_generations(settings: ProcessSettings) -> Restored:
    """May be repeated; each time is one more generation. Raises StillRunning, DatabaseAway."""
    databases = {one: PostgresDatabase(settings.database_of(one), "restored") for one in SERVICES}
    try:
        for service, database in databases.items():
            await _check_nobody_works(service, database)
            database.create_tables(MESSAGING_TABLES)
        known = dict.fromkeys(LOGS, 0)
        for database in databases.values():
            for _, log, number in await database.write(_consumers):
                known[log] = max(known.get(log, 0), number)
        published = await asyncio.to_thread(_published, settings.kafka)
        heads = await _begin(databases, known, published or {})
        losses = [loss for service in SERVICES for loss in await _told(service, databases[service], heads)]
        generations = {log: head.generation for log, head in heads.items()}
        return Restored(generations, losses, kafka_asked=published is not None)
    finally:
        for database in databases.values():
            database.close()


async def _check_nobody_works(service: str, database: PostgresDatabase) -> None:
    until = monotonic() + _GONE_SECONDS
    while connected := await database.write(_connected):
        if monotonic() > until:
            raise StillRunning(f"{service} 的进程还在运行（{'、'.join(connected)}），请先全部停止。", service=service)
        await asyncio.sleep(0.1)


def _connected(tx: PostgresTransaction) -> list[str]:
    return [str(name) for (name,) in tx.connection.execute(_CONNECTED).fetchall()]


def _consumers(tx: PostgresTransaction) -> list[tuple[str, str, int]]:
    return [(row["consumer"], row["log"], row["generation"]) for row in tx.all(_KNOWN)]


async def _begin(
    databases: Mapping[str, PostgresDatabase], known: Mapping[str, int], published: Mapping[str, int]
) -> dict[str, LogHead]:
    """A generation that nobody has met, or two histories would go by one name."""
    heads = {}
    for log in LOGS:
        met = max(known[log], published.get(log, 0))
        heads[log] = await databases[log].write(lambda tx, met=met: begin_generation_in(tx, met))  # type: ignore[misc]
    return heads


async def _told(service: str, database: PostgresDatabase, heads: Mapping[str, LogHead]) -> Sequence[Loss]:
    return await database.write(lambda tx: _tell(service, tx, heads))


def _tell(service: str, tx: PostgresTransaction, heads: Mapping[str, LogHead]) -> list[Loss]:
    losses = []
    for consumer, log, number in _consumers(tx):
        if log not in heads:
            continue
        tracking, head = Tracking(consumer, log), heads[log]
        seen = max(tracking.tracked(tx, number).values(), default=0)
        tracking.begin_generation(tx, head.generation, head.position)
        if seen > head.position:
            losses.append(Loss(service, consumer, log, seen, head.position))
    return losses


def _published(bootstrap: str) -> dict[str, int] | None:
    """Log → the newest generation that was published; None: Kafka does not answer, as one that was never started."""
    try:
        return {log: Publisher(bootstrap, log, 1).committed().generation for log in LOGS}
    except (KafkaNotReachable, KafkaError, OSError):
        return None
