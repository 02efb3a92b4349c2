"""`proto/events/`: true, complete, and compatible with what was released."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from tests.support.event_compatibility import incompatibilities
from tests.support.export_events import ASYNCAPI, EVENTS, broken, drifted, events, file_of, main, present, wanted
from tests.support.golden_logs import SERVICES, histories
from tests.support.histories import GoldenEvent

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "unit_id": {"type": "string", "format": "uuid"},
        "kind": {"enum": ["a", "b"]},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        "items": {"type": "array", "items": {"$ref": "#/$defs/Item"}},
    },
    "required": ["unit_id", "kind", "items"],
    "$defs": {"Item": {"type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"]}},
}


def test_the_checked_in_files_are_what_the_events_are():
    assert list(broken(present(), wanted())) == []
    assert drifted(present(), wanted()) == []
    assert {file_of(cls) for cls in events()} <= present().keys()


def every_event() -> list[GoldenEvent]:
    return [event for service in SERVICES for history in histories(service) for event in history]


def test_kept_events_fit_their_schemas_and_a_missing_field_does_not():
    files = present()
    for event in every_event():
        schema = json.loads(files[f"{event.envelope.type}.v{event.envelope.version}.json"])
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        data = json.loads(event.data)
        validator.validate(data)
        for name in schema.get("required", ()):
            with pytest.raises(ValidationError):
                validator.validate({key: value for key, value in data.items() if key != name})


def changed(**at: Any) -> dict[str, Any]:
    """The schema with values put at dotted paths; None takes away."""
    schema = copy.deepcopy(SCHEMA)
    for path, value in at.items():
        *above, last = path.split("__")
        place: Any = schema
        for name in above:
            place = place["$defs" if name == "defs" else name]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return schema


INCOMPATIBLE = [
    (changed(properties__unit_id=None), "the field is gone"),
    (changed(properties__unit_id={"type": "integer"}), "type was"),
    (changed(properties__unit_id={"type": "string"}), "format was"),
    (changed(required=["unit_id", "kind", "items", "note"]), "note is required now"),
    (changed(required=["kind", "items"]), "unit_id is not required any more"),
    (changed(properties__kind={"enum": ["a"]}), "words are gone: b"),
    (changed(properties__note={"type": "string"}), "was null | string"),
    (changed(defs__Item__properties__number={"type": "string"}), "items[].number: type was"),
    (changed(defs__Item__properties={}), "items[].number: the field is gone"),
]


@pytest.mark.parametrize(("new", "told"), INCOMPATIBLE)
def test_what_a_reader_would_stumble_over_is_incompatible(new: dict[str, Any], told: str):
    assert any(told in line for line in incompatibilities(SCHEMA, new))


COMPATIBLE = [
    SCHEMA,
    changed(properties__more={"type": "string"}),
    changed(properties__kind={"enum": ["a", "b", "c"]}),
    changed(title="another"),
]


@pytest.mark.parametrize("new", COMPATIBLE)
def test_new_optional_fields_and_words_may_come(new: dict[str, Any]):
    assert incompatibilities(SCHEMA, new) == []


def test_a_closed_object_takes_no_new_field():
    closed = {**SCHEMA, "additionalProperties": False}
    opened = {**changed(properties__more={"type": "string"}), "additionalProperties": False}
    assert incompatibilities(closed, opened) == ["(event): readers refuse fields they do not know: more"]


def copy_of_files(directory: Path) -> None:
    for name, text in present().items():
        (directory / name).write_text(text, "utf-8")


def test_check_says_what_differs_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    copy_of_files(tmp_path)
    assert main(["--check"], tmp_path) == 0
    name = "tasking.task.accepted.v1.json"
    (tmp_path / name).unlink()
    assert main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out == f"differs: {name}\n"
    assert not (tmp_path / name).exists()
    assert main([], tmp_path) == 0
    assert (tmp_path / name).read_text("utf-8") == (EVENTS / name).read_text("utf-8")


def test_an_incompatible_change_is_never_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    copy_of_files(tmp_path)
    released = tmp_path / "tasking.task.accepted.v1.json"
    schema = json.loads(released.read_text("utf-8"))
    schema["properties"]["accepted_on"] = {"type": "string"}
    released.write_text(json.dumps(schema), "utf-8")
    assert main([], tmp_path) == 1
    assert "accepted_on: the field is gone" in capsys.readouterr().out
    assert json.loads(released.read_text("utf-8")) == schema


def test_a_released_event_may_not_vanish_and_an_older_version_stays(tmp_path: Path):
    old = {**present(), "tasking.task.vanished.v1.json": "{}"}
    assert list(broken(old, wanted())) == ["tasking.task.vanished.v1.json: the event is gone; stored ones are not"]
    newer = {name: text for name, text in wanted().items() if name != "tasking.task.accepted.v1.json"}
    newer["tasking.task.accepted.v2.json"] = "{}"
    assert list(broken(present(), newer)) == []
    assert drifted(present(), newer) == ["tasking.task.accepted.v2.json"]


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [each for name, one in value.items() for each in ([one] if name == "$ref" else references(one))]
    return [each for one in value for each in references(one)] if isinstance(value, list) else []


def test_the_asyncapi_document_names_every_event_and_every_reference_leads_somewhere():
    document = json.loads(present()[ASYNCAPI])
    assert document["asyncapi"] == "3.0.0"
    named = {name for channel in document["channels"].values() for name in channel["messages"]}
    assert named == {cls.NAME for cls in events()}
    for reference in references(document):
        if reference.startswith("./"):
            assert (EVENTS / reference).is_file(), reference
            continue
        place = document
        for name in reference.removeprefix("#/").split("/"):
            place = place[name]
