"""A meeting's and an instruction's dossier over HTTP: what belongs to it, in order, for whom, and what came after."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.kernel.ids import derive
from tests.unit.meeting.desk import Desk, give_return, hold_office_meeting, instruction_body, issue, opinions_body
from tests.unit.meeting.given import COMMITTEE, DIRECTOR, EDUCATION, JUSTICE, PARTY
from tests.unit.meeting.matters_given import INSTRUCTION, OFFICE_MEETING, OPINIONS, TRANSMITTAL
from tests.unit.meeting.office import STRANGER, SUPERIOR, Office
from tests.unit.meeting.paper_desk import prepared
from tests.unit.meeting.test_http import MEETING

AT = f"/instructions/{INSTRUCTION}"
PAPER = "meeting.paper"
DOSSIER = f"/dossiers/{INSTRUCTION}"


async def record(clerk: Desk) -> None:
    await hold_office_meeting(clerk)
    await clerk.post("/instructions", **instruction_body(await clerk.upload("视察情况")))


async def close(clerk: Desk) -> None:
    await record(clerk)
    await clerk.post(f"{AT}/pass-opinions", **opinions_body())
    recipients = [{"name": "省关工委", "unit_id": str(SUPERIOR)}, {"name": "市人大"}]
    report = {"report_id": str(derive("report")), "document": await clerk.upload("专题汇报"), "recipients": recipients}
    await clerk.post(f"{AT}/submit-report", submitted_on="2023-09-20", **report)
    await clerk.post(f"{AT}/close", closed_on="2023-09-21")


@pytest.mark.accepts("M11")
@pytest.mark.accepts("M12")
async def test_m11_m12_an_instruction_is_followed_to_its_closing_and_what_comes_after_is_an_addition(
    office: Office,
) -> None:
    clerk = Desk(office)
    await close(clerk)
    await clerk.post(f"{AT}/record-consent", opinions_id=str(OPINIONS), decision=await clerk.evidence("2023-09-20"))
    await issue(clerk, EDUCATION, conveys="instruction", matter_id=str(INSTRUCTION), title="视察讲话精神")
    await give_return(office, EDUCATION, held_on="2023-09-20")
    dossier = await clerk.get(DOSSIER)
    assert (dossier["kind"], dossier["title"]) == ("instruction", "视察、讲话：省关工委领导来我市视察")
    assert dossier["committee_name"] == "市关工委"
    assert [(one["number"], one["addition"], one["type"].partition(".")[2]) for one in dossier["items"]] == [
        (1, False, "instruction.recorded"),
        (2, False, "instruction.opinions_passed"),
        (3, False, "instruction.report_submitted"),
        (4, False, "instruction.closed"),
        (5, True, "instruction.opinions_consented"),
        (6, True, "transmittal.issued"),
        (7, True, "transmittal_return.submitted"),
    ]
    first, passed, report, _, consented, issued, returned = dossier["items"]
    assert first["sentence"] == "市关工委记录省关工委主任2023年9月12日的视察、讲话：省关工委领导来我市视察"
    assert [paper["title"] for paper in first["documents"]] == ["视察、讲话：省关工委领导来我市视察"]
    assert passed["links"] == [{"service": "meeting", "kind": "meeting", "id": str(OFFICE_MEETING)}]
    assert report["sentence"] == "市关工委于2023年9月20日向省关工委、市人大报送专题汇报"
    assert (consented["unit_id"], consented["unit_name"]) == (str(PARTY), "市委")
    assert [paper["title"] for paper in consented["documents"]] == ["批示原文", "批示扫描件"]
    assert consented["links"] == [{"service": "tasking", "kind": "plan", "id": str(derive("plan", OPINIONS))}]
    assert issued["links"] == [{"service": "meeting", "kind": "transmittal", "id": str(TRANSMITTAL)}]
    assert returned["sentence"] == "市教育局反馈：2023年9月20日集中、线上传达，21人参加"


@pytest.mark.accepts("M11")
async def test_m11_a_meetings_dossier_holds_its_way_and_its_papers(office: Office) -> None:
    clerk = Desk(office)
    await hold_office_meeting(clerk)
    path = f"/meetings/{OFFICE_MEETING}"
    minutes = await clerk.upload("纪要")
    await clerk.post(f"{path}/issue-minutes", document=minutes, issued_on="2023-09-20")
    await clerk.post(f"{path}/file", filed_on="2023-09-20")
    office.clock.move_to(datetime(2023, 9, 22, 2, tzinfo=UTC))
    await issue(clerk, EDUCATION, conveys="meeting_spirit", matter_id=str(OFFICE_MEETING), title="会议精神")
    dossier = await clerk.get(f"/dossiers/{OFFICE_MEETING}")
    assert (dossier["kind"], dossier["title"]) == ("meeting", "主任办公会：研究贯彻落实意见")
    told = [(one["number"], one["on"], one["addition"]) for one in dossier["items"]]
    assert told == [
        (1, "2023-09-01", False),
        (2, "2023-09-01", False),
        (3, "2023-09-21", False),
        (4, "2023-09-21", False),
        (5, "2023-09-21", False),
        (6, "2023-09-22", True),
    ]
    assert dossier["items"][3]["documents"] == [{"digest": minutes, "title": "会议纪要"}]
    first = await clerk.get(f"/dossiers/{OFFICE_MEETING}", limit=4)
    rest = await clerk.get(f"/dossiers/{OFFICE_MEETING}", limit=4, cursor=first["cursor"])
    assert first["items"] + rest["items"] == dossier["items"]
    assert rest["cursor"] is None
    turned = await clerk.get(f"/dossiers/{OFFICE_MEETING}", latest_first=True)
    assert turned["items"] == dossier["items"][::-1]
    first = await clerk.get(f"/dossiers/{OFFICE_MEETING}", latest_first=True, limit=4)
    rest = await clerk.get(f"/dossiers/{OFFICE_MEETING}", latest_first=True, limit=4, cursor=first["cursor"])
    assert first["items"] + rest["items"] == turned["items"]


@pytest.mark.accepts("M11")
async def test_m11_a_dossier_says_which_paper_was_checked_signed_and_numbered(office: Office) -> None:
    desk = await prepared(office)
    await desk.checked("first")
    await desk.step("first", "return", reason="写明期限。")
    await desk.numbered("second")
    told = (await desk.get(f"/dossiers/{MEETING}"))["items"]
    of_papers = {one["type"].rpartition(".")[2]: one["sentence"] for one in told if one["subject"]["kind"] == PAPER}
    named = "（通知《市关工委关于召开校园周边环境整治专题会议的通知》）"
    for verb in ("checked", "returned", "signed", "numbered"):
        assert of_papers[verb].endswith(named), of_papers[verb]
    assert "《" not in of_papers["drafted"]  # the draft's own sentence names it already


@pytest.mark.accepts("M11")
async def test_m11_a_dossiers_files_are_listed_once_each_and_the_oldest_first(office: Office) -> None:
    desk = await prepared(office)
    number = await desk.numbered("notice")
    await desk.step("notice", "issue", issued_on=str(desk.today))
    everything = (await desk.get(f"/dossiers/{MEETING}", limit=200))["items"]
    listed = await desk.get(f"/dossiers/{MEETING}", files=True)
    files = listed["items"]
    assert [one["number"] for one in files] == list(range(1, len(files) + 1))
    assert [one["recorded_at"] for one in files] == sorted(one["recorded_at"] for one in files)
    digests = [one["documents"][0]["digest"] for one in files]
    assert digests == list(dict.fromkeys(paper["digest"] for one in everything for paper in one["documents"]))
    assert all(len(one["documents"]) == 1 for one in files)
    assert len(files) < len(everything)
    titles = [one["documents"][0]["title"] for one in files]
    assert titles[0] == "会前请示"
    assert titles[-2:] == ["签发稿扫描件", "通知：市关工委关于召开校园周边环境整治专题会议的通知"]
    assert [one["paper_number"] for one in files[-2:]] == [None, number]
    first = await desk.get(f"/dossiers/{MEETING}", files=True, limit=2)
    rest = await desk.get(f"/dossiers/{MEETING}", files=True, cursor=first["cursor"])
    assert (first["items"] + rest["items"], rest["cursor"]) == (files, None)
    then = await desk.get(f"/dossiers/{MEETING}", files=True, as_of=files[0]["recorded_at"])
    assert then["items"] == files[:1]
    await Desk(office, STRANGER).get(f"/dossiers/{MEETING}", 404, files=True)


@pytest.mark.accepts("M11")
async def test_m11_the_same_file_is_one_file_however_often_it_goes_up(office: Office) -> None:
    clerk = Desk(office)
    await hold_office_meeting(clerk)
    minutes = await clerk.upload("纪要")
    path = f"/meetings/{OFFICE_MEETING}"
    await clerk.post(f"{path}/issue-minutes", document=minutes, issued_on="2023-09-20")
    await clerk.post(f"{path}/file", filed_on="2023-09-20")
    await issue(clerk, EDUCATION, conveys="meeting_spirit", matter_id=str(OFFICE_MEETING), document=minutes)
    everything = (await clerk.get(f"/dossiers/{OFFICE_MEETING}"))["items"]
    assert [paper["digest"] for one in everything for paper in one["documents"]] == [minutes, minutes]
    [file] = (await clerk.get(f"/dossiers/{OFFICE_MEETING}", files=True))["items"]
    assert file["documents"] == [{"digest": minutes, "title": "会议纪要"}]
    assert not file["addition"]


@pytest.mark.accepts("M11")
async def test_m11_a_dossier_is_read_as_it_was_at_a_past_moment(office: Office) -> None:
    clerk = Desk(office)
    await close(clerk)
    office.clock.move_to(datetime(2023, 9, 25, tzinfo=UTC))
    text = {"text_id": str(derive("text")), "kind": "instruction", "title": "批示", "given_on": "2023-09-24"}
    await clerk.post(f"{AT}/add-text", document=await clerk.upload("批示原文"), **text)
    now = await clerk.get(DOSSIER)
    assert [one["addition"] for one in now["items"]] == [False, False, False, False, True]
    closing = now["items"][2]["recorded_at"]
    then = await clerk.get(DOSSIER, as_of=closing)
    assert ([one["number"] for one in then["items"]], then["closed_at"]) == ([1, 2, 3], None)
    await clerk.get(DOSSIER, 400, as_of="2024-01-01T00:00:00Z")


@pytest.mark.refuses("M11")
async def test_m11_a_dossier_shows_each_unit_what_that_unit_may_see(office: Office) -> None:
    clerk = Desk(office)
    await record(clerk)
    await issue(clerk, EDUCATION, JUSTICE, conveys="instruction", matter_id=str(INSTRUCTION))
    await give_return(office, EDUCATION, held_on="2023-09-20")
    for unit, seen in ((COMMITTEE, 3), (SUPERIOR, 3)):
        assert len((await Desk(office, unit).get(DOSSIER))["items"]) == seen
    for unit in (STRANGER, EDUCATION, PARTY):
        await Desk(office, unit).get(DOSSIER, 404)
    await clerk.get(f"/dossiers/{TRANSMITTAL}", 404)
    draft = {"meeting_id": str(derive("draft")), "committee_id": str(COMMITTEE), "hosts": [str(COMMITTEE)]}
    await clerk.post("/meetings", kinds=["regular"], joint=False, **draft)
    assert len((await clerk.get(f"/dossiers/{derive('draft')}"))["items"]) == 1
    await Desk(office, SUPERIOR).get(f"/dossiers/{derive('draft')}", 404)
    await Desk(office, COMMITTEE, "auditor").get(f"/dossiers/{derive('draft')}", 404)


@pytest.mark.refuses("M11")
async def test_m11_a_member_reads_of_the_meeting_but_not_what_others_returned(office: Office) -> None:
    clerk = Desk(office)
    body = {"meeting_id": str(OFFICE_MEETING), "committee_id": str(COMMITTEE), "hosts": [str(COMMITTEE)]}
    await clerk.post("/meetings", kinds=["regular"], joint=False, **body)
    path = f"/meetings/{OFFICE_MEETING}"
    await clerk.post(f"{path}/issue-notice", held_at="2023-09-15T01:00:00Z", place="会议室", scope="all_members")
    office.clock.move_to(datetime(2023, 9, 21, 2, tzinfo=UTC))
    await clerk.post(f"{path}/hold", held_on="2023-09-15", chair=str(DIRECTOR))
    await issue(clerk, EDUCATION, JUSTICE, conveys="meeting_spirit", matter_id=str(OFFICE_MEETING))
    await give_return(office, JUSTICE, held_on="2023-09-20")
    own = await clerk.get(f"/dossiers/{OFFICE_MEETING}")
    members = await Desk(office, EDUCATION, "liaison").get(f"/dossiers/{OFFICE_MEETING}")
    assert [one["number"] for one in own["items"]] == [1, 2, 3, 4, 5]
    assert [one["number"] for one in members["items"]] == [1, 2, 3, 4]


async def test_what_an_instruction_names_is_read_by_whom_it_concerns(office: Office) -> None:
    clerk = Desk(office)
    await close(clerk)
    decision = await clerk.evidence("2023-09-20")
    await clerk.post(f"{AT}/record-consent", opinions_id=str(OPINIONS), decision=decision)
    document = (await clerk.get(AT))["reports"][0]["document"]
    for digest in (document, decision["words"], decision["scan"]):
        for unit, status in ((SUPERIOR, 200), (PARTY, 200), (EDUCATION, 404), (STRANGER, 404)):
            async with office.client(unit) as client:
                assert (await client.get(f"/documents/{digest}")).status_code == status


@pytest.mark.refuses("M12")
async def test_m12_the_registry_and_the_log_decide(office: Office) -> None:
    clerk = Desk(office)
    await hold_office_meeting(clerk)
    document = await clerk.upload("视察情况")
    registered: dict[str, Any] = {"office": "本会主任", "unit_id": str(COMMITTEE), "person_id": str(DIRECTOR)}
    unknown = registered | {"person_id": str(derive("nobody"))}
    refused = await clerk.post("/instructions", 422, **instruction_body(document, leaders=[unknown]))
    assert (refused["rule"], refused["code"]) == ("M12", "leader_not_registered")
    nowhere = {"office": "某单位领导", "unit_id": str(derive("nowhere"))}
    refused = await clerk.post("/instructions", 422, **instruction_body(document, leaders=[nowhere]))
    assert refused["rule"] == "O1"
    foreign = instruction_body(document, committee_id=str(EDUCATION))
    refused = await Desk(office, EDUCATION).post("/instructions", 422, **foreign)
    assert refused["code"] == "instruction_incomplete"
    await clerk.post("/instructions", **instruction_body(document, leaders=[registered]))
    await Desk(office, STRANGER).post(f"{AT}/pass-opinions", 404, **opinions_body())
    await Desk(office, SUPERIOR).post(f"{AT}/pass-opinions", 404, **opinions_body())
    await clerk.post(f"{AT}/pass-opinions", 404, **opinions_body(meeting_id=str(derive("no such meeting"))))
    refused = await clerk.post(f"{AT}/close", 422, closed_on="2023-09-21")
    assert refused["code"] == "closed_without_opinions"
    await clerk.post(f"{AT}/pass-opinions", **opinions_body())
    refused = await clerk.post(f"{AT}/close", 422, closed_on="2023-09-21")
    assert refused["code"] == "closed_without_report"


@pytest.mark.accepts("M12")
async def test_m12_the_party_committees_own_approver_consents_without_paper(office: Office) -> None:
    clerk, approver = Desk(office), Desk(office, PARTY, "party_approver")
    await record(clerk)
    decision = {"unit_id": str(PARTY), "decided_on": "2023-09-20"}
    await approver.post(f"{AT}/record-consent", 404, opinions_id=str(OPINIONS), decision=decision)
    await clerk.post(f"{AT}/pass-opinions", **opinions_body())
    await approver.post(f"{AT}/record-consent", opinions_id=str(OPINIONS), decision=decision)
    [opinions] = (await clerk.get(AT))["opinions"]
    assert (opinions["consent"]["unit_id"], opinions["opinions"][1]["number"]) == (str(PARTY), 2)
    assert [one["title"] for one in (await clerk.get("/instructions"))["items"]] == ["省关工委领导来我市视察"]
