"""Many rows as one statement: the same rows as one by one, and what cannot go so is left alone."""

from typing import Any

import pytest

from shared.database.interface import Table
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_rows import as_arrays
from tests.support.postgres import database_named

PLAIN = "INSERT INTO seen (id, body) VALUES (:id, :body)"
UPSERT = PLAIN + " ON CONFLICT (id) DO UPDATE SET body = excluded.body"


def row(ident: object, body: object = "") -> dict[str, Any]:
    return {"id": ident, "body": body}


def test_columns_become_arrays_in_the_order_of_the_parameters() -> None:
    found = as_arrays("INSERT INTO seen (a, b, c) VALUES (:x, NULL, :y) ON CONFLICT DO NOTHING", [{"x": 1, "y": "一"}])
    assert found is not None
    statement, columns = found
    head, rest = "INSERT INTO seen (a, b, c)", " ON CONFLICT DO NOTHING"
    assert statement == f"{head} SELECT r.x, NULL, r.y FROM unnest($1::bigint[], $2::text[]) AS r (x, y){rest}"
    assert columns == [[1], ["一"]]


def test_a_column_without_any_value_is_null() -> None:
    found = as_arrays(PLAIN, [row("a", None), row("b", None)])
    assert found is not None
    assert found[0] == "INSERT INTO seen (id, body) SELECT r.id, NULL FROM unnest($1::text[]) AS r (id)"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE seen SET body = :body WHERE id = :id",
        "INSERT INTO seen (id, body) VALUES (:id, lower(:body))",
        "INSERT INTO seen (id, body) VALUES (:id, 'x')",
        "INSERT INTO seen (id, body) VALUES (:id, :body) ON CONFLICT (id) DO UPDATE SET body = :body",
        "INSERT INTO seen (id, body) VALUES (NULL, NULL)",
    ],
)
def test_what_is_written_otherwise_goes_row_by_row(sql: str) -> None:
    assert as_arrays(sql, [row("a"), row("b")]) is None


def test_a_column_of_two_types_goes_row_by_row() -> None:
    assert as_arrays(PLAIN, [row("a", 1), row("b", "1")]) is None
    assert as_arrays(PLAIN, [row("a", 1.5), row("b", 2.5)]) is None


def test_a_row_that_is_updated_twice_goes_row_by_row() -> None:
    assert as_arrays(UPSERT, [row("a", "1"), row("a", "2")]) is None
    assert as_arrays(UPSERT, [row("a", "1"), row("b", "2")]) is not None
    assert as_arrays(PLAIN + " ON CONFLICT DO NOTHING", [row("a"), row("a")]) is not None


VALUES: list[dict[str, Any]] = [
    {"id": "plain", "number": 1, "raw": b"\x00\xff"},
    {"id": 'quoted "{}", \\ NULL', "number": -(2**63), "raw": b""},
    {"id": "议定事项", "number": None, "raw": None},
    {"id": "", "number": 2**63 - 1, "raw": b"x"},
]
KINDS = Table("kinds", ("CREATE TABLE {kinds} (id TEXT PRIMARY KEY, number BIGINT, raw BLOB, note TEXT)",))
INSERT = "INSERT INTO {kinds} (id, number, raw, note) VALUES (:id, :number, :raw, NULL)"


@pytest.mark.slow
@pytest.mark.server
def test_the_rows_are_those_of_one_by_one(postgres: Any) -> None:
    database = PostgresDatabase(database_named(postgres, "rows"))
    database.create_tables([KINDS])
    try:
        database.write_now(lambda tx: tx.execute_many(INSERT, VALUES))
        together = database.write_now(lambda tx: tx.all("SELECT id, number, raw FROM {kinds} ORDER BY id"))
        assert together == sorted(VALUES, key=lambda each: str(each["id"]))
        database.write_now(lambda tx: tx.execute("DELETE FROM {kinds}"))
        database.write_now(lambda tx: [tx.execute(INSERT, each) for each in VALUES])
        assert database.write_now(lambda tx: tx.all("SELECT id, number, raw FROM {kinds} ORDER BY id")) == together
        twice = INSERT + " ON CONFLICT (id) DO UPDATE SET number = excluded.number"
        rows = [{**VALUES[0], "number": number} for number in (7, 8)]
        database.write_now(lambda tx: tx.execute_many(twice, rows))
        [last] = database.write_now(lambda tx: tx.all("SELECT number FROM {kinds} WHERE id = 'plain'"))
        assert last["number"] == 8
    finally:
        database.close()
