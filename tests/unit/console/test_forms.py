"""The tables of forms against the commands that they are."""

from collections.abc import Iterator

import msgspec
import pytest

from services.console.entrypoints.forms import duties, meeting_kinds
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.forms.meeting import FORMS, WAY_FORMS
from services.console.entrypoints.forms.meeting_draft import DRAFT
from services.meeting.entrypoints.routes import ROUTES

PATHS = {route.path: route for route in ROUTES}
ALL = (DRAFT, *FORMS, *duties.EVERY, *meeting_kinds.EVERY)
# What the form asks for and the command does not have by this name: it is made of it (the form's `body`).
MADE_OF = {"form", "joint_kinds", "hosts"}


def fields_of(command: type) -> Iterator[str]:
    for field in msgspec.structs.fields(command):
        yield field.name
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from (f"{field.name}.{inner.name}" for inner in msgspec.structs.fields(field.type))


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_a_form_goes_where_a_command_is_and_asks_for_its_fields(form: Form):
    route = PATHS[form.path]
    known = {*fields_of(route.command), "delegation.reason", "delegation.delegated_by"}
    assert {field.name for field in form.fields} - MADE_OF <= known


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_what_nobody_types_of_a_command_is_made_by_its_form(form: Form):
    command = PATHS[form.path].command
    needed = {field.name for field in msgspec.structs.fields(command) if field.required} - PATHS[form.path].in_path
    asked = {field.name.partition(".")[0] for field in form.fields}
    assert needed - asked <= {form.makes, "committee_id", "hosts", "kinds", "joint"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_names_its_command_so_that_the_way_leads_to_it(form: Form):
    assert form.command == PATHS[form.path].command.__name__
    assert WAY_FORMS[form.command] == (form.name, form.title)


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_a_refusal_about_a_field_stands_beside_it(form: Form):
    for field in form.fields:
        assert form.field_named(field.name) is field
    assert form.field_named("") is None
    assert form.field_named("nothing_of_this_form") is None


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_what_a_form_asks_is_said_in_full_sentences(form: Form):
    assert form.done.endswith("。")
    assert all(field.asks_for.endswith("。") for field in form.fields)
    assert all(field.hint.endswith("。") for field in form.fields if field.hint)
