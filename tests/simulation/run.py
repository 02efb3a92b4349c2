"""Runs a seed in a directory in memory where there is one: the simulated crashes are ours, not the disk's."""

import asyncio
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.simulation.world import State, simulate

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a directory of its own is made in it


def run_seeds(seeds: Iterable[int]) -> list[str]:
    """What failed, on all processors; spawned, because a fork would copy the locks of running writer threads."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return [failure for failure in pool.map(run_seed, seeds, chunksize=20) if failure]


def run_seed(seed: int) -> str | None:
    """None, or what differs and the command that repeats it."""
    place = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as directory:
        try:
            disturbed, undisturbed = asyncio.run(simulate(seed, Path(directory)))
        except AssertionError as error:
            return _told(seed, str(error))
    difference = _first_difference(disturbed, undisturbed)
    return _told(seed, difference) if difference else None


def _told(seed: int, what: str) -> str:
    return f"seed {seed}: {what}\nrepeat it with: python -m tests.simulation --seed {seed}"


def _first_difference(disturbed: State, undisturbed: State) -> str | None:
    for name, right in undisturbed.items():
        wrong = disturbed[name]
        for one, other in zip(wrong, right, strict=False):
            if one != other:
                return f"{name}: {one} is not {other}"
        if len(wrong) != len(right):
            return f"{name}: {len(wrong)} rows, not {len(right)}"
    return None
