"""SubmitRequest, RecordReturn, RecordApproval, ReviseMeeting, and the notice that waits for them."""

from datetime import timedelta
from typing import Any

import pytest

from services.meeting.domain import refusals
from services.meeting.domain.vocabulary import Subject
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, DECISION_DAY, DRAFT_DAY, PARTY, decision, recording


@pytest.mark.accepts("M5")
def test_m5_notice_goes_out_once_the_party_committee_agreed() -> None:
    meeting = given.replayed(given.approved())
    given.issue_notice(meeting)
    assert meeting.stage == "noticed"


@pytest.mark.refuses("M5")
@pytest.mark.parametrize("meeting", [given.draft, given.requested, given.returned])
def test_m5_no_notice_before_the_party_committee_agrees(meeting: Any) -> None:
    with pytest.raises(refusals.MeetingNotApproved) as refused:
        given.issue_notice(given.replayed(meeting()))
    assert (refused.value.rule, refused.value.code) == ("M5", "meeting_not_approved")


@pytest.mark.accepts("M5")
def test_m5_does_not_bind_a_directors_office_meeting() -> None:
    meeting = given.not_joint()
    given.issue_notice(meeting)
    assert meeting.stage == "noticed"


@pytest.mark.refuses("M5")
def test_m5_another_meeting_that_asked_all_the_same_waits_for_the_answer() -> None:
    meeting = given.not_joint()
    given.submit(meeting)
    with pytest.raises(refusals.MeetingNotApproved):
        given.issue_notice(meeting)


@pytest.mark.accepts("M5")
def test_m5_what_was_returned_goes_up_again_after_its_revision() -> None:
    meeting = given.returned()
    meeting.revise(given.REVISED, given.MEETING_DAY)
    meeting = given.replayed(meeting)
    assert given.submit(meeting, today=DECISION_DAY) == 2
    meeting.record_approval(decision(), recording(COMMITTEE, DECISION_DAY))
    assert meeting.stage == "approved"
    assert meeting.pending_events[-1].decision == decision()
    assert meeting.pending_events[-1].units == {COMMITTEE, PARTY}


@pytest.mark.refuses("M5")
def test_m5_what_was_returned_is_not_asked_again_unrevised() -> None:
    meeting = given.returned()
    with pytest.raises(refusals.NotRevisedSinceReturn):
        given.submit(meeting)
    meeting.revise(given.SUBJECT, given.LATER)  # another day answers nothing
    with pytest.raises(refusals.NotRevisedSinceReturn):
        given.submit(given.replayed(meeting))


@pytest.mark.refuses("M5")
def test_m5_what_the_party_committee_looks_at_or_agreed_to_is_not_altered() -> None:
    with pytest.raises(refusals.RequestStillOpen):
        given.requested().revise(given.REVISED, None)
    with pytest.raises(refusals.RequestStillOpen):
        given.submit(given.requested())
    with pytest.raises(refusals.MeetingAlreadyApproved):
        given.approved().revise(given.REVISED, None)
    with pytest.raises(refusals.MeetingAlreadyApproved):
        given.submit(given.approved())


@pytest.mark.accepts("M5")
def test_m5_the_planned_day_can_move_after_approval() -> None:
    meeting = given.approved()
    meeting.revise(given.SUBJECT, given.LATER)
    assert meeting.stage == "approved"


@pytest.mark.refuses("M5")
def test_m5_a_request_names_its_agenda_and_needs_a_party_committee() -> None:
    with pytest.raises(refusals.RequestIncomplete):
        given.submit(given.draft(subject=Subject(theme="整治", agenda=(" ",), matters=())))
    with pytest.raises(refusals.NoPartyCommittee):
        given.submit(given.draft(), party_committee=None)


@pytest.mark.refuses("M5")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"unit_id": given.GOVERNMENT}, refusals.DecidedByAnother),
        ({"person_id": None}, refusals.DecisionEvidenceMissing),
        ({"words": None}, refusals.DecisionEvidenceMissing),
        ({"scan": None}, refusals.DecisionEvidenceMissing),
        ({"decided_on": DECISION_DAY + timedelta(days=1)}, refusals.DecisionDayImpossible),
        ({"decided_on": DRAFT_DAY - timedelta(days=1)}, refusals.DecisionDayImpossible),
    ],
)
@pytest.mark.parametrize("answer", ["approval", "return"])
def test_m5_a_decision_names_who_when_and_its_evidence(answer: str, changes: Any, refusal: Any) -> None:
    meeting = given.replayed(given.requested())
    answers = {
        "approval": lambda word: meeting.record_approval(word, recording(COMMITTEE, DECISION_DAY)),
        "return": lambda word: meeting.record_return("请改", word, recording(COMMITTEE, DECISION_DAY)),
    }
    with pytest.raises(refusal) as refused:
        answers[answer](decision(**changes))
    assert refused.value.rule == "M5"
    assert meeting.stage == "requested"


@pytest.mark.accepts("M5")
def test_m5_the_party_committees_own_approver_needs_no_paper() -> None:
    meeting = given.requested()
    meeting.record_approval(decision(words=None, scan=None), recording(PARTY, DECISION_DAY))
    assert meeting.stage == "approved"


@pytest.mark.refuses("M5")
@pytest.mark.parametrize("meeting", [given.draft, given.returned, given.approved])
def test_m5_an_answer_needs_an_open_request(meeting: Any) -> None:
    with pytest.raises(refusals.NoOpenRequest):
        meeting().record_approval(decision(), recording(COMMITTEE, DECISION_DAY))


def test_a_return_says_why() -> None:
    with pytest.raises(refusals.TextMissing):
        given.requested().record_return(" ", decision(), recording(COMMITTEE, DECISION_DAY))


def test_only_owner_and_asked_party_committee_have_to_do_with_a_draft() -> None:
    assert given.draft().relations_of(PARTY, PARTY) == frozenset()
    assert given.draft().relations_of(COMMITTEE) == {"own"}
    assert given.requested().relations_of(PARTY) == {"party_committee"}
    assert given.noticed().relations_of(given.EDUCATION, PARTY) == frozenset()
