from typing import Any

from services.console.application.way import Action, steps_of, units_named

FORMS = {"SubmitRequest": ("submit-request", "会前请示")}


def step(state: str = "next", *, permitted: bool = True, refusal: Any = None, **more: Any) -> dict[str, Any]:
    turns = [{"command": "SubmitRequest", "permitted": permitted, "refusal": refusal}]
    shown = {"acts": [], "documents": [], "decision": None, "why_not": None, "commands": turns}
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
