"""Our own programs as processes: what they say line by line, an end in order, an end by force."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

from tests.support.project import ROOT

SECONDS_MAX = 240.0


class NotSo(AssertionError):
    """What was waited for did not come."""


class Told:
    """`python -m MODULE ARGUMENTS…`; its lines are there as they come, also after its end."""

    def __init__(self, module: str, *arguments: object) -> None:
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):  # the last one of a process that was killed may be half a line
                self.lines.append(line.rstrip("\n"))

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def write(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text)
        self._process.stdin.flush()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self.joined()

    def end(self) -> int:
        """Closes its input, which asks it to end; returns its exit status."""
        self.ask_to_end()
        return self.joined()

    def ask_to_end(self) -> None:
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()

    def joined(self) -> int:
        status = self._process.wait(timeout=SECONDS_MAX)
        self._reader.join(timeout=SECONDS_MAX)
        self.ask_to_end()
        return status


@contextmanager
def all_of(processes: Sequence[Told]) -> Iterator[Sequence[Told]]:
    """Whatever happens inside, none is left running."""
    try:
        yield processes
    finally:
        for process in processes:
            if process.runs:
                process.kill()


def until(so: Callable[[], object], what: str, seconds: float = SECONDS_MAX) -> None:
    """Asks until it is so. Raises NotSo."""
    deadline = time.monotonic() + seconds
    while not so():
        if time.monotonic() > deadline:
            raise NotSo(f"after {seconds:.0f} s: {what}")
        time.sleep(0.02)
