"""The `eventsourcing` library through its own doors: mapper, recorder, factory, application.

Services await `Store.append` and `Store.load`; both go through the mapper here, and loading goes through the
library's event store. `ServiceApplication` is the same store for synchronous callers: `save(aggregate,
context=...)`, `repository.get(id, projector_func=Task.project)`, `notification_log`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    IntegrityError,
    Mapper,
    Notification,
    NotSupportedError,
    ProcessRecorder,
    ProgrammingError,
    StoredEvent,
    Subscription,
    Tracking,
    TrackingRecorder,
    Transcoder,
)
from eventsourcing.utils import Environment

from shared.database.interface import Transaction
from shared.eventstore.interface import CommandAlreadyStored, StreamConflict
from shared.eventstore.sealing import EventMapper, MappedEvent, PreparedSubmission, prepare_mapped
from shared.kernel.aggregate import Change
from shared.kernel.command import CommandContext
from shared.kernel.limits import PAGE_ROWS_MAX


class TrackingConflict(Exception):
    """The tracked position of an application does not rise."""


_TRACK = """
    INSERT INTO process_tracking (application, position) VALUES (:application, :position)
    ON CONFLICT (application) DO UPDATE SET position = excluded.position
    WHERE excluded.position > process_tracking.position
"""


def track(tx: Transaction, tracking: Tracking) -> None:
    """Raises TrackingConflict."""
    row = {"application": tracking.application_name, "position": tracking.notification_id}
    if tx.execute(_TRACK, row) != 1:
        raise TrackingConflict(f"{tracking.application_name} is at or past {tracking.notification_id}")


class RecorderEngine(Protocol):
    """What an engine gives the recorder; every call blocks."""

    def record(self, prepared: PreparedSubmission, tracking: Tracking | None) -> Sequence[int]:
        """The positions of the events. Raises StreamConflict, CommandAlreadyStored, TrackingConflict."""

    def track(self, tracking: Tracking) -> None:
        """Raises TrackingConflict."""

    def tracked(self, application: str) -> int | None: ...

    def stream(
        self, stream_id: UUID, gt: int | None, lte: int | None, desc: bool, limit: int | None
    ) -> Sequence[StoredEvent]: ...

    def notifications(
        self, first: int, last: int | None, limit: int, types: Sequence[str]
    ) -> Sequence[Notification]: ...

    def last_position(self) -> int: ...


class ServiceRecorder(ProcessRecorder):
    """A facade: inserting goes through the same group commit as `Store.append`.

    The library's own recorders open a transaction per save and hold the only writer for it.
    """

    def __init__(self, engine: RecorderEngine) -> None:
        self.engine = engine

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        tracking: Tracking | None = None,
        context: CommandContext | None = None,
        **kwargs: Any,
    ) -> Sequence[int]:
        """Raises IntegrityError for a taken version, a repeated command, a tracking that does not rise."""
        try:
            if not stored_events:
                return self._insert_tracking_only(tracking)
            if context is None:
                raise ProgrammingError("save() needs context=CommandContext(...): events carry who acted and why")
            prepared = prepare_mapped([_mapped(stored) for stored in stored_events], context)
            return self.engine.record(prepared, tracking)
        except (StreamConflict, CommandAlreadyStored, TrackingConflict) as error:
            raise IntegrityError(str(error)) from error

    def _insert_tracking_only(self, tracking: Tracking | None) -> Sequence[int]:
        if tracking is not None:
            self.engine.track(tracking)
        return []

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        stream_id = originator_id if isinstance(originator_id, UUID) else UUID(originator_id)
        return self.engine.stream(stream_id, gt, lte, desc, limit)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = 1 if start is None else start + (not inclusive_of_start)
        return self.engine.notifications(first, stop, limit, topics)

    def max_notification_id(self) -> int | None:
        return self.engine.last_position() or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        raise NotSupportedError("followers read the log by position (LogReader); nothing is pushed")

    def insert_tracking(self, tracking: Tracking) -> None:
        self.insert_events([], tracking=tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        return self.engine.tracked(application_name)


def _mapped(stored: StoredEvent) -> MappedEvent:
    if not isinstance(stored, MappedEvent):
        raise ProgrammingError("only what the service's mapper made can be stored: it carries the envelope's facts")
    return stored


class ServiceFactory(InfrastructureFactory[TrackingRecorder]):
    """Hands out the one recorder of the service's store; closing it closes nothing, the store is owned elsewhere."""

    recorder: ServiceRecorder

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        # Snapshots would be a second truth beside the log; histories here are short and replay is fast.
        if purpose != "events":
            raise NotSupportedError(f"no recorder for {purpose}")
        return self.recorder

    def application_recorder(self) -> ApplicationRecorder:
        return self.recorder

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> TrackingRecorder:
        return self.recorder

    def process_recorder(self) -> ProcessRecorder:
        return self.recorder


class ServiceApplication(Application[UUID]):
    """The library's application over a service's store."""

    name = "Service"
    log_section_size = PAGE_ROWS_MAX
    SETTINGS: ClassVar[Mapping[str, str]] = {}

    def __init__(self, mapper: EventMapper, recorder: ServiceRecorder) -> None:
        self._mapper = mapper
        self._recorder = recorder
        super().__init__()

    def construct_env(self, name: str, env: Any = None) -> Environment:
        # The library merges os.environ: a stray IS_SNAPSHOTTING_ENABLED would change how a service stores.
        return Environment(name, dict(self.SETTINGS))

    def construct_factory(self, env: Environment) -> ServiceFactory:
        factory = ServiceFactory(env)
        factory.recorder = self._recorder
        return factory

    def construct_transcoder(self) -> Transcoder:
        return self._mapper.transcoder

    def construct_mapper(self) -> Mapper[UUID]:
        return self._mapper

    def changes(self, stream_id: UUID, gt: int | None, lte: int | None) -> list[Change]:
        """A stream's stored events as `Aggregate.project` takes them."""
        return list(self.events.get(stream_id, gt=gt, lte=lte))  # type: ignore[arg-type]
