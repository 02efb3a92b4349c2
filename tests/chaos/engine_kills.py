"""Kill -9 of every kind of part of the whole engine while a story is told on it, at moments drawn from the seed.

The client goes on where it was answered last. In the end nothing tells that anything happened: the digest is that of
an undisturbed embedded engine, every answer is stored, and a subscriber of the topics has each event once, in order.
"""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import ClassVar

import grpc.aio
import httpx

from services.local.demo.client import Api, StoryBroken
from services.local.demo.journal import Journal
from services.local.engine.native import NativeEngine
from tests.chaos.engine import KINDS, Hurt, Logs, answers_not_stored, parked, subscribed
from tests.chaos.rebalances import judge_subscriber
from tests.chaos.report import Report
from tests.chaos.story import Load, undisturbed

_TELLINGS_WITHOUT_HURT = 2  # the last hurt may end just before a request that was under way fails


@dataclass
class EngineKills(Report):
    fault: ClassVar[str] = "engine-kills"
    never: ClassVar[tuple[str, ...]] = (
        "ended_by_themselves", "not_stored", "gaps", "out_of_order", "doubled", "parked", "published_twice",
        "never_published", "published_out_of_order",
    )  # fmt: skip
    some: ClassVar[tuple[str, ...]] = ("answered", "events", "same_digest")

    kills: dict[str, int] = field(default_factory=dict)
    tellings: int = 0
    answered: int = 0
    not_stored: int = 0
    events: int = 0
    same_digest: int = 0
    ended_by_themselves: int = 0
    gaps: int = 0
    out_of_order: int = 0
    doubled: int = 0
    parked: int = 0
    published_twice: int = 0
    never_published: int = 0
    published_out_of_order: int = 0
    digest: str = ""


class StillHurt(Exception):
    """The story has come to the next hurt, and the one before is not over."""


_BROKEN = (StillHurt, StoryBroken, httpx.HTTPError, grpc.aio.AioRpcError)


class WatchedJournal(Journal):
    """Begins the next hurt when the story has come so far; it does not run away from them. Raises StillHurt."""

    def __init__(self, path: Path, hurt: Hurt, moments: list[tuple[int, float, str]]) -> None:
        super().__init__(path)
        self._hurt, self._moments = hurt, moments

    def acknowledge(self, step: str, answer: object) -> None:
        super().acknowledge(step, answer)
        if self._moments and len(self._answers) >= self._moments[0][0]:
            if self._hurt.busy:
                raise StillHurt
            _, later, kind = self._moments.pop(0)
            self._hurt.begin(kind, later)


def engine_kills(engine: NativeEngine, directory: Path, seed: int, kills: int, load: Load) -> EngineKills:
    """The engine runs with a clock at the story's beginning and nothing in it; afterwards the story is in it."""
    return asyncio.run(_engine_kills(engine, directory, EngineKills(seed), kills, load))


async def _engine_kills(
    engine: NativeEngine, directory: Path, report: EngineKills, kills: int, load: Load
) -> EngineKills:
    rng = Random(f"{report.seed}:engine-kills")
    expected, steps = await undisturbed(load, directory)
    moments = _moments(rng, len(steps), kills)
    hurt = Hurt(engine, rng)
    report.digest = await _told(engine, directory / "journal", hurt, moments, report, load)
    report.same_digest = int(report.digest == expected)
    if report.digest != expected:
        report.notes.append(f"the digest is {report.digest}, undisturbed it is {expected}")
    if moments:
        report.notes.append(f"{len(moments)} kills never happened")
    hurt.look()
    report.kills, report.ended_by_themselves = dict(hurt.done), len(hurt.by_themselves)
    report.notes += hurt.by_themselves
    await judge_engine(engine, directory / "journal", report)
    return report


def _moments(rng: Random, steps: int, kills: int) -> list[tuple[int, float, str]]:
    """After how many acknowledged steps, how many seconds later, what; every kind in turn, in an order of chance."""
    kinds: list[str] = []
    while len(kinds) < kills:
        kinds += rng.sample(KINDS, len(KINDS))
    at = sorted(rng.sample(range(1, max(kills + 2, steps - steps // 8)), kills))
    return [
        (step, rng.choice([rng.random() * 0.02, rng.random() * 0.5]), kind)
        for step, kind in zip(at, kinds, strict=False)
    ]


async def _told(
    engine: NativeEngine, path: Path, hurt: Hurt, moments: list[tuple[int, float, str]], report: EngineKills, load: Load
) -> str:
    calm = 0
    while True:
        begun, report.tellings = hurt.begun, report.tellings + 1
        journal = WatchedJournal(path, hurt, moments)
        api = Api(engine.base_url, engine.grpc_address, journal, engine.issuer)
        try:
            await api.open()
            return await load(api)
        except _BROKEN:
            calm = calm + 1 if hurt.begun == begun else 0
            if calm >= _TELLINGS_WITHOUT_HURT:
                raise
        finally:
            await api.close()
            await hurt.over()


async def judge_engine(engine: NativeEngine, journal: Path, report: EngineKills) -> None:
    known = Journal(journal)
    known.close()
    report.answered, report.not_stored = answers_not_stored(engine, known._answers)
    logs = await Logs.of(engine)
    report.events = sum(map(len, logs.events.values()))
    for name, number in logs.faults().items():
        setattr(report, name, number)
    report.parked = parked(engine)
    judge_subscriber(report, logs.events, await subscribed(engine))
