"""A roll-up over events that were never stored: the projection is fed by hand."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from services.organization.client import RegistryProjection
from services.reporting.application.rollup.projection import FactsProjection
from services.reporting.application.rollup.rollups import RollUps
from shared.database.interface import Transaction
from shared.database.sqlite import SqliteDatabase
from shared.kernel.clock import ManualClock
from shared.kernel.envelope import RecordedEvent
from shared.messaging.tracking import MESSAGING_TABLES


@contextmanager
def fed(path: Path, events: Iterable[RecordedEvent], now: datetime) -> Iterator[RollUps]:
    """A roll-up whose projection has read these events, in this order, and nothing else."""
    facts, registry = FactsProjection(), RegistryProjection()
    database = SqliteDatabase(path)
    database.create_tables([*MESSAGING_TABLES, *facts.tables, *registry.tables])

    def apply(tx: Transaction) -> None:
        for event in events:
            for projection in (facts, registry):
                if event.envelope.type in projection.sources.get(event.log, ()):
                    projection.apply(event, tx)

    database.write_now(apply)
    yield RollUps(database, ManualClock(now), facts)
    database.close()
