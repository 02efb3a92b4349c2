"""The state document `topics`, and who may read the evidence of an instruction."""

from services.meeting.application.documents import name_documents, named_documents_table
from services.meeting.application.views import decision_of
from shared.database.interface import Transaction
from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Column, Doc, DocumentView

DOCUMENTS = named_documents_table("topic_documents")


def on_instructed(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc.update(data, unit_id=None, state="accepted", decision=decision_of(event), answer=None, meeting_id=None)


def on_proposed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(data, state="proposed", decision=None, answer=None, meeting_id=None)


def on_accepted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(state="accepted", answer={"reason": data["note"], "into": None})


def on_merged(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(state="merged", answer={"reason": data["reason"], "into": data["into"]})


def on_declined(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(state="declined", answer={"reason": data["reason"], "into": None})


def on_taken_up(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["meeting_id"] = data["meeting_id"]


def on_put_back(doc: Doc, _data: Doc, _: RecordedEvent) -> None:
    doc["meeting_id"] = None


ON = {
    f"meeting.topic.{handler.__name__.removeprefix('on_')}": handler
    for handler in (on_instructed, on_proposed, on_accepted, on_merged, on_declined, on_taken_up, on_put_back)
}


class TopicView(DocumentView):
    def __init__(self) -> None:
        super().__init__(
            "topics",
            ON,
            columns=(Column("state", lambda doc: doc["state"]), Column("meeting_id", lambda doc: doc["meeting_id"])),
        )
        self.tables = (*self.tables, DOCUMENTS)

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        super().apply(event, tx)
        name_documents(tx, event, DOCUMENTS.name)
