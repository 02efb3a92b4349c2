from datetime import UTC, datetime
from typing import Any

import pytest

from services.meeting.domain import refusals
from shared.kernel.errors import TooLarge
from shared.kernel.ids import derive
from shared.kernel.limits import UNITS_CONCERNED_MAX
from tests.unit.meeting import given
from tests.unit.meeting.given import EDUCATION, HOSPITAL, JUSTICE, UNITS, YOUTH_LEAGUE


@pytest.mark.accepts("M6")
def test_m6_the_notice_goes_to_liaison_officers_and_the_seat_is_the_leader_in_charge() -> None:
    meeting = given.noticed(observers=[HOSPITAL])
    change = meeting.pending_events[-1]
    event: Any = change.event
    assert change.units == {given.COMMITTEE, EDUCATION, JUSTICE, YOUTH_LEAGUE, HOSPITAL}
    assert [(i.unit_id, i.part) for i in event.invitations] == [
        (EDUCATION, "member"),
        (JUSTICE, "member"),
        (YOUTH_LEAGUE, "member"),
        (HOSPITAL, "observer"),
    ]
    first = event.invitations[0]
    assert (first.office, first.person_id) == ("liaison_officer", UNITS[EDUCATION].liaison_officer)
    assert first.seat_person_id == UNITS[EDUCATION].leader_in_charge
    observer = event.invitations[-1]
    assert (observer.office, observer.person_id, observer.seat_person_id) == (None, None, None)


@pytest.mark.accepts("M6")
def test_m6_all_members_without_a_list_means_every_member_unit_of_the_day() -> None:
    event: Any = given.noticed(members=[]).pending_events[-1].event
    assert {i.unit_id for i in event.invitations} == {EDUCATION, JUSTICE, YOUTH_LEAGUE}


@pytest.mark.accepts("M6")
def test_m6_some_members_are_enough_when_the_scope_says_so() -> None:
    event: Any = given.noticed(scope="some_members", members=[JUSTICE]).pending_events[-1].event
    assert [i.unit_id for i in event.invitations] == [JUSTICE]


@pytest.mark.accepts("M6")
def test_m6_a_co_host_is_concerned_by_the_notice() -> None:
    meeting = given.draft(hosts=[given.COMMITTEE, given.GOVERNMENT], kinds=["promotion"], joint=False)
    given.issue_notice(meeting, scope="some_members", members=[])
    assert meeting.pending_events[-1].units == {given.COMMITTEE, given.GOVERNMENT}


@pytest.mark.refuses("M6")
@pytest.mark.parametrize(
    ("changes", "refusal", "units"),
    [
        ({"members": [EDUCATION, JUSTICE]}, refusals.MembersLeftOut, [YOUTH_LEAGUE]),
        ({"scope": "some_members", "members": []}, refusals.NobodyInvited, None),
        ({"scope": "some_members", "members": [HOSPITAL]}, refusals.NotAMemberUnit, [HOSPITAL]),
        (
            {"scope": "some_members", "members": [JUSTICE], "observers": [EDUCATION]},
            refusals.MemberAsObserver,
            [EDUCATION],
        ),
        ({"observers": [EDUCATION]}, refusals.InvitedTwice, [EDUCATION]),
        (
            {"units": UNITS | {JUSTICE: given.unit(JUSTICE, "市司法局", liaison=False)}},
            refusals.LiaisonOfficerMissing,
            [JUSTICE],
        ),
    ],
)
def test_m6_refuses_a_notice_that_misses_its_participants(changes: Any, refusal: Any, units: Any) -> None:
    meeting = given.approved()
    with pytest.raises(refusal) as refused:
        given.issue_notice(meeting, **changes)
    assert refused.value.rule == "M6"
    assert refused.value.details.get("units") == (units and [str(unit) for unit in units])
    assert meeting.stage == "approved"


def test_an_unregistered_unit_cannot_be_asked() -> None:
    with pytest.raises(refusals.UnknownUnit):
        given.issue_notice(given.approved(), observers=[derive("nobody")])


def test_a_notice_calls_for_a_moment_that_lies_ahead_but_not_years() -> None:
    for held_at in (given.NOTICE_MOMENT, datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)):
        with pytest.raises(refusals.DayImpossible):
            given.issue_notice(given.approved(), held_at=held_at)


def test_a_notice_goes_out_once() -> None:
    with pytest.raises(refusals.StepOutOfTurn):
        given.issue_notice(given.noticed())


def test_a_notice_stays_within_the_units_an_event_can_concern() -> None:
    crowd = [derive("unit", number) for number in range(UNITS_CONCERNED_MAX)]
    units = {unit_id: given.unit(unit_id, "某单位") for unit_id in crowd}
    with pytest.raises(TooLarge):
        given.issue_notice(given.approved(), members=crowd, units=units)
