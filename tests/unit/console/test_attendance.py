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


COMES: dict[str, Any] = {
    "attending": True,
    "seat": "holder",
    "office": "",
    "mode": "on_site",
    "heads": 2,
    "reason": "",
}
SENDS = {**COMES, "seat": "substitute", "office": "副局长", "reason": "分管领导\n出差。"}
LEAVE = {**COMES, "attending": False, "seat": None, "mode": None, "heads": 0, "reason": "参加省里的会议。"}
HALL = [{"key": "一号会议室", "kind": "main", "name": "一号会议室"}]


def answered(*answers: Any) -> list[dict[str, Any]]:
    """Receipts by unit; None: none came."""
    states = ["waiting" if one is None else "attending" if one["attending"] else "declined" for one in answers]
    return [
        {"unit_id": f"u{number}", "state": state, "answers": [one] if one else []}
        for number, (one, state) in enumerate(zip(answers, states, strict=True))
    ]


def test_a_receipt_begins_the_line_but_is_no_attendance():
    lines = attendance.lines_of(sheet(None, None, ENTRY), answered(SENDS, LEAVE, SENDS), HALL)
    assert lines[0].typed == {
        "presence": "",
        "venue": "一号会议室",
        "heads": "2",
        "seat": "substitute",
        "office": "副局长",
        "reason": "分管领导 出差。",
    }
    assert lines[0].said_words.startswith("参加，到现场，2人，他人代为参加，副局长")
    assert lines[1].said_words == "不能参加，参加省里的会议。"
    assert lines[2].said_words == ""
    taken(lines)
    assert attendance.check(lines)
    assert attendance.rows_of(lines) == []


def test_an_answer_to_an_older_notice_suggests_nothing():
    [receipt] = answered(COMES)
    [line] = attendance.lines_of(sheet(None), [{**receipt, "state": "outdated"}], HALL)
    assert (line.typed, line.said_words) == (attendance.EMPTY, "")


def test_who_came_as_said_is_recorded_by_one_choice():
    lines = attendance.lines_of(sheet(None), answered(SENDS), HALL)
    taken(lines, presence="present")
    assert attendance.check(lines)
    [row] = attendance.rows_of(lines)
    assert (row["heads"], row["seat"], row["office"], row["reason"]) == (2, "substitute", "副局长", "分管领导 出差。")


@pytest.mark.parametrize(
    ("answer", "typed", "reason"),
    [
        (LEAVE, {"presence": "present", "seat": "holder"}, ""),
        (SENDS, {"presence": "present", "seat": "holder"}, ""),
        (SENDS, {"presence": "absent"}, ""),
        (LEAVE, {"presence": "excused"}, "参加省里的会议。"),
    ],
)
def test_the_reason_of_a_receipt_is_no_reason_for_what_happened_instead(
    answer: Any, typed: dict[str, str], reason: str
):
    line = taken(attendance.lines_of(sheet(None), answered(answer), HALL), **typed)
    assert line.typed["reason"] == reason


def test_all_came_fills_what_is_open_and_who_asked_leave_is_excused():
    lines = attendance.lines_of(sheet(None, None, None, ENTRY), answered(SENDS, LEAVE, None, None), HALL)
    taken(lines)
    filled = attendance.fill(lines, "一号会议室")
    assert [line.typed["presence"] for line in lines] == ["present", "excused", "present", "present"]
    assert (filled.present, filled.excused, filled.incomplete) == (2, 1, 0)
    assert [line.typed["seat"] for line in lines[:3]] == ["substitute", "", "holder"]
    assert lines[2].typed["venue"] == "一号会议室"
    assert "填好3个单位：到会2个，请假1个" in filled.words
    assert [line.is_changed for line in lines] == [True, True, True, False]


def test_all_came_leaves_what_the_clerk_chose():
    lines = attendance.lines_of(sheet(None, None), answered(COMES, COMES), HALL)
    taken(lines, presence="absent")
    filled = attendance.fill(lines, "一号会议室")
    assert [line.typed["presence"] for line in lines] == ["absent", "present"]
    assert (filled.present, filled.excused, filled.incomplete) == (1, 0, 0)


def test_all_came_leaves_what_another_recorded_meanwhile():
    lines = attendance.lines_of(sheet({**ENTRY, "presence": "excused", "reason": "开会。"}), [], HALL)
    attendance.take(lines, {}, "一号会议室")  # the sheet was opened before anything was recorded
    filled = attendance.fill(lines, "一号会议室")
    assert lines[0].typed["presence"] == "excused"
    assert attendance.rows_of(lines) == []
    assert "没有可填的" in filled.words
