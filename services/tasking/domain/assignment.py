"""One unit's share of a task, from being assigned to having finished."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.tasking.domain import refusals as no
from services.tasking.domain.values import Role

AssignmentState = Literal["assigned", "accepted", "refused", "upheld", "released", "finished"]
TAKEN_ON = ("accepted", "upheld")


@dataclass(slots=True)
class Assignment:
    """`answer` is the committee's reason to a refusal; once upheld, a part that reopens is upheld again."""

    unit_id: UUID
    roles: tuple[Role, ...]
    state: AssignmentState = "assigned"
    answer: str | None = None
    percent: int = 0

    @property
    def is_lead(self) -> bool:
        return "lead" in self.roles

    @property
    def has_part(self) -> bool:
        return "responsible" in self.roles

    @property
    def is_open(self) -> bool:
        """A responsible unit that has still to finish; a released one has not."""
        return self.has_part and self.state not in ("released", "finished")

    def reopened(self) -> AssignmentState:
        return "upheld" if self.answer is not None else "accepted"


def check_unanswered(assignment: Assignment) -> None:
    """T5: a unit answers once; what it then wants changed is the committee's to decide."""
    if assignment.state != "assigned":
        raise no.AlreadyAnswered(f"本单位已对这项任务作过答复（{STATE_WORDS[assignment.state]}），不能再次答复。")


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise no.ReasonMissing("请写明理由。")


def check_refused(assignment: Assignment) -> None:
    """T5: the committee answers a refusal that stands, once."""
    if assignment.state != "refused":
        raise no.NotRefused(f"这个单位目前没有“不接受”等待答复（{STATE_WORDS[assignment.state]}）。")


def check_releasable(assignment: Assignment) -> None:
    """T2: an item needs its one lead unit, so a lead's refusal cannot simply be accepted."""
    if assignment.is_lead:
        raise no.LeadCannotBeReleased(
            "这个单位是牵头单位，每项任务必须有一个牵头单位，不能直接同意其不承担。"
            "请与该单位协商后说明理由、维持分工；确需换牵头单位的，请另行起草方案重新分工。"
        )


def check_taken_on(assignment: Assignment) -> None:
    """T7: only a unit that accepted, or whose assignment was upheld, reports on it."""
    if assignment.state == "finished":
        raise no.PartIsFinished("本单位承担的部分已经报告完成；如需补充，请待发起单位退回后再报。")
    if assignment.state not in TAKEN_ON:
        raise no.NotTakenOn(
            f"本单位还没有接受这项任务（{STATE_WORDS[assignment.state]}），请先接受任务再报告。",
            state=assignment.state,
        )


def check_progress(assignment: Assignment, percent: int, done: str, problems: str) -> None:
    """T7: the share done is 0 to 100 and may fall only where the problems are stated."""
    check_taken_on(assignment)
    if not 0 <= percent <= 100:
        raise no.PercentOutOfRange("完成比例请填0到100之间的整数。", percent=percent)
    if not done.strip():
        raise no.ProgressEmpty("请写明做了哪些工作。")
    if percent < assignment.percent and not problems.strip():
        raise no.ProgressFell(
            f"完成比例比上次（{assignment.percent}%）低，请在“存在问题”中说明原因。", was=assignment.percent
        )


STATE_WORDS: dict[AssignmentState, str] = {
    "assigned": "待答复",
    "accepted": "已接受",
    "refused": "不接受，待发起单位答复",
    "upheld": "维持分工",
    "released": "已免去",
    "finished": "已完成",
}
