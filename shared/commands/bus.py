"""The command bus: the stored answer again, permission, one unit of work, bounded retry.

A refused command stores nothing and is judged anew when it comes again; an accepted one is answered once and
for all under its command id.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shared.commands.interface import Handler, Permissions
from shared.commands.refusals import already_begun, key_reused, too_busy
from shared.commands.views import Views
from shared.commands.work import CommandWork, Streams, run
from shared.database.interface import Transaction
from shared.eventstore.interface import CommandAlreadyStored, Store, StoredAnswer, StreamConflict, Submission
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import LogPosition
from shared.kernel.errors import Refusal

Effect = Callable[[Transaction], None]
Given = Sequence[tuple[Command, CommandContext]]
Observer = Callable[[str, Refusal | None], None]
Listener = Callable[[LogPosition], None]

ATTEMPTS_MAX = 20  # judgements of one command before its caller is asked to try again


@dataclass(frozen=True, slots=True)
class Refused:
    """A policy's command that a rule refused: a business outcome, kept for a clerk to see."""

    command: Command
    context: CommandContext
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Judgement:
    answers: Sequence[CommandAnswer]
    refused: Sequence[Refused]


class CommandBus:
    """Handles a service's commands.

    `observe` is told each command's name and refusal (None: accepted), for metrics.
    """

    def __init__(
        self,
        store: Store,
        handlers: Mapping[type[Command], Handler],
        permissions: Permissions,
        *,
        observe: Observer | None = None,
    ) -> None:
        unmatched = set(handlers) ^ set(permissions)
        if unmatched:
            names = sorted(command.__name__ for command in unmatched)
            raise TypeError(f"a command needs one handler and one permission row: {names}")
        self._store = store
        self._handlers = dict(handlers)
        self._permissions = dict(permissions)
        self._observe: Observer = observe or (lambda name, refusal: None)
        self._listeners: list[Listener] = []

    @property
    def commands(self) -> tuple[type[Command], ...]:
        return tuple(self._handlers)

    def on_appended(self, listener: Listener) -> None:
        """Calls the listener, in this process, after events were stored: followers need not wait for their poll."""
        self._listeners.append(listener)

    def _announce(self, position: LogPosition) -> None:
        for listener in self._listeners:
            listener(position)

    async def handle(self, command: Command, context: CommandContext) -> CommandAnswer:
        """Raises a Refusal; nothing is stored then."""
        name = type(command).__name__
        try:
            answer = await self._handle(command, context)
        except Refusal as refusal:
            self._observe(name, refusal)
            raise
        self._observe(name, None)
        return answer

    async def _handle(self, command: Command, context: CommandContext) -> CommandAnswer:
        stored = await self._store.answer_of(context.command_id)
        if stored is not None:
            return _given_again(stored, context)
        for attempt in range(ATTEMPTS_MAX):
            submission = await self._submission(command, context, Streams(self._store), again=attempt > 0)
            try:
                answer = await self._store.append(submission)
            except CommandAlreadyStored as already:
                return _given_again(already.stored, context)
            except StreamConflict:
                await asyncio.sleep(0)  # lets the one that came first finish
            else:
                self._announce(answer.position)
                return answer
        raise too_busy()

    async def _submission(
        self, command: Command, context: CommandContext, streams: Streams, *, again: bool
    ) -> Submission:
        handler = self._handlers[type(command)]
        async with Views(self._store) as views:
            work = CommandWork(context, streams, views, self._permissions[type(command)])
            submission = await run(handler, command, work)
        if again and await work.added_already():
            raise already_begun()
        return submission

    async def judge(
        self,
        commands: Given,
        effects: Callable[[Sequence[Refused]], Sequence[Effect]],
        turn: str | None = None,
    ) -> Judgement:
        """A policy's commands of one event: all that are accepted, and `effects`, in one transaction.

        Each command sees what the ones before it changed; a refused one changes nothing for the others.
        `effects` gets the refused ones and runs also when nothing was accepted. Commands whose answer is stored
        already are left out. `turn` is that of the transaction (Database.write). Raises Unavailable; any other refusal
        is an outcome.
        """
        for _ in range(ATTEMPTS_MAX):
            submissions, refused = await self._judge_each(commands)
            try:
                answers = await self._append_with(submissions, effects(refused), turn)
            except (StreamConflict, CommandAlreadyStored):
                await asyncio.sleep(0)
                continue
            for _, command in submissions:
                self._observe(type(command).__name__, None)
            for one in refused:
                self._observe(type(one.command).__name__, one.refusal)
            return Judgement(answers, refused)
        raise too_busy()

    async def _judge_each(self, commands: Given) -> tuple[list[tuple[Submission, Command]], list[Refused]]:
        streams = Streams(self._store)
        submissions: list[tuple[Submission, Command]] = []
        refused: list[Refused] = []
        for command, context in commands:
            if await self._store.answer_of(context.command_id) is not None:
                continue
            try:
                submission = await self._submission(command, context, streams, again=True)
            except Refusal as refusal:
                if refusal.kind == "unavailable":
                    raise
                refused.append(Refused(command, context, refusal))
                continue
            await streams.accept(submission.changes)
            submissions.append((submission, command))
        return submissions, refused

    async def _append_with(
        self, submissions: Sequence[tuple[Submission, Command]], effects: Sequence[Effect], turn: str | None
    ) -> Sequence[CommandAnswer]:
        if submissions:
            answers = await self._store.append_together(_with_effects([one for one, _ in submissions], effects), turn)
            self._announce(answers[-1].position)
            return answers
        if effects:
            await self._store.write(lambda tx: _run_all(effects, tx), turn)
        return ()


def _with_effects(submissions: Sequence[Submission], effects: Sequence[Effect]) -> list[Submission]:
    last = submissions[-1]
    carrying = Submission(
        context=last.context,
        changes=last.changes,
        stream_id=last.stream_id,
        body=last.body,
        judged_by=last.judged_by,
        effects=(*last.effects, *effects),
    )
    return [*submissions[:-1], carrying]


def _run_all(effects: Sequence[Effect], tx: Transaction) -> None:
    for effect in effects:
        effect(tx)


def _given_again(stored: StoredAnswer, context: CommandContext) -> CommandAnswer:
    if stored.request_digest != context.request_digest:
        raise key_reused()
    return stored.answer
