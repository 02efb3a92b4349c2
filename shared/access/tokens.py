"""From a bearer token to an `Actor`. Tokens live by the machine's clock, never by the business clock."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from uuid import UUID

import jwt

from shared.access.errors import token_expired, token_invalid, token_missing
from shared.access.keys import ALGORITHMS, KeySource
from shared.access.roles import is_role
from shared.kernel.envelope import Actor

AUDIENCE = "lianxi"
_REQUIRED = ["exp", "iat", "iss", "aud", "sub"]
_CACHE_TOKENS_MAX = 4096
_TOKEN_CHARS_MAX = 4096


class TokenVerifier(Protocol):
    async def verify(self, token: str) -> Actor:
        """Raises TokenInvalid or TokenExpired."""


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
        if len(token) > _TOKEN_CHARS_MAX:
            raise token_invalid()
        try:
            key = await self._keys.key(str(jwt.get_unverified_header(token).get("kid", "")))
            claims = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=AUDIENCE,
                issuer=self._issuer,
                options={"require": _REQUIRED, "verify_exp": False},
            )
            return float(claims["exp"]), actor_of(claims)
        except (jwt.PyJWTError, ValueError, KeyError, TypeError, OverflowError) as error:
            raise token_invalid() from error


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


def bearer_token(header: str | None) -> str:
    """The token of an Authorization header; raises TokenMissing or TokenInvalid."""
    if not header:
        raise token_missing()
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise token_invalid()
    return token.strip()
