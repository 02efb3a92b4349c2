"""What was typed, read without a service."""

from typing import Any, cast

import pytest
from starlette.datastructures import FormData

from services.console.entrypoints.forms.fields import Field
from services.console.entrypoints.forms.reading import Read, Sending, Typed, read_values, typed_in
from services.console.entrypoints.visit import Visit

NOBODY = cast(Visit, None)
FIELDS = (
    Field("text", "名称"),
    Field("lines", "事项", "lines"),
    Field("day", "日期", "day"),
    Field("moment", "时间", "moment"),
    Field("number", "人数", "number"),
    Field("choices", "形式", "choices"),
    Field("yes", "扩大", "yes", required=False),
    Field("more", "补充", "long", required=False, only_when=("text", "甲")),
)


async def read(**typed: Any) -> Read:
    pairs = [(name, each) for name, value in typed.items() for each in (value if isinstance(value, list) else [value])]
    found = Read()
    await read_values(FIELDS, Sending(NOBODY, "meeting", "key"), typed_in(FormData(pairs), FIELDS), found)
    return found


GOOD: dict[str, Any] = {
    "text": " 甲 ",
    "lines": "一\r\n\r\n 二 ",
    "day": "2026-03-05",
    "moment": "2026-03-05T09:30",
    "number": "12",
    "choices": ["a", "b"],
}


async def test_each_kind_is_read_to_what_a_command_wants():
    found = await read(**GOOD)
    assert not found.faults
    assert found.values == {
        "text": "甲",
        "lines": ["一", "二"],
        "day": "2026-03-05",
        "moment": "2026-03-05T09:30:00+08:00",
        "number": 12,
        "choices": ["a", "b"],
    }


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("text", "   "),
        ("text", "字" * 2001),
        ("text", "含\x07控制"),
        ("lines", "\n \n"),
        ("day", "2026-02-30"),
        ("day", "三月五日"),
        ("moment", "2026-03-05T25:00"),
        ("number", "-1"),
        ("number", "１２"),
        ("number", "9" * 10),
        ("choices", []),
    ],
)
async def test_what_cannot_be_read_is_told_with_its_field_and_the_others_are_read(field: str, typed: Any):
    found = await read(**{**GOOD, field: typed})
    assert set(found.faults) == {field}
    assert set(found.values) == set(GOOD) - {field}
    assert found.faults[field].words.endswith("。")


async def test_a_field_counts_only_with_the_choice_it_belongs_to():
    assert (await read(**{**GOOD, "text": "甲", "more": "补"})).values["more"] == "补"
    assert "more" not in (await read(**{**GOOD, "text": "乙", "more": "补"})).values


def test_a_missing_field_is_empty_and_not_an_error():
    assert typed_in(FormData(), FIELDS) == Typed(
        {"choices": []} | {field.name: "" for field in FIELDS if field.name != "choices"},
        {"choices": []} | {field.name: "" for field in FIELDS if field.name != "choices"},
    )
