"""What is typed into the attendance sheet: each line's fault beside it, and only what was changed is sent."""

from typing import Any

import pytest

from services.console.application import attendance
from services.console.application.attendance import Line

ENTRY: dict[str, Any] = {
    "presence": "present",
    "venue": "一号会议室",
    "heads": 1,
    "seat": "holder",
    "person_id": None,
    "office": "",
    "reason": "",
}


def sheet(*rows: Any) -> dict[str, Any]:
    return {"items": [{"unit_id": f"u{number}", "as": "member", "now": row} for number, row in enumerate(rows)]}


def taken(lines: list[Line], only_venue: str = "一号会议室", **typed: str) -> Line:
    """The first line as it comes back when these fields were typed and the others left as they were."""
    sent = {f"{name}-{line.unit_id}": line.typed[name] for line in lines for name in attendance.COLUMNS}
    was = {f"{name}-{line.unit_id}.was": line.was[name] for line in lines for name in attendance.COLUMNS}
    attendance.take(lines, {**sent, **was, **{f"{name}-u0": value for name, value in typed.items()}}, only_venue)
    return lines[0]


def test_who_came_came_alone_to_the_one_venue_unless_it_says_otherwise():
    lines = attendance.lines_of(sheet(None, ENTRY))
    taken(lines, presence="present", seat="holder")
    assert attendance.check(lines)
    [row] = attendance.rows_of(lines)
    assert row == {
        "unit_id": "u0",
        "presence": "present",
        "venue": "一号会议室",
        "heads": 1,
        "seat": "holder",
        "reason": "",
    }


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"presence": "present"}, "由分管领导出席"),
        ({"presence": "present", "seat": "holder", "heads": "零"}, "到会人数"),
        ({"presence": "present", "seat": "substitute", "office": "副局长"}, "职务和原因"),
        ({"presence": "excused"}, "写明原因"),
        ({"heads": "2"}, "请选到会"),
    ],
)
def test_a_line_that_cannot_be_says_what_is_missing(typed: dict[str, str], fault: str):
    lines = attendance.lines_of(sheet(None))
    line = taken(lines, **typed)
    assert not attendance.check(lines)
    assert fault in line.error


def test_with_several_venues_the_line_says_which():
    line = taken(attendance.lines_of(sheet(None)), only_venue="", presence="present", seat="holder")
    assert "哪个会场" in attendance.fault_of(line)


def test_a_unit_that_was_recorded_is_not_cleared():
    line = taken(attendance.lines_of(sheet(ENTRY)), **attendance.EMPTY)
    assert "不能清空" in attendance.fault_of(line)


def test_what_does_not_belong_to_an_absence_is_not_sent():
    lines = attendance.lines_of(sheet(ENTRY))
    taken(lines, presence="excused", reason="参加省里的会议。")
    assert attendance.check(lines)
    assert attendance.rows_of(lines) == [{"unit_id": "u0", "presence": "excused", "reason": "参加省里的会议。"}]


def test_who_comes_second_is_told_what_the_first_wrote_and_may_insist():
    lines = attendance.lines_of(sheet(ENTRY))
    sent = {f"{name}-u0.was": "" for name in attendance.COLUMNS}
    sent |= {"presence-u0": "excused", "reason-u0": "出差。"}
    attendance.take(lines, sent, "")
    assert not attendance.check(lines)
    assert "别人已经改为：到会，1人，分管领导" in lines[0].error
    lines[0].was = dict(lines[0].now)
    assert attendance.check(lines)


def test_a_line_that_stands_as_it_stood_is_not_sent():
    lines = attendance.lines_of(sheet(ENTRY, None))
    taken(lines)
    assert attendance.check(lines)
    assert attendance.rows_of(lines) == []
