"""How a process of the program runs: one event loop, and beside it the thread that writes each database."""

import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

import uvloop

T = TypeVar("T")

# The writing thread lets the interpreter go at every statement; with Python's 5 ms it would wait that long to get it
# back from a busy loop, row after row.
SWITCH_SECONDS = 0.0005


def run_process(main: Coroutine[Any, Any, T]) -> T:
    sys.setswitchinterval(SWITCH_SECONDS)
    return uvloop.run(main)
