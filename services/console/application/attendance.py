"""The attendance sheet as its page shows it, and what was typed into it: one line a unit, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

PRESENCES: Final[Mapping[str, str]] = {"present": "到会", "excused": "请假", "absent": "缺席"}
SEATS: Final[Mapping[str, str]] = {"holder": "分管领导", "substitute": "他人代为"}
MARKS: Final[Mapping[str, str]] = {"observer": "（列席）", "host": "（召开单位）"}
COLUMNS: Final = ("presence", "venue", "heads", "seat", "office", "reason")
EMPTY: Final[Mapping[str, str]] = dict.fromkeys(COLUMNS, "")


@dataclass(slots=True)
class Line:
    """`typed` is what stands in the fields, `was` what stood there when the sheet was opened; both as text."""

    unit_id: str
    part: str
    typed: dict[str, str]
    was: dict[str, str]
    error: str = ""
    now: dict[str, str] = field(default_factory=dict)

    @property
    def is_member(self) -> bool:
        return self.part == "member"

    @property
    def mark(self) -> str:
        return MARKS.get(self.part, "")

    @property
    def is_changed(self) -> bool:
        return self.typed != self.was


def lines_of(sheet: Mapping[str, Any]) -> list[Line]:
    lines = []
    for row in sheet["items"]:
        stands = texts_of(row["now"])
        lines.append(Line(row["unit_id"], row["as"], dict(stands), dict(stands)))
    return lines


def texts_of(entry: Mapping[str, Any] | None) -> dict[str, str]:
    """An entry of the sheet as its fields show it; nothing recorded: empty."""
    if entry is None:
        return dict(EMPTY)
    return {
        "presence": entry["presence"],
        "venue": entry["venue"] or "",
        "heads": str(entry["heads"]) if entry["presence"] == "present" else "",
        "seat": entry["seat"] or "",
        "office": entry["office"],
        "reason": entry["reason"],
    }


def take(lines: Iterable[Line], sent: Mapping[str, str], only_venue: str) -> None:
    """What was sent: `presence-<unit>`, and `presence-<unit>.was` as it stood at the beginning.

    Who came, came alone and to the one venue there is (empty: there are several), unless it says otherwise; so that a
    sheet is filled with few keys. Who held the seat is never supposed.
    """
    for line in lines:
        line.now = dict(line.was)
        line.typed = {name: sent.get(f"{name}-{line.unit_id}", "").strip() for name in COLUMNS}
        line.was = {name: sent.get(f"{name}-{line.unit_id}.was", "") for name in COLUMNS}
        if line.typed["presence"] == "present":
            line.typed["heads"] = line.typed["heads"] or "1"
            line.typed["venue"] = line.typed["venue"] or only_venue


def check(lines: Sequence[Line]) -> bool:
    """Tells each line's fault beside it, all at once; True when there is none."""
    for line in lines:
        line.error = fault_of(line)
    return not any(line.error for line in lines)


def fault_of(line: Line) -> str:
    if not line.is_changed:
        return ""
    if line.now not in (line.was, line.typed):
        return f"您填写的时候，别人已经改为：{words_of(line.now)}。确认要按您填的改，请再按一次保存。"
    typed = line.typed
    if not typed["presence"]:
        return "已经登记过的单位不能清空，请选到会、请假或缺席。" if line.was["presence"] else "请选到会、请假或缺席。"
    if typed["presence"] == "present":
        return _fault_of_present(line)
    if typed["presence"] == "excused" and not typed["reason"]:
        return "请假的请写明原因。"
    return ""


def _fault_of_present(line: Line) -> str:
    typed = line.typed
    if not typed["heads"].isascii() or not typed["heads"].isdigit() or not 1 <= int(typed["heads"][:9]) <= 100_000:
        return "请填写到会人数，至少1人。"
    if not typed["venue"]:
        return "请选择在哪个会场。"
    if line.is_member and not typed["seat"]:
        return "请选择由分管领导出席，还是由他人代为出席。"
    if typed["seat"] == "substitute" and not (typed["office"] and typed["reason"]):
        return "由他人代为出席的，请写明他的职务和原因。"
    return ""


def words_of(texts: Mapping[str, str]) -> str:
    said = [PRESENCES.get(texts["presence"], "未登记")]
    said += [f"{texts['heads']}人"] if texts["heads"] else []
    said += [SEATS[texts["seat"]]] if texts["seat"] else []
    return "，".join([*said, *(texts[name] for name in ("office", "reason") if texts[name])])


def rows_of(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The changed lines as the command wants them; fields that do not belong to a presence are left out."""
    return [_row(line) for line in lines if line.is_changed]


def _row(line: Line) -> dict[str, Any]:
    typed = line.typed
    row: dict[str, Any] = {"unit_id": line.unit_id, "presence": typed["presence"], "reason": typed["reason"]}
    if typed["presence"] != "present":
        return row
    seat = {"seat": typed["seat"]} if line.is_member else {}
    office = {"office": typed["office"]} if typed["seat"] == "substitute" else {}
    return {**row, "venue": typed["venue"], "heads": int(typed["heads"]), **seat, **office}
