"""The read model: meetings, whom a request or a notice is addressed to, and who may read which document."""

from services.meeting.application.acts import ACTS, note_act
from services.meeting.application.documents import name_documents, named_documents_table
from services.meeting.application.held import HELD, meeting_in, note_held
from services.meeting.application.meeting_list import FORMS, note_forms
from services.meeting.application.views import ON, day_of
from shared.database.interface import Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.kernel.events import canonical_json
from shared.messaging.documents import Column, Doc, DocumentView

_ADDRESSED_FIELDS = (
    "meeting_id",
    "committee_id",
    "hosts",
    "kinds",
    "joint",
    "enlarged",
    "theme",
    "agenda",
    "matters",
    "planned_on",
)
ADDRESSEES = Table(
    "meeting_addressees",
    (
        """CREATE TABLE {meeting_addressees} (purpose TEXT NOT NULL, unit_id TEXT NOT NULL, sort_key TEXT NOT NULL,
        meeting_id TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (purpose, unit_id, meeting_id))""",
        "CREATE INDEX {meeting_addressees_in_order} ON {meeting_addressees} (purpose, unit_id, sort_key, meeting_id)",
    ),
)
_ADDRESS = (
    "INSERT INTO {meeting_addressees} (purpose, unit_id, sort_key, meeting_id, subject)"
    " VALUES (:purpose, :unit_id, :sort_key, :meeting_id, :subject)"
    " ON CONFLICT (purpose, unit_id, meeting_id)"
    " DO UPDATE SET sort_key = excluded.sort_key, subject = excluded.subject"
)
_MOVE = "UPDATE {meeting_addressees} SET sort_key = :sort_key WHERE meeting_id = :meeting_id AND purpose = 'notice'"
NAMED_DOCUMENTS = named_documents_table("meeting_documents")


class MeetingView(DocumentView):
    """A draft is the owner's until the notice."""

    def __init__(self) -> None:
        super().__init__(
            "meetings",
            ON,
            draft=lambda doc: doc["notice"] is None,
            sort_key=day_of,
            columns=(Column("stage", lambda doc: doc["stage"]),),
        )
        self.tables = (*self.tables, ADDRESSEES, NAMED_DOCUMENTS, ACTS, HELD, FORMS)

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        super().apply(event, tx)
        name_documents(tx, event, NAMED_DOCUMENTS.name)
        note_act(tx, event)
        note_forms(tx, event)
        data: Doc = event.fields()
        if event.envelope.type == "meeting.meeting.request_submitted":
            _address(tx, event, "request", str(data["submitted_on"]), [data["party_committee"]])
        elif event.envelope.type == "meeting.meeting.notice_issued":
            invited = [invitation["unit_id"] for invitation in data["invitations"]]
            _address(tx, event, "notice", str(data["held_at"]), invited)
        elif event.envelope.type == "meeting.meeting.held":
            note_held(tx, event, meeting_in(tx, event.envelope.stream_id))
        elif event.envelope.type == "meeting.meeting.notice_changed":
            tx.execute(_MOVE, {"meeting_id": event.envelope.stream_id, "sort_key": data["held_at"]})


def _address(tx: Transaction, event: RecordedEvent, purpose: str, sort_key: str, units: list[str]) -> None:
    """Keeps the subject as it was sent: what the owner changes afterwards is its draft again."""
    meeting_id, doc = str(event.envelope.stream_id), meeting_in(tx, event.envelope.stream_id)
    subject = canonical_json({name: doc[name] for name in _ADDRESSED_FIELDS}).decode()
    tx.execute_many(
        _ADDRESS,
        [
            {
                "purpose": purpose,
                "unit_id": unit,
                "sort_key": sort_key,
                "meeting_id": meeting_id,
                "subject": subject,
            }
            for unit in units
        ],
    )
