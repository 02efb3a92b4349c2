from dataclasses import asdict
from typing import Any

import pytest

from services.meeting.domain import refusals
from services.meeting.domain.rules import HOSTS_MAX
from services.meeting.domain.vocabulary import Subject
from shared.kernel.errors import TooLarge
from shared.kernel.ids import derive
from tests.unit.meeting import given


@pytest.mark.accepts("M1")
def test_m1_a_joint_meeting_can_be_of_several_joint_kinds_and_have_several_hosts() -> None:
    meeting = given.draft(kinds=["thematic", "briefing"], hosts=[given.GOVERNMENT, given.COMMITTEE])
    [change] = meeting.pending_events
    assert change.owner_unit == given.COMMITTEE
    assert change.units == {given.COMMITTEE}
    event: Any = change.event
    assert event.kinds == ("thematic", "briefing")
    assert event.hosts == (given.GOVERNMENT, given.COMMITTEE)
    assert event.joint


@pytest.mark.accepts("M1")
def test_m1_an_enlarged_plenary_is_no_joint_meeting_and_needs_no_theme() -> None:
    meeting = given.draft(
        kinds=["plenary"], joint=False, enlarged=True, subject=Subject(theme="", agenda=("报告工作",), matters=())
    )
    event: Any = meeting.pending_events[0].event
    assert (event.joint, event.enlarged, event.kinds) == (False, True, ("plenary",))


@pytest.mark.refuses("M1")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kinds": []}, refusals.MeetingKindMissing),
        ({"kinds": ["picnic"]}, refusals.UnknownMeetingKind),
        ({"kinds": ["thematic", "thematic"]}, refusals.MeetingKindRepeated),
        ({"kinds": ["thematic", "plenary"]}, refusals.JointDoesNotFitKinds),
        ({"kinds": ["thematic"], "joint": False}, refusals.JointDoesNotFitKinds),
        ({"kinds": ["regular"], "joint": True}, refusals.JointDoesNotFitKinds),
        ({"subject": Subject(theme="  ", agenda=("一",), matters=())}, refusals.NotOneTheme),
        ({"subject": Subject(theme="甲\n乙", agenda=("一",), matters=())}, refusals.NotOneTheme),
        ({"hosts": []}, refusals.CommitteeNotAmongHosts),
        ({"hosts": [given.GOVERNMENT]}, refusals.CommitteeNotAmongHosts),
        ({"hosts": [given.COMMITTEE, given.COMMITTEE]}, refusals.CommitteeNotAmongHosts),
    ],
)
def test_m1_refuses_a_meeting_that_is_not_of_one_known_form(changes: Any, refusal: Any) -> None:
    with pytest.raises(refusal) as refused:
        given.draft(**changes)
    assert refused.value.rule == "M1"


def test_hosts_stay_within_reason() -> None:
    crowd = [given.COMMITTEE, *(derive("host", number) for number in range(HOSTS_MAX))]
    with pytest.raises(TooLarge):
        given.draft(hosts=crowd, known_units=frozenset(crowd))


def test_a_host_must_be_a_registered_unit() -> None:
    with pytest.raises(refusals.UnknownUnit) as refused:
        given.draft(hosts=[given.COMMITTEE, given.HOSPITAL])
    assert refused.value.details == {"units": [str(given.HOSPITAL)]}


@pytest.mark.refuses("M1")
def test_m1_a_revision_cannot_take_the_theme_away() -> None:
    with pytest.raises(refusals.NotOneTheme):
        given.draft().revise(Subject(theme="", agenda=("一",), matters=()), None)


def test_replaying_the_stored_events_gives_the_meeting_again() -> None:
    meeting = given.resolved()
    again = given.replayed(given.resolved())
    assert (again.stage, again.version, again.subject) == ("held", meeting.version, meeting.subject)
    assert [asdict(request) for request in again.requests] == [asdict(request) for request in meeting.requests]
    assert again.outcomes == meeting.outcomes
