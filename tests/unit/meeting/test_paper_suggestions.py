"""What a draft is suggested to say at each stage of the meeting."""

from typing import Any

import pytest

from services.meeting.domain.paper_blanks import TO_FILL
from services.meeting.domain.paper_kinds import KINDS
from services.meeting.domain.paper_text import WISH
from shared.kernel.ids import derive
from shared.papers import blocks
from tests.unit.meeting.given import EDUCATION, JUSTICE, YOUTH_LEAGUE
from tests.unit.meeting.office import Office
from tests.unit.meeting.paper_desk import MEETING, PaperDesk, drafted_meeting
from tests.unit.meeting.test_http import PATH, hold, notice


async def suggestion(desk: PaperDesk, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = await desk.get(f"/paper-suggestions/{kind}", matter=str(MEETING))
    return found


async def test_a_request_asks_the_party_committee_about_theme_agenda_and_matters(office: Office) -> None:
    desk = await drafted_meeting(office)
    text = await suggestion(desk, "request")
    assert text["title"] == "市关工委关于召开校园周边环境整治专题会议的请示"
    assert text["addressees"] == ["市委"]
    assert "（一）通报情况" in text["text"]
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
    assert units == ["市教育局", "市司法局", "团市委", "市医院（列席）"]


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
    [other] = sheet["attachments"]
    assert other["title"].endswith("签到表（二号会议室）")
    assert [row[1] for row in other["table"]["rows"] if row[1]] == ["市司法局"]


@pytest.mark.parametrize("kind", KINDS)
async def test_every_suggestion_is_a_text_that_its_kind_lets_through(office: Office, kind: str) -> None:
    desk = await drafted_meeting(office)
    text = await suggestion(desk, kind)
    assert blocks(text["text"])
    await desk.draft_paper(kind, kind, text=await desk.keep(text), addressees=[])
