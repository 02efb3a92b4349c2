"""All services in one process, on SQLite files in one data directory.

The only place that imports other services' `bootstrap`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

import grpc.aio

from services.audit import bootstrap as audit
from services.distributed.names import LOGS, settings_of
from services.local.clock_file import StoredClock
from services.local.settings import LocalSettings
from services.meeting import bootstrap as meeting
from services.notification import bootstrap as notification
from services.organization import bootstrap as organization
from services.reporting import bootstrap as reporting
from services.supervision import bootstrap as supervision
from services.tasking import bootstrap as tasking
from shared.access.issuer import LocalIssuer
from shared.database.interface import Table
from shared.database.sqlite_directory import SqliteDirectory
from shared.eventstore.interface import LogReader, Store
from shared.eventstore.sqlite import SqliteStore
from shared.eventstore.sqlite_log import SqliteLogReader
from shared.kernel.clock import Clock, ManualClock, SystemClock
from shared.kernel.errors import Invalid
from shared.kernel.events import EventRegistry
from shared.messaging.runner import Runner
from shared.messaging.timers import Timers, advance
from shared.messaging.tracking import MESSAGING_TABLES
from shared.serving.service import Dependencies, ServiceParts
from shared.telemetry.metrics import Metrics

BUILDERS: dict[str, Callable[[Dependencies], ServiceParts]] = {
    "organization": organization.build,
    "meeting": meeting.build,
    "tasking": tasking.build,
    "supervision": supervision.build,
    "reporting": reporting.build,
    "notification": notification.build,
    "audit": audit.build,
}


class ClockDiffers(Invalid):
    code = "clock_differs"


class Province:
    """Built, then started; `close` gives the data directory back."""

    def __init__(self, settings: LocalSettings, channel_to: Callable[[str], grpc.aio.Channel]) -> None:
        """Raises DirectoryInUse."""
        self.settings = settings
        self.directory = SqliteDirectory(settings.data)
        self.clock = make_clock(settings)
        self.issuer = LocalIssuer.in_directory(settings.data)
        self.metrics = Metrics()
        self._numbers = {name: self.metrics.of(name) for name in BUILDERS}
        self._stores: dict[str, SqliteStore] = {}
        self._logs = {name: SqliteLogReader(name, self.directory.readers(name)) for name in BUILDERS}
        self.runner = Runner(self._logs)
        self.services: dict[str, ServiceParts] = {
            name: build(self._dependencies(name, channel_to)) for name, build in BUILDERS.items()
        }
        for name, parts in self.services.items():
            self._add(name, parts)

    def _dependencies(self, name: str, channel_to: Callable[[str], grpc.aio.Channel]) -> Dependencies:
        return Dependencies(
            clock=self.clock,
            open_store=self._open_store,
            verifier=self.issuer.verifier(),
            metrics=self.metrics,
            logs={log: self.logs[log] for log in (*LOGS, name)},
            progress=self.runner,
            channel_to=channel_to,
            own_token=lambda: self.issuer.service_token(name),
            secret_for=self.issuer.secret_for,
            pass_for=self.issuer.pass_token,
            settings=settings_of(name, self.settings.of_services),
        )

    @property
    def logs(self) -> Mapping[str, LogReader]:
        return self._logs

    def _open_store(self, service: str, registry: EventRegistry) -> Store:
        numbers = self._numbers[service]
        database = self.directory.database(service, observe=numbers.committed, failed=numbers.database_error)
        store = SqliteStore(database, service, registry, self.clock)
        self._stores[service] = store
        return store

    def _add(self, name: str, parts: ServiceParts) -> None:
        tables: list[Table] = [*MESSAGING_TABLES, *parts.tables]
        for projection in parts.projections:
            tables += projection.tables
        self._stores[name].database.create_tables(tables)
        self.runner.add(
            name,
            parts.store,
            parts.bus,
            self.clock,
            parts.projections,
            parts.policies,
            delivered=self._numbers[name].delivered,
        )

    @property
    def timers(self) -> list[Timers]:
        return [parts.timers for parts in self.services.values() if parts.timers is not None]

    async def start(self) -> None:
        for parts in self.services.values():
            for start in parts.start:
                await start()
        self.runner.start()

    async def measure(self) -> None:
        """Brings the numbers of all consumers up to date, as somebody asks for them."""
        parked: Counter[tuple[str, str]] = Counter()
        for one in await self.runner.health():
            numbers = self._numbers[one.service]
            numbers.lag(one.consumer, one.log, one.lag)
            numbers.poll_age(one.consumer, one.log, partial(float, one.seconds_since_poll))
            parked[one.service, one.consumer] += one.parked
        for (service, consumer), events in parked.items():
            self._numbers[service].parked(consumer, events)

    async def settle(self) -> None:
        await self.runner.settle()

    def now(self) -> datetime:
        return self.clock.now()

    async def move_to(self, moment: datetime) -> None:
        """Only with a movable clock; a moment that lies behind is where a repeated request comes from: no change."""
        if isinstance(self.clock, ManualClock):
            await advance(self.clock, max(moment, self.clock.now()), self.timers, self.settle)

    async def stop(self) -> None:
        await self.runner.stop()
        for parts in self.services.values():
            for stop in parts.stop:
                await stop()

    def close(self) -> None:
        self.directory.close()


def make_clock(settings: LocalSettings) -> Clock:
    if settings.clock == "manual" or (settings.clock == "as_left" and StoredClock.exists_in(settings.data)):
        return StoredClock(settings.data, settings.manual_from or datetime.now(UTC))
    if StoredClock.exists_in(settings.data):
        raise ClockDiffers(f"目录 {settings.data} 里的数据是用可拨动的时钟写的，请加 --clock manual，或换一个目录。")
    return SystemClock()
