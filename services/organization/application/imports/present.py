"""The registry as it stands, whole and in memory: what a file is compared with.

Made of the aggregates themselves, so that a row is judged by the rules that judge its commands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.organization.domain.relation import Relation
from services.organization.domain.roster import Roster, Term
from services.organization.domain.unit import Unit
from shared.database.interface import Reader, Row

_UNITS = (
    "SELECT u.id, u.kind, u.level, u.registered_by, u.founded_on, c.code, c.since AS code_since, s.status,"
    " s.since AS status_since FROM {registry_units} AS u"
    " JOIN {registry_codes} AS c ON c.unit_id = u.id AND c.until IS NULL"
    " JOIN {registry_statuses} AS s ON s.unit_id = u.id AND s.until IS NULL"
)
_NAMES = "SELECT unit_id, ordinal, name, since FROM {registry_names} WHERE until IS NULL ORDER BY unit_id, ordinal"
_RELATIONS = "SELECT unit_id, kind, target, line, since, until FROM {registry_relations} ORDER BY unit_id, since"
_TERMS = (
    "SELECT t.unit_id, t.office, t.person_id, t.since, t.until, v.name FROM {registry_terms} AS t"
    " LEFT JOIN {vault_names} AS v ON v.person_id = t.person_id ORDER BY t.unit_id, t.since"
)


@dataclass(slots=True)
class Known:
    """One unit; `names` are those of its people, by id, for whom it concerns."""

    unit: Unit
    name: str
    short_names: tuple[str, ...]
    roster: Roster
    names: dict[UUID, str] = field(default_factory=dict)


@dataclass(slots=True)
class Present:
    by_id: dict[UUID, Known] = field(default_factory=dict)
    by_code: dict[str, Known] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        self.by_id[known.unit.id] = known
        if known.unit.status != "dissolved":  # a dissolved unit's code can be another's
            self.by_code[known.unit.code] = known


async def present_of(reader: Reader) -> Present:
    names = _by_unit(await reader.all(_NAMES))
    relations = _by_unit(await reader.all(_RELATIONS))
    terms = _by_unit(await reader.all(_TERMS))
    present = Present()
    for row in await reader.all(_UNITS):
        present.add(_known(row, names[row["id"]], relations[row["id"]], terms[row["id"]]))
    return present


def _by_unit(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["unit_id"]].append(row)
    return found


def _known(row: Row, names: list[Row], relations: list[Row], terms: list[Row]) -> Known:
    unit = Unit(UUID(row["id"]))
    unit.owner_unit = unit.founding_unit = unit.id
    unit.version = 1
    unit.kind, unit.level, unit.status, unit.code = row["kind"], row["level"], row["status"], row["code"]
    unit.founded_on, unit.registered_by = _day(row["founded_on"]), UUID(row["registered_by"])
    unit.changed_on = {
        "name": _day(names[0]["since"]),
        "code": _day(row["code_since"]),
        "status": _day(row["status_since"]),
    }
    unit.relations = [
        Relation(each["kind"], UUID(each["target"]), each["line"], _day(each["since"]), _maybe(each["until"]))
        for each in relations
    ]
    unit.successors = ()
    known = Known(unit, names[0]["name"], tuple(each["name"] for each in names[1:]), _roster(unit, terms))
    known.names = {UUID(each["person_id"]): each["name"] for each in terms if each["name"] is not None}
    return known


def _roster(unit: Unit, terms: list[Row]) -> Roster:
    roster = new_roster(unit)
    roster.terms = [
        Term(each["office"], UUID(each["person_id"]), _day(each["since"]), _maybe(each["until"])) for each in terms
    ]
    return roster


def new_roster(unit: Unit) -> Roster:
    roster = Roster(Roster.stream_id(unit.id))
    roster.owner_unit = unit.id
    return roster


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
