"""One visit to one page: who is there, for which unit, and the services that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request

from services.console.adapters.services import Asked, Problem, Services
from services.console.entrypoints.session import TOKEN
from shared.access.tokens import TokenVerifier
from shared.kernel.clock import Clock, business_day
from shared.kernel.envelope import Actor
from shared.kernel.errors import Unauthenticated


class SignInNeeded(Exception):
    """Nobody is signed in, or no longer."""


@dataclass(frozen=True, slots=True)
class Visit:
    request: Request
    actor: Actor
    asked: Asked
    today: date

    @property
    def unit_id(self) -> str:
        return str(self.actor.unit_id)

    async def names_of(self, units: Sequence[str]) -> dict[str, str]:
        """Unit id → its name today; an id that the registry does not know stands for itself."""
        return await names_of(self.asked, units)

    @property
    def is_office(self) -> bool:
        """Who does a committee's paperwork; what the others may do is on the pages that it is about."""
        return self.actor.role in ("clerk", "director")

    @property
    def at_least(self) -> str | None:
        """The position up to which this page must have come, after a command."""
        return self.request.query_params.get("at_least")


async def names_of(asked: Asked, units: Sequence[str], on: str | None = None) -> dict[str, str]:
    wanted = sorted(set(units))
    names = {unit: unit for unit in wanted}
    for begin in range(0, len(wanted), 200):
        found = await asked.post("organization", "/names", {"units": wanted[begin : begin + 200], "on": on})
        names.update(found["names"])
    return names


async def visit_of(request: Request) -> Visit:
    """Raises SignInNeeded."""
    token = request.cookies.get(TOKEN)
    verifier: TokenVerifier = request.app.state.verifier
    clock: Clock = request.app.state.clock
    services: Services = request.app.state.services
    if not token:
        raise SignInNeeded
    try:
        actor = await verifier.verify(token)
    except Unauthenticated as error:
        raise SignInNeeded from error
    return Visit(request, actor, services.speaking_for(token), business_day(clock.now()))


Visiting = Annotated[Visit, Depends(visit_of)]


async def unit_of(visit: Visit) -> dict[str, Any]:
    """The unit that the visitor acts for; a name at least."""
    try:
        unit: dict[str, Any] = await visit.asked.get("organization", "/resolve", name=visit.unit_id)
    except Problem:
        return {"unit_id": visit.unit_id, "name": "（未登记的单位）", "kind": "other"}
    return unit
