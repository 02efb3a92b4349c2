"""What the sentences are made of. A unit's name is a mark that whoever shows the sentence replaces."""

from collections.abc import Callable

from services.audit.domain.events import CopiedEvent, Fields
from shared.kernel.sentences import because, day, excerpt, moment, quoted, unit, units, word

__all__ = ["because", "day", "excerpt", "moment", "quoted", "unit", "units", "word"]

Summary = Callable[[Fields, CopiedEvent], str]
OFFICES = {
    "director": "主任",
    "executive_director": "常务主任",
    "deputy_director": "副主任",
    "secretary_general": "秘书长",
    "office_head": "办公室主任",
    "leader_in_charge": "分管领导",
    "liaison_officer": "联络员",
}
STATUSES = {"planned": "待建", "established": "已建", "federated": "联合组建", "dissolved": "已撤销"}
RELATIONS = {"superior": "上级关工委", "line": "条线主管", "member_of": "成员单位关系", "hosted_by": "主管机关"}
SUCCESSIONS = {"merged": "合并", "split": "分设", "federated": "联合组建"}
WAYS = {"alone": "单独建立", "jointly": "联合组建"}
LIGHTS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯"}
LIGHT_REASONS = {
    "on_course": "进展正常",
    "due_close": "临近期限",
    "not_accepted": "逾期未接受",
    "progress_overdue": "逾期未报进展",
    "past_due": "已超过期限",
}
FACTS = {
    "accepted": "已接受任务",
    "refused": "没有接受任务",
    "upheld": "分工已维持",
    "progress": "报送了进展",
    "part_finished": "完成了本单位的部分",
    "whole_reported": "报送了整项完成情况",
    "returned": "的部分被退回继续办理",
    "whole_returned": "牵头的整项被退回继续办理",
}


def by(basis: str | None) -> str:
    return f"，依据：{excerpt(basis)}" if basis else ""


def owner(event: CopiedEvent) -> str:
    return unit(event.head.owner_unit)
