"""The registry as a file: what an import takes, of one committee and all below it.

Units and relations are open to everybody with a token; offices with names go out to whom they concern: the viewer's
own, those of committees below and of its own members.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from services.organization.application.imports.layout import LAYOUTS, OFFICES, RELATIONS, UNITS, WORDS, Layout
from services.organization.application.imports.rows import written_short_names
from shared.database.interface import Reader, Row
from shared.messaging.visibility import Viewer
from shared.sheets.sheet import Sheet

# The committee, whoever is below it, their members, and the organs that host them.
_SCOPE: Final = (
    "WITH RECURSIVE below (unit) AS (SELECT CAST(:top AS TEXT) UNION"
    " SELECT r.unit_id FROM {registry_relations} AS r JOIN below ON r.target = below.unit"
    " WHERE r.kind = 'superior' AND r.until IS NULL),"
    " scope (unit) AS (SELECT unit FROM below UNION"
    " SELECT r.unit_id FROM {registry_relations} AS r JOIN below ON r.target = below.unit"
    " WHERE r.kind = 'member_of' AND r.until IS NULL UNION"
    " SELECT r.target FROM {registry_relations} AS r JOIN below ON r.unit_id = below.unit"
    " WHERE r.kind = 'hosted_by' AND r.until IS NULL)"
)
_UNITS: Final = (
    f"{_SCOPE} SELECT u.id, u.kind, u.level, u.founded_on, c.code, s.status FROM scope"
    " JOIN {registry_units} AS u ON u.id = scope.unit"
    " JOIN {registry_codes} AS c ON c.unit_id = u.id AND c.until IS NULL"
    " JOIN {registry_statuses} AS s ON s.unit_id = u.id AND s.until IS NULL"
    " WHERE s.status <> 'dissolved' ORDER BY c.code, u.id"
)
_NAMES: Final = "SELECT unit_id, name FROM {registry_names} WHERE until IS NULL ORDER BY unit_id, ordinal"
_CODES: Final = "SELECT unit_id, code FROM {registry_codes} WHERE until IS NULL"
_RELATIONS: Final = (
    f"{_SCOPE} SELECT r.unit_id, r.kind, r.target, r.line, r.since FROM scope"
    " JOIN {registry_relations} AS r ON r.unit_id = scope.unit AND r.until IS NULL ORDER BY r.since, r.target"
)
_TERMS: Final = (
    f"{_SCOPE} SELECT t.unit_id, t.office, t.since, v.name FROM scope"
    " JOIN {registry_terms} AS t ON t.unit_id = scope.unit AND t.until IS NULL"
    " JOIN {vault_names} AS v ON v.person_id = t.person_id"
    " WHERE scope.unit = :viewer OR scope.unit IN (SELECT unit FROM {reach} WHERE ancestor = :viewer)"
    " OR scope.unit IN (SELECT unit_id FROM {registry_relations} WHERE kind = 'member_of' AND target = :viewer"
    " AND until IS NULL) ORDER BY t.since, t.office, t.person_id"
)


async def exported(reader: Reader, viewer: Viewer, committee: UUID, tables: Sequence[Layout] = LAYOUTS) -> list[Sheet]:
    asked = {"top": committee}
    units = await reader.all(_UNITS, asked)
    names = _grouped(await reader.all(_NAMES), "name")
    codes = {row["unit_id"]: row["code"] for row in await reader.all(_CODES)}
    sheets = []
    if UNITS in tables:
        sheets.append(_sheet(UNITS, [_unit(row, names[row["id"]]) for row in units]))
    if RELATIONS in tables:
        rows = _in_order(units, await reader.all(_RELATIONS, asked))
        sheets.append(_sheet(RELATIONS, [_relation(row, names, codes) for row in rows]))
    if OFFICES in tables:
        rows = _in_order(units, await reader.all(_TERMS, {**asked, "viewer": viewer.unit_id}))
        sheets.append(_sheet(OFFICES, [_term(row, names, codes) for row in rows]))
    return sheets


def file_name(committee_name: str, on: date, ending: str) -> str:
    return f"{committee_name}名册{on:%Y%m%d}.{ending}"


def _sheet(layout: Layout, rows: Iterable[tuple[str, ...]]) -> Sheet:
    return Sheet(layout.title, [layout.titles, *rows])


def _unit(row: Row, names: Sequence[str]) -> tuple[str, ...]:
    words = [WORDS[key][row[key]] for key in ("kind", "level", "status")]
    return (row["code"], names[0], written_short_names(names[1:]), *words, row["founded_on"], "")


def _relation(row: Row, names: dict[str, list[str]], codes: dict[str, str]) -> tuple[str, ...]:
    unit, target = row["unit_id"], row["target"]
    line = WORDS["line"][row["line"]] if row["line"] else ""
    kind = WORDS["relation"][row["kind"]]
    return (codes[unit], names[unit][0], kind, codes[target], names[target][0], line, row["since"], "", "")


def _term(row: Row, names: dict[str, list[str]], codes: dict[str, str]) -> tuple[str, ...]:
    unit = row["unit_id"]
    return (codes[unit], names[unit][0], WORDS["office"][row["office"]], row["name"], row["since"], "", "")


def _in_order(units: Sequence[Row], rows: Iterable[Row]) -> list[Row]:
    place = {row["id"]: number for number, row in enumerate(units)}
    return sorted((row for row in rows if row["unit_id"] in place), key=lambda row: place[row["unit_id"]])


def _grouped(rows: Iterable[Row], name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["unit_id"]].append(row[name])
    return found
