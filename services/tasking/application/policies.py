"""What tasking does when something happens elsewhere."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.tasking.application.consents import OPINIONS_CONSENTED, RESOLUTION_CONSENTED
from services.tasking.application.policy_commands import DraftConsentedPlan
from shared.database.interface import Reader
from shared.kernel.envelope import RecordedEvent
from shared.kernel.ids import derive
from shared.messaging.interface import Policy, PolicyCommand

TITLE_CHARS_MAX = 100  # a resolution can be long; the imported document brings the plan's own title


async def when_resolution_consented_then_draft_plan(event: RecordedEvent, _view: Reader) -> Sequence[PolicyCommand]:
    """T1: one plan per consented resolution; its id is derived, so that a repetition lands on the same plan."""
    fields: dict[str, Any] = event.fields()
    committee_id, resolution_id = UUID(fields["committee_id"]), UUID(fields["resolution_id"])
    command = DraftConsentedPlan(
        plan_id=derive("plan", resolution_id),
        committee_id=committee_id,
        resolution_id=resolution_id,
        meeting_id=UUID(fields["meeting_id"]),
        title=str(fields["text"])[:TITLE_CHARS_MAX],
    )
    return [PolicyCommand(command, command.plan_id, committee_id)]


async def when_opinions_consented_then_draft_plan(event: RecordedEvent, _view: Reader) -> Sequence[PolicyCommand]:
    """T1: one plan for all opinions on a leaders' instruction that the party committee agreed to together."""
    fields: dict[str, Any] = event.fields()
    committee_id, opinions_id = UUID(fields["committee_id"]), UUID(fields["opinions_id"])
    title = str(fields["title"])
    command = DraftConsentedPlan(
        plan_id=derive("plan", opinions_id),
        committee_id=committee_id,
        resolution_id=opinions_id,
        meeting_id=UUID(fields["meeting_id"]),
        title=f"贯彻落实{title}责任分工方案"[:TITLE_CHARS_MAX],
        carries_out=title,
    )
    return [PolicyCommand(command, command.plan_id, committee_id)]


POLICIES = (
    Policy(
        "tasking.follow_meetings",
        "meeting",
        {
            RESOLUTION_CONSENTED: when_resolution_consented_then_draft_plan,
            OPINIONS_CONSENTED: when_opinions_consented_then_draft_plan,
        },
    ),
)
