"""One service on PostgreSQL, built for a process of its own; nothing runs yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import grpc.aio

from services.distributed.clock import DATABASE as CLOCK
from services.distributed.clock import DatabaseClock
from services.distributed.names import LOGS, builder_of, settings_of
from services.distributed.settings import ProcessSettings
from services.distributed.starting import Servers
from shared.access.issuer import LocalIssuer
from shared.database.interface import Table
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_reached import check_reachable
from shared.eventstore.interface import LogReader, Store
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.postgres_log import PostgresLogReader
from shared.kernel.clock import Clock, SystemClock
from shared.kernel.events import EventRegistry
from shared.messaging.inbox import Inbox
from shared.messaging.inboxes import check_names, policy_inboxes, projection_inboxes
from shared.messaging.tracked_progress import TrackedProgress
from shared.messaging.tracking import MESSAGING_TABLES
from shared.serving.grpc_log import GrpcLogReader
from shared.serving.service import Dependencies, ServiceParts
from shared.telemetry.metrics import Metrics

GRPC_OPTIONS = (
    ("grpc.enable_http_proxy", 0),
    # A service that was away is asked again within a second, not after minutes.
    ("grpc.max_reconnect_backoff_ms", 1000),
    ("grpc.keepalive_time_ms", 20_000),
)


def clock_of(settings: ProcessSettings) -> Clock:
    if settings.clock == "manual":
        return DatabaseClock(settings.database_of(CLOCK), datetime.now(UTC))
    return SystemClock()


@dataclass
class Surroundings:
    """What the services of one process share."""

    settings: ProcessSettings
    clock: Clock
    issuer: LocalIssuer
    metrics: Metrics

    def __post_init__(self) -> None:
        self._channels: dict[str, grpc.aio.Channel] = {}

    @classmethod
    def of(cls, settings: ProcessSettings) -> "Surroundings":
        return cls(settings, clock_of(settings), LocalIssuer.from_file(settings.issuer_key), Metrics())

    def channel_to(self, service: str) -> grpc.aio.Channel:
        if service not in self._channels:
            self._channels[service] = grpc.aio.insecure_channel(self.settings.grpc_of(service), options=GRPC_OPTIONS)
        return self._channels[service]

    async def close(self) -> None:
        for channel in self._channels.values():
            await channel.close()
        if isinstance(self.clock, DatabaseClock):
            self.clock.close()


class BuiltService:
    """`parts`, and the inboxes of its consumers: its own log's, read in its database, and the other services'.

    Raises DatabaseAway, SchemaBehind, StorageFailed. `close` gives the connections back.
    """

    def __init__(self, service: str, around: Surroundings) -> None:
        self.name, self._around = service, around
        self.numbers = around.metrics.of(service)
        self.database = PostgresDatabase(
            around.settings.database_of(service),
            f"lianxi-{service}",
            observe=self.numbers.committed,
            failed=self.numbers.database_error,
        )
        self.own_log = PostgresLogReader(service, self.database.readers)
        self.logs: dict[str, LogReader] = {log: self._log(log) for log in dict.fromkeys((*LOGS, service))}
        self.progress = TrackedProgress(service)
        try:
            self.parts: ServiceParts = builder_of(service)(self._dependencies())
            check_names(service, self.parts.projections, self.parts.policies)
            self.database.create_tables(self._tables())
        except BaseException:
            self.database.close()
            raise
        self.inboxes: Sequence[Inbox] = self._inboxes()
        self.progress.tells_of(self.inboxes)

    def _log(self, log: str) -> LogReader:
        if log == self.name:
            return self.own_log
        return GrpcLogReader(self._around.channel_to(log), log, self._own_token)

    def _own_token(self) -> str:
        return self._around.issuer.service_token(self.name)

    def _dependencies(self) -> Dependencies:
        return Dependencies(
            clock=self._around.clock,
            open_store=self._open_store,
            verifier=self._around.issuer.verifier(),
            metrics=self._around.metrics,
            logs=self.logs,
            progress=self.progress,
            channel_to=self._around.channel_to,
            own_token=self._own_token,
            secret_for=self._around.issuer.secret_for,
            pass_for=self._around.issuer.pass_token,
            settings=settings_of(self.name, self._around.settings.of_services),
        )

    def _open_store(self, service: str, registry: EventRegistry) -> Store:
        self._store = PostgresStore(self.database, service, registry, self._around.clock)
        return self._store

    def _tables(self) -> list[Table]:
        tables: list[Table] = [*MESSAGING_TABLES, *self.parts.tables]
        return [*tables, *(table for projection in self.parts.projections for table in projection.tables)]

    def _inboxes(self) -> list[Inbox]:
        parts, database = self.parts, self.database
        return [
            *projection_inboxes(parts.projections, database, self.logs),
            *policy_inboxes(parts.policies, self.name, parts.bus, database, self.logs, self._around.clock),
        ]

    @property
    def of_own_log(self) -> list[Inbox]:
        return [inbox for inbox in self.inboxes if inbox.log == self.name]

    @property
    def of_other_logs(self) -> dict[str, list[Inbox]]:
        others: dict[str, list[Inbox]] = {}
        for inbox in self.inboxes:
            if inbox.log != self.name:
                others.setdefault(inbox.log, []).append(inbox)
        return others

    async def reachable(self) -> dict[str, Any]:
        """For /readyz: the database answers. Raises DatabaseAway."""
        await self.own_log.head()
        return {"database": True}

    def close(self) -> None:
        self._store.close()


async def built_when_reached(service: str, around: Surroundings, servers: Servers) -> BuiltService:
    """Raises what BuiltService raises, and DatabaseRefused."""

    async def attempt() -> BuiltService:
        await check_reachable(around.settings.database_of(service), f"lianxi-{service}")
        return BuiltService(service, around)

    return await servers.waited_for(attempt)
