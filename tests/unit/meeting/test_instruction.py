from datetime import timedelta
from typing import Any

import pytest

from services.meeting.domain import instruction_refusals as no
from services.meeting.domain.instruction import Leader, Recipient
from shared.kernel.ids import derive
from tests.unit.meeting import matters_given as given
from tests.unit.meeting.given import COMMITTEE, DIGEST, GOVERNMENT, PARTY, decision, recording
from tests.unit.meeting.matters_given import GIVEN_DAY, ISSUE_DAY, OFFICE_MEETING, OPINIONS, PASSED_DAY


def consent(instruction: Any, opinions: Any = OPINIONS, recorded_by: Any = COMMITTEE, **changes: Any) -> None:
    told = decision(**({"decided_on": ISSUE_DAY} | changes))
    instruction.record_consent(opinions, told, recording(recorded_by, ISSUE_DAY), party_committee=PARTY)


@pytest.mark.accepts("M12")
def test_m12_a_visit_with_its_speech_is_a_matter_with_text_and_date() -> None:
    [change] = given.recorded().pending_events
    event: Any = change.event
    assert (change.owner_unit, change.effective_on) == (COMMITTEE, GIVEN_DAY)
    assert (event.kinds, event.document, event.leaders[0].person_id) == (("visit", "speech"), DIGEST, None)


@pytest.mark.accepts("M12")
def test_m12_opinions_passed_by_the_directors_office_become_work_when_the_party_committee_agrees() -> None:
    instruction = given.again(given.with_opinions())
    consent(instruction)
    [change] = instruction.pending_events
    event: Any = change.event
    assert (event.opinions_id, event.meeting_id, event.committee_id) == (OPINIONS, OFFICE_MEETING, COMMITTEE)
    assert (change.units, change.decision.unit_id) == ({COMMITTEE, PARTY}, PARTY)


@pytest.mark.accepts("M12")
def test_m12_a_special_report_goes_to_several_and_concerns_those_who_are_registered() -> None:
    instruction = given.with_opinions()
    given.report(instruction, approved_at=given.passing())
    change = instruction.pending_events[-1]
    event: Any = change.event
    assert change.units == {COMMITTEE, derive("province committee")}
    assert [one.name for one in event.recipients] == ["省关工委", "市人大"]
    assert event.approved_at == OFFICE_MEETING


@pytest.mark.accepts("M12")
def test_m12_the_dossier_is_closed_with_opinions_and_the_report_or_a_reason() -> None:
    reported = given.with_opinions()
    given.report(reported)
    reported.close(ISSUE_DAY, "", today=ISSUE_DAY)
    assert given.again(reported).closed_on == ISSUE_DAY
    unreported = given.with_opinions()
    unreported.close(ISSUE_DAY, "上级明确不要求报送。", today=ISSUE_DAY)
    assert given.again(unreported).closed_on == ISSUE_DAY


@pytest.mark.accepts("M12")
def test_m12_texts_campaigns_and_consent_may_come_after_closing() -> None:
    instruction = given.with_opinions()
    instruction.close(ISSUE_DAY, "上级明确不要求报送。", today=ISSUE_DAY)
    instruction.add_text(derive("text"), "instruction", "批示原文", GIVEN_DAY, DIGEST, today=ISSUE_DAY)
    instruction.link_campaign(derive("campaign"), "督导贯彻落实情况")
    consent(instruction)
    assert given.again(instruction).version == 6


