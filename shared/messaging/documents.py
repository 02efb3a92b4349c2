"""Read models that are documents: what queries answer, and what audit folds from events alone.

    PLANS = DocumentView(
        "plans",
        on={"tasking.plan.drafted": drafted, "tasking.plan.issued": issued},
        draft=lambda doc: doc["stage"] == "drafted",
        sort_key=lambda doc: doc["issued_on"] or "",
        columns=(Column("stage", lambda doc: doc["stage"]),),
    )

    def issued(doc: Doc, data: Doc, event: RecordedEvent) -> None:
        doc["stage"] = "issued"

A handler changes the document (empty at first) by the event's plain data; it reads no clock and no table. A
document holds no position, recorded time or transport id.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from shared.commands.refusals import not_found
from shared.database.interface import Reader, Row, Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.kernel.events import canonical_json
from shared.kernel.limits import PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX
from shared.messaging.pages import Page, check_limit, decode_cursor, encode_cursor
from shared.messaging.visibility import Viewer, visible

_SELECTED_AT_ONCE = 100
_BLANK = [""] * _SELECTED_AT_ONCE  # no document has this id

Doc = dict[str, Any]
OnEvent = Callable[[Doc, Doc, RecordedEvent], None]
Key = Callable[[Doc, RecordedEvent], UUID | str | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A value of the document that queries filter by; indexed. `type` is TEXT or BIGINT."""

    name: str
    value: Callable[[Doc], str | int | None]
    type: str = "TEXT"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A further condition on the rows `d` of a list, with its parameters; it only takes rows away."""

    condition: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """`text` is the canonical JSON; `version` the stream's, for ETags."""

    id: UUID
    owner_unit: UUID
    version: int
    draft: bool
    text: str

    def fields(self) -> Doc:
        fields: Doc = msgspec.json.decode(self.text)
        return fields


