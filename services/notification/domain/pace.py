"""How often something may be tried, by the machine's clock."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

KEYS_MAX: Final = 10_000


class Pace:
    """`tries` in `seconds` for each key, refilled evenly; the keys that were quiet longest are forgotten first."""

    def __init__(self, tries: int, seconds: float, now: Callable[[], float]) -> None:
        self._tries, self._seconds, self._now = tries, seconds, now
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def allows(self, key: Hashable) -> bool:
        now = self._now()
        left, at = self._left.pop(key, (float(self._tries), now))
        left = min(float(self._tries), left + (now - at) * self._tries / self._seconds)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, now)
        if len(self._left) > KEYS_MAX:
            self._left.popitem(last=False)
        return allowed
