"""From a bearer token to an `Actor`. Tokens live by the machine's clock, never by the business clock."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import jwt

from shared.access.errors import token_expired, token_invalid, token_missing
from shared.access.keys import ALGORITHMS, KeySource
from shared.access.roles import PASS_ROLE, is_role
from shared.kernel.envelope import Actor

AUDIENCE = "lianxi"
PASS_AUDIENCE = "lianxi:pass"  # noqa: S105
_REQUIRED = ["exp", "iat", "iss", "aud", "sub"]
_CACHE_TOKENS_MAX = 4096
_TOKEN_CHARS_MAX = 4096
_MALFORMED = (jwt.PyJWTError, ValueError, KeyError, TypeError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True)
class Pass:
    """An identity that is good for one command about one matter of one unit, whoever shows it, and for nothing else."""

    actor: Actor
    command: str
    about: UUID


class TokenVerifier(Protocol):
    async def verify(self, token: str) -> Actor:
        """Never takes a pass. Raises TokenInvalid or TokenExpired."""

    async def verify_pass(self, token: str) -> Pass:
        """Takes nothing but a pass. Raises TokenInvalid or TokenExpired."""


class JwtVerifier:
    """Verifies signature, issuer, audience, times and claims; remembers good tokens until they expire.

    Claims beside the registered ones: `unit` (UUID), `role`, `person` (UUID; services have none).
    """

    def __init__(self, keys: KeySource, issuer: str, *, now: Callable[[], float] = time.time) -> None:
        self._keys, self._issuer, self._now = keys, issuer, now
        self._good: OrderedDict[str, tuple[float, Actor]] = OrderedDict()

    async def verify(self, token: str) -> Actor:
        known = self._good.get(token)
        if known is None:
            known = await self._verified(token)
            self._remember(token, known)
        expires, actor = known
        if expires <= self._now():
            self._good.pop(token, None)
            raise token_expired()
        return actor

    def _remember(self, token: str, verified: tuple[float, Actor]) -> None:
        self._good[token] = verified
        if len(self._good) > _CACHE_TOKENS_MAX:
            self._good.popitem(last=False)

    async def _verified(self, token: str) -> tuple[float, Actor]:
        try:
            claims = await self._claims(token, AUDIENCE)
            return float(claims["exp"]), actor_of(claims)
        except _MALFORMED as error:
            raise token_invalid() from error

    async def verify_pass(self, token: str) -> Pass:
        try:
            claims = await self._claims(token, PASS_AUDIENCE)
            expires, found = float(claims["exp"]), pass_of(claims)
        except _MALFORMED as error:
            raise token_invalid() from error
        if expires <= self._now():
            raise token_expired()
        return found

    async def _claims(self, token: str, audience: str) -> Mapping[str, Any]:
        if len(token) > _TOKEN_CHARS_MAX:
            raise token_invalid()
        key = await self._keys.key(str(jwt.get_unverified_header(token).get("kid", "")))
        return jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=audience,
            issuer=self._issuer,
            options={"require": _REQUIRED, "verify_exp": False},
        )


def actor_of(claims: Mapping[str, Any]) -> Actor:
    """Raises ValueError or KeyError when a claim is missing or malformed."""
    role = claims["role"]
    if not isinstance(role, str) or not is_role(role):
        raise ValueError("role")
    person = claims.get("person")
    actor = Actor(unit_id=UUID(claims["unit"]), role=role, person_id=UUID(person) if person else None)
    if actor.is_service == (actor.person_id is not None):
        raise ValueError("a person has an id, a service has none")
    return actor


def pass_of(claims: Mapping[str, Any]) -> Pass:
    """Raises ValueError or KeyError when a claim is missing or malformed."""
    actor = Actor(unit_id=UUID(claims["unit"]), role=PASS_ROLE)
    return Pass(actor, str(claims["command"]), UUID(claims["about"]))


def bearer_token(header: str | None) -> str:
    """The token of an Authorization header; raises TokenMissing or TokenInvalid."""
    if not header:
        raise token_missing()
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise token_invalid()
    return token.strip()