class DocumentView:
    """A projection (shared/messaging/interface.py) and its queries.

    `on` maps event names to handlers; the log is the name's first word. A document's id is its stream's unless
    `key` says otherwise for an event (None: the event concerns no document).
    """

    def __init__(
        self,
        name: str,
        on: Mapping[str, OnEvent],
        *,
        draft: Callable[[Doc], bool] = lambda doc: False,
        sort_key: Callable[[Doc], str] = lambda doc: "",
        columns: Sequence[Column] = (),
        key: Key = lambda data, event: event.envelope.stream_id,
    ) -> None:
        self.name = name
        self.sources: Mapping[str, Sequence[str]] = _by_log(on)
        self.tables: Sequence[Table] = _tables(name, columns)
        self._on = dict(on)
        self._draft, self._sort_key, self._columns, self._key = draft, sort_key, tuple(columns), key
        self._filters = {"owner_unit", *(column.name for column in columns)}
        self._select = _select(name, 1)
        self._select_many = _select(name, _SELECTED_AT_ONCE)
        self._take_part = f"INSERT INTO {{{name}_units}} (id, unit_id) VALUES (:id, :unit_id) ON CONFLICT DO NOTHING"
        self._page_of_all = f"SELECT * FROM {{{name}}} WHERE id > :after ORDER BY id LIMIT :rows"
        self._units_of_all = f"SELECT id, unit_id FROM {{{name}_units}} WHERE id > :after AND id <= :last ORDER BY id"
        self._upsert = _upsert(name, [column.name for column in columns])

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        self._apply_together([event], tx)

    def apply_all(self, events: Sequence[RecordedEvent], tx: Transaction) -> None:
        """A batch: each document is read once and written once."""
        if getattr(self.apply, "__func__", None) is DocumentView.apply:
            self._apply_together(events, tx)
            return
        for event in events:
            self.apply(event, tx)  # a view that does more for each event does so here too

    def _apply_together(self, events: Sequence[RecordedEvent], tx: Transaction) -> None:
        changes = [change for change in map(self._change, events) if change is not None]
        stored = self._stored({key for key, *_ in changes}, tx)
        rows: dict[str, Row] = {}
        units: dict[tuple[str, UUID], None] = {}
        for key, own, data, event in changes:
            row = rows.get(key) or stored.get(key)
            # Decoded anew for each event: what a handler finds must not hang on where a batch began.
            doc: Doc = msgspec.json.decode(row["body"]) if row else {}
            self._on[event.envelope.type](doc, data, event)
            rows[key] = self._row(key, doc, row, event, own)
            units.update(dict.fromkeys((key, unit) for unit in event.envelope.units))
        tx.execute_many(self._upsert, list(rows.values()))
        tx.execute_many(self._take_part, [{"id": key, "unit_id": unit} for key, unit in units])

    def _change(self, event: RecordedEvent) -> tuple[str, bool, Doc, RecordedEvent] | None:
        """The document's id, and whether the event is of its own stream: only that says whose it is, which version."""
        data, stream_id = event.fields(), event.envelope.stream_id
        key = self._key(data, event)
        if key is None:
            return None
        text = str(key)
        return text, key is stream_id or text == str(stream_id), data, event

    def _stored(self, keys: Iterable[str], tx: Transaction) -> dict[str, Row]:
        known, wanted = {}, list(keys)
        for begin in range(0, len(wanted), _SELECTED_AT_ONCE):
            part = wanted[begin : begin + _SELECTED_AT_ONCE]
            # Two statements only, whatever the number of documents: the engine prepares each once.
            blank, sql = ([], self._select) if len(part) == 1 else (_BLANK[len(part) :], self._select_many)
            params = {f"id_{number}": key for number, key in enumerate([*part, *blank])}
            known.update({row["id"]: row for row in tx.all(sql, params)})
        return known

    def _row(self, key: str, doc: Doc, row: Row | None, event: RecordedEvent, own: bool) -> Doc:
        envelope = event.envelope
        return {
            "id": key,
            "owner_unit": str(envelope.owner_unit) if own or row is None else row["owner_unit"],
            "version": envelope.stream_version if own else row["version"] if row else 0,
            "draft": int(self._draft(doc)),
            "sort_key": self._sort_key(doc),
            "body": canonical_json(doc).decode(),
            **{column.name: column.value(doc) for column in self._columns},
        }

    async def get(self, reader: Reader, viewer: Viewer, document_id: UUID) -> Document:
        """Raises NotFound, in the same words for what is absent and what is not visible."""
        condition, params = visible(self.name, viewer)
        row = await reader.one(
            f"SELECT d.* FROM {{{self.name}}} AS d WHERE d.id = :id AND {condition}", {"id": str(document_id), **params}
        )
        if row is None:
            raise not_found()
        return _document(row)

    async def find(self, reader: Reader, document_id: UUID) -> Document | None:
        """For handlers and policies of the service itself: whoever asks is not asked."""
        row = await reader.one(f"SELECT * FROM {{{self.name}}} WHERE id = :id", {"id": str(document_id)})
        return _document(row) if row else None

    async def list(
        self,
        reader: Reader,
        viewer: Viewer,
        *,
        where: Mapping[str, Any] | None = None,
        unit: UUID | None = None,
        narrowed: Iterable[Narrowed] = (),
        limit: int = PAGE_ROWS_DEFAULT,
        cursor: str | None = None,
        descending: bool = False,
    ) -> Page[Document]:
        """A page of what the viewer sees, by (sort_key, id).

        `where` compares `owner_unit` and extra columns: a value, several in a list, or None for "has none";
        `unit` keeps documents that this unit takes part in; `narrowed` is for what columns cannot say. Raises
        BadCursor, BadLimit.
        """
        condition, params = visible(self.name, viewer)
        conditions = [condition, *self._where(where or {}, params)]
        if unit is not None:
            taking_part = f"SELECT id FROM {{{self.name}_units}} WHERE unit_id = :part"
            conditions.append(f"d.id IN ({taking_part})")
            params["part"] = str(unit)
        for one in narrowed:
            conditions.append(one.condition)
            params.update(one.params)
        if cursor is not None:
            params["after_key"], params["after_id"] = decode_cursor(cursor)
            conditions.append(f"(d.sort_key, d.id) {'<' if descending else '>'} (:after_key, :after_id)")
        params["rows"] = check_limit(limit) + 1
        order = "DESC" if descending else "ASC"
        rows = await reader.all(
            f"SELECT d.* FROM {{{self.name}}} AS d WHERE {' AND '.join(conditions)}"
            f" ORDER BY d.sort_key {order}, d.id {order} LIMIT :rows",
            params,
        )
        more = len(rows) > limit
        last = rows[limit - 1] if more else None
        following = encode_cursor(last["sort_key"], last["id"]) if last else None
        return Page([_document(row) for row in rows[:limit]], following)

    def _where(self, where: Mapping[str, Any], params: Doc) -> Sequence[str]:
        unknown = set(where) - self._filters
        if unknown:
            raise ValueError(f"{self.name} has no columns {sorted(unknown)}")
        conditions = []
        for name, value in where.items():
            if value is None:
                conditions.append(f"d.{name} IS NULL")
                continue
            several = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
            keys = [f"{name}_{ordinal}" for ordinal in range(len(several))]
            params.update(zip(keys, map(_plain, several), strict=True))
            conditions.append(f"d.{name} IN ({', '.join(':' + key for key in keys)})" if keys else "1 = 0")
        return conditions

    async def all_of_unit(self, reader: Reader, unit: UUID) -> Sequence[Document]:
        """Every document, drafts too, that the unit owns or takes part in, by id: its state, for audit."""
        rows = await reader.all(
            f"SELECT d.* FROM {{{self.name}}} AS d WHERE d.id IN"
            f" (SELECT id FROM {{{self.name}_units}} WHERE unit_id = :unit) ORDER BY d.id",
            {"unit": str(unit)},
        )
        return [_document(row) for row in rows]

    async def everything(self, reader: Reader) -> AsyncIterator[Sequence[tuple[Document, Sequence[str]]]]:
        """Every document with the units that take part in it, by id, in pages: for audit's replay of all."""
        after = ""
        while rows := await reader.all(self._page_of_all, {"after": after, "rows": PAGE_ROWS_MAX}):
            last = rows[-1]["id"]
            taking_part: dict[str, list[str]] = defaultdict(list)
            for row in await reader.all(self._units_of_all, {"after": after, "last": last}):
                taking_part[row["id"]].append(row["unit_id"])
            yield [(_document(row), taking_part[row["id"]]) for row in rows]
            after = last


