import pytest

from services.tasking.domain.plan import Plan
from services.tasking.domain.plan_rules import check_consented
from services.tasking.domain.refusals import PlanUntitled, ResolutionNotConsented
from tests.unit.tasking.given import COMMITTEE, CONSENT, MEETING, PLAN, RESOLUTION, events_of, unit


@pytest.mark.accepts("T1")
def test_t1_a_consented_resolution_becomes_a_plan() -> None:
    plan = Plan.draft(PLAN, check_consented(CONSENT, RESOLUTION, COMMITTEE), kind="responsibility", title="方案")
    [drafted] = events_of(plan)
    assert isinstance(drafted, Plan.Drafted)
    assert (drafted.committee_id, drafted.meeting_id, drafted.resolution_id) == (COMMITTEE, MEETING, RESOLUTION)
    assert drafted.bodies == (COMMITTEE,)


@pytest.mark.refuses("T1")
def test_t1_no_plan_without_the_consent() -> None:
    with pytest.raises(ResolutionNotConsented) as refused:
        check_consented(None, RESOLUTION, COMMITTEE)
    assert refused.value.rule == "T1"


@pytest.mark.refuses("T1")
def test_t1_a_consent_serves_only_the_committee_that_it_was_given_to() -> None:
    with pytest.raises(ResolutionNotConsented):
        check_consented(CONSENT, RESOLUTION, unit("另一个市关工委"))


def test_a_plan_can_be_issued_jointly() -> None:
    bodies = (COMMITTEE, unit("市委宣传部"), COMMITTEE)
    plan = Plan.draft(PLAN, CONSENT, kind="implementation", title="方案", bodies=bodies)
    assert plan.bodies == (COMMITTEE, unit("市委宣传部"))


def test_a_plan_has_a_title() -> None:
    with pytest.raises(PlanUntitled):
        Plan.draft(PLAN, CONSENT, kind="responsibility", title=" ")
