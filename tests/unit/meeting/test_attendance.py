"""M7: who came, where and how; correctable until the meeting is filed, with what was changed kept."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.meeting.domain import participation_refusals as refusals
from services.meeting.domain.attendance import Attendance, Venue
from services.meeting.domain.meeting import Meeting
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, EDUCATION, HOSPITAL, JUSTICE, LATER, MEETING_DAY, VENUES, YOUTH_LEAGUE
from tests.unit.meeting.office import STRANGER, Office
from tests.unit.meeting.test_http import PATH, Desk, notice

SUBSTITUTE = given.present(JUSTICE, seat="substitute", office="副局长", reason="分管领导出差。", heads=2)
HALL = {"key": "main", "kind": "main", "name": "一号会议室"}
SHEET = [given.present(), SUBSTITUTE, given.away(YOUTH_LEAGUE)]


def filed() -> Meeting:
    meeting = given.held()
    given.attend(meeting, given.present())
    given.report(meeting)
    given.minutes(meeting)
    given.attend(meeting, given.present(heads=2))
    meeting.file(LATER, today=LATER)
    return meeting


def called_off() -> Meeting:
    meeting = given.noticed()
    meeting.call_off("因防汛取消。")
    return meeting


def with_observer() -> Meeting:
    return given.noticed(observers=[HOSPITAL])


@pytest.mark.accepts("M7")
def test_m7_a_sheet_is_recorded_at_once_and_only_what_is_new_or_other_again() -> None:
    meeting = given.replayed(with_observer())
    assert given.attend(meeting, *SHEET, today=MEETING_DAY) == 3
    event: Any = meeting.pending_events[-1].event
    assert (event.rows, event.venues) == (tuple(SHEET), tuple(VENUES))
    assert meeting.pending_events[-1].units == {COMMITTEE, EDUCATION, JUSTICE, YOUTH_LEAGUE}
    came = given.present(YOUTH_LEAGUE, venue="hall")
    assert given.attend(meeting, given.present(), SUBSTITUTE, came, given.present(HOSPITAL, seat=None)) == 2
    event = meeting.pending_events[-1].event
    assert [row.unit_id for row in event.rows] == [YOUTH_LEAGUE, HOSPITAL]
    assert meeting.attendance[YOUTH_LEAGUE] == came


@pytest.mark.refuses("M7")
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([given.present(heads=0)], "attendance_incomplete"),
        ([given.present(seat=None)], "attendance_incomplete"),
        ([given.present(seat="substitute", office="副局长")], "attendance_incomplete"),
        ([given.present(seat="substitute", reason="出差。")], "attendance_incomplete"),
        ([given.present(HOSPITAL)], "attendance_incomplete"),
        ([given.present(venue="elsewhere")], "venue_unknown"),
        ([given.present(venue=None)], "venue_unknown"),
        ([given.away(EDUCATION, reason="  ")], "attendance_incomplete"),
        ([given.present(presence="absent", heads=1, venue=None, seat=None)], "attendance_incomplete"),
        ([given.present(), given.away(EDUCATION)], "attendee_twice"),
        ([given.present(STRANGER)], "attendee_not_invited"),
    ],
)
def test_m7_a_line_that_cannot_be_is_refused_with_its_unit(rows: list[Attendance], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        given.attend(with_observer(), *rows)
    assert (refused.value.rule, refused.value.code) == ("M7", code)


@pytest.mark.refuses("M7")
@pytest.mark.parametrize(
    ("venues", "code"),
    [
        ([Venue(key="main", kind="main", name=" ")], "attendance_incomplete"),
        ([VENUES[0], VENUES[0]], "venue_twice"),
        ([VENUES[1]], "venue_unknown"),
    ],
)
def test_m7_venues_are_named_once_and_stay_while_somebody_sits_there(venues: list[Venue], code: str) -> None:
    meeting = given.noticed()
    given.attend(meeting, given.present())
    with pytest.raises(Refusal) as refused:
        given.attend(meeting, given.present(JUSTICE, venue="hall"), venues=venues)
    assert refused.value.code == code
    given.attend(meeting, given.present(venue="hall"), venues=[VENUES[1]])


@pytest.mark.refuses("M7")
def test_m7_the_same_sheet_again_changes_nothing_and_says_so() -> None:
    meeting = given.noticed()
    given.attend(meeting, given.present())
    with pytest.raises(refusals.AttendanceUnchanged):
        given.attend(meeting, given.present(), venues=[])


@pytest.mark.refuses("M7")
@pytest.mark.parametrize(
    ("make", "today", "code"),
    [
        (given.approved, LATER, "attendance_not_yet_open"),
        (given.noticed, date(2023, 9, 19), "attendance_not_yet_open"),
        (filed, LATER, "attendance_closed"),
        (called_off, LATER, "meeting_called_off"),
    ],
)
def test_m7_the_sheet_is_open_from_the_day_of_the_meeting_to_its_filing(
    make: Callable[[], Meeting], today: date, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        given.attend(make(), given.present(), today=today)
    assert refused.value.code == code


def line(unit: Any, **fields: Any) -> dict[str, Any]:
    return {"unit_id": str(unit), "presence": "present", "venue": "main", "heads": 1, "seat": "holder"} | fields


@pytest.mark.accepts("M7")
async def test_m7_the_sheet_shows_who_came_counts_them_and_keeps_what_was_put_right(office: Office) -> None:
    clerk = Desk(office)
    await notice(office, clerk)
    empty = await clerk.get(f"{PATH}/attendance")
    assert (empty["counts"]["member"]["expected"], empty["counts"]["member"]["not_recorded"]) == (3, 3)
    office.clock.move_to(datetime(2023, 9, 20, 2, tzinfo=UTC))
    venues = [{"key": "main", "kind": "main", "name": "一号会议室"}, {"key": "v", "kind": "video", "name": "视频"}]
    substitute = {"seat": "substitute", "office": "副局长", "reason": "出差。", "heads": 2, "venue": "v"}
    excused = {"unit_id": str(YOUTH_LEAGUE), "presence": "excused", "reason": "参加省里的会议。"}
    rows = [line(EDUCATION), line(JUSTICE, **substitute), excused]
    assert (await clerk.post(f"{PATH}/record-attendance", venues=venues, rows=rows))["recorded"] == 3
    await clerk.post(f"{PATH}/record-attendance", rows=[{"unit_id": str(YOUTH_LEAGUE), "presence": "absent"}])
    sheet = await clerk.get(f"{PATH}/attendance")
    assert sheet["counts"] == {
        "member": {
            "expected": 3,
            "present": 2,
            "excused": 0,
            "absent": 1,
            "not_recorded": 0,
            "heads": 3,
            "substitutes": 1,
        },
        "observer": {
            "expected": 1,
            "present": 0,
            "excused": 0,
            "absent": 0,
            "not_recorded": 1,
            "heads": 0,
            "substitutes": 0,
        },
        "host": {
            "expected": 1,
            "present": 0,
            "excused": 0,
            "absent": 0,
            "not_recorded": 1,
            "heads": 0,
            "substitutes": 0,
        },
    }
    assert [(venue["name"], venue["units"], venue["heads"]) for venue in sheet["by_venue"]] == [
        ("一号会议室", 1, 1),
        ("视频", 1, 2),
    ]
    league = next(row for row in sheet["items"] if row["unit_id"] == str(YOUTH_LEAGUE))
    assert (league["now"]["presence"], [entry["reason"] for entry in league["before"]]) == (
        "absent",
        ["参加省里的会议。"],
    )


async def test_after_the_sheet_the_meeting_is_another_version_that_a_command_can_expect(office: Office) -> None:
    clerk = Desk(office)
    await notice(office, clerk)
    office.clock.move_to(datetime(2023, 9, 20, 2, tzinfo=UTC))
    recorded = await clerk.post(f"{PATH}/record-attendance", venues=[HALL], rows=[line(EDUCATION)])
    await office.settle()
    async with office.client(COMMITTEE, "clerk") as client:
        read = await client.get(PATH)
    assert read.headers["etag"] == f'"{recorded["version"]}"'


async def test_the_sheet_is_the_committees_to_fill_and_the_participants_to_see(office: Office) -> None:
    await notice(office, Desk(office))
    office.clock.move_to(datetime(2023, 9, 20, 2, tzinfo=UTC))
    venues = [{"key": "main", "kind": "main", "name": "一号会议室"}]
    for unit, status in ((EDUCATION, 404), (STRANGER, 404)):
        await Desk(office, unit).post(f"{PATH}/record-attendance", status, venues=venues, rows=[line(EDUCATION)])
    await Desk(office, COMMITTEE, "liaison").post(f"{PATH}/record-attendance", 403, rows=[])
    await Desk(office).post(f"{PATH}/record-attendance", venues=venues, rows=[line(EDUCATION)])
    assert (await Desk(office, EDUCATION).get(f"{PATH}/attendance"))["counts"]["member"]["present"] == 1
    await Desk(office, STRANGER).get(f"{PATH}/attendance", 404)
    draft = derive("another")
    await Desk(office).draft(meeting_id=str(draft))
    await Desk(office).get(f"/meetings/{draft}/attendance", 404)
