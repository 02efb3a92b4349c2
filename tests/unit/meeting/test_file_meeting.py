"""SubmitMeetingReport, IssueMinutes, FileMeeting."""

from datetime import timedelta
from typing import Any

import pytest

from services.meeting.domain import refusals
from tests.unit.meeting import given
from tests.unit.meeting.given import LATER, MEETING_DAY


@pytest.mark.accepts("M9")
@pytest.mark.parametrize("steps", [(given.report, given.minutes), (given.minutes, given.report)])
def test_m9_a_joint_meeting_is_filed_after_report_and_minutes(steps: Any) -> None:
    meeting = given.resolved()
    for step in steps:
        step(meeting)
    meeting = given.replayed(meeting)
    meeting.file(LATER, today=LATER)
    assert meeting.stage == "filed"


@pytest.mark.accepts("M9")
def test_m9_the_report_goes_to_the_party_committee() -> None:
    meeting = given.resolved()
    given.report(meeting)
    assert meeting.pending_events[-1].units == {given.COMMITTEE, given.PARTY}
    assert meeting.stage == "reported"


@pytest.mark.refuses("M9")
def test_m9_a_joint_meeting_is_not_filed_before_its_report() -> None:
    meeting = given.resolved()
    given.minutes(meeting)
    with pytest.raises(refusals.ReportMissing) as refused:
        meeting.file(LATER, today=LATER)
    assert refused.value.rule == "M9"


@pytest.mark.refuses("M9")
def test_m9_a_joint_meeting_is_not_filed_before_its_minutes() -> None:
    meeting = given.resolved()
    given.report(meeting)
    with pytest.raises(refusals.MinutesMissing):
        meeting.file(LATER, today=LATER)


@pytest.mark.accepts("M9")
def test_m9_does_not_bind_another_meeting() -> None:
    meeting = given.not_joint()
    given.issue_notice(meeting, scope="some_members", members=[])
    given.hold(meeting)
    meeting.file(LATER, today=LATER)
    assert meeting.stage == "filed"


@pytest.mark.refuses("M9")
def test_m9_there_is_nothing_to_report_before_the_meeting() -> None:
    for step in (given.report, given.minutes):
        with pytest.raises(refusals.NothingToReport):
            step(given.noticed())


@pytest.mark.refuses("M9")
def test_m9_one_report_one_set_of_minutes() -> None:
    meeting = given.held()
    given.report(meeting)
    with pytest.raises(refusals.AlreadyReported):
        given.report(meeting)
    given.minutes(meeting)
    with pytest.raises(refusals.StepOutOfTurn):
        given.minutes(meeting)


@pytest.mark.parametrize("day", [MEETING_DAY - timedelta(days=1), LATER + timedelta(days=1)])
def test_days_lie_between_the_meeting_and_today(day: Any) -> None:
    with pytest.raises(refusals.DayImpossible):
        given.report(given.held(), submitted_on=day)
    with pytest.raises(refusals.DayImpossible):
        given.minutes(given.held(), issued_on=day)


def test_a_filed_meeting_is_closed() -> None:
    meeting = given.resolved()
    given.report(meeting)
    given.minutes(meeting)
    with pytest.raises(refusals.DayImpossible):
        meeting.file(MEETING_DAY, today=LATER)  # before its report
    meeting.file(LATER, today=LATER)
    with pytest.raises(refusals.StepOutOfTurn):
        meeting.file(LATER, today=LATER)
