"""The start of a process: a server that it needs may be away for a moment, and is waited for."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from typing import Final, TypeVar

import structlog

from shared.database.group_commit import StorageFailed
from shared.database.postgres_errors import DatabaseAway, kind_of
from shared.kernel.errors import Unavailable
from shared.messaging.kafka.client import KafkaNotReachable

T = TypeVar("T")

# A server that is restarted repairs itself first; whoever watches this process needs to hear of one that stays away.
SERVERS_SECONDS_MAX: Final = 120.0
_PAUSE_SECONDS: Final = 0.1
_PAUSE_SECONDS_MAX: Final = 1.0


class NotStarted(Unavailable):
    code = "not_started"


class Servers:
    """The servers a process cannot start without, PostgreSQL and Kafka: all its waits together are bounded."""

    def __init__(self, seconds_max: float = SERVERS_SECONDS_MAX) -> None:
        self._seconds_max = seconds_max
        self._until = monotonic() + seconds_max
        self._lacking: str | None = None
        self._told: set[str] = set()

    async def ready(self) -> Mapping[str, bool]:
        """For /readyz until the process has started: that it has not, and which server it waits for."""
        return {"started": False, **({self._lacking: False} if self._lacking else {})}

    async def waited_for(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """What the attempt gives once its servers answer; it is made again while one of them does not.

        Raises what the attempt raises: at once where that says anything but that a server is away.
        """
        pause = _PAUSE_SECONDS
        while True:
            try:
                given = await attempt()
            except Unavailable as error:
                if (server := _away(error)) is None or monotonic() > self._until:
                    raise
                self._wait_for(server, error)
                await asyncio.sleep(pause)
                pause = min(_PAUSE_SECONDS_MAX, pause * 2)
            else:
                self._lacking = None
                return given

    def _wait_for(self, server: str, error: Unavailable) -> None:
        self._lacking = server
        if server not in self._told:
            self._told.add(server)
            cause = str(error.__cause__ or error)
            structlog.get_logger().warning("server_awaited", server=server, at_most=self._seconds_max, cause=cause)


def _away(error: Unavailable) -> str | None:
    """Which server; None: it answered."""
    if isinstance(error, KafkaNotReachable):
        return "kafka"
    if isinstance(error, DatabaseAway) or (isinstance(error, StorageFailed) and kind_of(error) == "connection"):
        return "database"
    return None
