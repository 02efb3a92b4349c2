"""The Chinese words of what a clerk should look at."""

from collections.abc import Iterator

from services.tasking.domain.plan_document.model import Finding, ParsedItem
from services.tasking.domain.plan_document.names import NameList


def of_names(number: int, listed: NameList) -> Iterator[Finding]:
    for original, name in listed.written_out:
        yield Finding(
            code="name_written_out",
            message=f"第{number}项：“{original}”与相邻单位共用文字，已写全为“{name}”。",
            item=number,
            name=name,
        )
    for name in listed.repeated:
        yield Finding(
            code="name_repeated", message=f"第{number}项：“{name}”写了不止一次，只记一次。", item=number, name=name
        )
    if listed.open_ended:
        yield Finding(
            code="list_open_ended", message=f"第{number}项：单位名单以“等”结尾，未写明的单位请补全。", item=number
        )


def of_item(item: ParsedItem) -> Iterator[Finding]:
    number = item.number
    if not item.leads:
        yield Finding(code="lead_missing", message=f"第{number}项没有写牵头单位，请补上。", item=number)
    if len(item.leads) > 1:
        yield Finding(
            code="several_leads",
            message=f"第{number}项写了{len(item.leads)}个牵头单位（{'、'.join(item.leads)}），印发前要定为一个。",
            item=number,
        )
    if not item.responsible:
        yield Finding(code="responsible_missing", message=f"第{number}项没有写责任单位。", item=number)
    if not item.text:
        yield Finding(code="text_missing", message=f"第{number}项没有任务内容。", item=number)
    if len(item.times) > 1:
        words = "、".join(f"“{time.text}”" for time in item.times)
        yield Finding(
            code="several_times", message=f"第{number}项写了不止一个时间（{words}），请核对以哪个为准。", item=number
        )


def of_numbering(numbers: list[int]) -> Iterator[Finding]:
    seen: set[int] = set()
    highest = 0
    for number in numbers:
        if number in seen:
            yield Finding(code="number_repeated", message=f"序号{number}出现了不止一次。", item=number)
        elif number < highest:
            yield Finding(code="number_out_of_order", message=f"序号{number}排在{highest}之后，顺序不对。", item=number)
        seen.add(number)
        highest = max(highest, number)
    missing = sorted(set(range(1, highest + 1)) - seen)
    if missing and len(missing) <= 100:
        listed = "、".join(map(str, missing))
        yield Finding(code="number_missing", message=f"缺少序号{listed}，请核对原文是否有遗漏。")
    elif missing:
        yield Finding(code="number_missing", message=f"序号不连续，共缺{len(missing)}个，请核对原文。")
