"""Tokens: who is let in as whom, and who is not."""

import asyncio
import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from shared.access.errors import TokenExpired, TokenInvalid, TokenMissing
from shared.access.issuer import KEY_FILE, LOCAL_ISSUER, LocalIssuer, UnknownRole, service_unit
from shared.access.keys import StaticKeys, UrlKeys, signing_keys
from shared.access.tokens import JwtVerifier, bearer_token
from shared.kernel.envelope import Actor

UNIT, PERSON = uuid4(), uuid4()


class Moment:
    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Moment:
    return Moment()


@pytest.fixture
def key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def issuer(key: ec.EllipticCurvePrivateKey, now: Moment) -> LocalIssuer:
    return LocalIssuer(key, now=now)


def signed(issuer: LocalIssuer, key: Any, now: Moment, algorithm: str = "ES256", **changed: Any) -> str:
    """A token as the issuer would make it, but for what is changed; None leaves a claim out."""
    claims = {
        "iss": LOCAL_ISSUER, "aud": "lianxi", "sub": str(PERSON), "unit": str(UNIT), "person": str(PERSON),
        "role": "clerk", "iat": int(now()), "exp": int(now()) + 60,
    }  # fmt: skip
    kid = issuer.jwks()["keys"][0]["kid"]
    kept = {name: value for name, value in {**claims, **changed}.items() if value is not None}
    return jwt.encode(kept, key, algorithm, headers={"kid": kid})


async def test_a_person_acts_for_one_unit_in_one_role(issuer: LocalIssuer) -> None:
    actor = await issuer.verifier().verify(issuer.person_token(UNIT, "liaison", PERSON))
    assert actor == Actor(unit_id=UNIT, role="liaison", person_id=PERSON)


async def test_an_example_person_is_the_same_one_each_time(issuer: LocalIssuer) -> None:
    tokens = [issuer.person_token(UNIT, role) for role in ("clerk", "clerk", "director")]
    first, again, other = [(await issuer.verifier().verify(token)).person_id for token in tokens]
    assert first == again != other


def test_a_role_that_does_not_exist_is_refused(issuer: LocalIssuer) -> None:
    for role in ("king", "service:tasking", ""):
        with pytest.raises(UnknownRole):
            issuer.person_token(UNIT, role)


async def test_a_service_has_an_identity_of_its_own_and_renews_it(issuer: LocalIssuer, now: Moment) -> None:
    first = issuer.service_token("tasking")
    assert issuer.service_token("tasking") == first
    actor = await issuer.verifier().verify(first)
    assert actor == Actor(unit_id=service_unit("tasking"), role="service:tasking")
    assert actor.is_service
    now.seconds += 151
    second = issuer.service_token("tasking")
    assert second != first
    now.seconds += 200
    await issuer.verifier().verify(second)


async def test_an_expired_token_is_refused_also_when_it_was_good_before(issuer: LocalIssuer, now: Moment) -> None:
    verifier, token = issuer.verifier(), issuer.person_token(UNIT, "clerk", seconds=60)
    now.seconds += 59
    await verifier.verify(token)
    now.seconds += 1
    for _ in range(2):
        with pytest.raises(TokenExpired):
            await verifier.verify(token)
    with pytest.raises(TokenExpired):
        await issuer.verifier().verify(token)


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "urn:other"}, {"iss": None}, {"aud": "other"}, {"aud": None}, {"exp": None}, {"iat": None},
        {"sub": None}, {"unit": "x"}, {"unit": None}, {"role": "king"}, {"role": 5}, {"role": None},
        {"role": "service:"}, {"person": None}, {"person": "x"}, {"role": "service:tasking"}, {"exp": "soon"},
    ],
    ids=str,
)  # fmt: skip
async def test_a_token_with_a_wrong_claim_is_refused(
    issuer: LocalIssuer, key: ec.EllipticCurvePrivateKey, now: Moment, changed: dict[str, Any]
) -> None:
    await issuer.verifier().verify(signed(issuer, key, now))
    with pytest.raises(TokenInvalid):
        await issuer.verifier().verify(signed(issuer, key, now, **changed))


async def test_a_token_of_another_key_or_without_signature_is_refused(issuer: LocalIssuer, now: Moment) -> None:
    forged = signed(issuer, ec.generate_private_key(ec.SECP256R1()), now)
    shared_secret = signed(issuer, "a" * 64, now, "HS256")
    unsigned = signed(issuer, None, now, "none")
    good = issuer.person_token(UNIT, "clerk")
    tampered = good[:-4] + ("AAAA" if good[-4:] != "AAAA" else "BBBB")
    for token in (forged, shared_secret, unsigned, tampered, "", "a.b.c", "x" * 5000, "令牌"):
        with pytest.raises(TokenInvalid):
            await issuer.verifier().verify(token)


