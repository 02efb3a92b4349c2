"""Kill -9 while appending: what was answered is stored, once, and in order."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shared.kernel.clock import SystemClock
from shared.kernel.envelope import leaf_digest
from tests.support.notes import NOTES, begun, submission
from tests.support.stores import open_store

_ROOT = Path(__file__).resolve().parents[2]
_WRITER = """
import asyncio, sys
from pathlib import Path
from shared.kernel.clock import SystemClock
from tests.support.notes import NOTES, UNIT, begun, context, submission
from tests.support.stores import open_store

async def caller(store):
    while True:
        given = context()
        answer = await store.append(submission(begun(None, UNIT, "一"), given))
        print(given.command_id, answer.position.position, flush=True)

async def main():
    store = open_store(Path(sys.argv[1]), "notes", NOTES, SystemClock())
    await asyncio.gather(*(caller(store) for _ in range(8)))

asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.parametrize("answers", [1, 40, 300])
async def test_what_was_answered_before_a_kill_is_stored(tmp_path: Path, answers: int) -> None:
    told = _told_before_a_kill(tmp_path, answers)
    store = open_store(tmp_path, "notes", NOTES, SystemClock())
    events = await store.read(0, 100_000)
    by_position = {event.position: event for event in events}
    for command_id, position in told:
        assert str(by_position[position].envelope.command_id) == command_id
    assert [event.position for event in events] == list(range(1, len(events) + 1))
    assert len(events) % 2 == 0  # each command has two events: none is there by half
    for event in events:
        place = (event.log, event.generation, event.position, event.recorded_at)
        assert event.leaf == leaf_digest(*place, event.envelope_bytes, event.data)
    answer = await store.append(submission(begun()))
    assert answer.position.position == len(events) + 1
    store.close()


def _told_before_a_kill(path: Path, answers: int) -> list[tuple[str, int]]:
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(answers)]
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.read().splitlines(keepends=True)
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [(command_id, int(position)) for command_id, position in whole]
