"""The replica of the registry that every service keeps in its own database.

Each event touches only rows of its own stream, and `reach` is recomputed from the open relations, so events of
different units may come in any order.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from services.organization.client.tables import TABLES
from shared.database.interface import Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.kernel.events import canonical_json
from shared.kernel.text import name_key

Fields = Mapping[str, Any]
LOG = "organization"


class RegistryProjection:
    """A consumer of the organization log; give it to ServiceParts' projections."""

    name = "registry"
    tables: Sequence[Table] = TABLES

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        self.apply_all([event], tx)

    def apply_all(self, events: Sequence[RecordedEvent], tx: Transaction) -> None:
        """A batch: `reach` is recomputed once for each unit that moved, from the relations as they are then."""
        moved: dict[str, None] = {}
        for event in events:
            data, stream = event.fields(), str(event.envelope.stream_id)
            self._on[event.envelope.type](tx, stream, data)
            if data.get("relation") == "superior":
                moved[stream] = None
        for unit in moved:
            _recompute_reach(tx, unit)
        if events:
            _note_position(tx, max(events, key=lambda event: event.at))

    @staticmethod
    def on_registered(tx: Transaction, unit: str, data: Fields) -> None:
        tx.execute(
            "INSERT INTO {registry_units} (id, kind, level, registered_by, founded_on)"
            " VALUES (:id, :kind, :level, :registered_by, :on)",
            {"id": unit, **{field: data[field] for field in ("kind", "level", "registered_by", "on")}},
        )
        _insert_names(tx, unit, data)
        _insert(tx, "registry_codes", {"unit_id": unit, "code": data["code"], "since": data["on"]})
        _insert(tx, "registry_statuses", {"unit_id": unit, "status": data["status"], "since": data["on"]})

    @staticmethod
    def on_renamed(tx: Transaction, unit: str, data: Fields) -> None:
        _close(tx, "registry_names", {"unit_id": unit}, data["on"])
        _insert_names(tx, unit, data)

    @staticmethod
    def on_code_changed(tx: Transaction, unit: str, data: Fields) -> None:
        _close(tx, "registry_codes", {"unit_id": unit}, data["on"])
        _insert(tx, "registry_codes", {"unit_id": unit, "code": data["code"], "since": data["on"]})

    @staticmethod
    def on_status_changed(tx: Transaction, unit: str, data: Fields) -> None:
        _close(tx, "registry_statuses", {"unit_id": unit}, data["on"])
        _insert(tx, "registry_statuses", {"unit_id": unit, "status": data["status"], "since": data["on"]})

    @staticmethod
    def on_relation_begun(tx: Transaction, unit: str, data: Fields) -> None:
        row = {"unit_id": unit, "kind": data["relation"], "target": data["target"], "line": data["line"]}
        _insert(tx, "registry_relations", {**row, "since": data["on"]})

    @staticmethod
    def on_relation_ended(tx: Transaction, unit: str, data: Fields) -> None:
        held = {"unit_id": unit, "kind": data["relation"], "target": data["target"]}
        _close(tx, "registry_relations", held, data["on"])

    @staticmethod
    def on_superseded(tx: Transaction, unit: str, data: Fields) -> None:
        row = {"unit_id": unit, "kind": data["succession"], "since": data["on"]}
        for successor in data["successors"]:
            _insert(tx, "registry_successions", {**row, "successor": successor})

    @staticmethod
    def on_appointed(tx: Transaction, _roster: str, data: Fields) -> None:
        row = {field: data[field] for field in ("unit_id", "office", "person_id")}
        _insert(tx, "registry_terms", {**row, "since": data["on"]})

    @staticmethod
    def on_term_ended(tx: Transaction, _roster: str, data: Fields) -> None:
        held = {field: data[field] for field in ("unit_id", "office", "person_id")}
        _close(tx, "registry_terms", held, data["on"])

    @staticmethod
    def on_group_defined(tx: Transaction, group: str, data: Fields) -> None:
        _insert_group(tx, group, data["committee_id"], data["name"], data)

    @staticmethod
    def on_group_redefined(tx: Transaction, group: str, data: Fields) -> None:
        known = tx.one(
            "SELECT committee_id, name FROM {registry_groups} WHERE group_id = :group_id AND until IS NULL",
            {"group_id": group},
        )
        if known is None:
            raise LookupError(f"group {group} was redefined before it was defined")
        for table in ("registry_groups", "registry_group_names"):
            _close(tx, table, {"group_id": group}, data["on"])
        _insert_group(tx, group, known["committee_id"], known["name"], data)

    _on: ClassVar[Mapping[str, Callable[[Transaction, str, Fields], None]]] = {
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


def _insert(tx: Transaction, table: str, row: Fields) -> None:
    columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
    tx.execute(f"INSERT INTO {{{table}}} ({columns}) VALUES ({values})", row)


def _close(tx: Transaction, table: str, held: Fields, on: str) -> None:
    condition = " AND ".join(f"{column} = :{column}" for column in held)
    tx.execute(f"UPDATE {{{table}}} SET until = :on WHERE {condition} AND until IS NULL", {**held, "on": on})


def _insert_names(tx: Transaction, unit: str, data: Fields) -> None:
    """Ordinal 0 is the official name, the short names follow."""
    for ordinal, name in enumerate((data["name"], *data["short_names"])):
        row = {"unit_id": unit, "ordinal": ordinal, "name": name, "name_key": name_key(name), "since": data["on"]}
        _insert(tx, "registry_names", row)


def _insert_group(tx: Transaction, group: str, committee: str, name: str, data: Fields) -> None:
    row = {"group_id": group, "committee_id": committee, "name": name, "since": data["on"]}
    _insert(tx, "registry_groups", {**row, "selector": canonical_json(data["selector"]).decode()})
    for each in (name, *data["aliases"]):
        _insert(tx, "registry_group_names", {**row, "name": each, "name_key": name_key(each)})


def _recompute_reach(tx: Transaction, unit: str) -> None:
    """For the unit and all below it: only theirs can have changed."""
    for below in _walk(tx, unit, "SELECT unit_id AS id FROM {registry_relations} WHERE target = :id"):
        tx.execute("DELETE FROM {reach} WHERE unit = :unit", {"unit": below})
        tx.execute(_INSERT_REACH, {"unit": below})


# Relations of several units that arrive out of order may form a ring for a while: nobody reaches itself.
_OPEN_SUPERIOR = "kind = 'superior' AND until IS NULL"
_INSERT_REACH = (
    "INSERT INTO {reach} (ancestor, unit) WITH RECURSIVE above(id) AS ("
    f"SELECT target FROM {{registry_relations}} WHERE unit_id = :unit AND {_OPEN_SUPERIOR} UNION"
    f" SELECT r.target FROM {{registry_relations}} AS r JOIN above ON r.unit_id = above.id WHERE r.{_OPEN_SUPERIOR})"
    " SELECT id, CAST(:unit AS TEXT) FROM above WHERE id <> :unit"
)


def _walk(tx: Transaction, start: str, step: str) -> list[str]:
    """What is reached from the start over open `superior` relations, the start first.

    Units seen are not visited again: relations of several units that arrive out of order may form a ring for a while.
    """
    reached = [start]
    for each in reached:
        rows = tx.all(f"{step} AND {_OPEN_SUPERIOR}", {"id": each})
        reached += [row["id"] for row in rows if row["id"] not in reached]
    return reached


def _note_position(tx: Transaction, event: RecordedEvent) -> None:
    """The furthest event the look-ups know of, for `judged_by`."""
    tx.execute(
        "INSERT INTO {registry_position} (log, generation, position) VALUES (:log, :generation, :position)"
        " ON CONFLICT (log) DO UPDATE SET generation = excluded.generation, position = excluded.position"
        " WHERE (excluded.generation, excluded.position) >"
        " ({registry_position}.generation, {registry_position}.position)",
        {"log": event.log, "generation": event.generation, "position": event.position},
    )