def test_the_header_is_read_strictly() -> None:
    assert bearer_token("bearer abc") == "abc"
    for missing in (None, ""):
        with pytest.raises(TokenMissing):
            bearer_token(missing)
    for wrong in ("Basic abc", "Bearer", "Bearer  "):
        with pytest.raises(TokenInvalid):
            bearer_token(wrong)


async def test_the_key_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = LocalIssuer.in_directory(tmp_path / "new")
    path = tmp_path / "new" / KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    second = LocalIssuer.in_directory(tmp_path / "new")
    assert second.jwks() == first.jwks()
    await second.verifier().verify(first.person_token(UNIT, "clerk"))
    assert [entry.name for entry in path.parent.iterdir()] == [KEY_FILE]


def test_the_published_keys_hold_nothing_private(issuer: LocalIssuer) -> None:
    (published,) = issuer.jwks()["keys"]
    assert set(published) == {"crv", "kty", "x", "y", "kid", "use", "alg"}
    assert published["use"] == "sig"


def test_only_keys_for_signing_are_taken() -> None:
    def entry(kid: str, **changed: Any) -> dict[str, Any]:
        public = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(public))
        jwk.pop("key_ops")
        return {**jwk, "kid": kid, "use": "sig", "alg": "RS256", **changed}

    hmac = {"kty": "oct", "k": "AAAA", "kid": "hmac", "use": "sig", "alg": "HS256"}
    odd: list[Any] = [hmac, {"kty": "EC", "kid": "half"}, {"kty": "??", "kid": "odd"}, "text", {}]
    keys = signing_keys({"keys": [entry("good"), entry("sealing", use="enc"), *odd]})
    assert set(keys) == {"good"}


async def test_rs256_of_an_outside_issuer_is_taken(now: Moment) -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key()))
    verifier = JwtVerifier(
        StaticKeys({"keys": [{**jwk, "kid": "k1", "use": "sig", "alg": "RS256"}]}), "https://id.example", now=now
    )
    claims = {
        "iss": "https://id.example", "aud": ["lianxi"], "sub": "x", "unit": str(UNIT), "person": str(PERSON),
        "role": "auditor", "iat": int(now()), "exp": int(now()) + 60,
    }  # fmt: skip
    actor = await verifier.verify(jwt.encode(claims, private, "RS256", headers={"kid": "k1"}))
    assert (actor.unit_id, actor.role) == (UNIT, "auditor")


class Published:
    """An address that answers with keys, counts how often it is asked, and can be down."""

    def __init__(self, *issuers: LocalIssuer) -> None:
        self.issuers, self.asked, self.down = list(issuers), 0, False

    async def __call__(self, url: str) -> dict[str, Any]:
        self.asked += 1
        if self.down:
            raise httpx.ConnectError("down")
        return {"keys": [key for issuer in self.issuers for key in issuer.jwks()["keys"]]}


def url_keys(published: Callable[[str], Any], now: Moment) -> UrlKeys:
    return UrlKeys("https://id.example/jwks", fetch=published, now=now)


def kid_of(issuer: LocalIssuer) -> str:
    return str(issuer.jwks()["keys"][0]["kid"])


async def test_fetched_keys_are_kept_and_asked_for_again_after_a_while(issuer: LocalIssuer, now: Moment) -> None:
    published = Published(issuer)
    keys = url_keys(published, now)
    for _ in range(3):
        await keys.key(kid_of(issuer))
    assert published.asked == 1
    now.seconds += 301
    await keys.key(kid_of(issuer))
    assert published.asked == 2


async def test_an_unknown_kid_finds_a_rotated_key_but_cannot_flood_the_issuer(issuer: LocalIssuer, now: Moment) -> None:
    published = Published(issuer)
    keys = url_keys(published, now)
    await keys.key(kid_of(issuer))
    for invented in range(50):
        with pytest.raises(TokenInvalid):
            await keys.key(f"invented-{invented}")
    assert published.asked == 1
    rotated = LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
    published.issuers.append(rotated)
    now.seconds += 11
    await keys.key(kid_of(rotated))
    assert published.asked == 2


async def test_known_keys_stay_while_the_issuer_is_down(issuer: LocalIssuer, now: Moment) -> None:
    published = Published(issuer)
    keys = url_keys(published, now)
    await keys.key(kid_of(issuer))
    published.down = True
    now.seconds += 1000
    await keys.key(kid_of(issuer))
    assert published.asked == 2


async def test_many_tokens_are_verified_at_once(issuer: LocalIssuer) -> None:
    units = [uuid4() for _ in range(50)]
    verifier = issuer.verifier()
    actors = await asyncio.gather(*(verifier.verify(issuer.person_token(unit, "clerk")) for unit in units))
    seen: list[UUID] = [actor.unit_id for actor in actors]
    assert seen == units
