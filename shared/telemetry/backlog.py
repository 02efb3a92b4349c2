"""For how long the oldest thing that is not yet done has been waiting, by positions alone."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

MARKS_MAX: Final = 512
SPACING_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Mark:
    """At this moment the log had come at least so far."""

    at: float
    head: int


class Backlog:
    """Told now and then how far the work and how far the log has come, by the machine's clock.

    `seconds()` is a lower bound, true to within the spacing of its marks: what lay there before this process first
    looked has been waiting longer. Event times would not do: they are business time, and a clock may be moved.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._marks: deque[_Mark] = deque()
        self._spacing = SPACING_SECONDS
        self._lock = Lock()  # a relay reports from a thread of its own

    def seen(self, done: int, head: int) -> None:
        at = self._now()
        with self._lock:
            while self._marks and self._marks[0].head <= done:
                self._marks.popleft()
            if not self._marks:
                self._spacing = SPACING_SECONDS
            if head > done and self._is_news(at, head):
                self._marks.append(_Mark(at, head))
                self._thin_out()

    def seconds(self) -> float:
        """0: nothing waits."""
        with self._lock:
            return self._now() - self._marks[0].at if self._marks else 0.0

    def _is_news(self, at: float, head: int) -> bool:
        if not self._marks:
            return True
        last = self._marks[-1]
        return head > last.head and at - last.at >= self._spacing

    def _thin_out(self) -> None:
        """A backlog of days needs no mark for every second."""
        if len(self._marks) > MARKS_MAX:
            self._marks = deque(list(self._marks)[::2])
            self._spacing *= 2
