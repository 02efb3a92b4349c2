"""A supervision case from listing to closing (S3)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.supervision.domain import refusals as no
from services.supervision.domain.case import SupervisionCase
from services.supervision.domain.number import NumberText, check_number
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive

COMMITTEE, PROVINCE, PARTY, LEAD, OTHER, RESOLUTION, MEETING = (
    derive("test", name) for name in ("committee", "province", "party", "lead", "other", "resolution", "meeting")
)
NOTICE: dict[str, Any] = {
    "number": "鸡关督〔2023〕1号",
    "body": "鸡关督",
    "type": "督办通知单",
    "year": 2023,
    "sequence": 1,
    "lead": LEAD,
    "co_units": (OTHER,),
    "answer_due": date(2023, 9, 15),
    "requirements": "请按期书面答复。",
    "issued_on": date(2023, 8, 15),
}


TODAY = date(2023, 8, 15)


def report(case: SupervisionCase, on: date, to: UUID = PARTY) -> None:
    case.report(to, "digest", on, above={PROVINCE, PARTY})


def a_case(*, noticed: bool = True) -> SupervisionCase:
    case = SupervisionCase(SupervisionCase.stream_of(RESOLUTION))
    case.open(
        committee_id=COMMITTEE,
        resolution_id=RESOLUTION,
        meeting_id=MEETING,
        text="校园周边环境整治",
        supervised_by="party_committee",
        listed_by=PARTY,
    )
    if noticed:
        case.issue_notice(TODAY, **NOTICE)
    return case


@pytest.mark.accepts("S3")
def test_s3_a_case_is_noticed_answered_reported_and_closed() -> None:
    case = a_case()
    case.answer(LEAD, "已经落实。", None, date(2023, 9, 14))
    report(case, date(2023, 9, 18))
    case.close("已办结", date(2023, 9, 20))
    kinds = [type(change.event).__name__ for change in case.pending_events]
    assert kinds == ["Opened", "NoticeIssued", "Answered", "Reported", "Closed"]


def test_s3_an_answer_after_its_date_is_late_and_kept() -> None:
    case = a_case()
    case.answer(LEAD, "已经落实。", None, date(2023, 9, 16))
    event = case.pending_events[-1].event
    assert isinstance(event, SupervisionCase.Answered)
    assert event.late
    case.answer(LEAD, "补充情况。", None, date(2023, 9, 15))
    event = case.pending_events[-1].event
    assert isinstance(event, SupervisionCase.Answered)
    assert not event.late


@pytest.mark.refuses("S3")
def test_s3_refuses_to_close_before_the_report_upward() -> None:
    case = a_case()
    case.answer(LEAD, "已经落实。", None, date(2023, 9, 14))
    with pytest.raises(no.CaseNotReported):
        case.close("已办结", date(2023, 9, 20))


def test_s3_refuses_to_close_before_the_lead_unit_answers() -> None:
    case = a_case()
    case.answer(OTHER, "配合情况。", None, date(2023, 9, 14))
    with pytest.raises(no.CaseNotAnswered):
        case.close("已办结", date(2023, 9, 20))


def test_s3_refuses_a_second_notice() -> None:
    with pytest.raises(no.NoticeAlreadyIssued):
        a_case().issue_notice(TODAY, **NOTICE)


def test_s3_refuses_a_date_for_the_answer_before_the_notice() -> None:
    with pytest.raises(no.AnswerDueNotValid):
        a_case(noticed=False).issue_notice(TODAY, **{**NOTICE, "answer_due": date(2023, 8, 14)})


@pytest.mark.refuses("S3")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"requirements": " "}, no.RequirementsMissing),
        ({"issued_on": date(2023, 8, 16)}, no.IssueDayNotValid),
    ],
)
def test_s3_refuses_a_notice_without_requirements_or_of_a_day_to_come(
    changed: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        a_case(noticed=False).issue_notice(TODAY, **{**NOTICE, **changed})


@pytest.mark.refuses("S3")
@pytest.mark.parametrize(
    "number",
    [
        NumberText(body="", year=2023, sequence=1),
        NumberText(body="JGD", year=2023, sequence=1),
        NumberText(body="鸡关督", year=23, sequence=1),
        NumberText(body="鸡关督", year=2023, sequence=0),
    ],
)
def test_s3_refuses_what_is_no_document_number(number: NumberText) -> None:
    with pytest.raises(no.NumberMalformed):
        check_number(number)


@pytest.mark.refuses("S3")
def test_s3_refuses_a_report_that_does_not_go_upward() -> None:
    case = a_case()
    report(case, TODAY, PROVINCE)
    with pytest.raises(no.ReportNotUpward):
        report(case, TODAY, OTHER)


@pytest.mark.refuses("S3")
def test_s3_what_was_reported_before_the_answer_does_not_close_a_case() -> None:
    case = a_case()
    report(case, date(2023, 9, 1))
    case.answer(LEAD, "已经落实。", None, date(2023, 9, 14))
    with pytest.raises(no.CaseNotReported):
        case.close("已办结", date(2023, 9, 20))
    report(case, date(2023, 9, 18), PROVINCE)
    with pytest.raises(no.CaseNotReported):
        case.close("已办结", date(2023, 9, 20))
    report(case, date(2023, 9, 19))
    case.close("已办结", date(2023, 9, 20))


@pytest.mark.refuses("S3")
def test_s3_refuses_to_close_without_a_reason() -> None:
    case = a_case()
    case.answer(LEAD, "已经落实。", None, date(2023, 9, 14))
    report(case, date(2023, 9, 18))
    with pytest.raises(no.CloseReasonMissing):
        case.close(" ", date(2023, 9, 20))


def test_s3_refuses_answers_without_notice_or_words() -> None:
    with pytest.raises(no.NoticeNotIssued):
        a_case(noticed=False).answer(LEAD, "已经落实。", None, date(2023, 9, 14))
    with pytest.raises(no.AnswerEmpty):
        a_case().answer(LEAD, "  ", None, date(2023, 9, 14))


def test_s3_a_closed_case_stays_closed() -> None:
    case = a_case()
    case.answer(LEAD, "已经落实。", None, date(2023, 9, 14))
    report(case, date(2023, 9, 18))
    case.close("已办结", date(2023, 9, 20))
    with pytest.raises(no.CaseIsClosed):
        report(case, date(2023, 9, 21))
