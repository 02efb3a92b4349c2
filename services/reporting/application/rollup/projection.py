"""Facts from the logs of all services (R4): what happened, to which units it counts, from when on it was known.

What counts to a unit: to a committee what it issued, held, asked; to whoever carries it out an assignment, a case, a
report. A subject that counts to several units of a subtree is one subject all the same.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.reporting.application.rollup.book import FactBook
from services.reporting.application.rollup.tables import TABLES
from services.reporting.domain.report import UnitReport
from shared.database.interface import Table, Transaction
from shared.kernel.envelope import RecordedEvent

Fields = dict[str, Any]
On = Callable[[FactBook, Fields], None]
TITLE_CHARS_MAX = 60


class FactsProjection:
    """A fact is identified by kind, subject and unit; `title` facts hold what a subject is called."""

    name = "facts"
    tables: Sequence[Table] = TABLES

    def __init__(self) -> None:
        self.sources: Mapping[str, Sequence[str]] = _by_log(ON)

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        book = FactBook(tx, event)
        book.note_event()
        ON[event.envelope.type](book, event.fields())


def _by_log(names: Mapping[str, On]) -> dict[str, list[str]]:
    logs: dict[str, list[str]] = {}
    for name in names:
        logs.setdefault(name.partition(".")[0], []).append(name)
    return logs


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CHARS_MAX else line[: TITLE_CHARS_MAX - 1] + "…"


# meeting


def _meeting_drafted(book: FactBook, data: Fields) -> None:
    book.add("meeting_host", {data["committee_id"], *data["hosts"]})
    book.add("title", [book.owner], _title(data["theme"]))


def _meeting_revised(book: FactBook, data: Fields) -> None:
    book.change("title", _title(data["theme"]))


def _meeting_held(book: FactBook, _data: Fields) -> None:
    book.add("meeting_held", book.units_of("meeting_host"))


# tasking


def _plan_drafted(book: FactBook, data: Fields) -> None:
    book.add("title", [book.owner], _title(data["title"]))


def _plan_imported(book: FactBook, data: Fields) -> None:
    book.change("title", _title(data["title"]))


def _plan_issued(book: FactBook, data: Fields) -> None:
    """`plan_party` is no figure: it is what RequestReports asks."""
    book.add("plan_issued", {book.owner, *data["bodies"]})
    book.add("plan_party", book.concerned)


def _task_assigned(book: FactBook, data: Fields) -> None:
    due_on = _due_day(data["due"])
    book.add("title", [book.owner], _title(f"第{data['number']}项 {data['text']}"))
    book.add("task_issued", [data["committee_id"]], due_on=due_on)
    book.add("task_state", [data["committee_id"]], "assigned", due_on=due_on)


def _whole_reported(book: FactBook, _data: Fields) -> None:
    book.change("task_state", "reported")


def _task_returned(book: FactBook, _data: Fields) -> None:
    book.change("task_state", "assigned")


def _task_concluded(book: FactBook, data: Fields) -> None:
    book.change("task_state", "concluded")
    for issued in book.of("task_issued"):
        due_on = issued["due_on"]
        value = "undated" if due_on is None else "late" if data["concluded_on"] > due_on else "on_time"
        book.add("task_concluded", [issued["unit"]], value, due_on=due_on)


def _due_day(due: Fields) -> str | None:
    """The day by which the whole item is due; a time inside one action is not the item's (T4)."""
    dated = due["scope"] == "item" and due["kind"] in ("date", "window")
    return due["date"] if dated else None


# supervision


def _watch_opened(book: FactBook, data: Fields) -> None:
    book.add("title", [book.owner], _title(f"第{data['task_number']}项 {data['text']}"))
    book.add("light", {data["committee_id"], data["unit_id"]}, "green")


def _light_changed(book: FactBook, data: Fields) -> None:
    book.change("light", data["light"])


def _watch_closed(book: FactBook, _data: Fields) -> None:
    book.end("light")


def _case_opened(book: FactBook, data: Fields) -> None:
    book.add("title", [book.owner], _title(data["text"]))
    book.add("case_open", [data["committee_id"]])


def _notice_issued(book: FactBook, data: Fields) -> None:
    book.add("case_open", {data["lead"], *data["co_units"]} - book.units_of("case_open"))


def _case_step(kind: str) -> On:
    def on(book: FactBook, _data: Fields) -> None:
        book.add(kind, book.units_of("case_open"))

    return on


def _case_closed(book: FactBook, _data: Fields) -> None:
    book.add("case_closed", book.units_of("case_open"))
    book.end("case_open")


# reporting


def _request_opened(book: FactBook, data: Fields) -> None:
    committee, request_id = data["committee_id"], UUID(data["request_id"])
    due_on = date.fromisoformat(data["due_on"]).isoformat()
    for unit in data["units"]:
        subject = str(UnitReport.stream_of(request_id, UUID(unit)))
        book.add("report_due", {committee, unit}, due_on=due_on, subject=subject)
        book.add("title", [committee], _title(data["subject"]), subject=subject)


def _report_submitted(book: FactBook, data: Fields) -> None:
    """The first submission is the one that was on time or late."""
    if data["round"] == 1:
        value = "late" if data["late"] else "on_time"
        book.add("report_submitted", {data["committee_id"], data["unit_id"]}, value)


def _report_returned(book: FactBook, _data: Fields) -> None:
    book.add("report_returned", book.units_of("report_submitted"))


# organization


def _relation_begun(book: FactBook, data: Fields) -> None:
    if data["relation"] == "superior":
        book.begin_superior(data["target"], data["on"])


def _relation_ended(book: FactBook, data: Fields) -> None:
    if data["relation"] == "superior":
        book.end_superior(data["target"], data["on"])


ON: Mapping[str, On] = {
    "meeting.meeting.drafted": _meeting_drafted,
    "meeting.meeting.revised": _meeting_revised,
    "meeting.meeting.held": _meeting_held,
    "tasking.plan.drafted": _plan_drafted,
    "tasking.plan.imported": _plan_imported,
    "tasking.plan.issued": _plan_issued,
    "tasking.task.assigned": _task_assigned,
    "tasking.task.whole_reported": _whole_reported,
    "tasking.task.returned": _task_returned,
    "tasking.task.concluded": _task_concluded,
    "supervision.watch.opened": _watch_opened,
    "supervision.watch.light_changed": _light_changed,
    "supervision.watch.closed": _watch_closed,
    "supervision.case.opened": _case_opened,
    "supervision.case.notice_issued": _notice_issued,
    "supervision.case.answered": _case_step("case_answered"),
    "supervision.case.reported": _case_step("case_reported"),
    "supervision.case.closed": _case_closed,
    "reporting.request.opened": _request_opened,
    "reporting.report.submitted": _report_submitted,
    "reporting.report.returned": _report_returned,
    "organization.unit.relation_begun": _relation_begun,
    "organization.unit.relation_ended": _relation_ended,
}
