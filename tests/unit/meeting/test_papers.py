"""A paper's way over HTTP: what each step lets through and what it refuses (R6)."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document

from services.meeting.domain.paper_blanks import TO_FILL
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, DEPUTY, DIRECTOR, EDUCATION, HOSPITAL, JUSTICE
from tests.unit.meeting.office import STRANGER, SUPERIOR, Office
from tests.unit.meeting.paper_desk import CHECKER, MEETING, PaperDesk, drafted_meeting, paper, prepared
from tests.unit.meeting.test_http import PATH


@pytest.mark.accepts("R6")
async def test_r6_a_paper_goes_from_draft_to_its_file(office: Office) -> None:
    desk = await prepared(office)
    assert await desk.numbered("notice") == "云关通〔2023〕1号"
    issued = await desk.step("notice", "issue", issued_on="2023-09-06")
    state = await desk.state("notice")
    assert state["stage"] == "issued"
    assert state["document"] == issued["document"]
    assert state["checked"]["checker"] == str(CHECKER)
    assert state["signed"]["signer"] == str(DIRECTOR)
    text = await file_text(desk, "notice")
    assert "云关通〔2023〕1号" in text
    assert "定于2023年9月20日召开会议。" in text
    assert "草　稿" not in text


@pytest.mark.accepts("R6")
async def test_r6_an_issued_request_is_the_document_that_the_meeting_submits(office: Office) -> None:
    desk = await drafted_meeting(office)
    await desk.numbered("request", "request")
    issued = await desk.step("request", "issue", issued_on="2023-09-06")
    await desk.post(f"{PATH}/submit-request", document=issued["document"])
    party = PaperDesk(office, unit=given.PARTY, role="party_approver")
    assert "妥否，请批示。" in await file_text(party, "request")


async def test_what_is_previewed_is_marked_as_a_draft(office: Office) -> None:
    desk = await prepared(office)
    await desk.draft_paper("notice")
    body = await download(desk, f"/papers/{paper('notice')}/preview.docx")
    headers = [one.text for section in Document(io.BytesIO(body)).sections for one in section.header.paragraphs]
    assert "草　稿（未印发）" in headers


@pytest.mark.refuses("R6")
async def test_r6_who_wrote_a_paper_does_not_check_it(office: Office) -> None:
    desk = await prepared(office)
    await desk.draft_paper("notice")
    refused = await desk.step("notice", "check", 422)
    assert (refused["rule"], refused["code"]) == ("R6", "checked_by_its_writer")
    director = PaperDesk(office, role="director")
    await director.step("notice", "check")


@pytest.mark.refuses("R6")
async def test_r6_what_a_suggestion_left_open_is_filled_before_it_is_checked(office: Office) -> None:
    desk = await prepared(office)
    await desk.draft_paper("open", "notice", words={"text": f"出席：{TO_FILL}"})
    director = PaperDesk(office, role="director")
    assert (await director.step("open", "check", 422))["code"] == "paper_not_filled"
    await desk.draft_paper("filled", "notice", words={"text": "出席：市教育局"})
    await director.step("filled", "check")


@pytest.mark.refuses("R6")
@pytest.mark.parametrize("verb", ["sign", "number", "issue"])
async def test_r6_no_step_is_left_out(office: Office, verb: str) -> None:
    desk = await prepared(office)
    await desk.draft_paper("notice")
    body = {"issued_on": "2023-09-06"} if verb == "issue" else {}
    assert (await desk.step("notice", verb, 422, **body))["code"] == "paper_out_of_turn"


@pytest.mark.refuses("R6")
async def test_r6_only_who_the_setting_names_signs(office: Office) -> None:
    desk = await prepared(office)
    await desk.checked("notice")
    by_deputy = await desk.on_paper(DEPUTY)
    assert (await desk.step("notice", "sign", 422, **by_deputy))["code"] == "signer_not_entitled"
    await desk.set_style(signing_offices=["deputy_director"])
    await desk.step("notice", "sign", **by_deputy)


@pytest.mark.refuses("R6")
async def test_r6_what_was_signed_on_paper_is_shown_by_its_scan(office: Office) -> None:
    desk = await prepared(office)
    await desk.checked("notice")
    refused = await desk.step("notice", "sign", 422, **await desk.on_paper(DIRECTOR, scan=None))
    assert refused["code"] == "paper_evidence_missing"


@pytest.mark.refuses("R6")
@pytest.mark.parametrize("kind", ["agenda"])
async def test_r6_what_carries_no_number_gets_none_and_is_issued_once_checked(office: Office, kind: str) -> None:
    desk = await prepared(office)
    await desk.checked(kind, kind)
    assert (await desk.step(kind, "number", 422))["code"] == "number_not_wanted"
    assert (await desk.step(kind, "issue", issued_on="2023-09-06"))["number"] is None


@pytest.mark.refuses("R6")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"addressees": ["市委", "市政府"]}, "not_one_addressee"),
        ({"addressees": []}, "not_one_addressee"),
        ({"text": "拟召开会议。"}, "wish_missing"),
        ({"title": " "}, "paper_text_malformed"),
        ({"table": {"columns": [{"title": "单位"}], "rows": [["甲", "乙"]]}}, "paper_text_malformed"),
    ],
)
async def test_r6_a_request_asks_one_body_and_ends_with_its_wish(
    office: Office, words: dict[str, Any], code: str
) -> None:
    desk = await drafted_meeting(office)
    status = 400 if code == "paper_text_malformed" else 422
    assert (await desk.draft_paper("request", "request", status, words=words))["code"] == code


@pytest.mark.refuses("R6")
async def test_r6_a_report_asks_nothing(office: Office) -> None:
    desk = await drafted_meeting(office)
    words = {
        "title": "关于会议情况的报告",
        "addressees": ["市委"],
        "text": "情况如下。妥否，请批示。",
        "signer": "林某某",
    }
    text = await desk.keep(words)
    assert (await desk.draft_paper("report", "report", 422, text=text))["code"] == "report_asks"


async def test_a_text_that_is_no_paper_is_refused(office: Office) -> None:
    desk = await prepared(office)
    refused = await desk.draft_paper("notice", "notice", 400, text=await desk.upload(b"\xff not json"))
    assert refused["code"] == "paper_text_malformed"


@pytest.mark.refuses("M5")
async def test_m5_a_meetings_notice_is_not_issued_before_the_party_committee_agrees(office: Office) -> None:
    desk = await drafted_meeting(office)
    await desk.numbered("notice")
    refused = await desk.step("notice", "issue", 422, issued_on="2023-09-06")
    assert (refused["rule"], refused["code"]) == ("M5", "meeting_not_approved")


@pytest.mark.refuses("M9")
async def test_m9_minutes_are_not_issued_before_the_meeting_was_held(office: Office) -> None:
    desk = await prepared(office)
    text = await desk.keep({"title": "专题会议纪要", "text": "会议议定以下事项。"})
    assert await desk.numbered("minutes", "minutes", text=text, addressees=[]) == "第1期"
    refused = await desk.step("minutes", "issue", 422, issued_on="2023-09-06")
    assert (refused["rule"], refused["code"]) == ("M9", "nothing_to_report")


@pytest.mark.accepts("R6")
async def test_r6_what_was_sent_back_is_revised_and_keeps_its_number(office: Office) -> None:
    desk = await prepared(office)
    assert await desk.numbered("notice") == "云关通〔2023〕1号"
    await desk.step("notice", "return", reason="开会时间有误。")
    assert (await desk.state("notice"))["stage"] == "returned"
    text = await desk.keep({"title": "关于召开会议的通知", "addressees": ["各成员单位"], "text": "改期召开。"})
    await desk.step("notice", "revise", text=text, addressees=[str(EDUCATION)])
    await desk.step("notice", "check", **await desk.on_paper(CHECKER))
    await desk.step("notice", "sign", **await desk.on_paper(DIRECTOR))
    assert (await desk.step("notice", "number"))["number"] == "云关通〔2023〕1号"
    assert await desk.numbered("another") == "云关通〔2023〕2号"


JOINT = {"bodies": [str(COMMITTEE), str(EDUCATION), str(JUSTICE)]}


@pytest.mark.accepts("R6")
async def test_r6_a_joint_paper_is_numbered_when_every_body_has_signed(office: Office) -> None:
    desk = await prepared(office)
    await desk.checked("notice", **JOINT)
    await desk.cosigned("notice", EDUCATION)  # before the committee's own or after
    await desk.step("notice", "sign", **await desk.on_paper(DIRECTOR))
    refused = await desk.step("notice", "number", 422)
    assert (refused["code"], refused["missing"]) == ("cosignatures_missing", [str(JUSTICE)])
    assert "还有1个机关没有会签，不能编号" in refused["detail"]
    await desk.cosigned("notice", JUSTICE)
    signed = (await desk.state("notice"))["cosigned"]
    assert [(one["body"], one["decision"]["unit_id"]) for one in signed] == [(str(EDUCATION),) * 2, (str(JUSTICE),) * 2]
    assert (await desk.step("notice", "number"))["number"] == "云关通〔2023〕1号"
    assert (await desk.cosigned("notice", JUSTICE, 422))["code"] == "paper_out_of_turn"
    await desk.step("notice", "issue", issued_on="2023-09-06")


@pytest.mark.refuses("R6")
async def test_r6_what_carries_no_number_is_issued_when_every_body_has_signed(office: Office) -> None:
    desk = await prepared(office)
    await desk.checked("agenda", "agenda", **JOINT, addressees=[])
    await desk.cosigned("agenda", EDUCATION)
    refused = await desk.step("agenda", "issue", 422, issued_on="2023-09-06")
    assert (refused["code"], refused["missing"]) == ("cosignatures_missing", [str(JUSTICE)])
    await desk.cosigned("agenda", JUSTICE)
    await desk.step("agenda", "issue", issued_on="2023-09-06")


@pytest.mark.refuses("R6")
async def test_r6_only_another_body_of_the_paper_signs_it_once_and_by_its_scan(office: Office) -> None:
    desk = await prepared(office)
    await desk.draft_paper("notice", **JOINT)
    assert (await desk.cosigned("notice", EDUCATION, 422))["code"] == "paper_out_of_turn"
    await desk.step("notice", "check", **await desk.on_paper(CHECKER))
    for body in (COMMITTEE, HOSPITAL):
        assert (await desk.cosigned("notice", body, 422))["code"] == "cosigner_not_issuing"
    for wrong in ({"scan": None}, {"person_id": None}, {"unit_id": str(JUSTICE)}):
        decision = await desk.on_paper(CHECKER, **({"unit_id": str(EDUCATION)} | wrong))
        refused = await desk.step("notice", "cosign", 422, body=str(EDUCATION), **decision)
        assert refused["code"] == "paper_evidence_missing"
    assert (await desk.cosigned("notice", EDUCATION, 422, decided_on="2023-09-01"))["code"] == "paper_day_impossible"
    await desk.cosigned("notice", EDUCATION)
    assert (await desk.cosigned("notice", EDUCATION, 422))["code"] == "cosigned_already"


@pytest.mark.accepts("R6")
async def test_r6_what_is_sent_back_is_signed_anew_by_every_body(office: Office) -> None:
    desk = await prepared(office)
    await desk.signed("notice", **JOINT)
    await desk.cosigned("notice", EDUCATION)
    await desk.cosigned("notice", JUSTICE)
    await desk.step("notice", "number")
    await desk.step("notice", "return", reason="写明期限。")
    assert "cosigned" not in await desk.state("notice")
    text = await desk.keep({"title": "关于召开会议的通知", "addressees": ["各成员单位"], "text": "改期召开。"})
    await desk.step("notice", "revise", text=text, addressees=[str(EDUCATION)], **JOINT)
    await desk.step("notice", "check", **await desk.on_paper(CHECKER))
    await desk.step("notice", "sign", **await desk.on_paper(DIRECTOR))
    assert (await desk.step("notice", "number", 422))["code"] == "cosignatures_missing"


@pytest.mark.accepts("R6")
async def test_r6_a_withdrawn_papers_number_is_given_to_the_next_one(office: Office) -> None:
    desk = await prepared(office)
    assert [await desk.numbered(name) for name in ("a", "b")] == ["云关通〔2023〕1号", "云关通〔2023〕2号"]
    await desk.step("a", "withdraw", reason="会议改期。")
    assert [await desk.numbered(name) for name in ("c", "d")] == ["云关通〔2023〕1号", "云关通〔2023〕3号"]


@pytest.mark.refuses("R6")
async def test_r6_an_issued_paper_stands(office: Office) -> None:
    desk = await prepared(office)
    await desk.numbered("notice")
    await desk.step("notice", "issue", issued_on="2023-09-06")
    for verb in ("return", "withdraw"):
        assert (await desk.step("notice", verb, 422, reason="有误"))["code"] == "paper_out_of_turn"
    assert (await desk.step("notice", "issue", 422, issued_on="2023-09-06"))["code"] == "paper_out_of_turn"


@pytest.mark.refuses("R6")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type_words": {"notice": "发"}}, "word_reserved"),
        ({"type_words": {"notice": "关督"}}, "word_reserved"),
        ({"type_words": {"notice": "请"}}, "word_malformed"),
        ({"type_words": {"agenda": "程"}}, "unknown_paper_kind"),
        ({"code_word": "YG"}, "word_malformed"),
        ({"signing_offices": []}, "style_incomplete"),
        ({"red_head": False, "with_word": True}, "style_incomplete"),
    ],
)
async def test_r6_a_setting_that_would_mix_up_numbers_is_refused(
    office: Office, changes: dict[str, Any], code: str
) -> None:
    desk = await drafted_meeting(office)
    assert (await desk.set_style(422, **changes))["code"] == code


@pytest.mark.refuses("R6")
async def test_r6_without_a_code_word_nothing_is_numbered(office: Office) -> None:
    desk = await prepared(office)
    await desk.set_style(code_word="")
    await desk.signed("notice")
    assert (await desk.step("notice", "number", 422))["code"] == "code_word_missing"


async def test_a_setting_counts_from_its_day(office: Office) -> None:
    desk = await prepared(office)
    await desk.set_style(code_word="山关", on="2024-01-01")
    assert await desk.numbered("a") == "云关通〔2023〕1号"
    office.clock.move_to(datetime(2024, 1, 2, 2, tzinfo=UTC))
    assert await desk.numbered("b") == "山关通〔2024〕1号"


async def test_minutes_are_numbered_by_issue_or_by_year(office: Office) -> None:
    desk = await prepared(office)
    text = await desk.keep({"title": "专题会议纪要", "text": "会议议定以下事项。"})
    assert await desk.numbered("a", "minutes", text=text, addressees=[]) == "第1期"
    await desk.set_style(minutes_series="year")
    assert await desk.numbered("b", "minutes", text=text, addressees=[]) == "〔2023〕2号"


async def test_a_draft_is_the_offices_own_and_the_issued_paper_tells_others_nothing_of_its_way(office: Office) -> None:
    desk = await prepared(office)
    await desk.numbered("notice")
    invited, superior = PaperDesk(office, unit=EDUCATION, role="liaison"), PaperDesk(office, unit=SUPERIOR)
    for other in (invited, superior):
        await other.get(f"/papers/{paper('notice')}", 404)
    await desk.step("notice", "issue", issued_on="2023-09-06")
    for other in (invited, superior):
        shown = await other.state("notice")
        assert shown["number"] == "云关通〔2023〕1号"
        assert not {"text", "writer", "checked", "signed", "returns"} & set(shown)
    assert "定于2023年9月20日" in await file_text(invited, "notice")
    for unit in (HOSPITAL, STRANGER):
        await PaperDesk(office, unit=unit).get(f"/papers/{paper('notice')}/file", 404)
    await invited.get(f"/papers/{paper('notice')}/preview.docx", 404)
    await invited.get("/paper-suggestions/notice", 404, matter=str(MEETING))


async def test_papers_are_listed_by_their_matter(office: Office) -> None:
    desk = await prepared(office)
    await desk.draft_paper("a")
    await desk.draft_paper("b", "agenda", addressees=[])
    listed = await desk.get("/papers", matter=str(MEETING))
    assert {one["kind"] for one in listed["items"]} == {"notice", "agenda"}
    only = await desk.get("/papers", matter=str(MEETING), kind="agenda", stage="drafted")
    assert [one["paper_id"] for one in only["items"]] == [str(paper("b"))]
    assert (await desk.get("/papers", matter=str(COMMITTEE)))["items"] == []


async def test_anothers_meeting_gets_no_paper(office: Office) -> None:
    desk = await prepared(office)
    stranger = PaperDesk(office, unit=STRANGER)
    body = {"committee_id": str(STRANGER), "addressees": [str(JUSTICE)]}
    assert (await stranger.draft_paper("theirs", "notice", 422, **body))["code"] == "paper_matter_unknown"
    await stranger.draft_paper("ours", "notice", 404)
    await desk.draft_paper("ours")


async def download(desk: PaperDesk, path: str) -> bytes:
    await desk.office.settle()
    async with desk.office.client(desk._unit, desk._role) as client:
        response = await client.get(path)
    assert response.status_code == 200, response.text
    return response.content


async def file_text(desk: PaperDesk, name: str) -> str:
    document = Document(io.BytesIO(await download(desk, f"/papers/{paper(name)}/file")))
    parts = [*(one.text for one in document.paragraphs), *(one.text for one in document.sections[0].header.paragraphs)]
    return "\n".join(parts)
