"""Papers of matters that are no meetings: a transmittal's notice, an instruction's special report (M10, M12)."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.meeting.domain.paper_blanks import TO_WRITE
from shared.kernel.ids import derive
from tests.unit.meeting.desk import Desk, hold_office_meeting, instruction_body, issue, open_counties, opinions_body
from tests.unit.meeting.given import EDUCATION, JUSTICE, YOUTH_LEAGUE
from tests.unit.meeting.matters_given import COUNTY, INSTRUCTION, TRANSMITTAL
from tests.unit.meeting.office import STRANGER, Office
from tests.unit.meeting.paper_desk import MEETING, PaperDesk
from tests.unit.meeting.test_http import hold

AT = f"/instructions/{INSTRUCTION}"
MEMBERS = (EDUCATION, JUSTICE, YOUTH_LEAGUE)


async def said(desk: PaperDesk, kind: str, matter_kind: str, matter: UUID, status: int = 200) -> dict[str, Any]:
    asked = {"matter": str(matter), "matter_kind": matter_kind}
    found: dict[str, Any] = await desk.get(f"/paper-suggestions/{kind}", status, **asked)
    return found


async def drafted(desk: PaperDesk, kind: str, matter_kind: str, matter: UUID, /, status: int = 200) -> dict[str, Any]:
    text = await said(desk, kind, matter_kind, matter)
    text["text"] = text["text"].replace(TO_WRITE, "已经逐条落实。")
    text["signer"] = "林某某"
    about = {"matter_kind": matter_kind, "matter_id": str(matter), "text": await desk.keep(text), "addressees": []}
    return await desk.draft_paper(matter_kind, kind, status, **about)


async def recorded(office: Office) -> PaperDesk:
    """An instruction with opinions passed on 15 September; the clock stands on the 21st."""
    await open_counties(office)
    clerk = Desk(office)
    await hold_office_meeting(clerk)
    await clerk.post("/instructions", **instruction_body(await clerk.upload("视察情况")))
    await clerk.post(f"{AT}/pass-opinions", **opinions_body())
    return PaperDesk(office)


async def transmitted(office: Office, *units: UUID, **changes: Any) -> PaperDesk:
    await open_counties(office)
    office.clock.move_to(datetime(2023, 9, 21, 2, tzinfo=UTC))
    await issue(Desk(office), *units, **changes)
    return PaperDesk(office)


@pytest.mark.accepts("M10")
async def test_m10_a_transmittals_notice_says_what_it_asks_of_whom_and_by_when(office: Office) -> None:
    asked = {
        "tell_party_leader": True,
        "questions": ["怎样落实？", "有什么困难？"],
        "requirements": "分层次学习。\n联系实际。",
    }
    desk = await transmitted(office, COUNTY, *MEMBERS, **asked)
    text = await said(desk, "transmittal_notice", "transmittal", TRANSMITTAL)
    assert text["title"] == "市关工委关于传达贯彻省关工委《省关工委通知精神》的通知"
    assert text["addressees"] == ["各县（市）区关工委", "各成员单位"]
    for words in ("请于2023年10月8日前", "分层次学习。", "主要领导作一次汇报", "（一）怎样落实？"):
        assert words in text["text"]
    assert [one["title"] for one in text["attachments"]] == ["省关工委通知精神", "传达贯彻情况回执"]
    assert text["attachments"][1]["table"]["columns"][-1]["title"] == "汇报时间"


@pytest.mark.accepts("M10")
async def test_m10_units_that_are_not_all_are_named_and_the_leader_is_told_where_it_is_asked(office: Office) -> None:
    desk = await transmitted(office, EDUCATION, COUNTY, JUSTICE)
    text = await said(desk, "transmittal_notice", "transmittal", TRANSMITTAL)
    assert text["addressees"] == ["各县（市）区关工委", "市教育局", "市司法局"]
    assert "汇报" not in text["text"]
    assert "汇报" not in str(text["attachments"])


@pytest.mark.accepts("M10")
async def test_m10_a_meetings_notice_says_the_same_once_its_transmittal_was_begun(office: Office) -> None:
    desk = PaperDesk(office)
    await hold(office, desk)
    before = await said(desk, "transmittal_notice", "meeting", MEETING)
    assert "请于　　年　月　日前" in before["text"]
    assert before["addressees"] == ["各成员单位"]
    about = {"conveys": "meeting_spirit", "matter_id": str(MEETING), "title": "专题会议精神"}
    await issue(Desk(office), JUSTICE, **about)
    after = await said(desk, "transmittal_notice", "meeting", MEETING)
    assert "请于2023年10月8日前" in after["text"]
    assert after["addressees"] == ["市司法局"]


@pytest.mark.accepts("M12")
async def test_m12_a_special_report_says_what_was_given_passed_and_transmitted(office: Office) -> None:
    desk = await recorded(office)
    text = await said(desk, "report", "instruction", INSTRUCTION)
    assert text["title"] == "市关工委关于贯彻落实省关工委领导来我市视察精神情况的报告"
    assert (text["addressees"], text["copies_to"]) == (["市委"], ["省关工委"])
    assert text["text"].startswith("2023年9月12日，省关工委主任到第一中学视察、发表讲话。现将")
    assert "2023年9月15日，我委召开主任办公会，研究通过贯彻落实意见。\n（一）形成情况汇报。" in text["text"]
    assert "传达学习情况" not in text["text"]
    await issue(Desk(office), COUNTY, conveys="instruction", matter_id=str(INSTRUCTION), title="视察讲话精神")
    text = await said(desk, "report", "instruction", INSTRUCTION)
    assert "向各县（市）区关工委发出传达通知，要求于2023年10月8日前反馈。" in text["text"]
    assert text["text"].endswith("特此报告。")
    notice = await said(desk, "transmittal_notice", "instruction", INSTRUCTION)
    assert "请于2023年10月8日前" in notice["text"]


@pytest.mark.refuses("R6")
async def test_r6_what_is_still_to_be_written_is_not_checked(office: Office) -> None:
    desk = await recorded(office)
    text = await desk.keep(await said(desk, "report", "instruction", INSTRUCTION))
    about = {"matter_kind": "instruction", "matter_id": str(INSTRUCTION), "text": text, "addressees": []}
    await desk.draft_paper("report", "report", **about)
    refused = await PaperDesk(office, role="director").step("report", "check", 422)
    assert refused["code"] == "paper_not_filled"
    assert TO_WRITE in refused["detail"]


@pytest.mark.accepts("M12")
async def test_m12_an_issued_report_is_the_document_that_is_submitted_and_closing_ends_it(office: Office) -> None:
    desk = await recorded(office)
    await desk.set_style()
    for name in ("first", "second"):
        await drafted_as(desk, name)
    issued = await desk.step("first", "issue", issued_on="2023-09-21")
    report = {"report_id": str(derive("report")), "recipients": [{"name": "市委"}], "submitted_on": "2023-09-21"}
    await desk.post(f"{AT}/submit-report", document=issued["document"], **report)
    await desk.post(f"{AT}/close", closed_on="2023-09-21")
    refused = await desk.step("second", "issue", 422, issued_on="2023-09-21")
    assert (refused["rule"], refused["code"]) == ("M12", "instruction_closed")


async def drafted_as(desk: PaperDesk, name: str) -> None:
    text = {"title": "专题报告", "addressees": ["市委"], "text": "现将情况报告如下。", "signer": "林某某"}
    about = {"matter_kind": "instruction", "matter_id": str(INSTRUCTION), "text": await desk.keep(text)}
    await desk.numbered(name, "report", **about, addressees=[])


@pytest.mark.refuses("R6")
async def test_r6_a_matter_has_its_own_kinds_and_is_the_committees_own(office: Office) -> None:
    desk = await transmitted(office)
    refused = await said(desk, "request", "transmittal", TRANSMITTAL, 422)
    assert refused["code"] == "paper_kind_of_another_matter"
    described = office.parts.app.openapi()["paths"]["/meeting/v1/paper-suggestions/{kind}"]["get"]
    assert "422" in described["responses"]
    await said(desk, "transmittal_notice", "instruction", TRANSMITTAL, 404)
    await said(PaperDesk(office, unit=COUNTY), "transmittal_notice", "transmittal", TRANSMITTAL, 404)
    about = {"matter_kind": "transmittal", "matter_id": str(TRANSMITTAL), "addressees": []}
    text = await desk.keep({"title": "请示", "addressees": ["市委"], "text": "妥否，请批示。"})
    refused = await desk.draft_paper("request", "request", 422, **about, text=text)
    assert refused["code"] == "paper_kind_of_another_matter"
    notice = {"title": "通知", "addressees": ["各成员单位"], "text": "请传达。"}
    stranger = PaperDesk(office, unit=STRANGER)
    theirs = {**about, "committee_id": str(STRANGER), "text": await stranger.keep(notice)}
    refused = await stranger.draft_paper("theirs", "transmittal_notice", 422, **theirs)
    assert refused["code"] == "paper_matter_unknown"
    await desk.draft_paper("ours", "transmittal_notice", **about, text=await desk.keep(notice))
    assert (await desk.get("/papers", matter=str(TRANSMITTAL)))["items"][0]["matter_kind"] == "transmittal"


@pytest.mark.accepts("M11")
async def test_m11_papers_stand_in_the_dossier_of_what_is_passed_on(office: Office) -> None:
    desk = await recorded(office)
    await issue(Desk(office), COUNTY, conveys="instruction", matter_id=str(INSTRUCTION), title="视察讲话精神")
    await drafted(desk, "report", "instruction", INSTRUCTION)
    await desk.step("instruction", "withdraw", reason="不再印发。")
    text = {"title": "关于传达贯彻视察讲话精神的通知", "addressees": ["各县（市）区关工委"], "text": "请传达。"}
    about = {"matter_kind": "transmittal", "matter_id": str(TRANSMITTAL), "text": await desk.keep(text)}
    await desk.set_style()
    await desk.numbered("notice", "transmittal_notice", **about, addressees=[])
    await desk.step("notice", "issue", issued_on="2023-09-21")
    told = [one["sentence"] for one in (await desk.get(f"/dossiers/{INSTRUCTION}"))["items"]]
    report, notice = "市关工委关于贯彻落实省关工委领导来我市视察精神情况的报告", text["title"]
    assert [sum(title in sentence for sentence in told) for title in (report, notice)] == [2, 5], told
