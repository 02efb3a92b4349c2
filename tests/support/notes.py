"""A small domain of their own for the tests of the mechanism."""

from datetime import UTC, datetime
from uuid import UUID

from shared.database.interface import Table
from shared.eventstore.interface import Submission
from shared.kernel.aggregate import Aggregate, Change
from shared.kernel.command import CommandContext
from shared.kernel.envelope import Actor
from shared.kernel.events import DomainEvent, EventRegistry
from shared.kernel.ids import derive, random_id

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
UNIT = derive("unit", "notes")


class Note(Aggregate):
    STREAM = "notes.note"

    class Begun(DomainEvent, frozen=True, kw_only=True, event="notes.note.begun"):
        unit_id: UUID

    class Said(DomainEvent, frozen=True, kw_only=True, event="notes.note.said"):
        text: str

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.texts: list[str] = []

    def on_begun(self, event: Begun) -> None:
        self.owner_unit = event.unit_id

    def on_said(self, event: Said) -> None:
        self.texts.append(event.text)


NOTES = EventRegistry([Note.Begun, Note.Said])
SEEN = Table(
    "seen",
    (
        "CREATE TABLE {seen} (id TEXT PRIMARY KEY, body TEXT NOT NULL)",
        "CREATE INDEX {seen_by_body} ON {seen} (body)",
    ),
)


def begun(stream_id: UUID | None = None, unit_id: UUID = UNIT, *texts: str) -> Note:
    """A note with its pending changes: one, and one for each text."""
    note = Note(stream_id or random_id())
    note.record(Note.Begun(unit_id=unit_id))
    for text in texts:
        note.record(Note.Said(text=text))
    return note


def note_of(changes: list[Change]) -> Note:
    note = Note.project(None, changes)
    assert note is not None
    return note


def context(
    *, command_id: UUID | None = None, now: datetime = START, cause_recorded_at: datetime | None = None
) -> CommandContext:
    command_id = command_id or random_id()
    return CommandContext(
        command_id=command_id,
        actor=Actor(unit_id=UNIT, role="clerk"),
        now=now,
        correlation_id=command_id,
        cause_recorded_at=cause_recorded_at,
        request_digest=b"digest",
    )


def submission(note: Note, given: CommandContext | None = None, **more: object) -> Submission:
    """Takes the note's pending changes."""
    return Submission(given or context(), note.collect_events(), stream_id=note.id, **more)  # type: ignore[arg-type]
