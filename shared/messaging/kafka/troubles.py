"""Kafka's failures as aiokafka tells of them: in its log alone, and forty lines a second while Kafka is away."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Final

_TELL_AGAIN_SECONDS: Final = 30.0
_LATELY_SECONDS: Final = 3.0  # while Kafka is away aiokafka fails several times a second
_LOGGERS: Final = tuple(
    logging.getLogger(name)
    for name in (
        "aiokafka",
        "aiokafka.cluster",
        "aiokafka.conn",
        "aiokafka.consumer.fetcher",
        "aiokafka.consumer.group_coordinator",
    )
)


class Troubles(logging.Filter):
    """Counts each failure and lets one line of a kind through in half a minute; used from the consumer's thread too."""

    def __init__(self, count: Callable[[], None]) -> None:
        super().__init__()
        self._count = count
        self._last: float | None = None
        self._told: dict[tuple[str, int], float] = {}

    @property
    def lately(self) -> bool:
        """Whether Kafka failed a moment ago."""
        return self._last is not None and monotonic() - self._last < _LATELY_SECONDS

    def add(self) -> None:
        self._last = monotonic()
        self._count()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            return True
        self.add()
        kind = (record.name, record.lineno)
        told, now = self._told.get(kind), monotonic()
        if told is not None and now - told < _TELL_AGAIN_SECONDS:
            return False
        self._told[kind] = now
        return True

    def listen(self) -> None:
        for logger in _LOGGERS:
            logger.addFilter(self)

    def cease(self) -> None:
        for logger in _LOGGERS:
            logger.removeFilter(self)
