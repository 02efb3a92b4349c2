"""Kill -9 of the server while the story is told, at moments chosen by the seed; `--kills N` (3 unless told otherwise).

After each kill the server starts on the same files, and the client goes on where it was answered last: what was not
answered it asks again under the same idempotency key. In the end nothing tells that anything happened.
"""

import asyncio
import random
from collections.abc import Sequence
from itertools import groupby, pairwise
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from services.local.demo.cast import Stage
from services.local.demo.client import Api, StoryBroken
from services.local.demo.journal import Journal
from services.local.demo.story import tell
from services.local.demo.teller import Teller
from services.local.loopback import all_at
from tests.support.logs import SERVICES, answers_of, events_of, streams_of
from tests.support.processes import Server, story_options
from tests.support.told import Told

pytestmark = [pytest.mark.slow, pytest.mark.server]
LOADED_BEFORE = "1.rename"  # the step after the registry is loaded, which is most of the steps and least of the story


class Killer:
    """Kills the server at its moments: (after how many acknowledged steps, how many seconds later)."""

    def __init__(self, server: Server, moments: list[tuple[int, float]]) -> None:
        self._server, self._moments = server, moments
        self.killed = 0

    def acknowledged(self, steps: int) -> None:
        if self._moments and steps >= self._moments[0][0]:
            _, later = self._moments.pop(0)
            asyncio.get_running_loop().call_later(later, self._kill)

    def _kill(self) -> None:
        if self._server.is_running:
            self._server.kill()
            self.killed += 1
        else:  # another kill came first: this one hits the server that has just come back
            self._moments.insert(0, (0, 0.3))


class WatchedJournal(Journal):
    def __init__(self, path: Path, killer: Killer) -> None:
        super().__init__(path)
        self._killer = killer

    def acknowledge(self, step: str, answer: object) -> None:
        super().acknowledge(step, answer)
        self._killer.acknowledged(len(self._answers))


def moments(rng: random.Random, steps: Sequence[str], kills: int) -> list[tuple[int, float]]:
    """A quarter of them while the registry is loaded."""
    loaded = steps.index(LOADED_BEFORE)
    chosen: set[int] = set()
    while len(chosen) < kills:
        chosen.add(rng.randrange(1, loaded) if rng.random() < 0.25 else rng.randrange(loaded, len(steps) - 3))
    return [(number, rng.choice([rng.random() * 0.02, rng.random()])) for number in sorted(chosen)]


async def told_through_kills(server: Server, path: Path, killer: Killer) -> str:
    """The digest of the final state."""
    while True:
        killed = killer.killed
        server.start()
        api = Api(server.base_url, all_at(server.grpc_port), WatchedJournal(path, killer), server.issuer)
        try:
            await api.open()
            killer.acknowledged(0)
            return await tell(Stage(api, Teller(Console(quiet=True))))
        except (httpx.TransportError, StoryBroken):
            if killer.killed == killed:
                raise
        finally:
            await api.close()


async def test_k4_a_story_told_through_kills_ends_like_an_undisturbed_one(
    told: Told, tmp_path: Path, rng: random.Random, pytestconfig: pytest.Config
) -> None:
    kills = int(pytestconfig.getoption("--kills"))
    data, path = tmp_path / "data", tmp_path / "journal"
    steps = [step for step, _ in journal_of(told.data / "journal")]
    server = Server(data, *story_options())
    killer = Killer(server, moments(rng, steps, kills))
    try:
        assert await told_through_kills(server, path, killer) == told.digest
        assert killer.killed == kills
        assert await parked(server) == {}
        assert server.terminate() == 0
    finally:
        server.close()
    check_acknowledged_is_stored(data, path)
    check_order(data)
    assert streams_of(data) == streams_of(told.data)


async def parked(server: Server) -> dict[str, object]:
    """Service → events that could not be processed."""
    found = {}
    headers = {"Authorization": f"Bearer {server.issuer.service_token('audit')}"}
    async with httpx.AsyncClient(base_url=server.base_url, headers=headers) as client:
        for service in SERVICES:
            items = (await client.get(f"/{service}/v1/parked")).raise_for_status().json()["items"]
            if items:
                found[service] = items
    return found


def journal_of(path: Path) -> list[tuple[str, object]]:
    journal = Journal(path)
    journal.close()
    return list(journal._answers.items())


def check_acknowledged_is_stored(data: Path, path: Path) -> None:
    """Every answer the client was given is the stored answer of a command whose events are all there."""
    events = {log: {event.position: event for event in events_of(data, log)} for log in SERVICES}
    answers = {log: answers_of(data, log) for log in SERVICES}
    acknowledged = 0
    for step, answer in journal_of(path):
        if not isinstance(answer, dict) or "position" not in answer:
            continue
        log, _, position = answer["position"].split(":")
        event = events[log][int(position)]
        stored, first, last = answers[log][event.command_id]
        assert (stored["stream_id"], stored["version"]) == (answer["id"], answer["version"]), step
        assert first <= int(position) <= last
        assert {events[log][each].command_id for each in range(first, last + 1)} == {event.command_id}
        acknowledged += 1
    assert acknowledged > 500


def check_order(data: Path) -> None:
    """Positions without a gap, recorded times rising, versions of each stream in order, no command twice."""
    for log in SERVICES:
        events = events_of(data, log)
        assert [event.position for event in events] == list(range(1, len(events) + 1))
        assert all(a.recorded_at < b.recorded_at for a, b in pairwise(events))
        versions: dict[bytes, int] = {}
        for event in events:
            assert event.stream_version == versions.get(event.stream_id, 0) + 1
            versions[event.stream_id] = event.stream_version
        commands = [command for command, _ in groupby(event.command_id for event in events)]
        assert len(commands) == len(set(commands))
