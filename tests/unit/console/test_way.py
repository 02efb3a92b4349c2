from typing import Any

from services.console.application.way import Action, note_before, now, steps_of, units_named, waiting_for

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
