"""A paper's attachments in its form: a group of fields each, one more whenever it is asked for; and tables as text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from services.console.application.tables import text_of_table, with_widths
from services.console.entrypoints.forms.fields import Field, Start
from services.console.entrypoints.forms.reading import Fault, Read

ATTACHMENTS_MAX: Final = 20
ADDING: Final = "adding"  # the button that shows the form again with one group more
TABLE_HINT: Final = "一行是表格的一行，第一行是表头；格和格之间用“｜”隔开，也可以从Excel里选中、复制、粘贴到这里。"
_IN_GROUP: Final = re.compile(r"attachment-([1-9]\d?)\.\w+")


def attachments_in(words: Mapping[str, Any]) -> int:
    return len(words.get("attachments", ()))


def attachments_sent(names: Iterable[str], words: Mapping[str, Any]) -> int:
    """How many groups the form had that was sent, and one more where that was asked for."""
    sent = list(names)
    groups = max((int(found[1]) for name in sent if (found := _IN_GROUP.fullmatch(name))), default=0)
    most = max(ATTACHMENTS_MAX, attachments_in(words))
    return min(groups + (ADDING in sent), most)


def table_field(label: str, start: Start, name: str = "table") -> Field:
    return Field(name, label, "table", TABLE_HINT, False, start=start, rows=8)


def attachment_fields(count: int) -> tuple[Field, ...]:
    return tuple(field for number in range(1, count + 1) for field in _group(number))


def _group(number: int) -> tuple[Field, ...]:
    group = f"附件{number}"

    def named(name: str) -> str:
        return f"attachment-{number}.{name}"

    def said(name: str) -> Start:
        return lambda visit, matter: _of(matter["words"], number).get(name)

    wanted = (
        Field(named("title"), f"{group}的标题", "text", "", False, start=said("title")),
        Field(named("text"), f"{group}的正文", "long", "只有表格的不填。", False, start=said("text")),
        table_field(
            f"{group}的表格",
            lambda visit, matter: text_of_table(_of(matter["words"], number).get("table")),
            named("table"),
        ),
        Field(
            named("across"),
            f"{group}横排（表格很宽时用）",
            "yes",
            "",
            False,
            start=lambda visit, matter: "yes" if _of(matter["words"], number).get("across") else "",
        ),
    )
    drop = Field(named("drop"), f"去掉{group}", "yes", "勾上再保存，这个附件就不要了。", False, group=group)
    return (*(replace(field, group=group, only_when=(drop.name, "")) for field in wanted), drop)


def _of(words: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    attachments: Sequence[Mapping[str, Any]] = words.get("attachments", ())
    return attachments[number - 1] if number <= len(attachments) else {}


def check_named(read: Read) -> None:
    """What has a text or a table has a title, by which the paper names it."""
    for number, said in _said(read.values):
        if "title" not in said and ("text" in said or "table" in said):
            read.faults[f"attachment-{number}.title"] = Fault(f"请填写附件{number}的标题；不要这个附件，就勾上“去掉”。")


def attachments_of(values: Mapping[str, Any], before: Mapping[str, Any]) -> list[dict[str, Any]]:
    """In their order; what was left empty or is not wanted any more is none. Widths of columns stay by headings."""
    return [
        {
            "title": said["title"],
            "text": said.get("text", ""),
            "table": table_of(said.get("table"), [_of(before, number).get("table"), *_tables(before)]),
            "across": said.get("across", False),
        }
        for number, said in _said(values)
        if "title" in said
    ]


def table_of(table: dict[str, Any] | None, before: Iterable[Mapping[str, Any] | None]) -> dict[str, Any] | None:
    return with_widths(table, before) if table else None


def _tables(words: Mapping[str, Any]) -> list[Mapping[str, Any] | None]:
    return [words.get("table"), *(one.get("table") for one in words.get("attachments", ()))]


def _said(values: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """Number and fields of each group that stays."""
    groups: dict[int, dict[str, Any]] = {}
    for name, value in values.items():
        if found := _IN_GROUP.fullmatch(name):
            groups.setdefault(int(found[1]), {})[name.partition(".")[2]] = value
    return [(number, said) for number, said in sorted(groups.items()) if not said.get("drop")]
