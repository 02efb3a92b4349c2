from services.audit.application.summaries.words import (
    FACTS,
    LIGHT_REASONS,
    LIGHTS,
    OFFICES,
    Summary,
    because,
    day,
    excerpt,
    owner,
    unit,
    units,
    word,
)
from services.audit.domain.events import CopiedEvent, Fields

_LISTED = {"party_committee": "党委", "government": "政府"}
_CLOSED = {"concluded": "任务已办结", "released": "已免去该单位的任务"}


def _of_unit(event: CopiedEvent) -> str:
    """A watch concerns its committee and the one unit it follows."""
    others = [one for one in event.head.units if one != event.head.owner_unit]
    return unit(others[0] if others else event.head.owner_unit)


def _calendar(data: Fields, _event: CopiedEvent) -> str:
    state = "（暂定）" if data["provisional"] else ""
    return f"{unit(data['published_by'])}发布{data['year']}年工作日历第{data['edition']}版{state}"


def _light(data: Fields, event: CopiedEvent) -> str:
    light, reason = word(LIGHTS, data["light"]), word(LIGHT_REASONS, data["reason"])
    return f"{_of_unit(event)}承担的任务转为{light}：{reason}"


def _noticed(data: Fields, event: CopiedEvent) -> str:
    named = units([data["lead"], *data["co_units"]])
    return f"{owner(event)}向{named}印发督办通知单{data['number']}，{day(data['answer_due'])}前答复"


SUMMARIES: dict[str, Summary] = {
    "supervision.thresholds.set": lambda d, e: f"{unit(d['committee_id'])}设定预警规则第{d['version']}版",
    "supervision.calendar.published": _calendar,
    "supervision.watch.opened": lambda d, e: (
        f"开始跟踪{unit(d['unit_id'])}承担的{d['document_number']}第{d['task_number']}项"
    ),
    "supervision.watch.fact_noted": lambda d, e: f"督查记录：{_of_unit(e)}{word(FACTS, d['fact'])}",
    "supervision.watch.light_changed": _light,
    "supervision.watch.reminded": lambda d, e: f"催办{_of_unit(e)}的{word(OFFICES, d['step'])}（第{d['episode']}轮）",
    "supervision.watch.closed": lambda d, e: f"结束跟踪{_of_unit(e)}承担的任务：{_CLOSED[d['reason']]}",
    "supervision.case.opened": lambda d, e: (
        f"{unit(d['committee_id'])}对{_LISTED[d['supervised_by']]}列入督办的事项立件：{excerpt(d['text'])}"
    ),
    "supervision.case.notice_issued": _noticed,
    "supervision.number.claimed": lambda d, e: f"{unit(d['committee_id'])}使用督办文号{d['number']}",
    "supervision.case.answered": lambda d, e: (
        f"{unit(d['unit_id'])}于{day(d['on'])}答复督办件{'（逾期）' if d['late'] else ''}：{excerpt(d['text'])}"
    ),
    "supervision.case.reported": lambda d, e: f"{owner(e)}于{day(d['on'])}向{unit(d['to'])}报告督查情况",
    "supervision.case.closed": lambda d, e: f"{owner(e)}于{day(d['on'])}将督办件销号" + because(d["reason"]),
}
