"""Forms and words of visits, transmittals and returns, without a browser."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from services.console.application import matters
from services.console.entrypoints.forms import instructions, transmittals
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.pages.dossiers import moment_of, orders_of
from services.console.entrypoints.pages.instructions import possible
from services.console.entrypoints.pages.paging import further
from services.meeting.client.words import CONVEYS, INSTRUCTION_KINDS, RETURN_FIELDS, WAYS
from services.meeting.entrypoints.routes import ROUTES

PATHS = {route.path: route for route in ROUTES}
TRANSMITTAL: dict[str, Any] = {"questions": ["怎样落实？"], "tell_party_leader": True}
LAST: dict[str, Any] = {
    "held_on": "2023-09-25",
    "ways": ["gathered"],
    "attended": 21,
    "measures": ["学习。", "宣讲。"],
    "told_on": None,
    "not_told": "领导外出",
    "answers": ["每季度宣讲。"],
    "documents": ["a" * 64],
}
RETURNING = (transmittals.return_form(TRANSMITTAL), transmittals.correct_form(TRANSMITTAL, LAST))
FORMS = (
    instructions.RECORD,
    *instructions.FORMS,
    transmittals.ISSUE,
    transmittals.PASS_ON,
    transmittals.WIDEN,
    transmittals.ACCEPT,
    transmittals.SEND_BACK,
    *RETURNING,
)
# What the form asks for and the command does not have by this name: it is made of it (the form's `body`).
MADE_OF = {"registered", "document", "answer_0"}


def fields_of(command: type) -> Iterator[str]:
    for field in msgspec.structs.fields(command):
        yield field.name
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from (f"{field.name}.{inner.name}" for inner in msgspec.structs.fields(field.type))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_goes_where_its_command_is_and_asks_for_its_fields(form: Form) -> None:
    route = PATHS[form.path]
    assert form.command == route.command.__name__
    known = set(fields_of(route.command))
    known |= {name.removeprefix("content.") for name in known}
    assert {field.name for field in form.fields} - MADE_OF <= known


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_what_a_form_asks_is_said_in_full_sentences(form: Form) -> None:
    assert form.done.endswith("。")
    assert all(field.hint.endswith("。") for field in form.fields if field.hint)


def test_a_return_asks_what_its_transmittal_asks_and_nothing_else() -> None:
    asked = [field.name for field in transmittals.return_form(TRANSMITTAL).fields]
    plain = transmittals.return_form({"questions": [], "tell_party_leader": False})
    assert [name for name in asked if name not in {field.name for field in plain.fields}] == [
        "told_on",
        "not_told",
        "answer_0",
    ]
    [question] = [field for field in transmittals.return_form(TRANSMITTAL).fields if field.name == "answer_0"]
    assert question.label == "怎样落实？"


def test_a_correction_begins_with_what_was_returned_and_a_new_file_joins_the_earlier() -> None:
    form = transmittals.correct_form(TRANSMITTAL, LAST)
    visit: Any = None
    started = {field.name: field.start(visit, None) for field in form.fields if field.start}
    assert started["measures"] == "学习。\n宣讲。"
    assert (started["attended"], started["answer_0"], started["not_told"]) == ("21", "每季度宣讲。", "领导外出")
    typed = {"held_on": "2023-09-25", "ways": ["online"], "attended": 22, "measures": ["学习。"]}
    body = form.body({**typed, "answer_0": "每月宣讲。", "document": "b" * 64, "reason": "更正。"}, visit, None)
    assert body["content"]["documents"] == ["a" * 64, "b" * 64]
    assert (body["content"]["answers"], body["reason"]) == (["每月宣讲。"], "更正。")


def test_a_report_goes_to_registered_units_by_id_and_to_others_by_name() -> None:
    about = {"instruction_id": "3f1c3b1e-0000-4000-8000-000000000001", "reports": []}
    values = {
        "document": "a" * 64,
        "registered": ["3f1c3b1e-0000-4000-8000-000000000002 中共甲市委"],
        "recipients": ["市人大"],
        "submitted_on": "2023-09-28",
    }
    visit: Any = None
    assert instructions.reported(values, visit, about)["recipients"] == [
        {"unit_id": "3f1c3b1e-0000-4000-8000-000000000002", "name": "中共甲市委"},
        {"name": "市人大"},
    ]


def test_words_are_those_of_the_service() -> None:
    assert (matters.INSTRUCTION_KINDS, matters.WAYS, matters.CHANGED) == (INSTRUCTION_KINDS, WAYS, RETURN_FIELDS)
    assert set(matters.CONVEYS) == set(CONVEYS)


@pytest.mark.parametrize(
    ("changes", "words", "first"),
    [
        ({}, "待研究贯彻意见", "pass-opinions"),
        ({"opinions": [{"consent": None}]}, "意见已通过，待党委同意", "record-consent"),
        ({"opinions": [{"consent": {}}]}, "落实中", "submit-report"),
        ({"opinions": [{"consent": {}}], "closed": {"closed_on": "2023-09-28"}}, "已结卷", "add-text"),
    ],
)
def test_a_matter_says_where_it_stands_and_what_is_next(changes: dict[str, Any], words: str, first: str) -> None:
    instruction = {"opinions": [], "closed": None} | changes
    if instruction["opinions"] and instruction["opinions"][0]["consent"] == {}:
        instruction["opinions"] = [{"consent": {"unit_id": "x"}}]
    assert matters.state_of(instruction)[0] == words
    assert possible(instruction)[0][0] == first


def test_closing_before_the_consent_is_said_and_not_forbidden() -> None:
    passed: dict[str, Any] = {"passed_on": "2023-09-20", "opinions": [{}, {}], "consent": None}
    instruction: dict[str, Any] = {"opinions": [passed], "closed": None}
    assert "2023年9月20日通过的意见2条还待党委同意" in matters.note_before_closing(instruction)
    assert matters.note_after_closing(instruction) == ""
    closed = instruction | {"closed": {"closed_on": "2023-09-28"}}
    assert matters.note_before_closing(closed) == ""
    assert "仍可以记录，列为补充材料" in matters.note_after_closing(closed)
    answered = {"opinions": [passed | {"consent": {"unit_id": "x"}}], "closed": None}
    assert matters.note_before_closing(answered) == ""
    assert matters.note_after_closing(answered | {"closed": {"closed_on": "2023-09-28"}}) == ""


def test_a_row_of_the_board_says_what_is_late() -> None:
    row = {"state": "awaited", "overdue": True, "late": False}
    assert matters.row_state(row) == ("到期未反馈", "late")
    assert matters.row_state(row | {"overdue": False})[0] == "未反馈"
    assert matters.row_state({"state": "accepted", "overdue": False, "late": True})[0] == "已接收（逾期）"


def test_a_past_day_means_its_end_and_other_days_mean_now() -> None:
    today = date(2023, 9, 20)
    assert moment_of("2023-09-12", today) == "2023-09-12T15:59:59.999999+00:00"
    assert [moment_of(day, today) for day in ("2023-09-20", "2024-01-01", "", "九月", "0001-01-01")] == [None] * 5


def test_the_next_page_keeps_what_was_asked() -> None:
    assert further("/console/history", None, on="2023-09-12") == ""
    assert further("/console/history", "abc", unit="", on="2023-09-12") == "/console/history?on=2023-09-12&cursor=abc"


def test_a_history_is_turned_round_and_keeps_the_unit_and_the_day():
    newest, oldest = orders_of("/console/history", "", unit="123", on="2023-09-12")
    assert newest == ("/console/history?unit=123&on=2023-09-12", "后办的在前", True)
    assert oldest == ("/console/history?unit=123&on=2023-09-12&order=oldest", "先办的在前", False)
    assert [current for _, _, current in orders_of("/console/history", "oldest", unit="", on="")] == [False, True]
    assert [current for _, _, current in orders_of("/console/history", "sideways")] == [True, False]
