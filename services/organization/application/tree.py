"""The register as a tree that opens branch by branch, and found by whatever a clerk remembers of a unit."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal
from uuid import UUID

from shared.database.interface import Reader, Row
from shared.messaging.documents import Doc
from shared.messaging.pages import Page, check_limit, decode_cursor, encode_cursor

Branch = Literal["superior", "member_of"]


def _held(of: str) -> str:
    return f"{of}.since <= :on AND ({of}.until IS NULL OR {of}.until > :on)"


_SHOWN: Final = (
    "SELECT u.id, u.kind, u.level, c.code, s.status, n.name,"
    " (SELECT COUNT(*) FROM {registry_relations} AS b WHERE b.target = u.id AND b.kind = 'superior'"
    f" AND {_held('b')}) AS below,"
    " (SELECT COUNT(*) FROM {registry_relations} AS m WHERE m.target = u.id AND m.kind = 'member_of'"
    f" AND {_held('m')}) AS members"
)
_DATED: Final = (
    f" JOIN {{registry_codes}} AS c ON c.unit_id = u.id AND {_held('c')}"
    f" JOIN {{registry_statuses}} AS s ON s.unit_id = u.id AND {_held('s')}"
    f" JOIN {{registry_names}} AS n ON n.unit_id = u.id AND n.ordinal = 0 AND {_held('n')}"
)
_BRANCH: Final = (
    f"{_SHOWN} FROM {{registry_relations}} AS r JOIN {{registry_units}} AS u ON u.id = r.unit_id{_DATED}"
    f" WHERE r.target = :top AND r.kind = :branch AND {_held('r')} AND s.status <> 'dissolved'"
)
_FOUND: Final = f"{_SHOWN} FROM {{registry_units}} AS u{_DATED} WHERE 1 = 1"
# What a unit is called today and what it was called before: a clerk may remember either.
_CALLED: Final = (
    " AND (c.code LIKE :code ESCAPE '!' OR u.id IN"
    " (SELECT unit_id FROM {registry_names} WHERE name LIKE :text ESCAPE '!'))"
)
_IN_LINE: Final = (
    " AND EXISTS (SELECT 1 FROM {registry_relations} AS l WHERE l.unit_id = u.id AND l.kind = 'line'"
    f" AND l.line = :line AND {_held('l')})"
)
_AFTER: Final = " AND (c.code, u.id) > (:after_code, :after_id)"


async def branch(reader: Reader, top: UUID, kind: Branch, on: date, *, limit: int, cursor: str | None) -> Page[Doc]:
    """The committees below one, or its members, by code, each with how many stand below it and are its members."""
    return await _page(reader, _BRANCH, {"top": top, "branch": kind, "on": on}, limit, cursor)


async def search(
    reader: Reader, on: date, *, text: str | None, line: str | None, limit: int, cursor: str | None
) -> Page[Doc]:
    """By part of a name, short name or former name, by the beginning of a code, by line; dissolved ones too."""
    sql = _FOUND
    asked: dict[str, Any] = {"on": on}
    if text:
        sql, asked = sql + _CALLED, {**asked, "text": f"%{_plain(text)}%", "code": f"{_plain(text)}%"}
    if line:
        sql, asked = sql + _IN_LINE, {**asked, "line": line}
    return await _page(reader, sql, asked, limit, cursor)


async def _page(reader: Reader, sql: str, asked: dict[str, Any], limit: int, cursor: str | None) -> Page[Doc]:
    if cursor is not None:
        sql += _AFTER
        asked["after_code"], asked["after_id"] = decode_cursor(cursor)
    asked["rows"] = check_limit(limit) + 1
    rows = await reader.all(f"{sql} ORDER BY c.code, u.id LIMIT :rows", asked)
    return Page([_shown(row) for row in rows[:limit]], _following(rows, limit))


def _following(rows: Sequence[Row], limit: int) -> str | None:
    return encode_cursor(rows[limit - 1]["code"], rows[limit - 1]["id"]) if len(rows) > limit else None


def _shown(row: Row) -> Doc:
    return {"unit_id": row["id"], **{name: row[name] for name in _COLUMNS}}


def _plain(text: str) -> str:
    """What LIKE would take for a pattern stands for itself."""
    return text.strip().replace("!", "!!").replace("%", "!%").replace("_", "!_")


_COLUMNS: Final = ("kind", "level", "name", "code", "status", "below", "members")
