"""A benchmark whose servers this machine has not: left out with the reason, which is no failure."""

import sys
from collections.abc import Callable, Sequence

from tests.bench.report import Row


class LeftOut(Exception):
    """What is missing, and how to get it."""


def unless_left_out(measure: Callable[[], list[Row]]) -> Sequence[Row]:
    try:
        return measure()
    except LeftOut as left_out:
        print(f"left out: {left_out}", file=sys.stderr)
        return []
