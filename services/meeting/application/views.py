"""How events make the state document `meetings` (docs/services.md)."""

from typing import Any

import msgspec

from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Doc

_NOTICE_FIELDS = ("held_at", "place", "scope", "requirements", "invitations")
_CHANGEABLE = ("held_at", "place", "requirements")
_HELD_FIELDS = ("held_on", "chair", "chair_office", "delegation")
_SUBJECT_FIELDS = ("theme", "agenda", "matters", "planned_on")


def on_drafted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(data)
    doc.update(
        stage="drafted",
        requests=[],
        notice=None,
        held=None,
        resolutions=[],
        advice=[],
        report=None,
        minutes=None,
        filed_on=None,
    )


def on_revised(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({name: data[name] for name in _SUBJECT_FIELDS})


def on_topics_taken_up(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["topics"] = data["topics"]


def on_request_submitted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    request = {name: data[name] for name in ("round", "document", "party_committee")}
    doc["requests"].append(request | {"outcome": None, "reason": None, "decision": None})
    doc["stage"] = "requested"


def on_request_returned(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc["requests"][-1].update(outcome="returned", reason=data["reason"], decision=decision_of(event))
    doc["stage"] = "returned"


def on_request_approved(doc: Doc, _: Doc, event: RecordedEvent) -> None:
    doc["requests"][-1].update(outcome="approved", decision=decision_of(event))
    doc["stage"] = "approved"


def on_notice_issued(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["notice"] = {name: data[name] for name in _NOTICE_FIELDS}
    doc["stage"] = "noticed"


def on_notice_changed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    """The notice as it stands now; `changes` keeps what it said before, with the reason for the change."""
    notice = doc["notice"]
    before = {name: notice[name] for name in _CHANGEABLE}
    notice["changes"] = [*notice.get("changes", ()), before | {"reason": data["reason"]}]
    notice.update({name: data[name] for name in _CHANGEABLE})


def on_called_off(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(called_off=data, stage="called_off")


def on_held(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["held"] = {name: data[name] for name in _HELD_FIELDS}
    doc["stage"] = "held"


def on_attendance_recorded(_doc: Doc, _data: Doc, _: RecordedEvent) -> None:
    """A document of its own (`attendance`); of the meeting it is another version, which commands expect."""


def on_resolution_adopted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["resolutions"].append(data | {"consent": None})


def on_advice_given(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["advice"].append(data)


def on_report_submitted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["report"] = data
    doc["stage"] = "reported"


def on_minutes_issued(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["minutes"] = data


def on_filed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(filed_on=data["filed_on"], stage="filed")


def on_resolution_consented(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    for resolution in doc["resolutions"]:
        if resolution["resolution_id"] == data["resolution_id"]:
            resolution["consent"] = decision_of(event)


def decision_of(event: RecordedEvent) -> Any:
    """The envelope's decision without its empty fields."""
    return msgspec.to_builtins(event.envelope.decision)


def day_of(doc: Doc) -> str:
    """The day it was held, is called for, or planned; meetings are listed in this order."""
    if doc["held"]:
        return str(doc["held"]["held_on"])
    if doc["notice"]:
        return str(doc["notice"]["held_at"])[:10]
    return doc["planned_on"] or ""


ON = {
    f"meeting.meeting.{handler.__name__.removeprefix('on_')}": handler
    for handler in (
        on_drafted,
        on_revised,
        on_topics_taken_up,
        on_request_submitted,
        on_request_returned,
        on_request_approved,
        on_notice_issued,
        on_notice_changed,
        on_called_off,
        on_held,
        on_attendance_recorded,
        on_resolution_adopted,
        on_advice_given,
        on_report_submitted,
        on_minutes_issued,
        on_filed,
        on_resolution_consented,
    )
}
