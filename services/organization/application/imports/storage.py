"""Files that were uploaded and not yet done: ordinary rows, for names of people are among them (design 14).

What an entry would do is blanked when the import is over. A file that was never begun goes with the next one of the
same person, and with anybody's after a week.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from services.organization.application.imports.comparing import Entry
from services.organization.application.imports.packing import Item
from services.organization.application.imports.rows import RowError
from services.organization.application.imports.steps import written
from shared.database.interface import Reader, Row, Table, Transaction

IMPORTS: Final = Table(
    "imports_prepared",
    (
        (
            "CREATE TABLE {imports_prepared} (id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, person_id TEXT,"
            ' digest TEXT NOT NULL, prepared_at TEXT NOT NULL, begun BIGINT NOT NULL, "rows" BIGINT NOT NULL,'
            " added BIGINT NOT NULL, changed BIGINT NOT NULL, unchanged BIGINT NOT NULL, errors BIGINT NOT NULL,"
            " items BIGINT NOT NULL, batches BIGINT NOT NULL)"
        ),
        "CREATE INDEX {imports_prepared_by_unit} ON {imports_prepared} (unit_id, prepared_at)",
    ),
)
ENTRIES: Final = Table(
    "import_entries",
    (
        (
            "CREATE TABLE {import_entries} (import_id TEXT NOT NULL, number BIGINT NOT NULL, unit_id TEXT NOT NULL,"
            " code TEXT NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL, verdict TEXT NOT NULL,"
            " changes TEXT NOT NULL, PRIMARY KEY (import_id, number))"
        ),
        "CREATE INDEX {import_entries_by_verdict} ON {import_entries} (import_id, verdict, number)",
    ),
)
ITEMS: Final = Table(
    "import_items",
    (
        (
            "CREATE TABLE {import_items} (import_id TEXT NOT NULL, number BIGINT NOT NULL, batch BIGINT NOT NULL,"
            " unit_id TEXT NOT NULL, told TEXT NOT NULL, steps TEXT NOT NULL, PRIMARY KEY (import_id, number))"
        ),
        "CREATE INDEX {import_items_by_batch} ON {import_items} (import_id, batch, number)",
    ),
)
ERRORS: Final = Table(
    "import_errors",
    (
        (
            "CREATE TABLE {import_errors} (import_id TEXT NOT NULL, number BIGINT NOT NULL, sheet TEXT NOT NULL,"
            " line BIGINT NOT NULL, title TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (import_id, number))"
        ),
    ),
)
TABLES: Final = (IMPORTS, ENTRIES, ITEMS, ERRORS)
KEPT: Final = timedelta(days=7)
_OF_ONE: Final = ("import_entries", "import_items", "import_errors")
_INSERT: Final = (
    'INSERT INTO {imports_prepared} (id, unit_id, person_id, digest, prepared_at, begun, "rows", added, changed,'
    " unchanged, errors, items, batches) VALUES (:id, :unit_id, :person_id, :digest, :prepared_at, 0, :rows, :added,"
    " :changed, :unchanged, :errors, :items, :batches)"
)


@dataclass(frozen=True, slots=True)
class Prepared:
    import_id: UUID
    unit_id: UUID
    person_id: UUID | None
    digest: str
    prepared_at: datetime
    rows: int
    entries: Sequence[Entry]
    items: Sequence[Item]
    errors: Sequence[RowError]

    @property
    def batches(self) -> int:
        return self.items[-1].batch + 1 if self.items else 0


def keeping(prepared: Prepared) -> Callable[[Transaction], None]:
    """In place of this import as it was before, and of what the same person uploaded and never began."""

    def keep(tx: Transaction) -> None:
        about = {"unit_id": prepared.unit_id, "person_id": prepared.person_id, "id": prepared.import_id}
        for row in tx.all(
            "SELECT id FROM {imports_prepared} WHERE begun = 0 AND (prepared_at < :forgotten OR (unit_id = :unit_id"
            " AND (id = :id OR COALESCE(person_id, '') = COALESCE(:person_id, ''))))",
            {**about, "forgotten": prepared.prepared_at - KEPT},
        ):
            _drop(tx, row["id"])
        tx.execute(_INSERT, _row(prepared))
        _insert_parts(tx, prepared)

    return keep


def _drop(tx: Transaction, import_id: str) -> None:
    for table in _OF_ONE:
        tx.execute(f"DELETE FROM {{{table}}} WHERE import_id = :id", {"id": import_id})
    tx.execute("DELETE FROM {imports_prepared} WHERE id = :id", {"id": import_id})


def _row(prepared: Prepared) -> dict[str, Any]:
    verdicts = [entry.verdict for entry in prepared.entries]
    return {
        "id": prepared.import_id,
        "unit_id": prepared.unit_id,
        "person_id": prepared.person_id,
        "digest": prepared.digest,
        "prepared_at": prepared.prepared_at,
        "rows": prepared.rows,
        "added": verdicts.count("new"),
        "changed": verdicts.count("changed"),
        "unchanged": verdicts.count("unchanged"),
        "errors": len(prepared.errors),
        "items": len(prepared.items),
        "batches": prepared.batches,
    }


def _insert_parts(tx: Transaction, prepared: Prepared) -> None:
    about = {"import_id": prepared.import_id}
    tx.execute_many(
        "INSERT INTO {import_entries} (import_id, number, unit_id, code, name, place, verdict, changes)"
        " VALUES (:import_id, :number, :unit_id, :code, :name, :place, :verdict, :changes)",
        [{**about, "number": number, **_entry(entry)} for number, entry in enumerate(prepared.entries)],
    )
    tx.execute_many(
        "INSERT INTO {import_items} (import_id, number, batch, unit_id, told, steps)"
        " VALUES (:import_id, :number, :batch, :unit_id, :told, :steps)",
        [{**about, "number": number, **_item(item)} for number, item in enumerate(prepared.items)],
    )
    tx.execute_many(
        "INSERT INTO {import_errors} (import_id, number, sheet, line, title, message)"
        " VALUES (:import_id, :number, :sheet, :line, :title, :message)",
        [{**about, "number": number, **_error(error)} for number, error in enumerate(prepared.errors)],
    )


def _entry(entry: Entry) -> dict[str, Any]:
    changes = msgspec.json.encode(entry.changes).decode()
    return {
        "unit_id": entry.unit_id,
        "code": entry.code,
        "name": entry.name,
        "place": entry.place,
        "verdict": entry.verdict,
        "changes": changes,
    }


def _item(item: Item) -> dict[str, Any]:
    told = f"{item.entry.place} {item.entry.name}"
    return {"batch": item.batch, "unit_id": item.entry.unit_id, "told": told, "steps": written(item.steps)}


def _error(error: RowError) -> dict[str, Any]:
    return {"sheet": error.sheet, "line": error.row, "title": error.column, "message": error.message}


def beginning(import_id: UUID) -> Callable[[Transaction], None]:
    def begin(tx: Transaction) -> None:
        tx.execute("UPDATE {imports_prepared} SET begun = 1 WHERE id = :id", {"id": import_id})

    return begin


def blanking(import_id: UUID) -> Callable[[Transaction], None]:
    """What was done stands in the events; the names that were among it are in the vault."""

    def blank(tx: Transaction) -> None:
        tx.execute("UPDATE {import_items} SET steps = '[]' WHERE import_id = :id", {"id": import_id})
        tx.execute("UPDATE {import_entries} SET changes = '[]' WHERE import_id = :id", {"id": import_id})

    return blank


async def prepared_of(reader: Reader, import_id: UUID) -> Row | None:
    return await reader.one("SELECT * FROM {imports_prepared} WHERE id = :id", {"id": import_id})


async def batch_of(reader: Reader, import_id: UUID, batch: int) -> Sequence[Row]:
    return await reader.all(
        "SELECT number, told, steps FROM {import_items} WHERE import_id = :id AND batch = :batch ORDER BY number",
        {"id": import_id, "batch": batch},
    )
