"""What reporting knows of plans, from the same facts as the roll-up."""

from uuid import UUID

from services.reporting.domain.refusals import PlanNotShared
from shared.commands.interface import Work
from shared.kernel.envelope import JudgedBy

_PARTY = "SELECT 1 FROM {facts} WHERE kind = 'plan_party' AND subject = :plan AND unit = :unit"
_POSITION = "SELECT generation, position FROM {fact_events} WHERE log = 'tasking' ORDER BY recorded_at DESC LIMIT 1"


async def check_plan_shared(plan_id: UUID, committee_id: UUID, work: Work) -> None:
    """A statement tells the committee how a plan goes: of a plan that is none of its business it is told nothing."""
    position = await work.views.one(_POSITION)
    if position is not None:
        work.judged_by(JudgedBy(log="tasking", generation=position["generation"], position=position["position"]))
    if await work.views.one(_PARTY, {"plan": plan_id, "unit": committee_id}) is None:
        raise PlanNotShared("这个方案还没有印发，或者与本关工委无关，请核对。", field="plan_id")
