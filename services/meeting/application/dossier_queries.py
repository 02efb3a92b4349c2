"""A dossier as its contents list 卷内目录 reads: numbered, dated, by whom, with documents; additions marked (M11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from services.meeting.application.dossier_contents import CLOSES, MATTERS
from services.meeting.application.names import Names
from services.meeting.client import UNNAMED_STEPS, paper_named
from services.meeting.client.words import INSTRUCTION_KINDS, KINDS
from shared.commands.refusals import not_found
from shared.database.binding import moment_text
from shared.database.interface import Reader, Row
from shared.kernel.clock import Clock, business_day
from shared.kernel.limits import INTEGER_MAX
from shared.kernel.sentences import units_in, with_names
from shared.messaging.pages import BadCursor, check_limit, decode_cursor, encode_cursor
from shared.messaging.visibility import Viewer, visible

_MATTER = "SELECT d.id, d.owner_unit, d.kind FROM {dossier_streams} AS d WHERE d.id = :matter"
_OF_MATTER = "FROM {dossier_entries} AS e JOIN {dossier_streams} AS d ON d.id = e.stream_id WHERE d.matter_id = :matter"
_FORWARDS = "AND e.recorded_at > :after ORDER BY e.recorded_at LIMIT :rows"
_BACKWARDS = "AND e.recorded_at < :after ORDER BY e.recorded_at DESC LIMIT :rows"
_WITH_FILES = "AND e.documents <> '[]' ORDER BY e.recorded_at"
_AFTER_ALL = "9"  # later than any moment's text
_PAPER = "meeting.paper"
_PAPERS = (
    "SELECT p.id, p.body FROM {papers} AS p JOIN {dossier_streams} AS d ON d.id = p.id"
    f" WHERE d.matter_id = :matter AND d.kind = '{_PAPER}'"
)
_CLOSED = (
    "SELECT MIN(e.recorded_at) AS recorded_at FROM {dossier_entries} AS e"
    f" WHERE e.stream_id = :matter AND e.type IN ({', '.join(repr(name) for name in sorted(CLOSES))})"
)


@dataclass(frozen=True, slots=True)
class DossierQueries:
    clock: Clock

    async def get_dossier(
        self,
        reader: Reader,
        viewer: Viewer,
        matter_id: UUID,
        *,
        as_of: datetime | None = None,
        latest_first: bool = False,
        limit: int,
        cursor: str | None,
    ) -> dict[str, Any]:
        """Numbers count what the viewer sees, from the oldest. `as_of`: as it was at that moment. Raises NotFound."""
        matter = await self._matter(reader, viewer, matter_id)
        condition, params = visible("dossier_streams", viewer)
        until = moment_text(as_of) if as_of else _AFTER_ALL
        asked = {**params, "matter": matter_id, "until": until}
        seen = f"{_OF_MATTER} AND {condition} AND e.recorded_at <= :until"
        after, number = _place(cursor) if cursor is not None else await _beginning(reader, seen, asked, latest_first)
        rows = await reader.all(
            f"SELECT e.*, d.kind {seen} {_BACKWARDS if latest_first else _FORWARDS}",
            {**asked, "after": after, "rows": check_limit(limit) + 1},
        )
        shown = rows[:limit]
        step = -1 if latest_first else 1
        numbers = range(number + step, number + step * (len(shown) + 1), step)
        papers = await _papers_of(reader, matter_id, shown)
        closed_at = await _closed_at(reader, matter_id, until)
        names = await Names.of(reader, _units_of(matter, shown))
        following = encode_cursor(shown[-1]["recorded_at"], str(numbers[-1])) if len(rows) > limit else None
        return {
            **await self._head(reader, matter, names),
            "closed_at": closed_at,
            "items": [
                _item(row, place, closed_at, names, _named(row, papers))
                for row, place in zip(shown, numbers, strict=True)
            ],
            "cursor": following,
        }

    async def get_files(
        self,
        reader: Reader,
        viewer: Viewer,
        matter_id: UUID,
        *,
        as_of: datetime | None = None,
        limit: int,
        cursor: str | None,
    ) -> dict[str, Any]:
        """The same with an item for each file, oldest first: `number` is the file's 件号. Raises NotFound."""
        matter = await self._matter(reader, viewer, matter_id)
        condition, params = visible("dossier_streams", viewer)
        until = moment_text(as_of) if as_of else _AFTER_ALL
        start = _place(cursor)[1] if cursor is not None else 0
        rows = await reader.all(
            f"SELECT e.*, d.kind {_OF_MATTER} AND {condition} AND e.recorded_at <= :until {_WITH_FILES}",
            {**params, "matter": matter_id, "until": until},
        )
        files = files_of(rows)
        shown = files[start : start + check_limit(limit)]
        of_shown = [row for row, _ in shown]
        papers = await _papers_of(reader, matter_id, of_shown)
        closed_at = await _closed_at(reader, matter_id, until)
        names = await Names.of(reader, _units_of(matter, of_shown))
        end = start + len(shown)
        return {
            **await self._head(reader, matter, names),
            "closed_at": closed_at,
            "items": [
                {
                    **_item(row, place, closed_at, names, _named(row, papers)),
                    "documents": [file],
                    "paper_number": _number_of(row, papers),
                }
                for place, (row, file) in enumerate(shown, start + 1)
            ],
            "cursor": encode_cursor(shown[-1][0]["recorded_at"], str(end)) if end < len(files) else None,
        }

    async def _matter(self, reader: Reader, viewer: Viewer, matter_id: UUID) -> Row:
        condition, params = visible("dossier_streams", viewer)
        row = await reader.one(f"{_MATTER} AND {condition}", {**params, "matter": matter_id})
        if row is None or row["kind"] not in MATTERS:
            raise not_found()
        return row

    async def _head(self, reader: Reader, matter: Row, names: Names) -> dict[str, Any]:
        today = business_day(self.clock.now())
        kind = MATTERS[matter["kind"]]
        table = {"meeting": "meetings", "instruction": "instructions"}[kind]
        row = await reader.one(f"SELECT body FROM {{{table}}} WHERE id = :id", {"id": matter["id"]})
        document = msgspec.json.decode(row["body"]) if row else {}
        return {
            "matter_id": matter["id"],
            "kind": kind,
            "title": title_of(kind, document),
            "committee_id": matter["owner_unit"],
            "committee_name": names.on(matter["owner_unit"], today),
        }


