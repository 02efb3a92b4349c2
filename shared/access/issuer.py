"""The local issuer: one key in the data directory, tokens for people and for services.

In a distributed installation an OIDC provider stands in its place; the verifier is the same.
"""

import base64
import hashlib
import hmac
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from shared.access.keys import StaticKeys
from shared.access.roles import PASS_ROLE, ROLES, SERVICE_PREFIX
from shared.access.tokens import AUDIENCE, PASS_AUDIENCE, JwtVerifier
from shared.kernel.errors import Invalid
from shared.kernel.ids import derive

KEY_FILE = "issuer.key.pem"
LOCAL_ISSUER = "urn:lianxi:local"
PERSON_SECONDS = 12 * 3600
SERVICE_SECONDS = 300
PASS_SECONDS = 60
_CURVE = ec.SECP256R1()


class UnknownRole(Invalid):
    code = "unknown_role"


class IssuerKeyMissing(Invalid):
    code = "issuer_key_missing"


class LocalIssuer:
    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey,
        *,
        issuer: str = LOCAL_ISSUER,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._key, self._now = key, now
        self.issuer = issuer
        self._public = _public_jwk(key)
        self._services: dict[str, tuple[float, str]] = {}

    @classmethod
    def in_directory(cls, directory: Path) -> "LocalIssuer":
        """Takes the key file of a data directory, or makes one that only its owner can read."""
        return cls.from_file(directory / KEY_FILE, make=True)

    @classmethod
    def from_file(cls, path: Path, *, make: bool = False) -> "LocalIssuer":
        """Raises IssuerKeyMissing unless it may make one."""
        if not path.exists():
            if not make:
                raise IssuerKeyMissing(f"没有签发令牌的密钥 {path}，请先运行 lianxi provision。", path=str(path))
            _write_new_key(path)
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{path} holds no elliptic curve key")
        return cls(key)

    def jwks(self) -> dict[str, Any]:
        return {"keys": [self._public]}

    def secret_for(self, purpose: str) -> bytes:
        """32 bytes that only who has the issuer's key can make, another for each purpose; the same in every process."""
        numbers = self._key.private_numbers()
        return hmac.digest(numbers.private_value.to_bytes(32, "big"), purpose.encode(), "sha256")

    def verifier(self) -> JwtVerifier:
        return JwtVerifier(StaticKeys(self.jwks()), self.issuer, now=self._now)

    def person_token(
        self, unit_id: UUID, role: str, person_id: UUID | None = None, *, seconds: int = PERSON_SECONDS
    ) -> str:
        """What `lianxi token` prints; without a person the unit's example person of that role is taken."""
        if role not in ROLES:
            raise UnknownRole(f"没有“{role}”这个角色，可用的有：{'、'.join(ROLES)}。", role=role)
        person = person_id or derive("example-person", unit_id, role)
        return self._sign({"sub": str(person), "unit": str(unit_id), "role": role, "person": str(person)}, seconds)

    def service_token(self, name: str) -> str:
        """A short-lived identity `service:<name>`; signed anew when half of its time is over."""
        renew_at, token = self._services.get(name, (0.0, ""))
        if self._now() >= renew_at:
            claims = {"sub": SERVICE_PREFIX + name, "unit": str(service_unit(name)), "role": SERVICE_PREFIX + name}
            token = self._sign(claims, SERVICE_SECONDS)
            self._services[name] = (self._now() + SERVICE_SECONDS / 2, token)
        return token

    def pass_token(self, unit_id: UUID, command: str, about: UUID, *, seconds: int = PASS_SECONDS) -> str:
        """For one command about one matter, given at once by the service that asks for it."""
        claims = {"sub": PASS_ROLE, "unit": str(unit_id), "command": command, "about": str(about)}
        return self._sign(claims, seconds, PASS_AUDIENCE)

    def _sign(self, claims: dict[str, Any], seconds: int, audience: str = AUDIENCE) -> str:
        now = int(self._now())
        times = {"iss": self.issuer, "aud": audience, "iat": now, "exp": now + seconds}
        return jwt.encode({**claims, **times}, self._key, "ES256", headers={"kid": self._public["kid"]})


def service_unit(name: str) -> UUID:
    """A service acts for no unit of the registry; its idempotency keys still need a scope."""
    return derive("service", name)


def _write_new_key(path: Path) -> None:
    pem = ec.generate_private_key(_CURVE).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and linked: a crash leaves no half key, and of two starters the first one's key counts.
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _public_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    jwk = {"crv": "P-256", "kty": "EC", "x": _base64url(numbers.x), "y": _base64url(numbers.y)}
    # RFC 7638: the thumbprint over exactly the required members, sorted.
    digest = hashlib.sha256(msgspec.json.encode(jwk, order="sorted")).digest()
    kid = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return {**jwk, "kid": kid, "use": "sig", "alg": "ES256"}


def _base64url(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()
