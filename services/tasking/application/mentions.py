"""Which plan or task names an uploaded document: whoever sees the one may read the other."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from services.tasking.application.views import PLANS, TASKS
from shared.database.interface import Reader, Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import NotFound
from shared.messaging.visibility import Viewer

_TABLE = Table(
    "document_mentions",
    (
        """CREATE TABLE {document_mentions} (digest TEXT NOT NULL, subject_id TEXT NOT NULL,
        PRIMARY KEY (digest, subject_id))""",
    ),
)
_NAMING = (
    "tasking.plan.imported",
    "tasking.task.progress_reported",
    "tasking.task.part_finished",
    "tasking.task.whole_reported",
)


class MentionProjection:
    name = "document_mentions"
    tables: Sequence[Table] = (_TABLE,)
    sources: Mapping[str, Sequence[str]] = MappingProxyType({"tasking": _NAMING})

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        fields: dict[str, Any] = event.fields()
        digests = [fields["document"]] if "document" in fields else fields["evidence"]
        tx.execute_many(
            "INSERT INTO {document_mentions} (digest, subject_id) VALUES (:digest, :subject) ON CONFLICT DO NOTHING",
            [{"digest": digest, "subject": str(event.envelope.stream_id)} for digest in digests],
        )


async def may_read(reader: Reader, viewer: Viewer, digest: str) -> bool:
    rows = await reader.all("SELECT subject_id FROM {document_mentions} WHERE digest = :digest", {"digest": digest})
    return any([await _sees(reader, viewer, UUID(row["subject_id"])) for row in rows])


async def _sees(reader: Reader, viewer: Viewer, subject_id: UUID) -> bool:
    for view in (PLANS, TASKS):
        try:
            await view.get(reader, viewer, subject_id)
        except NotFound:
            continue
        return True
    return False
