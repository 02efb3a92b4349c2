"""Whom an event concerns may read what it names. A view keeps this in a table of its own, so that it can be rebuilt."""

from uuid import UUID

from shared.database.interface import Reader, Table, Transaction
from shared.kernel.envelope import RecordedEvent


def named_documents_table(name: str) -> Table:
    ddl = f"CREATE TABLE {{{name}}} (digest TEXT NOT NULL, unit_id TEXT NOT NULL, PRIMARY KEY (digest, unit_id))"
    return Table(name, (ddl,))


def name_documents(tx: Transaction, event: RecordedEvent, table: str) -> None:
    decision = event.envelope.decision
    evidence = (decision.words, decision.scan) if decision else ()
    named = [digest for digest in (event.fields().get("document"), *evidence) if digest]
    tx.execute_many(
        f"INSERT INTO {{{table}}} (digest, unit_id) VALUES (:digest, :unit_id) ON CONFLICT DO NOTHING",
        [{"digest": digest, "unit_id": unit} for digest in named for unit in event.envelope.units],
    )


async def is_named_to(reader: Reader, digest: str, unit: UUID, tables: tuple[str, ...]) -> bool:
    for table in tables:
        sql = f"SELECT 1 AS found FROM {{{table}}} WHERE digest = :digest AND unit_id = :unit"
        if await reader.one(sql, {"digest": digest, "unit": unit}) is not None:
            return True
    return False
