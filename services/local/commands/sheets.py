"""How results look in a terminal: a roll-up's figures, the events behind one, what a replay found."""

from collections.abc import Iterator
from typing import Any

from services.local.commands.naming import Names
from services.local.commands.words import SERVICES_SHOWN, columns, shown, widths_of


def sheet_lines(sheet: dict[str, Any]) -> Iterator[str]:
    at = f"　截至{shown(sheet['as_of'])}" if sheet.get("as_of") else ""
    yield f"{sheet['unit_name']}及其下级{at}"
    yield from _incomplete(sheet)
    rows = [("指标", "数", "代号"), *((one["label"], value_of(one), one["figure"]) for one in sheet["figures"])]
    widths = widths_of(rows)
    for row in rows:
        yield columns(row, widths)
    yield "一个数怎样得出、由哪些事而来：加 --explain 代号"


def explained_lines(sheet: dict[str, Any], figure: str) -> Iterator[str]:
    one = next(each for each in sheet["figures"] if each["figure"] == figure)
    yield f"{sheet['unit_name']}　{one['label']}：{value_of(one)}"
    yield one["how"]
    yield from _incomplete(sheet)


def event_line(event: dict[str, Any], *, of_rate: bool) -> str:
    part = {"numerator": "分子", "denominator": "分母"}.get(event.get("part", ""), "") if of_rate else ""
    return columns(
        (part, shown(event["occurred_at"]), event["summary"], event["position"]), (4 if of_rate else 0, 18, 0, 0)
    ).lstrip()


def value_of(figure: dict[str, Any]) -> str:
    whole = figure.get("denominator")
    if whole is None:
        return str(figure.get("value"))
    share = f"（{100 * figure['numerator'] / whole:.0f}%）" if whole else ""
    return f"{figure['numerator']}/{whole}{share}"


def _incomplete(sheet: dict[str, Any]) -> Iterator[str]:
    if sheet.get("incomplete"):
        yield "注意：有事件未能处理，数字可能不全，可用 lianxi events parked 查看。"


def history_line(event: dict[str, Any]) -> str:
    service = SERVICES_SHOWN.get(event["service"], event["service"])
    cells = (f"{event['sequence']:>6}", shown(event["occurred_at"]), service, event["summary"])
    return columns(cells, (6, 18, 4, 0))


async def difference_line(difference: dict[str, Any], names: Names) -> str:
    unit = await names.unit(difference["unit"])
    matter = await names.matter(difference["view"], difference["document"])
    place = f"{difference['service']}.{difference['view']} {matter}"
    field = difference["field"] or "（整份）"
    return f"✗ {unit}　{place}　{field}：现为 {difference['live']!r}，重放得 {difference['replayed']!r}"
