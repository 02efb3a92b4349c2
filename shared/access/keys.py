"""Public keys of an issuer as a JSON Web Key Set (RFC 7517), chosen by `kid` and `use=sig`."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import httpx
import jwt

from shared.access.errors import token_invalid

Jwks = Mapping[str, Any]
ALGORITHMS = ("ES256", "RS256")


class KeySource(Protocol):
    async def key(self, kid: str) -> jwt.PyJWK:
        """Raises TokenInvalid when the issuer has no such signing key."""


def signing_keys(jwks: Jwks) -> dict[str, jwt.PyJWK]:
    """Keys by kid; those for another use, of another kind, or broken are left out, as the RFC asks."""
    keys: dict[str, jwt.PyJWK] = {}
    for entry in jwks.get("keys", ()):
        if not isinstance(entry, Mapping) or entry.get("use", "sig") != "sig" or "kid" not in entry:
            continue
        try:
            key = jwt.PyJWK.from_dict(dict(entry))
        except (jwt.PyJWTError, ValueError, KeyError, TypeError):
            continue
        if key.algorithm_name in ALGORITHMS:
            keys[str(entry["kid"])] = key
    return keys


class StaticKeys:
    def __init__(self, jwks: Jwks) -> None:
        self._keys = signing_keys(jwks)

    async def key(self, kid: str) -> jwt.PyJWK:
        if kid not in self._keys:
            raise token_invalid()
        return self._keys[kid]


async def fetch_jwks(url: str) -> Jwks:
    """Raises httpx.HTTPError, or ValueError when the answer is no JSON."""
    async with httpx.AsyncClient(timeout=5) as client:
        response = await client.get(url)
        response.raise_for_status()
        answer: Jwks = response.json()
        return answer


class UrlKeys:
    """Keys fetched from an address, kept for a while.

    An unknown kid asks again (the issuer may have rotated), but not more often than `retry_seconds`, so that
    tokens with invented kids cannot make us flood the issuer. While it cannot be reached the known keys stay.
    """

    def __init__(
        self,
        url: str,
        *,
        fetch: Callable[[str], Awaitable[Jwks]] = fetch_jwks,
        now: Callable[[], float] = time.monotonic,
        keep_seconds: float = 300,
        retry_seconds: float = 10,
    ) -> None:
        self._url, self._fetch, self._now = url, fetch, now
        self._keep, self._retry = keep_seconds, retry_seconds
        self._keys: dict[str, jwt.PyJWK] = {}
        self._asked_at: float | None = None

    async def key(self, kid: str) -> jwt.PyJWK:
        wanted = self._keep if kid in self._keys else self._retry
        if self._asked_at is None or self._now() - self._asked_at >= wanted:
            await self._refresh()
        if kid not in self._keys:
            raise token_invalid()
        return self._keys[kid]

    async def _refresh(self) -> None:
        self._asked_at = self._now()
        try:
            self._keys = signing_keys(await self._fetch(self._url))
        except (httpx.HTTPError, ValueError):
            return
