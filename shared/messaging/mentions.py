"""Which matters name an uploaded document: whoever sees one of them may read the document."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from shared.database.interface import Database, Reader, Table, Transaction
from shared.kernel.envelope import Actor, RecordedEvent
from shared.kernel.errors import NotFound
from shared.messaging.documents import DocumentView
from shared.messaging.visibility import Viewer

_TABLE = Table(
    "mentions",
    ("CREATE TABLE {mentions} (digest TEXT NOT NULL, stream_id TEXT NOT NULL, PRIMARY KEY (digest, stream_id))",),
)


class Mentions:
    """A projection: event name → the fields of its data that hold a digest, a list of them, or None."""

    name = "mentions"
    tables: Sequence[Table] = (_TABLE,)

    def __init__(self, log: str, fields: Mapping[str, Sequence[str]], views: Sequence[DocumentView]) -> None:
        self.sources: Mapping[str, Sequence[str]] = {log: tuple(fields)}
        self._fields, self._views = dict(fields), tuple(views)

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        data = event.fields()
        self.mention(
            tx, event, [digest for field in self._fields[event.envelope.type] for digest in _digests(data[field])]
        )

    def mention(self, tx: Transaction, event: RecordedEvent, named: Sequence[str]) -> None:
        """The event's matter names these documents."""
        tx.execute_many(
            "INSERT INTO {mentions} (digest, stream_id) VALUES (:digest, :stream_id) ON CONFLICT DO NOTHING",
            [{"digest": digest, "stream_id": str(event.envelope.stream_id)} for digest in named],
        )

    def concerned_in(self, database: Database) -> Any:
        """For `ContentStore`: whether the actor sees a matter that names the document."""

        async def concerned(actor: Actor, digest: str) -> bool:
            async with database.snapshot() as reader:
                return await self.may_read(reader, Viewer(actor.unit_id, actor.role), digest)

        return concerned

    async def may_read(self, reader: Reader, viewer: Viewer, digest: str) -> bool:
        rows = await reader.all("SELECT stream_id FROM {mentions} WHERE digest = :digest", {"digest": digest})
        return any([await self._sees(reader, viewer, UUID(row["stream_id"])) for row in rows])

    async def _sees(self, reader: Reader, viewer: Viewer, stream_id: UUID) -> bool:
        for view in self._views:
            try:
                await view.get(reader, viewer, stream_id)
            except NotFound:
                continue
            return True
        return False


def _digests(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
