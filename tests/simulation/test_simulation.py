"""Dropped, doubled, delayed, reordered, crashed, poisoned: the same final state as an undisturbed run."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from shared.messaging import projecting
from shared.messaging.tracking import Tracking
from tests.simulation.run import run_seed, run_seeds
from tests.simulation.world import simulate

FAST_SEEDS = 30
CI_SEEDS = 1000


def test_new_seeds_end_like_an_undisturbed_run(seed: int) -> None:
    failures = [failure for n in range(FAST_SEEDS) if (failure := run_seed(seed * FAST_SEEDS + n))]
    assert not failures, "\n".join(failures)


@pytest.mark.slow
def test_a_thousand_seeds_end_like_an_undisturbed_run() -> None:
    failures = run_seeds(range(CI_SEEDS))
    assert not failures, "\n".join(failures)


def test_a_run_says_the_same_each_time(tmp_path: Path) -> None:
    states = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        states.append(asyncio.run(simulate(4, tmp_path / name)))
    assert states[0] == states[1]


def test_the_simulation_notices_tracking_that_is_not_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = Tracking.standing
    monkeypatch.setattr(Tracking, "standing", lambda self, tx: replace(standing(self, tx), done={}))
    monkeypatch.setattr(Tracking, "tracked", lambda self, tx, generation: {})
    assert any(_differs(seed) for seed in range(5))


def test_the_simulation_notices_an_event_that_is_applied_behind_a_parked_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projecting.ProjectionInbox, "_queued", lambda self, tx, event, stopped: False)
    assert any(_differs(seed) for seed in range(20))


def _differs(seed: int) -> bool:
    try:
        return run_seed(seed) is not None
    except Exception:  # noqa: BLE001 - whatever breaks was noticed
        return True
