"""The attendance sheet as its page shows it, and what was typed into it: one line a unit, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.console.application import receipts

PRESENCES: Final[Mapping[str, str]] = {"present": "到会", "excused": "请假", "absent": "缺席"}
SEATS: Final[Mapping[str, str]] = {"holder": "分管领导", "substitute": "他人代为"}
MARKS: Final[Mapping[str, str]] = {"observer": "（列席）", "host": "（召开单位）"}
COLUMNS: Final = ("presence", "venue", "heads", "seat", "office", "reason")
VENUES_OF: Final[Mapping[str, Sequence[str]]] = {
    "on_site": ("main", "branch"),
    "video": ("video",),
    "mobile": ("mobile",),
}
EMPTY: Final[Mapping[str, str]] = dict.fromkeys(COLUMNS, "")


@dataclass(slots=True)
class Line:
    """`typed` is what stands in the fields, `was` what stood there when the sheet was opened; both as text.

    Where nothing is recorded yet, a receipt begins the line: `said` is the line as it would be if the unit did what it
    answered, `said_words` the answer. A receipt is no attendance: the presence stays open until somebody chooses it.
    """

    unit_id: str
    part: str
    typed: dict[str, str]
    was: dict[str, str]
    error: str = ""
    now: dict[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    said_words: str = ""

    @property
    def is_member(self) -> bool:
        return self.part == "member"

    @property
    def mark(self) -> str:
        return MARKS.get(self.part, "")

    @property
    def is_changed(self) -> bool:
        return self.typed != self.was

    @property
    def is_open(self) -> bool:
        """Neither recorded nor chosen."""
        return not self.typed["presence"] and not self.was["presence"] and not self.now.get("presence")

    def begin(self, typed: Mapping[str, str]) -> None:
        self.typed, self.was = dict(typed), dict(typed)


@dataclass(frozen=True, slots=True)
class Filled:
    """How many lines were filled at once, as what, and how many of them somebody must complete before they are kept."""

    present: int
    excused: int
    incomplete: int

    @property
    def words(self) -> str:
        if not self.present + self.excused:
            return "各单位都已经填过，没有可填的。"
        excused = f"，请假{self.excused}个（按回执）" if self.excused else ""
        rest = f"其中{self.incomplete}个还要补全，保存时会逐一指出。" if self.incomplete else ""
        return f"填好{self.present + self.excused}个单位：到会{self.present}个{excused}。{rest}还没有登记，请核对后按“保存”。"


def lines_of(
    sheet: Mapping[str, Any],
    answered: Iterable[Mapping[str, Any]] = (),
    venues: Sequence[Mapping[str, str]] = (),
) -> list[Line]:
    """`answered`: the receipts of those who answered the notice as it stands."""
    said = {row["unit_id"]: row for row in answered if row["state"] in ("attending", "declined")}
    lines = []
    for row in sheet["items"]:
        stands = texts_of(row["now"])
        line = Line(row["unit_id"], row["as"], dict(stands), dict(stands))
        if row["now"] is None and row["unit_id"] in said:
            receipt = said[row["unit_id"]]
            line.said = said_of(receipt["answers"][-1], venues)
            line.said_words = f"{receipts.STATES[receipt['state']]}，{receipts.answer_words(receipt)}"
            line.begin({**line.said, "presence": ""})
        lines.append(line)
    return lines


def said_of(answer: Mapping[str, Any], venues: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """A receipt as a line of the sheet; the venue where there is but one for the way in which somebody takes part."""
    if not answer["attending"]:
        return {**EMPTY, "presence": "excused", "reason": _on_one_line(answer["reason"])}
    places = [venue["key"] for venue in venues if venue["kind"] in VENUES_OF[answer["mode"]]]
    said = {
        **EMPTY,
        "presence": "present",
        "venue": places[0] if len(places) == 1 else "",
        "heads": str(answer["heads"]),
        "seat": answer["seat"] or "",
    }
    if answer["seat"] != "substitute":
        return said
    return {**said, "office": _on_one_line(answer["office"]), "reason": _on_one_line(answer["reason"])}


def _on_one_line(text: str) -> str:
    """As a field of one line gives it back, so that what nobody touched is not taken for changed."""
    return " ".join(text.split())


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
            _came(line, only_venue)
        _leave_what_was_only_said(line)


def _came(line: Line, only_venue: str) -> None:
    line.typed["heads"] = line.typed["heads"] or "1"
    line.typed["venue"] = line.typed["venue"] or only_venue


def _leave_what_was_only_said(line: Line) -> None:
    """It was other than the receipt said: the reason that the receipt gave is no reason for that."""
    typed, said = line.typed, line.said
    is_as_said = (typed["presence"], typed["seat"]) == (said["presence"], said["seat"]) or not typed["presence"]
    if said["reason"] and typed["reason"] == said["reason"] and not is_as_said:
        typed["reason"] = ""


def fill(lines: Sequence[Line], main_venue: str) -> Filled:
    """Everybody came, but for whoever asked leave: each line that is still open, as its receipt says.

    Where there is none: to the main venue, the seat held by whose it is, as the button says. Nothing is recorded by it.
    """
    for line in lines:
        if line.now.get("presence") and not line.is_changed:
            line.begin(line.now)  # somebody recorded it meanwhile
    opened = [line for line in lines if line.is_open]
    for line in opened:
        line.typed["presence"] = line.said["presence"] or "present"
        if line.typed["presence"] == "present":
            _came(line, "" if line.said["presence"] else main_venue)
            line.typed["seat"] = line.typed["seat"] or ("holder" if line.is_member else "")
        else:
            line.typed["reason"] = line.typed["reason"] or line.said["reason"]
    excused = sum(1 for line in opened if line.typed["presence"] == "excused")
    return Filled(len(opened) - excused, excused, sum(1 for line in opened if fault_of(line)))


def check(lines: Sequence[Line]) -> bool:
    """Tells each line's fault beside it, all at once; True when there is none."""
    for line in lines:
        line.error = fault_of(line)
    return not any(line.error for line in lines)


def fault_of(line: Line) -> str:
    if not line.is_changed:
        return ""
    if line.now["presence"] and line.now not in (line.was, line.typed):
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
