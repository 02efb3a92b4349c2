"""Coverage (O3): committees established or federated ÷ those that should be, by subtree and line, on a day.

Should be: every committee of the subtree that is registered and not dissolved on that day, the top one included;
planned ones wait to be founded. A rate is computed from its parts and never averaged; a committee in two lines is
counted in both and once in the whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.organization.application.queries import brief
from services.organization.client import Registry
from shared.database.interface import Reader, Row
from shared.messaging.documents import Doc
from shared.messaging.pages import Page, check_limit, decode_cursor, encode_cursor

STATUSES: Final = ("established", "federated", "planned")
COVERED: Final = ("established", "federated")


def _held(of: str) -> str:
    return f"{of}.since <= :on AND ({of}.until IS NULL OR {of}.until > :on)"


# `branch` is the direct subordinate whose subtree a unit belongs to; the top committee is a branch of its own.
_BELOW = (
    "WITH RECURSIVE below (unit, branch) AS ("
    " SELECT CAST(:top AS TEXT), CAST(:top AS TEXT) UNION"
    " SELECT r.unit_id, CASE WHEN below.unit = CAST(:top AS TEXT) THEN r.unit_id ELSE below.branch END"
    " FROM {registry_relations} AS r JOIN below ON r.target = below.unit"
    f" WHERE r.kind = 'superior' AND {_held('r')})"
)
_COMMITTEES = (
    " FROM below JOIN {registry_units} AS u ON u.id = below.unit AND u.kind = 'committee' AND u.founded_on <= :on"
    f" JOIN {{registry_statuses}} AS s ON s.unit_id = below.unit AND {_held('s')}"
    " AND s.status IN ('planned', 'established', 'federated')"
)
_LINES = f" JOIN {{registry_relations}} AS l ON l.unit_id = below.unit AND l.kind = 'line' AND {_held('l')}"
_BY_BRANCH = (
    f"{_BELOW} SELECT below.branch AS scope, s.status, COUNT(*) AS units{_COMMITTEES} GROUP BY below.branch, s.status"
)
_BY_LINE = (
    f"{_BELOW} SELECT l.line AS scope, s.status, COUNT(DISTINCT below.unit) AS units{_COMMITTEES}{_LINES}"
    " GROUP BY l.line, s.status"
)
_UNITS = (
    f"{_BELOW} SELECT below.unit, c.code{_COMMITTEES}"
    f" JOIN {{registry_codes}} AS c ON c.unit_id = below.unit AND {_held('c')} WHERE 1 = 1"
)
_IN_LINE = (
    " AND EXISTS (SELECT 1 FROM {registry_relations} AS l WHERE l.unit_id = below.unit AND l.kind = 'line'"
    f" AND l.line = :line AND {_held('l')})"
)


async def coverage(reader: Reader, committee: UUID, on: date) -> Doc:
    """The whole, the committee itself, each direct subordinate with all below it, each line. Raises UnitUnknown."""
    registry = Registry(reader)
    top = brief(await registry.unit(committee, on))
    asked = {"top": committee, "on": on}
    branches = _figures(await reader.all(_BY_BRANCH, asked))
    own = branches.pop(str(committee), figure({}))
    shown = [{**brief(await registry.unit(UUID(unit), on)), **counted} for unit, counted in branches.items()]
    lines = _figures(await reader.all(_BY_LINE, asked))
    return {
        "committee": top,
        "on": on.isoformat(),
        "total": _sum([own, *branches.values()]),
        "own": own,
        "branches": sorted(shown, key=lambda branch: str(branch["code"])),
        "lines": [{"line": line, **counted} for line, counted in sorted(lines.items())],
    }


async def covered_units(
    reader: Reader,
    committee: UUID,
    on: date,
    *,
    line: str | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page[Doc]:
    """The committees behind a figure, by code. Raises UnitUnknown, BadCursor, BadLimit."""
    registry = Registry(reader)
    await registry.unit(committee, on)
    asked: dict[str, Any] = {"top": committee, "on": on, "rows": check_limit(limit) + 1}
    conditions = ""
    if line is not None:
        conditions, asked["line"] = _IN_LINE, line
    if status is not None:
        conditions, asked["status"] = f"{conditions} AND s.status = :status", status
    if cursor is not None:
        conditions += " AND (c.code, below.unit) > (:after_code, :after_unit)"
        asked["after_code"], asked["after_unit"] = decode_cursor(cursor)
    rows = await reader.all(f"{_UNITS}{conditions} ORDER BY c.code, below.unit LIMIT :rows", asked)
    shown = [brief(await registry.unit(UUID(row["unit"]), on)) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(shown, encode_cursor(last["code"], last["unit"]) if last else None)


def figure(counts: Mapping[str, int]) -> Doc:
    """`percent` with one decimal as text; None where nothing should be there."""
    known = {status: counts.get(status, 0) for status in STATUSES}
    covered, should = sum(known[status] for status in COVERED), sum(known.values())
    return {**known, "covered": covered, "should": should, "percent": percent(covered, should)}


def percent(part: int, whole: int) -> str | None:
    """Rounded half up, in tenths: 2 of 3 are 66.7."""
    if not whole:
        return None
    tenths = (part * 2000 + whole) // (whole * 2)
    return f"{tenths // 10}.{tenths % 10}"


def _figures(rows: Iterable[Row]) -> dict[str, Doc]:
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["scope"], {})[row["status"]] = row["units"]
    return {scope: figure(by_status) for scope, by_status in counts.items()}


def _sum(figures: Sequence[Doc]) -> Doc:
    return figure({status: sum(each[status] for each in figures) for status in STATUSES})
