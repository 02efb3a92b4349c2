"""`python -m tests.chaos --kills 20 --seed 1`: every fault in full, one line each; ends with 1 when anything is wrong.

`--only FAULT` runs one of them. What cannot run on this machine is named, with the reason.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.local.engine.kafka_server import KafkaServer
from services.local.engine.postgres_server import PostgresServer
from tests.chaos.deliveries import deliveries
from tests.chaos.disk import NoSmallDisk, file_limit, full_disk, slow_flushes
from tests.chaos.engine_kills import EngineKills, engine_kills
from tests.chaos.kafka_away import KafkaAway, kafka_away
from tests.chaos.rebalances import rebalances
from tests.chaos.report import Report
from tests.chaos.store_kills import store_kills
from tests.chaos.story import demo_story, small_story
from tests.chaos.tailing import tailing
from tests.support.engines import engine_running
from tests.support.kafka import running_kafka
from tests.support.postgres import postgres_server
from tests.support.project import ROOT

KNOWN_DIGEST = ROOT / "tests" / "scenario" / "story.sha256"


@dataclass
class Run:
    """Servers are started when a fault first asks for them and shared by those that follow."""

    directory: Path
    seed: int
    kills: int
    away_seconds: float
    open: ExitStack = field(default_factory=ExitStack)
    _postgres: PostgresServer | None = None
    _kafka: KafkaServer | None = None

    @property
    def postgres(self) -> PostgresServer:
        if self._postgres is None:
            self._postgres = self.open.enter_context(postgres_server(self.place("postgres"), safe=True))
        return self._postgres

    @property
    def kafka(self) -> KafkaServer:
        if self._kafka is None:
            self._kafka = self.open.enter_context(running_kafka(self.place("kafka")))
        return self._kafka

    def place(self, name: str) -> Path:
        place = self.directory / name
        place.mkdir(exist_ok=True)
        return place


def _store(run: Run) -> Iterator[Report]:
    yield store_kills(run.postgres, run.seed, run.kills)


def _tailing(run: Run) -> Iterator[Report]:
    yield tailing(run.postgres, run.seed, commands=100, hold_seconds=10.0)


def _disk(run: Run) -> Iterator[Report]:
    yield slow_flushes(run.place("flushes"), run.seed, answers=50)
    yield file_limit(run.place("limit"), run.seed)
    try:
        yield full_disk(run.place("disk"), run.seed)
    except NoSmallDisk as why:
        print(f"left out: a full disk ({why}); the limit on a file's size stands for it", flush=True)


def _deliveries(run: Run) -> Iterator[Report]:
    yield deliveries(run.postgres, run.kafka.bootstrap, run.seed, notes=1000, starts=3)


def _rebalances(run: Run) -> Iterator[Report]:
    yield rebalances(run.postgres, run.kafka.bootstrap, run.place("rebalances"), run.seed, run.kills)


def _engine(run: Run) -> Iterator[Report]:
    """Twice: the small story, with Kafka away after it; and the demo's, whose digest is on record."""
    with engine_running(run.place("engine"), safe=True) as engine:
        yield engine_kills(engine, run.place("small"), run.seed, run.kills, small_story)
        yield kafka_away(engine, run.seed, run.away_seconds)
    with engine_running(run.place("engine-of-demo"), safe=True) as engine:
        report = engine_kills(engine, run.place("demo"), run.seed, run.kills, demo_story)
        if report.digest != KNOWN_DIGEST.read_text("ascii").strip():
            report.notes.append("the digest is not the one in tests/scenario/story.sha256")
        yield report


FAULTS: dict[str, Callable[[Run], Iterator[Report]]] = {
    "store-kills": _store,
    "tailing": _tailing,
    "disk": _disk,
    "deliveries": _deliveries,
    "rebalances": _rebalances,
    EngineKills.fault: _engine,
}
TOGETHER = {KafkaAway.fault: EngineKills.fault}  # it goes on where the story ended


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--away", type=float, default=600.0, help="seconds that Kafka is away")
    parser.add_argument("--only", choices=[*FAULTS, *TOGETHER])
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    chosen = [TOGETHER.get(given.only, given.only)] if given.only else list(FAULTS)
    with tempfile.TemporaryDirectory(prefix="lianxi-chaos-") as directory, _run(directory, given) as run:
        wrong = sum(_tell(name, run) for name in chosen)
    print("nothing is wrong" if not wrong else f"{wrong} faults left something wrong; seed {given.seed}", flush=True)
    return 1 if wrong else 0


@contextmanager
def _run(directory: str, given: argparse.Namespace) -> Iterator[Run]:
    run = Run(Path(directory), given.seed, given.kills, given.away)
    with run.open:
        yield run


def _tell(name: str, run: Run) -> int:
    """How many of its reports are wrong."""
    wrong, began = 0, time.monotonic()
    try:
        for report in FAULTS[name](run):
            print(f"{report.line()} in {time.monotonic() - began:.0f} s", flush=True)
            began = time.monotonic()
            for finding in report.wrong():
                print(f"    WRONG: {finding}", flush=True)
            wrong += bool(report.wrong())
    except pytest.skip.Exception as skipped:
        print(f"left out: {name}: {skipped.msg}", flush=True)
    except AssertionError as error:
        print(f"{name}: WRONG: {error}", flush=True)
        wrong += 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