@pytest.mark.refuses("M12")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kinds": ()}, no.InstructionIncomplete),
        ({"kinds": ("visit", "visit")}, no.InstructionIncomplete),
        ({"title": " "}, no.InstructionIncomplete),
        ({"leaders": ()}, no.InstructionIncomplete),
        ({"leaders": (Leader(office=" "),)}, no.InstructionIncomplete),
        ({"leaders": (Leader(office="省关工委主任", person_id=derive("person")),)}, no.LeaderNotRegistered),
        ({"given_on": PASSED_DAY + timedelta(days=1)}, no.InstructionDayImpossible),
    ],
)
def test_m12_what_is_missing_is_named(changes: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(refusal) as refused:
        given.recorded(**changes)
    assert refused.value.rule == "M12"


@pytest.mark.refuses("M12")
@pytest.mark.parametrize(
    ("passing", "opinions", "refusal"),
    [
        ({"kinds": ("plenary",)}, ["传达。"], no.NotByDirectorsOffice),
        ({"held_on": None}, ["传达。"], no.DirectorsOfficeNotHeld),
        ({}, [], no.OpinionsEmpty),
        ({}, ["传达。", " "], no.OpinionsEmpty),
    ],
)
def test_m12_opinions_are_passed_by_a_directors_office_meeting_that_was_held(
    passing: dict[str, Any], opinions: list[str], refusal: Any
) -> None:
    with pytest.raises(refusal) as refused:
        given.recorded().pass_opinions(OPINIONS, given.passing(**passing), opinions)
    assert refused.value.rule == "M12"


@pytest.mark.refuses("M12")
def test_m12_nothing_is_recorded_twice() -> None:
    instruction = given.with_opinions()
    given.report(instruction)
    text: Any = (derive("text"), "speech", "讲话全文", GIVEN_DAY, DIGEST)
    instruction.add_text(*text, today=ISSUE_DAY)
    instruction.link_campaign(derive("campaign"), "督导")
    for refusal, repeat in (
        (no.OpinionsRepeated, lambda: instruction.pass_opinions(OPINIONS, given.passing(), ["传达。"])),
        (no.SpecialReportRepeated, lambda: given.report(instruction)),
        (no.TextRepeated, lambda: instruction.add_text(*text, today=ISSUE_DAY)),
        (no.CampaignLinkedAlready, lambda: instruction.link_campaign(derive("campaign"), "督导")),
    ):
        with pytest.raises(refusal):
            repeat()


@pytest.mark.refuses("M12")
@pytest.mark.refuses("T1")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"unit_id": GOVERNMENT}, no.OpinionsConsentedByAnother),
        ({"words": None}, no.OpinionsConsentEvidenceMissing),
        ({"decided_on": PASSED_DAY - timedelta(days=1)}, no.OpinionsConsentDayImpossible),
        ({"decided_on": ISSUE_DAY + timedelta(days=1)}, no.OpinionsConsentDayImpossible),
    ],
)
def test_m12_t1_consent_is_the_party_committees_with_its_evidence(changes: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(refusal) as refused:
        consent(given.with_opinions(), **changes)
    assert refused.value.rule == "M12"


@pytest.mark.refuses("M12")
def test_m12_only_passed_opinions_are_consented_to_and_once() -> None:
    instruction = given.with_opinions()
    with pytest.raises(no.OpinionsNotPassed):
        consent(instruction, derive("never passed"))
    consent(instruction)
    with pytest.raises(no.OpinionsConsentedAlready):
        consent(given.again(instruction))


@pytest.mark.refuses("M12")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"recipients": ()}, no.RecipientsMissing),
        ({"recipients": (Recipient(name=" "),)}, no.RecipientsMissing),
        ({"recipients": (Recipient(name="市政协"), Recipient(name="市政协"))}, no.RecipientsMissing),
        ({"approved_at": given.passing(kinds=("regular",))}, no.NotByDirectorsOffice),
        ({"submitted_on": ISSUE_DAY + timedelta(days=1)}, no.InstructionDayImpossible),
        ({"submitted_on": GIVEN_DAY - timedelta(days=1)}, no.InstructionDayImpossible),
    ],
)
def test_m12_a_report_says_to_whom_and_when(changes: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(refusal) as refused:
        given.report(given.recorded(), **changes)
    assert refused.value.rule == "M12"


@pytest.mark.refuses("M12")
def test_m12_closing_waits_for_opinions_and_for_the_report_or_its_reason() -> None:
    with pytest.raises(no.ClosedWithoutOpinions):
        given.recorded().close(ISSUE_DAY, "不要求。", today=ISSUE_DAY)
    with pytest.raises(no.ClosedWithoutReport):
        given.with_opinions().close(ISSUE_DAY, " ", today=ISSUE_DAY)
    with pytest.raises(no.InstructionDayImpossible):
        given.with_opinions().close(GIVEN_DAY, "不要求。", today=ISSUE_DAY)


@pytest.mark.refuses("M12")
def test_m12_what_is_closed_takes_no_opinions_and_no_report() -> None:
    instruction = given.with_opinions()
    instruction.close(ISSUE_DAY, "不要求。", today=ISSUE_DAY)
    closed = given.again(instruction)
    for step in (
        lambda: closed.pass_opinions(derive("more"), given.passing(), ["传达。"]),
        lambda: given.report(closed),
        lambda: closed.close(ISSUE_DAY, "不要求。", today=ISSUE_DAY),
    ):
        with pytest.raises(no.InstructionClosed):
            step()


def test_the_party_committee_has_to_do_with_it_once_there_are_opinions() -> None:
    assert given.recorded().relations_of(PARTY, PARTY) == frozenset()
    assert given.with_opinions().relations_of(PARTY, PARTY) == {"party_committee"}
    assert given.with_opinions().relations_of(COMMITTEE, PARTY) == {"own"}
