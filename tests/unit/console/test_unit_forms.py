"""The forms of units and of founding against the commands that they are."""

import msgspec
import pytest

from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.forms.founding import FORMS as FOUNDING
from services.console.entrypoints.forms.founding import PLAN
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
