"""What the pages are told from outside; nothing is read from the environment here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody whom the local issuer signs in without a password: for an example on one's own machine."""

    unit: str
    role: str
    words: str


class SignIn(Protocol):
    """How a visitor gets a token."""

    @property
    def identities(self) -> Sequence[Identity]:
        """Offered as buttons; none where an issuer of its own asks who is there."""

    @property
    def by_unit(self) -> bool:
        """Whether any unit and role may be chosen (the local issuer), or only a token be shown."""

    async def token_for(self, unit: str, role: str) -> str:
        """A token for a unit (id, code, name) and role. Raises Problem when there is no such unit."""


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """`key` seals forms against forgery (32 bytes or more, the same in every process of the console); `secure` is
    whether cookies travel over TLS only.
    """

    key: bytes
    secure: bool = False
