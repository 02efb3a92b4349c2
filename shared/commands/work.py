"""The unit of work of one command, over streams that are loaded once per judgement."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from shared.commands.interface import A, Handler
from shared.commands.refusals import PermissionNotAsked, not_found, stale_version
from shared.database.interface import Reader, Transaction
from shared.eventstore.interface import Store, Submission
from shared.kernel.aggregate import Aggregate, Change
from shared.kernel.command import Command, CommandContext
from shared.kernel.envelope import Actor, JudgedBy
from shared.kernel.errors import NotPermitted, Refusal

Row = frozenset[tuple[str, str]]


class Streams:
    """The stored streams of one judgement, and over them what its earlier commands changed.

    Every command replays its own aggregates, so a refused one leaves nothing behind for the next.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changes: dict[UUID, list[Change]] = {}

    async def load(self, stream_id: UUID) -> list[Change]:
        if stream_id not in self._changes:
            self._changes[stream_id] = list(await self._store.load(stream_id))
        return self._changes[stream_id]

    async def accept(self, changes: Iterable[Change]) -> None:
        for change in changes:
            (await self.load(change.originator_id)).append(change)


class CommandWork:
    """`Work` of shared/commands/interface.py."""

    def __init__(self, context: CommandContext, streams: Streams, views: Reader, row: Row) -> None:
        self.context = context
        self.actor: Actor = context.actor
        self.now: datetime = context.now
        self.views = views
        self._streams = streams
        self._row = row
        self._aggregates: dict[UUID, Aggregate] = {}
        self._added: set[UUID] = set()
        self._effects: list[Callable[[Transaction], None]] = []
        self._judged_by: list[JudgedBy] = []
        self.permitted = False

    async def get(self, cls: type[A], stream_id: UUID) -> A:
        found = await self.find(cls, stream_id)
        if found is None:
            raise not_found()
        return found

    async def find(self, cls: type[A], stream_id: UUID) -> A | None:
        known = self._aggregates.get(stream_id)
        if known is not None:
            return known if isinstance(known, cls) else None
        stored = await self._streams.load(stream_id)
        # An id of another kind of stream is an unknown one to whoever asks for this kind.
        if not stored or stored[0].stream_type != cls.STREAM:
            return None
        aggregate = cast(A, cls.project(None, stored))
        self._aggregates[stream_id] = aggregate
        return aggregate

    def add(self, aggregate: Aggregate) -> None:
        self._aggregates[aggregate.id] = aggregate
        self._added.add(aggregate.id)

    def permit(self, relations: Iterable[str]) -> None:
        related = frozenset(relations)
        self.permitted = True
        if not related:
            raise not_found()
        if not any((self.actor.role, relation) in self._row for relation in related):
            raise NotPermitted("您的身份不能办理这一步，请由有权限的人员办理。")

    def also(self, effect: Callable[[Transaction], None]) -> None:
        self._effects.append(effect)

    def judged_by(self, position: JudgedBy) -> None:
        if position not in self._judged_by:
            self._judged_by.append(position)

    def subject(self) -> Aggregate | None:
        """The stream the command is about: the first one it changed, else the first it read."""
        changed = [aggregate for aggregate in self._aggregates.values() if aggregate.pending_events]
        return next(iter(changed or self._aggregates.values()), None)

    def check_still_expected(self, *, refused: bool = False) -> None:
        """Raises VersionConflict when the caller knew another version of the command's stream.

        After a refusal it is asked only when one stream was read: then that one is what the caller knew.
        """
        expected, subject = self.context.expected_version, self.subject()
        if expected is None or subject is None or (refused and len(self._aggregates) != 1):
            return
        current = subject.version - len(subject.pending_events)
        if current != expected:
            raise stale_version(expected, current)

    async def added_already(self) -> bool:
        """Whether a stream this command began was begun by somebody else."""
        return any([bool(await self._streams.load(stream_id)) for stream_id in self._added])

    def submission(self, body: dict[str, Any] | None) -> Submission:
        subject = self.subject()
        changes = [change for aggregate in self._aggregates.values() for change in aggregate.collect_events()]
        return Submission(
            context=self.context,
            changes=changes,
            stream_id=subject.id if subject else None,
            body=body or {},
            judged_by=tuple(self._judged_by),
            effects=tuple(self._effects),
        )


async def run(handler: Handler, command: Command, work: CommandWork) -> Submission:
    """Lets the handler judge; raises its Refusal, VersionConflict, or PermissionNotAsked (a programming error)."""
    try:
        body = await handler(command, work)
    except Refusal as refusal:
        # A rule that answers before permission was asked tells a stranger what only the concerned may know.
        if refusal.kind == "rule" and not work.permitted:
            raise PermissionNotAsked(type(command).__name__) from refusal
        if refusal.kind == "rule":
            work.check_still_expected(refused=True)
        raise
    if not work.permitted:
        raise PermissionNotAsked(type(command).__name__)
    work.check_still_expected()
    return work.submission(body)
