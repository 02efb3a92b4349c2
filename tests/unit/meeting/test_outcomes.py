"""AdoptResolution, GiveAdvice, RecordConsent."""

from datetime import timedelta
from typing import Any

import pytest

from services.meeting.domain import refusals
from services.meeting.domain.rules import listing_of
from services.meeting.domain.vocabulary import Listing
from shared.kernel.ids import derive
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, GOVERNMENT, LATER, MEETING_DAY, PARTY, RESOLUTION, decision


def consent(meeting: Any, resolution_id: Any = RESOLUTION, recorded_by: Any = COMMITTEE, **changes: Any) -> None:
    arguments: dict[str, Any] = {"decided_on": LATER} | changes
    record = given.recording(recorded_by, LATER)
    meeting.record_consent(resolution_id, decision(**arguments), record, party_committee=PARTY)


@pytest.mark.accepts("M8")
def test_m8_resolutions_are_numbered_and_listed_by_party_committee_or_government() -> None:
    meeting = given.held()
    assert given.adopt(meeting) == 1
    meeting = given.replayed(meeting)
    listed = Listing(supervised_by="government", listed_by=GOVERNMENT)
    assert given.adopt(meeting, resolution_id=derive("second"), listing=listed) == 2
    assert meeting.pending_events[-1].units == {COMMITTEE, GOVERNMENT}
    assert given.adopt(meeting, resolution_id=derive("third"), importance="ordinary", listing=None) == 3
    event: Any = meeting.pending_events[-1].event
    assert (event.number, event.importance, event.supervised_by, event.listed_by) == (3, "ordinary", None, None)


@pytest.mark.accepts("M8")
def test_m8_the_meeting_gives_advice() -> None:
    meeting = given.held()
    meeting.give_advice(derive("advice"), "建议将此项工作列入年度考核。")
    assert given.replayed(meeting).outcomes.advice == {derive("advice")}


@pytest.mark.refuses("M8")
def test_m8_nothing_is_resolved_before_the_meeting() -> None:
    meeting = given.noticed()
    with pytest.raises(refusals.MeetingNotHeld):
        given.adopt(meeting)
    with pytest.raises(refusals.MeetingNotHeld):
        meeting.give_advice(derive("advice"), "建议")


@pytest.mark.refuses("M8")
@pytest.mark.parametrize(
    "listing",
    [
        Listing(supervised_by="party_committee", listed_by=GOVERNMENT),
        Listing(supervised_by="government", listed_by=PARTY),
        Listing(supervised_by="government", listed_by=derive("unregistered")),
    ],
)
def test_m8_a_resolution_is_listed_by_the_right_unit(listing: Listing) -> None:
    with pytest.raises(refusals.ListedByAnother) as refused:
        given.adopt(given.held(), listing=listing)
    assert refused.value.rule == "M8"


@pytest.mark.refuses("M8")
def test_m8_a_listing_names_both_who_supervises_and_its_unit() -> None:
    for supervised_by, listed_by in ((None, PARTY), ("government", None)):
        with pytest.raises(refusals.ListedByAnother):
            listing_of(supervised_by, listed_by)
    assert listing_of(None, None) is None


@pytest.mark.refuses("M8")
def test_m8_an_outcome_is_recorded_once_and_not_after_the_report_or_minutes() -> None:
    meeting = given.resolved()
    with pytest.raises(refusals.OutcomeRepeated):
        given.adopt(meeting)
    given.minutes(meeting)
    with pytest.raises(refusals.OutcomesClosed):
        given.adopt(meeting, resolution_id=derive("second"))
    reported = given.held()
    given.report(reported)
    with pytest.raises(refusals.OutcomesClosed):
        reported.give_advice(derive("advice"), "建议")


def test_a_resolution_says_something() -> None:
    with pytest.raises(refusals.TextMissing):
        given.adopt(given.held(), text=" \n")


@pytest.mark.accepts("T1")
def test_t1_the_party_committee_consents_to_an_adopted_resolution_even_after_filing() -> None:
    meeting = given.resolved()
    given.report(meeting)
    given.minutes(meeting)
    meeting.file(LATER, today=LATER)
    meeting = given.replayed(meeting)
    consent(meeting)
    change = meeting.pending_events[-1]
    event: Any = change.event
    assert (event.resolution_id, event.meeting_id, event.committee_id) == (RESOLUTION, meeting.id, COMMITTEE)
    assert event.text == "开展校园周边环境集中整治。"
    assert change.decision == decision(decided_on=LATER)
    assert change.units == {COMMITTEE, PARTY}
    assert meeting.stage == "filed"


@pytest.mark.accepts("T1")
def test_t1_the_party_committees_own_approver_consents_without_paper() -> None:
    meeting = given.resolved()
    consent(meeting, recorded_by=PARTY, words=None, scan=None)
    assert meeting.outcomes.resolutions[RESOLUTION].consented


@pytest.mark.refuses("T1")
def test_t1_only_an_adopted_resolution_is_consented_to_and_once() -> None:
    meeting = given.resolved()
    with pytest.raises(refusals.ResolutionNotAdopted):
        consent(meeting, derive("never adopted"))
    consent(meeting)
    with pytest.raises(refusals.AlreadyConsented):
        consent(given.replayed(meeting))


@pytest.mark.refuses("T1")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"unit_id": GOVERNMENT}, refusals.ConsentedByAnother),
        ({"words": None}, refusals.ConsentEvidenceMissing),
        ({"scan": None}, refusals.ConsentEvidenceMissing),
        ({"person_id": None}, refusals.ConsentEvidenceMissing),
        ({"decided_on": LATER + timedelta(days=1)}, refusals.ConsentDayImpossible),
        ({"decided_on": MEETING_DAY - timedelta(days=1)}, refusals.ConsentDayImpossible),
    ],
)
def test_t1_consent_is_the_party_committees_with_its_evidence(changes: Any, refusal: Any) -> None:
    with pytest.raises(refusal) as refused:
        consent(given.resolved(), **changes)
    assert refused.value.rule == "T1"
