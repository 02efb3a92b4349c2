"""Commands that only this service's own policies give: they have no route and no RPC."""

from uuid import UUID

from shared.kernel.command import Command


class DraftConsentedPlan(Command, frozen=True, kw_only=True):
    """Given on the consent itself, the only other way for a plan to come into being (T1)."""

    plan_id: UUID
    committee_id: UUID
    resolution_id: UUID
    meeting_id: UUID
    title: str
    carries_out: str | None = None
