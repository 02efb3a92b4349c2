"""Proto files and commands say the same, and the checked-in code is what the files give."""

from datetime import date
from typing import Any

import pytest

from shared.contracts.draft import draft
from shared.contracts.generate import differences as generated_differences
from shared.contracts.messages import plain
from shared.contracts.parity import differences
from shared.contracts.shapes import NoShape
from shared.kernel.command import Command
from tests.unit.serving.protos import compiled, sample_service
from tests.unit.serving.sample import AcceptTask, DraftTask


def test_the_checked_in_code_is_what_the_proto_files_give() -> None:
    assert generated_differences() == []


def test_a_draft_says_what_its_commands_say() -> None:
    assert differences(sample_service(), [DraftTask, AcceptTask]) == []


def test_a_changed_command_is_noticed() -> None:
    class Changed(Command, frozen=True):
        task_id: str
        number: int
        units: list[str]
        late: bool

    class Unheard(Command, frozen=True):
        task_id: str

    text = draft("changed", [Changed])
    text = text.replace("int64 number", "string number").replace("repeated string units", "optional string units")
    service = compiled("changed", text.replace("bool late", "bool later"))
    assert differences(service, [Changed, Unheard]) == [
        "rpc Unheard is missing in the file",
        "Changed: field late is missing in the file",
        "Changed: field later is in the file only",
        "Changed.number: optional string in the file, optional int64 by the command",
        "Changed.units: optional string in the file, repeated string by the command",
        "message Unheard is missing",
    ]


def test_what_protobuf_cannot_say_is_noticed() -> None:
    class Nullable(Command, frozen=True):
        due: date | None

    class Several(Command, frozen=True):
        value: int | str

    service = compiled("nullable", draft("nullable", [Nullable]))
    assert differences(service, [Nullable]) == [
        "Nullable.due: may be null and has no default; protobuf cannot say null"
    ]
    with pytest.raises(NoShape, match=r"Several\.value"):
        draft("several", [Several])


def test_tables_and_free_values_become_plain_values() -> None:
    class Free(Command, frozen=True):
        selector: dict[str, Any]
        counts: dict[str, int]

    from google.protobuf.message_factory import GetMessageClass

    service = compiled("free", draft("free", [Free]))
    message = GetMessageClass(service.methods_by_name["Free"].input_type)(counts={"a": 2**40})
    message.selector.update({"kind": "members", "level": 3, "except": ["x"], "share": 0.5})
    assert plain(message) == {
        "counts": {"a": 2**40},
        "selector": {"kind": "members", "level": 3, "except": ["x"], "share": 0.5},
    }
