"""What a service is given, and what it consists of. `services/<name>/bootstrap.py: build(deps) -> ServiceParts`."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import grpc.aio
from fastapi import FastAPI
from google.protobuf.descriptor import ServiceDescriptor

from shared.access.tokens import TokenVerifier
from shared.commands.bus import CommandBus
from shared.database.interface import Table
from shared.eventstore.interface import LogReader, Store
from shared.kernel.clock import Clock
from shared.kernel.envelope import Actor, LogPosition
from shared.kernel.events import EventRegistry
from shared.messaging.interface import Incomplete, Policy, Projection
from shared.messaging.timers import Timers
from shared.telemetry.metrics import Metrics

# service name, its events → its store; opening and closing it is the composition's business
StoreFactory = Callable[[str, EventRegistry], Store]
Channels = Callable[[str], grpc.aio.Channel]


class UnitState(Protocol):
    """What audit compares with; for service identities (shared/serving/standard.py)."""

    async def __call__(self, actor: Actor, unit_id: UUID) -> dict[str, Any]:
        """All documents of one unit, and how far each view had come."""

    def everything(self, actor: Actor) -> AsyncIterator[dict[str, Any]]:
        """How far each view had come, then the documents of all units in parts, from one snapshot."""


class Servicer(Protocol):
    """A generic gRPC handler, as `shared.serving.grpc` makes them."""

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any: ...


class Progress(Protocol):
    """How far a service's consumers have come; the runner knows, and it is made after the services are."""

    async def wait_for(self, service: str, consumer: str, position: LogPosition, timeout: float) -> bool:
        """True once the consumer has handled the position of that log; False when the time is over."""

    async def positions(self, service: str, consumer: str) -> Mapping[str, int]:
        """Log → the position up to which the consumer has handled everything."""

    async def incomplete(self, service: str, consumer: str) -> Sequence[Incomplete]:
        """What a view lacks, by log; empty: nothing."""

    async def parked(self, service: str) -> Sequence[Any]:
        """Events that could not be processed, and those that queue behind them."""

    async def redrive(self, service: str) -> Any:
        """Tries the parked events again; says how many were done and how many are still parked."""


def _nobody_gave(*wanted: object) -> Any:
    raise LookupError(f"nobody gave this service a key or an identity: {wanted}")


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Everything a service needs from outside; nothing of it is read from the environment.

    `settings` are the service's own typed settings (None: its defaults). `logs` are the readers of other services'
    logs by name, `channel_to` opens (or hands out) a gRPC channel to a service, `own_token` is this service's
    identity for calls to others. `secret_for` derives a key for a purpose, the same in every process of an
    installation; `pass_for(unit, command, about)` makes an identity for one command about one matter.
    """

    clock: Clock
    open_store: StoreFactory
    verifier: TokenVerifier
    metrics: Metrics
    logs: Mapping[str, LogReader]
    progress: Progress
    channel_to: Channels
    own_token: Callable[[], str]
    settings: Any = None
    secret_for: Callable[[str], bytes] = _nobody_gave
    pass_for: Callable[[UUID, str, UUID], str] = _nobody_gave


@dataclass(frozen=True, slots=True)
class ServiceParts:
    """One service, built but not started.

    `tables` are those beside the projections' own (vault, content store, number ledgers); `servicers` are gRPC
    handlers, `rpc_services` their descriptors, for health and reflection; `unit_state` is what audit compares with;
    `background` are works that go on until they are cancelled, in one process of the service at a time;
    `start` and `stop` are for what a service opens itself.
    """

    name: str
    store: Store
    bus: CommandBus
    app: FastAPI
    projections: Sequence[Projection] = ()
    policies: Sequence[Policy] = ()
    timers: Timers | None = None
    servicers: Sequence[Servicer] = ()
    rpc_services: Sequence[ServiceDescriptor] = ()
    unit_state: UnitState | None = None
    tables: Sequence[Table] = ()
    background: Sequence[Callable[[], Awaitable[None]]] = ()
    start: Sequence[Callable[[], Awaitable[None]]] = field(default_factory=tuple)
    stop: Sequence[Callable[[], Awaitable[None]]] = field(default_factory=tuple)
