"""The figures counted by hand from a list of events: no table, no condition on recorded times."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from services.reporting.domain.report import UnitReport
from shared.kernel.envelope import RecordedEvent

Subjects = dict[str, list[tuple[str, Any]]]  # stream → its events, name without the service and data


def by_hand(events: Iterable[RecordedEvent], units: set[str], day: date) -> dict[str, Any]:
    """Figure → value or (numerator, denominator), over the events known and the units of the subtree."""
    streams: Subjects = defaultdict(list)
    for event in events:
        streams[str(event.envelope.stream_id)].append((event.envelope.type, event.fields()))
    every = [_names(stream) for stream in streams.values()]
    return {
        "meetings_held": sum(
            "meeting.meeting.held" in names and bool(units & set(first["hosts"]) | (units & {first["committee_id"]}))
            for names, first in every
            if "meeting.meeting.drafted" in names
        ),
        **_tasks([stream for stream in streams.values() if stream[0][0] == "tasking.task.assigned"], units, day),
        **_lights([stream for stream in streams.values() if stream[0][0] == "supervision.watch.opened"], units),
        **_cases([stream for stream in streams.values() if stream[0][0] == "supervision.case.opened"], units),
        **_reports(streams, units, day),
    }


def _names(stream: list[tuple[str, Any]]) -> tuple[list[str], Any]:
    return [name for name, _ in stream], stream[0][1]


def _tasks(streams: list[list[tuple[str, Any]]], units: set[str], day: date) -> dict[str, Any]:
    mine = [stream for stream in streams if stream[0][1]["committee_id"] in units]
    words = {"assigned": "assigned", "whole_reported": "reported", "returned": "assigned", "concluded": "concluded"}
    states = [words[stream[-1][0].rpartition(".")[2]] for stream in mine]
    dues = [stream[0][1]["due"]["date"] for stream in mine]
    ended = [stream[-1][1].get("concluded_on") for stream in mine]
    dated = [(due, done) for due, done in zip(dues, ended, strict=True) if due]
    by_now = [(due, done) for due, done in dated if done or due < day.isoformat()]
    return {
        "tasks_issued": len(mine),
        **{f"tasks_by_state.{state}": states.count(state) for state in ("assigned", "reported", "concluded")},
        "completion_rate": (states.count("concluded"), len(mine)),
        "on_time_rate": (sum(done is not None and done <= due for due, done in by_now), len(by_now)),
    }


def _lights(streams: list[list[tuple[str, Any]]], units: set[str]) -> dict[str, int]:
    lights = []
    for stream in streams:
        opened, last = stream[0][1], stream[-1]
        if units & {opened["committee_id"], opened["unit_id"]} and not last[0].endswith("closed"):
            lights.append(last[1].get("light", "green"))
    return {f"assignments_by_light.{light}": lights.count(light) for light in ("green", "yellow", "red")}


def _cases(streams: list[list[tuple[str, Any]]], units: set[str]) -> dict[str, int]:
    counts = dict.fromkeys(("cases_open", "cases_answered", "cases_reported", "cases_closed"), 0)
    for stream in streams:
        names = {name.rpartition(".")[2] for name, _ in stream}
        leads = {data["lead"] for name, data in stream if name.endswith("notice_issued")}
        if units & {stream[0][1]["committee_id"], *leads}:
            counts["cases_open"] += "closed" not in names
            for step in ("answered", "reported", "closed"):
                counts[f"cases_{step}"] += step in names
    return counts


def _reports(streams: Subjects, units: set[str], day: date) -> dict[str, int]:
    counts = dict.fromkeys((f"reports_{w}" for w in ("due", "submitted", "on_time", "late", "overdue", "returned")), 0)
    requests = [stream[0][1] for stream in streams.values() if stream[0][0] == "reporting.request.opened"]
    for request, unit in [(each, unit) for each in requests for unit in each["units"]]:
        if not units & {unit, request["committee_id"]}:
            continue
        report = streams.get(str(UnitReport.stream_of(UUID(request["request_id"]), UUID(unit))), [])
        counts["reports_due"] += 1
        counts["reports_submitted"] += bool(report)
        counts["reports_on_time"] += bool(report) and not report[0][1]["late"]
        counts["reports_late"] += bool(report) and report[0][1]["late"]
        counts["reports_overdue"] += not report and request["due_on"] < day.isoformat()
        counts["reports_returned"] += any(name.endswith("returned") for name, _ in report)
    return counts
