"""The roll-up's figures recomputed from folded documents (R4, R5): equal to reporting's, which counts from facts.

Each figure is a count of distinct subjects that belong to a unit of the subtree, or two counts whose ratio it is;
docs/services.md says which subjects count to which units.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.audit.domain.folding.documents import Document

Body = dict[str, Any]
Figures = dict[str, dict[str, int]]
LIGHTS = ("green", "yellow", "red")
TASK_STATES = ("assigned", "reported", "concluded")


@dataclass(frozen=True, slots=True)
class Known:
    """The bodies of all documents as they were known at a moment, by view; `day` is that moment's business day."""

    documents: Mapping[str, Sequence[Body]]
    day: date

    def of(self, view: str) -> Sequence[Body]:
        return self.documents.get(view, ())


def known(documents: Iterable[Document], day: date) -> Known:
    by_view: dict[str, list[Body]] = {}
    for document in documents:
        by_view.setdefault(document.view, []).append(document.body)
    return Known(by_view, day)


def subtree(root: str, at: Known) -> set[str]:
    """The unit and all that hang below it on the day."""
    below: dict[str, list[str]] = {}
    for unit in at.of("units"):
        for relation in unit["relations"]:
            if relation["relation"] == "superior" and _holds(relation, at.day):
                below.setdefault(relation["target"], []).append(unit["unit_id"])
    reached, waiting = {root}, [root]
    while waiting:
        new = set(below.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached


def _holds(relation: Body, day: date) -> bool:
    return bool(relation["from"] <= day.isoformat() and (relation["to"] is None or relation["to"] > day.isoformat()))


def figures(root: str, at: Known) -> Figures:
    """Figure → {"value"} or {"numerator", "denominator"}."""
    units = subtree(root, at)

    def count(view: str, counts_to: Callable[[Body], Iterable[str]], when: Callable[[Body], Any]) -> int:
        return sum(1 for body in at.of(view) if when(body) and not units.isdisjoint(counts_to(body)))

    found: Figures = {}
    for name, view, counts_to, when in _counts():
        found[name] = {"value": count(view, counts_to, when)}
    found["completion_rate"] = {
        "numerator": found["tasks_by_state.concluded"]["value"],
        "denominator": found["tasks_issued"]["value"],
    }
    found["on_time_rate"] = {
        "numerator": count("tasks", _committee, _concluded_on_time),
        "denominator": count("tasks", _committee, lambda task: _judged(task, at.day)),
    }
    return found | _reports(units, at)


Count = tuple[str, str, Callable[[Body], Iterable[str]], Callable[[Body], Any]]


def _counts() -> Iterator[Count]:
    yield "meetings_held", "meetings", lambda one: [one["committee_id"], *one["hosts"]], lambda one: one["held"]
    yield "plans_issued", "plans", lambda one: [one["committee_id"], *one["bodies"]], lambda one: one["issued_on"]
    yield "tasks_issued", "tasks", _committee, lambda one: True
    for state in TASK_STATES:
        yield f"tasks_by_state.{state}", "tasks", _committee, _is("state", state)
    for light in LIGHTS:
        yield f"assignments_by_light.{light}", "watches", _watching, _open_with(light)
    yield "cases_open", "cases", _of_case, lambda one: not one["closed"]
    for name, field in (("answered", "answers"), ("reported", "reports"), ("closed", "closed")):
        yield f"cases_{name}", "cases", _of_case, _has(field)


def _committee(body: Body) -> list[str]:
    return [body["committee_id"]]


def _watching(watch: Body) -> list[str]:
    return [watch["committee_id"], watch["unit_id"]]


def _of_case(case: Body) -> list[str]:
    notice = case["notice"]
    return [case["committee_id"], *([notice["lead"], *notice["co_units"]] if notice else ())]


def _is(field: str, value: str) -> Callable[[Body], bool]:
    return lambda body: bool(body[field] == value)


def _has(field: str) -> Callable[[Body], bool]:
    return lambda body: bool(body[field])


def _open_with(light: str) -> Callable[[Body], bool]:
    return lambda watch: watch["closed"] is None and watch["light"] == light


def _due_day(task: Body) -> str | None:
    """The day by which the whole item is due; never that of one action inside it, never a guess."""
    due = task["due"]
    day: str | None = due["date"] if due["scope"] == "item" and due["kind"] in ("date", "window") else None
    return day


def _judged(task: Body, day: date) -> bool:
    due = _due_day(task)
    return due is not None and (task["state"] == "concluded" or due < day.isoformat())


def _concluded_on_time(task: Body) -> bool:
    due = _due_day(task)
    return due is not None and task["state"] == "concluded" and task["concluded_on"] <= due


def _reports(units: set[str], at: Known) -> Figures:
    """Subjects are the reports asked for: one for each request and unit."""
    written = {(one["request_id"], one["unit_id"]): one for one in at.of("reports")}
    asked = [
        (request["due_on"], written.get((request["request_id"], unit)))
        for request in at.of("requests")
        for unit in request["units"]
        if units & {request["committee_id"], unit}
    ]
    there = [report for _, report in asked if report is not None]
    values = {
        "reports_due": len(asked),
        "reports_submitted": len(there),
        "reports_on_time": sum(1 for one in there if not one["late"]),
        "reports_late": sum(1 for one in there if one["late"]),
        "reports_overdue": sum(1 for due, report in asked if report is None and due < at.day.isoformat()),
        "reports_returned": sum(1 for one in there if any(each["outcome"] == "returned" for each in one["rounds"])),
    }
    return {name: {"value": value} for name, value in values.items()}
