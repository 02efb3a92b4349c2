"""The pages in front of all services, built once for both engines, and the ways to sign in."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.types import ASGIApp

from services.console import bootstrap as console
from services.console.adapters.services import Problem, Services
from services.console.settings import ConsoleSettings, Identity, SignIn
from shared.access.issuer import LocalIssuer
from shared.access.roles import ROLES
from shared.kernel.clock import Clock
from shared.telemetry.metrics import Metrics

# Who holds this office of the unit is the person that a role acts as.
OFFICE_OF: Final[Mapping[str, str]] = {
    "clerk": "office_head",
    "director": "director",
    "liaison": "liaison_officer",
    "leader": "leader_in_charge",
}
IDENTITIES: Final[Sequence[Identity]] = (
    Identity("230300", "clerk", "鸡西市关工委　经办人"),
    Identity("230300", "director", "鸡西市关工委　主任"),
    Identity("230300-sw", "party_approver", "中共鸡西市委　党委审批人"),
    Identity("230300-jyj", "liaison", "鸡西市教育局　联络员"),
    Identity("230321", "clerk", "鸡东县关工委　经办人"),
    Identity("230000", "clerk", "黑龙江省关工委　经办人"),
    Identity("230000", "auditor", "黑龙江省关工委　审计人员"),
)


def pages(
    services: Services, sign_in: SignIn, issuer: LocalIssuer, clock: Clock, metrics: Metrics, *, secure: bool
) -> ASGIApp:
    """`secure`: cookies travel over TLS only (and on a machine's own loopback)."""
    settings = ConsoleSettings(issuer.secret_for(console.NAME), secure=secure)
    return console.build(console.ConsoleDependencies(services, sign_in, issuer.verifier(), clock, metrics, settings))


class TokenSignIn:
    """Whoever has a token shows it; the operator hands them out (`lianxi token`)."""

    by_unit = False
    identities: Sequence[Identity] = ()

    async def token_for(self, unit: str, role: str) -> str:
        raise Problem(422, "token_missing", "请填写登录令牌。", {"field": "token"})


class LocalSignIn:
    """The local issuer signs in whoever asks: on loopback, with example data."""

    by_unit = True

    def __init__(self, issuer: LocalIssuer, services: Services, *, example: bool) -> None:
        self._issuer, self._services = issuer, services
        self.identities: Sequence[Identity] = IDENTITIES if example else ()

    async def token_for(self, unit: str, role: str) -> str:
        """Raises Problem."""
        if role not in ROLES:
            raise Problem(422, "unknown_role", "请选择身份。", {"field": "role"})
        if not unit:
            raise Problem(422, "unit_missing", "请填写单位的名称或代码。", {"field": "unit"})
        asked = self._services.speaking_for(self._issuer.service_token("console"))
        found = await asked.get("organization", "/resolve", name=unit)
        offices = await asked.find("organization", f"/units/{found['unit_id']}/offices")
        return self._issuer.person_token(found["unit_id"], role, _person(offices, role))


def _person(offices: Any, role: str) -> Any:
    held = (offices or {"offices": []})["offices"]
    return next((term["person_id"] for term in held if term["office"] == OFFICE_OF.get(role)), None)
