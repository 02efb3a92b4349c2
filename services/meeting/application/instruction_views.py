"""How events make the state document `instructions` (docs/services.md)."""

from services.meeting.application.views import decision_of
from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Doc, DocumentView


def on_recorded(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(data, texts=[], opinions=[], reports=[], campaigns=[], closed=None)


def on_text_added(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["texts"].append(data)


def on_opinions_passed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["opinions"].append(data | {"consent": None})


def on_opinions_consented(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    for passed in doc["opinions"]:
        if passed["opinions_id"] == data["opinions_id"]:
            passed["consent"] = decision_of(event)


def on_report_submitted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["reports"].append(data)


def on_campaign_linked(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["campaigns"].append(data)


def on_closed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["closed"] = data


INSTRUCTIONS = DocumentView(
    "instructions",
    {
        f"meeting.instruction.{handler.__name__.removeprefix('on_')}": handler
        for handler in (
            on_recorded,
            on_text_added,
            on_opinions_passed,
            on_opinions_consented,
            on_report_submitted,
            on_campaign_linked,
            on_closed,
        )
    },
    sort_key=lambda doc: str(doc["given_on"]),
)
