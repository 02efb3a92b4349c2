"""What a draft is suggested to say at each stage of the meeting."""

from typing import Any
from uuid import UUID

import pytest

from services.meeting.application.papers.wording import (
    considered,
    purpose,
    sentences,
    time_of_meeting,
    title_over_lines,
)
from services.meeting.domain.paper_blanks import TO_FILL
from services.meeting.domain.paper_kinds import KINDS
from services.meeting.domain.paper_text import WISH
from shared.kernel.ids import derive
from shared.papers import blocks
from tests.unit.meeting.given import EDUCATION, HOSPITAL, JUSTICE, YOUTH_LEAGUE
from tests.unit.meeting.office import Office
from tests.unit.meeting.paper_desk import MEETING, SEPTEMBER_6, PaperDesk, drafted_meeting
from tests.unit.meeting.test_http import PATH, hold, notice


async def suggestion(desk: PaperDesk, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = await desk.get(f"/paper-suggestions/{kind}", matter=str(MEETING))
    return found


async def test_a_request_asks_the_party_committee_about_theme_agenda_and_matters(office: Office) -> None:
    desk = await drafted_meeting(office)
    text = await suggestion(desk, "request")
    assert text["title"] == "市关工委关于召开校园周边环境整治专题会议的请示"
    assert text["addressees"] == ["市委"]
    assert text["text"].startswith("为做好校园周边环境整治工作，拟于2023年9月20日召开")
    assert "二、会议议程\n通报情况。\n三、拟议定事项\n整治责任分工。" in text["text"]
    assert text["text"].endswith(WISH)


async def test_a_notice_says_when_and_where_and_asks_for_a_receipt(office: Office) -> None:
    desk = PaperDesk(office)
    await notice(office, desk)
    text = await suggestion(desk, "notice")
    assert "2023年9月20日（星期三）上午9时30分。" in text["text"]
    assert "市委一号会议室。" in text["text"]
    assert text["attachments"][0]["title"] == "参会回执"


async def test_an_attendance_sheet_has_a_row_for_each_unit(office: Office) -> None:
    desk = PaperDesk(office)
    await notice(office, desk)
    table = (await suggestion(desk, "attendance_sheet"))["table"]
    units = [row[1] for row in table["rows"] if row[1]]
    assert [column["title"] for column in table["columns"]] == ["序号", "单位", "姓名", "职务", "签名"]
    assert units == ["市教育局", "市司法局", "团市委", "市医院（列席）", "市关工委（召开单位）"]


async def test_minutes_and_report_hold_what_was_resolved(office: Office) -> None:
    desk = PaperDesk(office)
    await hold(office, desk)
    resolution = {"resolution_id": str(derive("resolution")), "text": "开展校园周边环境集中整治。"}
    await desk.post(f"{PATH}/adopt-resolution", **resolution)
    minutes, report = await suggestion(desk, "minutes"), await suggestion(desk, "report")
    # Nobody guesses who came: that is for the clerk, or for an attendance sheet.
    assert minutes["people"] == [{"label": label, "names": TO_FILL} for label in ("出席", "请假")]
    for text in (minutes, report):
        assert "开展校园周边环境集中整治。" in text["text"]
    assert report["text"].endswith("特此报告。")


@pytest.mark.accepts("M7")
async def test_m7_who_came_and_where_stands_on_minutes_and_sheets(office: Office) -> None:
    desk = PaperDesk(office)
    await hold(office, desk)
    venues = [{"key": "a", "kind": "main", "name": "一号会议室"}, {"key": "b", "kind": "branch", "name": "二号会议室"}]
    rows = [
        {"unit_id": str(EDUCATION), "presence": "present", "venue": "a", "heads": 1, "seat": "holder"},
        {"unit_id": str(JUSTICE), "presence": "present", "venue": "b", "heads": 1, "seat": "holder"},
        {"unit_id": str(YOUTH_LEAGUE), "presence": "excused", "reason": "外出。"},
    ]
    await desk.post(f"{PATH}/record-attendance", venues=venues, rows=rows)
    people = {one["label"]: one["names"] for one in (await suggestion(desk, "minutes"))["people"]}
    assert people == {"出席": "市教育局、市司法局", "请假": "团市委"}
    sheet = await suggestion(desk, "attendance_sheet")
    assert "地点：一号会议室" in sheet["text"]
    assert "市司法局" not in [row[1] for row in sheet["table"]["rows"]]
    assert "市关工委（召开单位）" in [row[1] for row in sheet["table"]["rows"]]
    [other] = sheet["attachments"]
    assert other["title"].endswith("签到表（二号会议室）")
    assert [row[1] for row in other["table"]["rows"] if row[1]] == ["市司法局"]


OFFICE_MEETING = derive("an office meeting")
OF_THE_OFFICE = {"meeting_id": str(OFFICE_MEETING), "kinds": ["directors_office"], "joint": False, "agenda": []}


@pytest.mark.parametrize(
    ("members", "observers", "addressees", "participants"),
    [
        (
            [EDUCATION],
            [HOSPITAL],
            ["市教育局", "市医院"],
            "三、参加人员\n市教育局有关负责同志。\n列席单位：市医院。\n四、",
        ),
        ([], [HOSPITAL], ["市医院"], "三、参加人员\n列席单位：市医院。\n四、"),
        ([], [], [], "三、有关要求"),
    ],
)
async def test_a_notice_names_whom_it_asks_and_has_no_heading_over_nothing(
    office: Office, members: list[UUID], observers: list[UUID], addressees: list[str], participants: str
) -> None:
    desk = PaperDesk(office)
    await desk.draft(**OF_THE_OFFICE, theme="研究全年工作")
    office.clock.move_to(SEPTEMBER_6)
    before = await desk.get("/paper-suggestions/notice", matter=str(OFFICE_MEETING))
    assert before["addressees"] == []
    asked = {"members": [str(one) for one in members], "observers": [str(one) for one in observers]}
    at = {"held_at": "2023-09-15T01:00:00Z", "place": "会议室", "scope": "some_members"}
    await desk.post(f"/meetings/{OFFICE_MEETING}/issue-notice", **at, **asked)
    text = await desk.get("/paper-suggestions/notice", matter=str(OFFICE_MEETING))
    assert text["addressees"] == addressees
    assert participants in text["text"]
    assert "各成员单位" not in text["text"]
    assert "会议议程" not in text["text"]


@pytest.mark.parametrize(
    ("theme", "said", "wanted"),
    [
        ("校园周边环境整治", "会议围绕校园周边环境整治进行了研究。", "为做好校园周边环境整治工作，"),
        ("研究校园周边环境整治工作。", "会议研究了校园周边环境整治工作。", "为研究校园周边环境整治工作，"),
        ("研究部署暑期安全", "会议研究部署了暑期安全。", "为研究部署暑期安全，"),
        ("听取县关工委汇报", "会议听取了县关工委汇报。", "为听取县关工委汇报，"),
        ("研究生思想教育工作", "会议围绕研究生思想教育工作进行了研究。", "为做好研究生思想教育工作，"),
    ],
)
def test_a_theme_is_said_as_what_it_is(theme: str, said: str, wanted: str) -> None:
    assert (considered(theme), purpose(theme)) == (said, wanted)


def test_what_was_said_ends_as_a_sentence_and_one_alone_is_not_counted() -> None:
    assert sentences(["集中整治", "加强宣传；", "“请照办。”"]) == [
        "（一）集中整治。",
        "（二）加强宣传。",
        "（三）“请照办。”",
    ]
    assert sentences([" 集中整治 ", ""]) == ["集中整治。"]


async def test_minutes_with_advice_beside_resolutions_have_a_heading_for_each(office: Office) -> None:
    desk = PaperDesk(office)
    await hold(office, desk)
    for name, text in (("first", "集中整治"), ("second", "加强宣传")):
        await desk.post(f"{PATH}/adopt-resolution", resolution_id=str(derive(name)), text=text)
    alone = (await suggestion(desk, "minutes"))["text"]
    assert alone.endswith("会议围绕校园周边环境整治进行了研究。\n会议议定以下事项。\n一、集中整治。\n二、加强宣传。")
    await desk.post(f"{PATH}/give-advice", advice_id=str(derive("advice")), text="增加经费")
    decided = "一、会议议定事项\n（一）集中整治。\n（二）加强宣传。\n二、会议提出的意见建议\n增加经费。"
    assert (await suggestion(desk, "minutes"))["text"].endswith(decided)
    report = (await suggestion(desk, "report"))["text"]
    assert "二、会议议定事项\n（一）集中整治。\n（二）加强宣传。\n三、意见建议\n增加经费。\n特此报告。" in report


def test_an_agendas_title_is_broken_behind_its_body_where_it_is_too_long_for_a_line() -> None:
    body = "鸡西市关心下一代工作委员会"
    assert title_over_lines("市关工委", "专题会议议程") == "市关工委专题会议议程"
    assert (
        title_over_lines(body, "研究校园周边环境整治工作专题会议议程")
        == f"{body}\n研究校园周边环境整治工作专题会议议程"
    )


@pytest.mark.parametrize(("hour", "said"), [(1, "上午9时"), (4, "下午12时"), (9, "下午5时"), (14, "晚上10时")])
def test_a_time_is_said_as_the_pages_say_it(hour: int, said: str) -> None:
    meeting = {"notice": {"held_at": f"2026-11-25T{hour:02}:00:00Z"}}
    assert time_of_meeting(meeting).endswith(said)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_suggestion_is_a_text_that_its_kind_lets_through(office: Office, kind: str) -> None:
    desk = await drafted_meeting(office)
    text = await suggestion(desk, kind)
    assert blocks(text["text"])
    await desk.draft_paper(kind, kind, text=await desk.keep(text), addressees=[])
