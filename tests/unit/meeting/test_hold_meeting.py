from datetime import timedelta
from typing import Any

import pytest

from services.meeting.domain import refusals
from services.meeting.domain.vocabulary import Delegation
from tests.unit.meeting import given
from tests.unit.meeting.given import DEPUTY, DIRECTOR, MEETING_DAY

ASKED = Delegation(reason="主任因公外出", delegated_by=DIRECTOR)


@pytest.mark.accepts("M3")
@pytest.mark.parametrize("office", ["director", "executive_director"])
def test_m3_the_director_or_executive_director_of_the_day_chairs(office: str) -> None:
    meeting = given.replayed(given.noticed())
    given.hold(meeting, chair_offices=frozenset({office, "leader_in_charge"}))
    event: Any = meeting.pending_events[-1].event
    assert (event.chair, event.chair_office, event.delegation) == (DIRECTOR, office, None)
    assert meeting.pending_events[-1].effective_on == MEETING_DAY


@pytest.mark.accepts("M3")
def test_m3_a_deputy_chairs_by_delegation_and_the_meeting_is_marked() -> None:
    meeting = given.noticed()
    given.hold(meeting, chair=DEPUTY, chair_offices=frozenset({"deputy_director"}), delegation=ASKED)
    event: Any = meeting.pending_events[-1].event
    assert (event.chair, event.chair_office, event.delegation) == (DEPUTY, "deputy_director", ASKED)


@pytest.mark.refuses("M3")
@pytest.mark.parametrize("offices", [frozenset(), frozenset({"deputy_director"}), frozenset({"secretary_general"})])
def test_m3_nobody_else_chairs_without_a_delegation(offices: frozenset[str]) -> None:
    meeting = given.noticed()
    with pytest.raises(refusals.ChairNotEntitled) as refused:
        given.hold(meeting, chair=DEPUTY, chair_offices=offices)
    assert refused.value.rule == "M3"
    assert meeting.stage == "noticed"


@pytest.mark.refuses("M3")
def test_m3_a_delegation_has_a_reason_and_somebody_who_gave_it() -> None:
    for delegation in (
        Delegation(reason=" ", delegated_by=DIRECTOR),
        Delegation(reason="主任外出", delegated_by=DEPUTY),
    ):
        with pytest.raises(refusals.DelegationIncomplete):
            given.hold(given.noticed(), chair=DEPUTY, chair_offices=frozenset(), delegation=delegation)


@pytest.mark.refuses("M3")
@pytest.mark.parametrize("offices", [frozenset(), frozenset({"secretary_general"})])
def test_m3_only_who_may_chair_asks_somebody_else_to(offices: frozenset[str]) -> None:
    with pytest.raises(refusals.DelegatorNotEntitled):
        given.hold(
            given.noticed(), chair=DEPUTY, chair_offices=frozenset(), delegation=ASKED, delegator_offices=offices
        )


@pytest.mark.refuses("M3")
def test_m3_a_director_is_not_marked_as_delegated() -> None:
    with pytest.raises(refusals.DelegationNotNeeded):
        given.hold(given.noticed(), delegation=Delegation(reason="外出", delegated_by=DEPUTY))


@pytest.mark.accepts("M3")
def test_m3_does_not_bind_another_meeting() -> None:
    meeting = given.not_joint()
    given.issue_notice(meeting, scope="some_members", members=[])
    given.hold(meeting, chair=DEPUTY, chair_offices=frozenset({"deputy_director"}))
    assert meeting.stage == "held"


def test_a_meeting_is_held_after_its_notice_and_once() -> None:
    for meeting in (given.approved(), given.held()):
        with pytest.raises(refusals.StepOutOfTurn):
            given.hold(meeting)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_lies_neither_before_the_notice_nor_ahead(days: int) -> None:
    with pytest.raises(refusals.DayImpossible):
        given.hold(given.noticed(), held_on=MEETING_DAY + timedelta(days=days))


def test_a_meeting_put_off_is_held_later() -> None:
    meeting = given.noticed()
    given.hold(meeting, held_on=given.LATER, today=given.LATER)
    assert meeting.held_on == given.LATER