async def _beginning(reader: Reader, seen: str, asked: dict[str, Any], latest_first: bool) -> tuple[str, int]:
    """Before the first entry of all, or after the last."""
    if not latest_first:
        return "", 0
    row = await reader.one(f"SELECT COUNT(*) AS entries {seen}", asked)
    return _AFTER_ALL, (row["entries"] if row else 0) + 1


async def _closed_at(reader: Reader, matter_id: UUID, until: str) -> str | None:
    closed = await reader.one(_CLOSED, {"matter": matter_id})
    closed_at = closed["recorded_at"] if closed else None
    return closed_at if closed_at is not None and closed_at <= until else None


async def _papers_of(reader: Reader, matter_id: UUID, rows: list[Row]) -> dict[str, dict[str, Any]]:
    """The matter's papers by id, where a row is about one."""
    if not any(row["kind"] == _PAPER for row in rows):
        return {}
    papers = await reader.all(_PAPERS, {"matter": matter_id})
    return {row["id"]: msgspec.json.decode(row["body"]) for row in papers}


def files_of(rows: Iterable[Row]) -> list[tuple[Row, dict[str, str]]]:
    """Each file once, with the entry that brought it: an issued paper that goes up later is the same file."""
    first: dict[str, tuple[Row, dict[str, str]]] = {}
    for row in rows:
        for document in msgspec.json.decode(row["documents"]):
            first.setdefault(document["digest"], (row, document))
    return list(first.values())


def title_of(kind: str, document: dict[str, Any]) -> str:
    if not document:
        return ""
    if kind == "instruction":
        return f"{'、'.join(INSTRUCTION_KINDS[each] for each in document['kinds'])}：{document['title']}"
    kinds = "、".join(KINDS.get(each, each) for each in document["kinds"])
    return f"{kinds}：{document['theme']}" if document["theme"] else kinds


def _named(row: Row, papers: dict[str, dict[str, Any]]) -> str:
    """Which paper a step on its way was about, as an office names it: its events after the draft do not repeat it."""
    paper = papers.get(row["stream_id"])
    if paper is None or row["type"] not in UNNAMED_STEPS:
        return ""
    return f"（{paper_named(paper['kind'], paper['title'])}）"


def _number_of(row: Row, papers: dict[str, dict[str, Any]]) -> str | None:
    """文号 of an issued paper."""
    paper = papers.get(row["stream_id"])
    return paper["number"] if paper is not None and row["type"] == f"{_PAPER}.issued" else None


def _item(row: Row, number: int, closed_at: str | None, names: Names, named: str) -> dict[str, Any]:
    on = date.fromisoformat(row["happened_on"])
    told = {unit: names.on(unit, on) for unit in units_in(row["sentence"])}
    return {
        "number": number,
        "on": row["happened_on"],
        "sentence": with_names(row["sentence"], told) + named,
        "type": row["type"],
        "subject": {"kind": row["kind"], "id": row["stream_id"]},
        "unit_id": row["unit_id"],
        "unit_name": names.on(row["unit_id"], on),
        "documents": msgspec.json.decode(row["documents"]),
        "links": msgspec.json.decode(row["links"]),
        "addition": closed_at is not None and row["recorded_at"] > closed_at,
        "recorded_at": row["recorded_at"],
    }


def _units_of(matter: Row, rows: list[Row]) -> set[str]:
    named = {unit for row in rows for unit in units_in(row["sentence"])}
    return {matter["owner_unit"], *(row["unit_id"] for row in rows), *named}


def _place(cursor: str) -> tuple[str, int]:
    """Raises BadCursor."""
    after, number = decode_cursor(cursor)
    if not number.isascii() or not number.isdigit() or int(number) > INTEGER_MAX:
        raise BadCursor("翻页标记无效，请从第一页重新查看。")
    return after, int(number)
