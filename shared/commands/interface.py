"""What a command handler gets.

    async def accept_task(command: AcceptTask, work: Work) -> None:
        task = await work.get(Task, command.task_id)
        work.permit(task.relations_of(work.actor.unit_id))
        task.accept(command.unit_id)

Whatever the handler loaded or added is appended in one transaction when it returns. A handler that never called
`permit`, or that let a rule answer before it, is a programming error, so that no command slips past the permission
matrix. The answer names the first stream, in order of loading, that the command changed; If-Match speaks of it too.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from shared.database.interface import Reader, Transaction
from shared.kernel.aggregate import Aggregate
from shared.kernel.command import Command, CommandContext
from shared.kernel.envelope import Actor, JudgedBy

A = TypeVar("A", bound=Aggregate)


class Work(Protocol):
    """The unit of work of one command."""

    context: CommandContext
    actor: Actor
    now: datetime
    views: Reader  # this service's read models and replicas, one snapshot

    async def get(self, cls: type[A], stream_id: UUID) -> A:
        """Raises NotFound."""

    async def find(self, cls: type[A], stream_id: UUID) -> A | None: ...

    def add(self, aggregate: Aggregate) -> None:
        """A new stream; StreamConflict later when it exists already."""

    def permit(self, relations: Iterable[str]) -> None:
        """Raises NotPermitted unless the permission row of this command has (actor's role, one of these relations).

        An empty set of relations means the matter is none of the unit's business: NotFound.
        """

    def also(self, effect: Callable[[Transaction], None]) -> None:
        """Runs in the transaction that stores this command's events (the vault's row of a name)."""

    def judged_by(self, position: JudgedBy) -> None:
        """Notes the replica position a rule was judged by; it goes into the envelope."""


Handler = Callable[[Any, Work], Awaitable[dict[str, Any] | None]]
Permissions = dict[type[Command], frozenset[tuple[str, str]]]  # command → {(role, relation)}
