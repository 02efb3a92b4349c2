"""What a clerk sees of an import: the preview, every mistake, how far it is, what was refused on the way."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from services.organization.application.imports import storage
from services.organization.application.imports.policy import GO_ON
from services.organization.application.imports.views import IMPORTS
from shared.commands.refusals import not_found
from shared.database.interface import Reader, Row
from shared.kernel.envelope import Actor
from shared.messaging.documents import Doc
from shared.messaging.pages import Page, check_limit, decode_cursor, encode_cursor

_PAGE = (
    "SELECT number, unit_id, code, name, place, verdict, changes FROM {import_entries} WHERE import_id = :id"
    " AND number > :after"
)
_ERRORS = (
    "SELECT sheet, line AS row, title AS column_title, message, number FROM {import_errors} WHERE import_id = :id"
    " AND number > :after ORDER BY number LIMIT :rows"
)
_REFUSED = (
    "SELECT command_id, code, rule, message FROM {policy_refusals} WHERE policy = :policy AND stream_id = :id"
    " AND command_id > :after ORDER BY command_id LIMIT :rows"
)
_REFUSED_NUMBER = "SELECT COUNT(*) AS number FROM {policy_refusals} WHERE policy = :policy AND stream_id = :id"
_RECENT = "SELECT * FROM {imports_prepared} WHERE unit_id = :unit ORDER BY prepared_at DESC, id LIMIT :rows"


async def one(reader: Reader, caller: Actor, import_id: UUID) -> Doc:
    """Raises NotFound for whom it is not: only clerks of the unit that uploaded it."""
    return await _shown(reader, await own(reader, caller, import_id))


async def recent(reader: Reader, caller: Actor, limit: int) -> list[Doc]:
    if caller.role != "clerk":
        return []
    rows = await reader.all(_RECENT, {"unit": caller.unit_id, "rows": check_limit(limit)})
    return [await _shown(reader, row) for row in rows]


async def own(reader: Reader, caller: Actor, import_id: UUID) -> Row:
    row = await storage.prepared_of(reader, import_id)
    if row is None or row["unit_id"] != str(caller.unit_id) or caller.role != "clerk":
        raise not_found()
    return row


async def entries(
    reader: Reader, caller: Actor, import_id: UUID, *, verdict: str | None, limit: int, cursor: str | None
) -> Page[Doc]:
    await own(reader, caller, import_id)
    narrowed = {None: "", "changing": " AND verdict <> 'unchanged'"}.get(verdict, " AND verdict = :verdict")
    asked = {"verdict": verdict, **_asked(import_id, limit, cursor)}
    rows = await reader.all(f"{_PAGE}{narrowed} ORDER BY number LIMIT :rows", asked)
    shown = [{**_without_number(row), "changes": msgspec.json.decode(row["changes"])} for row in rows[:limit]]
    return Page(shown, _following(rows, limit))


async def errors(reader: Reader, caller: Actor, import_id: UUID, *, limit: int, cursor: str | None) -> Page[Doc]:
    await own(reader, caller, import_id)
    rows = await reader.all(_ERRORS, _asked(import_id, limit, cursor))
    shown = [
        {"sheet": row["sheet"], "row": row["row"], "column": row["column_title"], "message": row["message"]}
        for row in rows[:limit]
    ]
    return Page(shown, _following(rows, limit))


async def refused(reader: Reader, caller: Actor, import_id: UUID, *, limit: int, cursor: str | None) -> Page[Doc]:
    """Units that a rule refused when it came to them, because somebody changed them after the preview."""
    await own(reader, caller, import_id)
    after = decode_cursor(cursor)[1] if cursor else ""
    asked = {"policy": GO_ON.name, "id": import_id, "after": after, "rows": check_limit(limit) + 1}
    rows = await reader.all(_REFUSED, asked)
    shown = [{name: row[name] for name in ("code", "rule", "message")} for row in rows[:limit]]
    return Page(shown, encode_cursor("", rows[limit - 1]["command_id"]) if len(rows) > limit else None)


async def _shown(reader: Reader, row: Row) -> Doc:
    import_id = UUID(row["id"])
    document = await IMPORTS.find(reader, import_id)
    progress: Mapping[str, Any] = document.fields() if document else {"done": 0, "finished": False}
    found = await reader.one(_REFUSED_NUMBER, {"policy": GO_ON.name, "id": import_id})
    state = "finished" if progress["finished"] else "started" if row["begun"] else "prepared"
    return {
        "import_id": row["id"],
        "prepared_at": row["prepared_at"],
        "state": state,
        "rows": row["rows"],
        "new": row["added"],
        "changed": row["changed"],
        "unchanged": row["unchanged"],
        "errors": row["errors"],
        "entries": row["items"],
        "done": progress["done"],
        "refused": found["number"] if found else 0,
    }


def _asked(import_id: UUID, limit: int, cursor: str | None) -> Doc:
    after = int(decode_cursor(cursor)[1]) if cursor else -1
    return {"id": import_id, "after": after, "rows": check_limit(limit) + 1}


def _following(rows: list[Row], limit: int) -> str | None:
    return encode_cursor("", str(rows[limit - 1]["number"])) if len(rows) > limit else None


def _without_number(row: Row) -> Doc:
    return {name: row[name] for name in ("unit_id", "code", "name", "place", "verdict")}
