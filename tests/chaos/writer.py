"""Writers of one log in a process of their own: `python -m tests.chaos.writer CONNINFO KEY TASKS SEED`.

Each task gives commands to streams that nobody else touches. A command that was refused for now (503) goes again under
its own id until it is answered, or, one in four, is left open. What became of each is one line of JSON on standard
output; the end of standard input ends the process, when every task has finished the command at hand.
"""

import asyncio
import sys
from dataclasses import dataclass, replace
from random import Random
from uuid import UUID

import msgspec

from shared.database.postgres import PostgresDatabase
from shared.eventstore.interface import CommandAlreadyStored, StreamConflict, Submission
from shared.eventstore.postgres import PostgresStore
from shared.kernel.clock import SystemClock
from shared.kernel.command import CommandAnswer
from shared.kernel.errors import Unavailable
from shared.kernel.ids import derive
from tests.support.notes import NOTES, Note, begun, context, submission

LOG = "notes"
_LEFT_OPEN = 0.25  # of the commands that were refused for now
_ASKED_TWICE = 0.1  # of those that were answered
_STREAM_COMMANDS_MAX = 12


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`position`: None for a command nobody answered; `refused`: how often it got a 503 before."""

    command: UUID
    stream: UUID
    events: int
    digest: str
    position: int | None = None
    version: int | None = None
    refused: int = 0
    kinds: tuple[str, ...] = ()
    conflicts: int = 0
    other: str = ""
    answers_differ: bool = False


@dataclass
class _Given:
    """How one command went."""

    submission: Submission
    outcome: Outcome

    async def until_answered(self, store: PostgresStore, rng: Random) -> CommandAnswer | None:
        """None: nobody answered, or what was answered is a fault."""
        pause = 0.02
        while True:
            try:
                return await self._once(store)
            except Unavailable as refusal:
                kinds = tuple(sorted({*self.outcome.kinds, refusal.code}))
                self.outcome = replace_outcome(self.outcome, refused=self.outcome.refused + 1, kinds=kinds)
                if rng.random() < _LEFT_OPEN:
                    return None
            except StreamConflict:
                self.outcome = replace_outcome(self.outcome, conflicts=self.outcome.conflicts + 1)
                return None
            except Exception as error:  # noqa: BLE001 - it is what the run looks for
                self.outcome = replace_outcome(self.outcome, other=repr(error))
                return None
            await asyncio.sleep(pause)
            pause = min(1.0, pause * 2)

    async def _once(self, store: PostgresStore) -> CommandAnswer:
        try:
            return await store.append(self.submission)
        except CommandAlreadyStored as already:
            if already.stored.request_digest != self.submission.context.request_digest:
                self.outcome = replace_outcome(self.outcome, other="another command under this id")
            return already.stored.answer


def replace_outcome(outcome: Outcome, **changed: object) -> Outcome:
    return msgspec.structs.replace(outcome, **changed)


async def write(store: PostgresStore, key: str, rng: Random, stop: asyncio.Event) -> None:
    note, number = None, 0
    while not stop.is_set():
        number += 1
        if note is None or note.version >= _STREAM_COMMANDS_MAX or rng.random() < 0.2:
            note = begun(derive("chaos", key, number), derive("unit", key, number), *_texts(rng))
        else:
            for text in _texts(rng) or ["一"]:
                note.record(Note.Said(text=text))
        given = _command(note, f"{key}/{number}", rng)
        answer = await given.until_answered(store, rng)
        if answer is not None:
            given.outcome = replace_outcome(given.outcome, position=answer.position.position, version=answer.version)
            if rng.random() < _ASKED_TWICE:
                await _ask_again(given, answer, store, rng)
        print(msgspec.json.encode(given.outcome).decode(), flush=True)
        if given.outcome.position is None:
            note = None  # whether it is stored is unknown: nobody goes on with that stream


def _texts(rng: Random) -> list[str]:
    return ["关于进一步落实会议议定事项的情况"] * rng.choice([0, 0, 0, 1, 2, 5])


def _command(note: Note, name: str, rng: Random) -> _Given:
    given = replace(context(command_id=derive("command", name)), request_digest=derive("digest", name).bytes)
    made = submission(note, given, body={"number": name})
    outcome = Outcome(
        command=given.command_id, stream=note.id, events=len(made.changes), digest=given.request_digest.hex()
    )
    return _Given(made, outcome)


async def _ask_again(given: _Given, answer: CommandAnswer, store: PostgresStore, rng: Random) -> None:
    """The same id once more: the same answer, in whatever state the server is."""
    again = await given.until_answered(store, rng)
    if again is not None and again != answer:
        given.outcome = replace_outcome(given.outcome, answers_differ=True)


async def main(conninfo: str, key: str, tasks: str, seed: str) -> None:
    store = PostgresStore(PostgresDatabase(conninfo, "chaos-writer"), LOG, NOTES, SystemClock())
    stop = asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin, _ended, stop)
    names = [f"{key}.{number}" for number in range(int(tasks))]
    await asyncio.gather(*(write(store, name, Random(f"{seed}:{name}"), stop) for name in names))
    store.close()


def _ended(stop: asyncio.Event) -> None:
    if not sys.stdin.read(1):
        stop.set()
        asyncio.get_running_loop().remove_reader(sys.stdin)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
