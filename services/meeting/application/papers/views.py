"""How events make the state documents `papers` and `paper_styles` (docs/services.md)."""

from datetime import date
from uuid import UUID

from services.meeting.application.documents import name_documents, named_documents_table
from services.meeting.application.views import decision_of
from services.meeting.domain.paper_style import Style, in_force
from shared.database.interface import Reader, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.kernel.ids import derive
from shared.messaging.documents import Column, Doc, DocumentView

_WRITTEN = ("bodies", "addressees", "title", "text", "writer", "written_on")
_EMPTY = ("checked", "signed", "number", "document", "issued_on", "withdrawn")


def on_drafted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(data, stage="drafted", returns=[])
    doc.update(dict.fromkeys(_EMPTY))


def on_revised(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({name: data[name] for name in _WRITTEN}, stage="drafted")


def on_checked(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc.update(checked=data | {"decision": decision_of(event)}, stage="checked")


def on_returned(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["returns"].append(data)
    doc.update(stage="returned", checked=None, signed=None)
    doc.pop("cosigned", None)


def on_signed(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc.update(signed=data | {"decision": decision_of(event)}, stage="signed")


def on_cosigned(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc["cosigned"] = [*doc.get("cosigned", []), data | {"decision": decision_of(event)}]


def on_numbered(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(number=data["number"], stage="numbered")


def on_issued(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(document=data["document"], issued_on=data["issued_on"], stage="issued")


def on_withdrawn(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(withdrawn=data["reason"], number=None, stage="withdrawn")


def on_set(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["committee_id"] = data["committee_id"]
    doc["versions"] = [*doc.get("versions", []), {"on": data["on"], "style": data["style"]}]


PAPER_ON = {
    f"meeting.paper.{handler.__name__.removeprefix('on_')}": handler
    for handler in (
        on_drafted,
        on_revised,
        on_checked,
        on_returned,
        on_signed,
        on_cosigned,
        on_numbered,
        on_issued,
        on_withdrawn,
    )
}
STYLE_ON = {"meeting.paper_style.set": on_set}
PAPER_DOCUMENTS = named_documents_table("paper_documents")


class PaperView(DocumentView):
    """A paper is its owner's until it is issued; then whom it was sent to may read the file, not the draft's text."""

    def __init__(self) -> None:
        super().__init__(
            "papers",
            PAPER_ON,
            draft=lambda doc: doc["stage"] != "issued",
            sort_key=lambda doc: str(doc["written_on"]),
            columns=(
                Column("matter_id", lambda doc: doc["matter_id"]),
                Column("kind", lambda doc: doc["kind"]),
                Column("stage", lambda doc: doc["stage"]),
            ),
        )
        self.tables = (*self.tables, PAPER_DOCUMENTS)

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        super().apply(event, tx)
        if event.envelope.type == "meeting.paper.issued":
            name_documents(tx, event, PAPER_DOCUMENTS.name)


class PaperStyleView(DocumentView):
    def __init__(self) -> None:
        super().__init__("paper_styles", STYLE_ON)

    async def in_force(self, reader: Reader, committee: UUID, on: date) -> Style:
        document = await self.find(reader, derive("paper-style", committee))
        return in_force(document.fields()["versions"] if document else [], on)
