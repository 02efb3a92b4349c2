"""The figures of a roll-up and how each adds up (R4): counts of distinct subjects, and rates of such counts.

Names are for machines and stay; labels and sentences are for people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from services.reporting.application.rollup.tables import known

Part = Literal["value", "denominator", "numerator"]
ONCE = "本级和下级各单位合在一起，同一{what}只计一次。"
RATE = "先各自合计，再以分子除以分母；不由下级的比率平均。"


@dataclass(frozen=True, slots=True)
class Selection:
    """Distinct subjects of the facts `f` of one kind, of some values, under a condition in SQL."""

    kind: str
    values: tuple[str, ...] = ()
    condition: str = ""

    def where(self) -> str:
        """Kinds and values are words of this module, never of a caller."""
        parts = [f"f.kind = '{self.kind}'", known("f")]
        if self.values:
            parts.append("f.value IN ({})".format(", ".join(f"'{value}'" for value in self.values)))
        if self.condition:
            parts.append(f"({self.condition})")
        return " AND ".join(parts)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count has the part `value`; a rate `denominator` and `numerator`."""

    name: str
    label: str
    how: str
    parts: Mapping[Part, Selection]


def _count(name: str, label: str, how: str, what: str, selection: Selection) -> Figure:
    return Figure(name, label, how + ONCE.format(what=what), {"value": selection})


def _rate(name: str, label: str, how: str, numerator: Selection, denominator: Selection) -> Figure:
    return Figure(name, label, how + RATE, {"denominator": denominator, "numerator": numerator})


# What has passed by is known from the day asked for, not from an event (S1's lights have events, these have none).
_NOT_SUBMITTED = (
    "f.due_on < :day AND NOT EXISTS (SELECT 1 FROM {facts} AS s"
    f" WHERE s.kind = 'report_submitted' AND s.subject = f.subject AND {known('s')})"
)
_DUE_BY_NOW = "f.due_on IS NOT NULL AND (f.value = 'concluded' OR f.due_on < :day)"
_STATES = {"assigned": "办理中", "reported": "已报完成", "concluded": "已办结"}
_LIGHTS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯"}


def _figures() -> Iterator[Figure]:
    yield _count(
        "meetings_held",
        "召开会议",
        "已召开的会议，计入组织它的关工委和每个共同召开单位；",
        "会议",
        Selection("meeting_held"),
    )
    yield _count("plans_issued", "印发方案", "已编号印发的方案，计入每个印发单位；", "方案", Selection("plan_issued"))
    yield _count("tasks_issued", "印发任务", "随方案下达的任务项，计入印发的关工委；", "任务", Selection("task_issued"))
    for state, word in _STATES.items():
        how = f"现在{word}的任务项，计入印发的关工委；"
        yield _count(f"tasks_by_state.{state}", f"任务：{word}", how, "任务", Selection("task_state", (state,)))
    for light, word in _LIGHTS.items():
        how = f"还没有办结或解除、现在亮{word}的分工，计入印发的关工委和承担的单位；"
        selection = Selection("light", (light,))
        yield _count(f"assignments_by_light.{light}", f"分工：{word}", how, "单位的同一项分工", selection)
    yield _rate(
        "completion_rate",
        "办结率",
        "分子是已办结的任务，分母是全部印发的任务；",
        Selection("task_state", ("concluded",)),
        Selection("task_issued"),
    )
    yield _rate(
        "on_time_rate",
        "按期办结率",
        "只看有整项期限的任务：分母是已办结的和期限已过的，分子是其中在期限当日或之前办结的；",
        Selection("task_concluded", ("on_time",)),
        Selection("task_state", (), _DUE_BY_NOW),
    )
    yield from _case_figures()
    yield from _report_figures()


def _case_figures() -> Iterator[Figure]:
    to_whom = "计入立件的关工委和督办通知单上的单位；"
    yield _count("cases_open", "督办件：未销号", f"已立件、还没有销号的，{to_whom}", "督办件", Selection("case_open"))
    yield _count("cases_answered", "督办件：已答复", f"有过答复的，{to_whom}", "督办件", Selection("case_answered"))
    yield _count("cases_reported", "督办件：已上报", f"已向上报告的，{to_whom}", "督办件", Selection("case_reported"))
    yield _count("cases_closed", "督办件：已销号", f"已销号的，{to_whom}", "督办件", Selection("case_closed"))


def _report_figures() -> Iterator[Figure]:
    to_whom = "计入要求报送的关工委和报送的单位；"
    due, what = Selection("report_due"), "单位的同一份报告"
    yield _count("reports_due", "应报送", f"要求报送的报告，不论期限到没到，{to_whom}", what, due)
    submitted = Selection("report_submitted")
    yield _count("reports_submitted", "已报送", f"至少报送过一次的报告，{to_whom}", what, submitted)
    on_time, late = Selection("report_submitted", ("on_time",)), Selection("report_submitted", ("late",))
    yield _count("reports_on_time", "按期报送", f"首次报送在期限当日或之前的报告，{to_whom}", what, on_time)
    yield _count("reports_late", "迟报", f"首次报送晚于期限的报告，退回重报不改变，{to_whom}", what, late)
    overdue = Selection("report_due", (), _NOT_SUBMITTED)
    yield _count("reports_overdue", "逾期未报", f"期限已过、还一次没有报送的报告，{to_whom}", what, overdue)
    yield _count("reports_returned", "退回过", f"至少退回过一次的报告，{to_whom}", what, Selection("report_returned"))


FIGURES: Mapping[str, Figure] = {figure.name: figure for figure in _figures()}
