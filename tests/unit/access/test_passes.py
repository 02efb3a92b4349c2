"""A pass: good for one command about one matter, and no token of anybody otherwise."""

from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from shared.access.errors import TokenExpired, TokenInvalid
from shared.access.issuer import PASS_SECONDS, LocalIssuer, UnknownRole
from shared.access.roles import PASS_ROLE, is_role

UNIT, MATTER = uuid4(), uuid4()


class Moment:
    seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Moment:
    return Moment()


@pytest.fixture
def issuer(now: Moment) -> LocalIssuer:
    return LocalIssuer(ec.generate_private_key(ec.SECP256R1()), now=now)


async def test_it_says_for_whom_what_and_about_what_it_is(issuer: LocalIssuer) -> None:
    found = await issuer.verifier().verify_pass(issuer.pass_token(UNIT, "ReturnReceipt", MATTER))
    assert (found.command, found.about) == ("ReturnReceipt", MATTER)
    assert (found.actor.unit_id, found.actor.role, found.actor.person_id) == (UNIT, PASS_ROLE, None)
    assert not found.actor.is_service


async def test_it_is_no_token_and_a_token_is_no_pass(issuer: LocalIssuer) -> None:
    verifier = issuer.verifier()
    with pytest.raises(TokenInvalid):
        await verifier.verify(issuer.pass_token(UNIT, "ReturnReceipt", MATTER))
    for token in (issuer.person_token(UNIT, "clerk"), issuer.service_token("meeting"), "", "a.b.c"):
        with pytest.raises(TokenInvalid):
            await verifier.verify_pass(token)


async def test_it_is_over_after_a_minute_and_good_nowhere_else(issuer: LocalIssuer, now: Moment) -> None:
    token = issuer.pass_token(UNIT, "ReturnReceipt", MATTER)
    other = LocalIssuer(ec.generate_private_key(ec.SECP256R1()), now=now)
    with pytest.raises(TokenInvalid):
        await other.verifier().verify_pass(token)
    now.seconds += PASS_SECONDS
    with pytest.raises(TokenExpired):
        await issuer.verifier().verify_pass(token)


def test_nobody_signs_in_with_its_role(issuer: LocalIssuer) -> None:
    assert not is_role(PASS_ROLE)
    with pytest.raises(UnknownRole):
        issuer.person_token(UNIT, PASS_ROLE)
