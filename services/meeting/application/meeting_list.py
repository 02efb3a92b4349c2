"""What a list of meetings can be narrowed by beside its columns: the kinds of each, and whether it is joint."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from shared.database.interface import Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Narrowed

FORMS = Table(
    "meeting_forms",
    (
        """CREATE TABLE {meeting_forms} (meeting_id TEXT NOT NULL, kind TEXT NOT NULL, joint BIGINT NOT NULL,
        PRIMARY KEY (meeting_id, kind))""",
        "CREATE INDEX {meeting_forms_by_kind} ON {meeting_forms} (kind, meeting_id)",
    ),
)
_NOTE = (
    "INSERT INTO {meeting_forms} (meeting_id, kind, joint) VALUES (:meeting_id, :kind, :joint) ON CONFLICT DO NOTHING"
)


def note_forms(tx: Transaction, event: RecordedEvent) -> None:
    if event.envelope.type != "meeting.meeting.drafted":
        return
    data = event.fields()
    kinds: list[str] = list(data["kinds"])  # type: ignore[call-overload]
    row = {"meeting_id": event.envelope.stream_id, "joint": int(bool(data["joint"]))}
    tx.execute_many(_NOTE, [{**row, "kind": kind} for kind in kinds])


@dataclass(frozen=True, slots=True)
class Wanted:
    """`year` is that of the meeting's day (held, called for or planned); `dated` False: those without a day."""

    committee: UUID | None = None
    below: UUID | None = None
    stage: str | None = None
    kind: str | None = None
    joint: bool | None = None
    year: int | None = None
    dated: bool | None = None

    def narrowed(self) -> Iterator[Narrowed]:
        if self.below is not None:
            below = "(d.owner_unit = :below OR d.owner_unit IN (SELECT unit FROM {reach} WHERE ancestor = :below))"
            yield Narrowed(below, {"below": str(self.below)})
        if self.kind is not None:
            yield Narrowed("d.id IN (SELECT meeting_id FROM {meeting_forms} WHERE kind = :kind)", {"kind": self.kind})
        if self.joint is not None:
            joint = "d.id IN (SELECT meeting_id FROM {meeting_forms} WHERE joint = :joint)"
            yield Narrowed(joint, {"joint": int(self.joint)})
        if self.year is not None:
            bounds = {"first_day": f"{self.year:04d}-01-01", "last_day": f"{self.year:04d}-12-31"}
            yield Narrowed("d.sort_key BETWEEN :first_day AND :last_day", bounds)
        if self.dated is not None:
            yield Narrowed("d.sort_key <> ''" if self.dated else "d.sort_key = ''", {})
