"""What a channel is given, and what became of it; when it is tried again."""

from dataclasses import dataclass, field
from typing import Final, Protocol

ATTEMPTS_MAX: Final = 12  # with the pauses below: most of a working day
PAUSE_SECONDS: Final = 30.0
PAUSE_SECONDS_MAX: Final = 3600.0
STALE_DAYS: Final = 7  # what is older when it is met first is no news: the desk shows it, no message goes out


@dataclass(frozen=True, slots=True)
class Message:
    """`delivery_id` is the same at each try of one sending, so that a receiver can tell a repetition."""

    delivery_id: str
    kind: str
    subject: str
    text: str
    short: str
    link: str = ""
    due_at: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes; it is nowhere but in the row that its owner wrote, and in this."""

    address: str = field(repr=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """The receiver took it."""


@dataclass(frozen=True, slots=True)
class Later:
    """It may go well another time; `after_seconds`: the receiver said when."""

    reason: str
    after_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It never will: somebody has to mend the address."""

    reason: str


Outcome = Sent | Later | Refused


class ChannelPort(Protocol):
    """The one port of all channels. Whatever goes wrong outside is an outcome; only a programming error is raised."""

    async def send(self, to: Address, message: Message) -> Outcome: ...


def pause_after(attempt: int, jitter: float) -> float:
    """Seconds until the next try: doubling, bounded, between half and whole so that many do not come at once.

    `attempt` counts from 1; `jitter` is from 0 up to 1.
    """
    whole = min(PAUSE_SECONDS_MAX, PAUSE_SECONDS * 2.0 ** (attempt - 1))
    return whole / 2 + whole / 2 * jitter
