"""The state documents `duties` and `meeting_kinds`: what committees have set, dated."""

from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Doc, DocumentView


def _duty(doc: Doc, data: Doc) -> Doc:
    if not doc:
        doc.update(committee_id=data["committee_id"], levels=[], committees=[], warnings=[])
    return {name: value for name, value in data.items() if name != "committee_id"}


def on_levels_set(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    entry = _duty(doc, data)
    doc["levels"].append(entry)


def on_committee_set(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    entry = _duty(doc, data)
    doc["committees"].append(entry)


def on_warning_set(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    entry = _duty(doc, data)
    doc["warnings"].append(entry)


def on_added(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["committee_id"] = data["committee_id"]
    doc.setdefault("kinds", []).append({"kind": data["kind"], "joint": data["joint"], "retired": False})


def on_retired(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    for kind in doc["kinds"]:
        if kind["kind"] == data["kind"]:
            kind["retired"] = True


def duties_view() -> DocumentView:
    return DocumentView(
        "duties",
        {
            "meeting.duty.levels_set": on_levels_set,
            "meeting.duty.committee_set": on_committee_set,
            "meeting.duty.warning_set": on_warning_set,
        },
    )


def kinds_view() -> DocumentView:
    return DocumentView("meeting_kinds", {"meeting.kinds.added": on_added, "meeting.kinds.retired": on_retired})