def _by_log(on: Mapping[str, OnEvent]) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = {}
    for event_name in on:
        sources.setdefault(event_name.partition(".")[0], []).append(event_name)
    return sources


_COLUMNS = (
    "id TEXT PRIMARY KEY, owner_unit TEXT NOT NULL, draft BIGINT NOT NULL, version BIGINT NOT NULL,"
    " sort_key TEXT NOT NULL, body TEXT NOT NULL"
)


def _tables(name: str, columns: Sequence[Column]) -> tuple[Table, Table]:
    extra = "".join(f", {column.name} {column.type}" for column in columns)
    indexes = (
        f"CREATE INDEX {{{name}_by_{column.name}}} ON {{{name}}} ({column.name}, sort_key, id)" for column in columns
    )
    documents = Table(
        name,
        (
            f"CREATE TABLE {{{name}}} ({_COLUMNS}{extra})",
            f"CREATE INDEX {{{name}_in_order}} ON {{{name}}} (sort_key, id)",
            f"CREATE INDEX {{{name}_by_owner}} ON {{{name}}} (owner_unit, sort_key, id)",
            *indexes,
        ),
    )
    units = Table(
        f"{name}_units",
        (
            f"CREATE TABLE {{{name}_units}} (id TEXT NOT NULL, unit_id TEXT NOT NULL, PRIMARY KEY (id, unit_id))",
            f"CREATE INDEX {{{name}_units_by_unit}} ON {{{name}_units}} (unit_id, id)",
        ),
    )
    return documents, units


def _select(name: str, count: int) -> str:
    ids = ", ".join(f":id_{number}" for number in range(count))
    return f"SELECT id, owner_unit, version, body FROM {{{name}}} WHERE id IN ({ids})"


def _upsert(name: str, extra: Sequence[str]) -> str:
    columns = ("id", "owner_unit", "draft", "version", "sort_key", "body", *extra)
    return (
        f"INSERT INTO {{{name}}} ({', '.join(columns)}) VALUES ({', '.join(':' + column for column in columns)})"
        f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{column} = excluded.{column}' for column in columns[1:])}"
    )


def _document(row: Row) -> Document:
    return Document(UUID(row["id"]), UUID(row["owner_unit"]), row["version"], bool(row["draft"]), row["body"])


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
