"""The replica of the registry that every service keeps in its own database.

Each event touches only rows of its own stream, and `reach` is recomputed from the open relations, so events of
different units may come in any order.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from services.organization.client.reach import recompute_reach
from services.organization.client.tables import TABLES
from shared.database.interface import Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.kernel.events import canonical_json
from shared.kernel.text import name_key

Fields = Mapping[str, Any]
LOG = "organization"


class _Rows:
    """What a batch inserts, held back until something must see it: a table's rows go as one statement."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._held: dict[str, list[Fields]] = {}

    def insert(self, table: str, row: Fields) -> None:
        self._held.setdefault(table, []).append(row)

    def close(self, table: str, held: Fields, on: str) -> None:
        condition = " AND ".join(f"{column} = :{column}" for column in held)
        sql = f"UPDATE {{{table}}} SET until = :on WHERE {condition} AND until IS NULL"
        self.write().execute(sql, {**held, "on": on})

    def write(self) -> Transaction:
        for table, rows in self._held.items():
            columns, values = ", ".join(rows[0]), ", ".join(f":{column}" for column in rows[0])
            self._tx.execute_many(f"INSERT INTO {{{table}}} ({columns}) VALUES ({values})", rows)
        self._held.clear()
        return self._tx


class RegistryProjection:
    """A consumer of the organization log; give it to ServiceParts' projections."""

    name = "registry"
    tables: Sequence[Table] = TABLES

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        self.apply_all([event], tx)

    def apply_all(self, events: Sequence[RecordedEvent], tx: Transaction) -> None:
        """A batch: `reach` is recomputed once for the units that moved, from the relations as they are then."""
        moved: dict[str, None] = {}
        rows = _Rows(tx)
        for event in events:
            data, stream = event.fields(), str(event.envelope.stream_id)
            self._on[event.envelope.type](rows, stream, data)
            if data.get("relation") == "superior":
                moved[stream] = None
        rows.write()
        recompute_reach(tx, moved)
        if events:
            _note_position(tx, max(events, key=lambda event: event.at))

    @staticmethod
    def on_registered(rows: _Rows, unit: str, data: Fields) -> None:
        held = {field: data[field] for field in ("kind", "level", "registered_by")}
        rows.insert("registry_units", {"id": unit, **held, "founded_on": data["on"]})
        _insert_names(rows, unit, data)
        rows.insert("registry_codes", {"unit_id": unit, "code": data["code"], "since": data["on"]})
        rows.insert("registry_statuses", {"unit_id": unit, "status": data["status"], "since": data["on"]})

    @staticmethod
    def on_renamed(rows: _Rows, unit: str, data: Fields) -> None:
        rows.close("registry_names", {"unit_id": unit}, data["on"])
        _insert_names(rows, unit, data)

    @staticmethod
    def on_code_changed(rows: _Rows, unit: str, data: Fields) -> None:
        rows.close("registry_codes", {"unit_id": unit}, data["on"])
        rows.insert("registry_codes", {"unit_id": unit, "code": data["code"], "since": data["on"]})

    @staticmethod
    def on_status_changed(rows: _Rows, unit: str, data: Fields) -> None:
        rows.close("registry_statuses", {"unit_id": unit}, data["on"])
        rows.insert("registry_statuses", {"unit_id": unit, "status": data["status"], "since": data["on"]})

    @staticmethod
    def on_relation_begun(rows: _Rows, unit: str, data: Fields) -> None:
        row = {"unit_id": unit, "kind": data["relation"], "target": data["target"], "line": data["line"]}
        rows.insert("registry_relations", {**row, "since": data["on"]})

    @staticmethod
    def on_relation_ended(rows: _Rows, unit: str, data: Fields) -> None:
        held = {"unit_id": unit, "kind": data["relation"], "target": data["target"]}
        rows.close("registry_relations", held, data["on"])

    @staticmethod
    def on_superseded(rows: _Rows, unit: str, data: Fields) -> None:
        row = {"unit_id": unit, "kind": data["succession"], "since": data["on"]}
        for successor in data["successors"]:
            rows.insert("registry_successions", {**row, "successor": successor})

    @staticmethod
    def on_appointed(rows: _Rows, _roster: str, data: Fields) -> None:
        row = {field: data[field] for field in ("unit_id", "office", "person_id")}
        rows.insert("registry_terms", {**row, "since": data["on"]})

    @staticmethod
    def on_term_ended(rows: _Rows, _roster: str, data: Fields) -> None:
        held = {field: data[field] for field in ("unit_id", "office", "person_id")}
        rows.close("registry_terms", held, data["on"])

    @staticmethod
    def on_group_defined(rows: _Rows, group: str, data: Fields) -> None:
        _insert_group(rows, group, data["committee_id"], data["name"], data)

    @staticmethod
    def on_group_redefined(rows: _Rows, group: str, data: Fields) -> None:
        known = rows.write().one(
            "SELECT committee_id, name FROM {registry_groups} WHERE group_id = :group_id AND until IS NULL",
            {"group_id": group},
        )
        if known is None:
            raise LookupError(f"group {group} was redefined before it was defined")
        for table in ("registry_groups", "registry_group_names"):
            rows.close(table, {"group_id": group}, data["on"])
        _insert_group(rows, group, known["committee_id"], known["name"], data)

    _on: ClassVar[Mapping[str, Callable[[_Rows, str, Fields], None]]] = {
        "organization.unit.registered": on_registered,
        "organization.unit.renamed": on_renamed,
        "organization.unit.code_changed": on_code_changed,
        "organization.unit.status_changed": on_status_changed,
        "organization.unit.relation_begun": on_relation_begun,
        "organization.unit.relation_ended": on_relation_ended,
        "organization.unit.superseded": on_superseded,
        "organization.roster.appointed": on_appointed,
        "organization.roster.term_ended": on_term_ended,
        "organization.group.defined": on_group_defined,
        "organization.group.redefined": on_group_redefined,
    }
    sources: Mapping[str, Sequence[str]] = {LOG: tuple(_on)}


def _insert_names(rows: _Rows, unit: str, data: Fields) -> None:
    """Ordinal 0 is the official name, the short names follow."""
    for ordinal, name in enumerate((data["name"], *data["short_names"])):
        row = {"unit_id": unit, "ordinal": ordinal, "name": name, "name_key": name_key(name), "since": data["on"]}
        rows.insert("registry_names", row)


def _insert_group(rows: _Rows, group: str, committee: str, name: str, data: Fields) -> None:
    row = {"group_id": group, "committee_id": committee, "name": name, "since": data["on"]}
    rows.insert("registry_groups", {**row, "selector": canonical_json(data["selector"]).decode()})
    for each in (name, *data["aliases"]):
        rows.insert("registry_group_names", {**row, "name": each, "name_key": name_key(each)})


def _note_position(tx: Transaction, event: RecordedEvent) -> None:
    """The furthest event the look-ups know of, for `judged_by`."""
    tx.execute(
        "INSERT INTO {registry_position} (log, generation, position) VALUES (:log, :generation, :position)"
        " ON CONFLICT (log) DO UPDATE SET generation = excluded.generation, position = excluded.position"
        " WHERE (excluded.generation, excluded.position) >"
        " ({registry_position}.generation, {registry_position}.position)",
        {"log": event.log, "generation": event.generation, "position": event.position},
    )
