from datetime import UTC, datetime
from typing import Any

from services.console.application.meeting_page import moved
from services.console.application.way import (
    Action,
    note_before,
    now,
    readable,
    steps_of,
    units_named,
    waiting_for,
    waits_of,
    why_not,
)
from services.console.entrypoints.forms.meeting import BY_NAME, REPLAN, form_for, forms_for, noticed

FORMS = {"SubmitRequest": ("submit-request", "会前请示")}


def step(state: str = "next", *, permitted: bool = True, refusal: Any = None, **more: Any) -> dict[str, Any]:
    turns = [{"command": "SubmitRequest", "permitted": permitted, "refusal": refusal}]
    shown = {"acts": [], "documents": [], "decision": None, "why_not": None, "note": "", "commands": turns}
    return {"step": "request", "label": "请示", "state": state, **shown, **more}


def only(one: dict[str, Any]) -> Any:
    return steps_of({"steps": [one]}, FORMS)[0]


def test_what_the_visitor_can_do_now_is_an_action():
    assert only(step()).actions == [Action("submit-request", "会前请示")]
    assert only(step()).is_next


def test_what_another_has_to_do_is_no_action():
    assert not only(step(permitted=False)).actions
    assert not only(step(permitted=False)).is_next


def test_what_is_refused_is_no_action_and_says_why():
    refusal = {"rule": "M5", "code": "request_still_open", "detail": "还没有答复。"}
    shown = only(step("not_yet", refusal=refusal, why_not=refusal))
    assert (shown.actions, shown.why_not, shown.rule) == ([], "还没有答复。", "M5")


def test_a_command_without_a_form_is_left_out():
    turns = [{"command": "Unheard", "permitted": True, "refusal": None}]
    assert not only(step(commands=turns)).actions


def test_who_acted_and_who_decided_is_named():
    acts = [{"event": "request_submitted", "happened_on": "2026-03-05", "unit_id": "a"}]
    one = step("done", acts=acts, decision={"unit_id": "b", "decided_on": "2026-03-06"})
    assert units_named({"steps": [one]}) == ["a", "b"]
    assert only(one).acts[0].words == "报出请示"


def test_papers_are_called_by_what_they_are():
    decision = {"unit_id": "b", "decided_on": "2026-03-06", "words": "w", "scan": "s"}
    assert [paper.words for paper in only(step(documents=["w", "s", "r"], decision=decision)).documents] == [
        "批示原文",
        "批示扫描件",
        "请示文件",
    ]


def test_the_next_step_is_the_visitors_own_and_else_what_all_wait_for():
    mine, another = only(step()), only(step(permitted=False))
    assert now([only(step("done")), another, mine]) is mine
    assert now([another]) is None
    assert waiting_for([only(step("done")), another]) is another


def test_what_should_be_known_before_a_command_stands_at_its_step():
    noted = step(note="签到还没有登记。")
    assert only(noted).note == "签到还没有登记。"
    assert note_before({"steps": [noted]}, "SubmitRequest") == "签到还没有登记。"
    assert note_before({"steps": [step()]}, "SubmitRequest") == ""


def test_what_comes_from_elsewhere_or_later_is_waited_for_and_can_still_be_recorded():
    at = datetime(2026, 3, 5, 1, tzinfo=UTC)
    asked = waits_of({"stage": "requested", "notice": None}, at)
    assert set(asked) == {"approval"}
    noticed_for = {"stage": "noticed", "notice": {"held_at": "2026-03-05T01:30:00Z"}}
    assert "2026年3月5日（周四）上午9:30" in waits_of(noticed_for, at)["holding"]
    assert waits_of(noticed_for, datetime(2026, 3, 5, 2, tzinfo=UTC)) == {}
    [waiting] = steps_of({"steps": [step(step="approval")]}, FORMS, asked)
    assert waiting.actions
    assert not waiting.is_next
    assert waiting_for([waiting]) is waiting


def test_papers_between_two_committees_are_no_links_for_others():
    meeting = {"committee_id": "a", "requests": [{"party_committee": "b"}]}
    steps = [only(step(documents=["r"])), only(step(step="minutes", documents=["m"]))]
    for unit in ("a", "b"):
        assert readable(steps, meeting, unit) == steps
    assert [len(one.documents) for one in readable(steps, meeting, "c")] == [0, 1]


def test_a_command_says_why_it_is_refused():
    refusal = {"rule": "M7", "code": "too_early", "detail": "还没有到开会的日子。"}
    assert why_not({"steps": [step(refusal=refusal)]}, "SubmitRequest") == "还没有到开会的日子。"
    assert why_not({"steps": [step()]}, "SubmitRequest") == ""


def test_what_was_agreed_to_is_no_field_any_more_but_for_the_day():
    meeting: dict[str, Any] = {"stage": "approved", "theme": "安全", "agenda": ["一"], "matters": []}
    assert form_for("revise", meeting) is REPLAN
    assert forms_for(meeting)["ReviseMeeting"] == ("revise", "改打算开会的日子")
    body = REPLAN.body({"planned_on": "2026-03-09"}, None, meeting)  # type: ignore[arg-type]
    assert body == {"theme": "安全", "agenda": ["一"], "matters": [], "planned_on": "2026-03-09"}
    assert form_for("revise", {**meeting, "stage": "drafted"}) is BY_NAME["revise"]
    assert form_for("hold", meeting) is BY_NAME["hold"]


def test_another_day_than_the_one_that_was_agreed_to_is_told():
    meeting: dict[str, Any] = {
        "planned_on": "2026-03-09",
        "requests": [{}],
        "held": None,
        "notice": {"held_at": "2026-03-09T16:30:00Z"},
    }
    assert "打算2026年3月9日开，通知的是2026年3月10日" in moved(meeting)
    assert moved({**meeting, "notice": {"held_at": "2026-03-09T01:00:00Z"}}) == ""
    assert moved({**meeting, "requests": []}) == ""
    assert moved({**meeting, "held": {}, "notice": None}) == ""


def test_no_member_units_are_asked_where_the_clerk_says_so():
    values = {"scope": "no_members", "place": "会议室"}
    assert noticed(values, None, None) == {"scope": "some_members", "place": "会议室"}  # type: ignore[arg-type]
