from services.audit.application.summaries.words import Summary, because, day, excerpt, owner, quoted, unit, units
from services.audit.domain.events import CopiedEvent, Fields

_PLANS = {"implementation": "实施方案", "responsibility": "责任分工方案"}


def _name_settled(data: Fields, event: CopiedEvent) -> str:
    meant = units(data["unit_ids"]) if data["unit_ids"] else "一个单位组"
    return f"{owner(event)}确认方案中的“{data['name']}”指{meant}"


def _issued(data: Fields, _event: CopiedEvent) -> str:
    bodies = units(data["bodies"])
    return f"{bodies}于{day(data['issued_on'])}印发方案{data['number']}，共{len(data['items'])}项任务"


def _assigned(data: Fields, _event: CopiedEvent) -> str:
    others = f"，责任单位{units(data['responsible'])}" if data["responsible"] else ""
    number, text = data["number"], excerpt(data["text"])
    return f"{unit(data['committee_id'])}下达任务第{number}项：{text}（牵头单位{unit(data['lead'])}{others}）"


SUMMARIES: dict[str, Summary] = {
    "tasking.plan.drafted": lambda d, e: f"{unit(d['committee_id'])}起草{_PLANS[d['kind']]}{quoted(d['title'])}",
    "tasking.plan.imported": lambda d, e: f"{owner(e)}导入方案文件{quoted(d['title'])}，共{len(d['sections'])}个部分",
    "tasking.plan.item_placed": lambda d, e: f"{owner(e)}在方案中写入第{d['number']}项：{excerpt(d['text'])}",
    "tasking.plan.name_settled": _name_settled,
    "tasking.plan.lead_settled": lambda d, e: f"{owner(e)}确定一项任务由{unit(d['unit_id'])}牵头",
    "tasking.plan.issued": _issued,
    "tasking.number.claimed": lambda d, e: f"{unit(d['committee_id'])}使用发文字号{d['number']}",
    "tasking.task.assigned": _assigned,
    "tasking.task.accepted": lambda d, e: f"{unit(d['unit_id'])}接受任务",
    "tasking.task.refused": lambda d, e: f"{unit(d['unit_id'])}不接受任务" + because(d["reason"]),
    "tasking.task.assignment_upheld": lambda d, e: f"{owner(e)}维持{unit(d['unit_id'])}的分工" + because(d["reason"]),
    "tasking.task.refusal_accepted": lambda d, e: f"{owner(e)}同意{unit(d['unit_id'])}不承担" + because(d["reason"]),
    "tasking.task.progress_reported": lambda d, e: (
        f"{unit(d['unit_id'])}报送进展，完成{d['percent']}%：{excerpt(d['done'])}"
    ),
    "tasking.task.part_finished": lambda d, e: f"{unit(d['unit_id'])}完成本单位的部分：{excerpt(d['summary'])}",
    "tasking.task.whole_reported": lambda d, e: f"{unit(d['unit_id'])}报送整项完成情况：{excerpt(d['summary'])}",
    "tasking.task.concluded": lambda d, e: f"{owner(e)}于{day(d['concluded_on'])}办结任务：{excerpt(d['conclusion'])}",
    "tasking.task.returned": lambda d, e: f"{owner(e)}将任务退回{units(d['units'])}继续办理" + because(d["reason"]),
}
