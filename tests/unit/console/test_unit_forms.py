"""The forms of units and of founding against the commands that they are."""

from typing import Any
from unittest.mock import Mock

import msgspec
import pytest

from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.forms.founding import FORMS as FOUNDING
from services.console.entrypoints.forms.founding import PLAN, revised
from services.console.entrypoints.forms.unit import FORMS, REGISTER, STATUS_NEXT
from services.console.entrypoints.pages.unit_files import START
from services.organization.domain.vocabulary import NEXT_STATUSES
from services.organization.entrypoints.routes import ROUTES

PATHS = {route.path: route for route in ROUTES}
ALL = (REGISTER, *FORMS, PLAN, *FOUNDING, START)
# What the form asks for and the command does not have by this name: it is made of it (the form's `body`).
MADE_OF = {"held", "alone", "conditions", "jointly", "jointly_under", "joint_conditions", "unmet"}


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_a_form_goes_where_a_command_is_and_asks_for_its_fields(form: Form) -> None:
    known = {field.name for field in msgspec.structs.fields(PATHS[form.path].command)}
    assert {field.name for field in form.fields} - MADE_OF <= known


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_what_a_form_asks_is_said_in_full_sentences(form: Form) -> None:
    assert form.done.endswith("。")
    assert all(field.asks_for.endswith("。") for field in form.fields)
    assert all(field.hint.endswith("。") for field in form.fields if field.hint)


def test_a_form_offers_the_statuses_that_the_rule_allows() -> None:
    assert {status: set(after) for status, after in STATUS_NEXT.items()} == {
        status: set(after) for status, after in NEXT_STATUSES.items()
    }


def entry(unit: str, way: str = "alone", under: str | None = None, founded: str | None = None, *texts: str) -> Any:
    conditions = [{"text": text, "met_on": None} for text in texts]
    return {"unit_id": unit, "way": way, "jointly_under": under, "conditions": conditions, "founded_on": founded}


def test_a_batch_that_is_revised_keeps_what_nobody_changed() -> None:
    batch = {
        "entries": [
            entry("a", "alone", None, "2023-07-01", "有人"),
            entry("b", "alone", None, None, "有人"),
            entry("c", "alone", None, None, "有人", "有经费"),
            entry("d", "jointly", "x", None, "规模小"),
            entry("e", "jointly", "y", None, "规模小"),
        ]
    }
    shown = {"alone": ["b", "c", "n"], "conditions": ["有人", "有经费"], "jointly": ["d", "e"], "jointly_under": "x"}
    typed = {"planned_on": "2024-03-01", "reason": "分期推开", "joint_conditions": ["规模小", "人员少"]}
    body = revised({**shown, **typed}, Mock(unit_id="u"), batch)
    listed = {one["unit_id"]: (one["conditions"], one.get("jointly_under")) for one in body["entries"]}
    assert listed == {
        "a": (["有人"], None),
        "b": (["有人"], None),
        "c": (["有人", "有经费"], None),
        "n": (["有人", "有经费"], None),
        "d": (["规模小", "人员少"], "x"),
        "e": (["规模小", "人员少"], "y"),
    }
    assert (body["planned_on"], body["reason"]) == ("2024-03-01", "分期推开")
