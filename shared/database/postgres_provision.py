"""Before the first start and after each release: roles, databases, schemas and the log's tables.

Run by whoever may create databases; every step may be repeated, and two runs at once take turns. `lianxi_owner` owns
the log's tables and cannot log in; `lianxi_writer` reads and writes the read models as its own, and of the events it
may only read and insert.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

OWNER, WRITER = "lianxi_owner", "lianxi_writer"
Migrations = Sequence[Sequence[str]]

_ONE_AT_A_TIME = 4_211_023
_MIGRATIONS = "CREATE TABLE IF NOT EXISTS log.migrations (component text PRIMARY KEY, version bigint NOT NULL)"
_VIEW_TABLES = (
    "CREATE TABLE IF NOT EXISTS views.view_tables (name text PRIMARY KEY, live_suffix text NOT NULL, former text)"
)


def provision_roles(admin: str, writer_password: str | None) -> None:
    """`admin` is the connection of who may create roles and databases."""
    with psycopg.connect(admin, autocommit=True) as connection:
        _take_turn(connection)
        _create_role(connection, OWNER, "NOLOGIN")
        _create_role(connection, WRITER, "LOGIN")
        if writer_password is not None:
            password = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(WRITER), sql.Literal(writer_password))
            connection.execute(password)


def provision_database(
    admin: str, database: str, component: str, migrations: Migrations, grants: Sequence[str]
) -> None:
    """Creates what is missing of one service's database, then runs the migrations it has not seen."""
    with psycopg.connect(admin, autocommit=True) as connection:
        _take_turn(connection)
        _create_database(connection, database)
        with psycopg.connect(make_conninfo(admin, dbname=database)) as inside:
            _create_schemas(inside)
            _migrate(inside, component, migrations)
            for grant in grants:
                inside.execute(grant)


def _take_turn(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SELECT pg_advisory_lock(%s)", (_ONE_AT_A_TIME,))  # until the connection ends


def _create_role(connection: psycopg.Connection[Any], role: str, attribute: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
        connection.execute(f"CREATE ROLE {role} {attribute}")


def _create_database(connection: psycopg.Connection[Any], database: str) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone() is None:
        create = sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
        connection.execute(create.format(sql.Identifier(database), sql.Identifier(OWNER)))
        # Only who has business here may connect.
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
        connection.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(database), sql.Identifier(WRITER)
            )
        )


def _create_schemas(connection: psycopg.Connection[Any]) -> None:
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for schema, role in (("log", OWNER), ("views", WRITER)):
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {role}")
    connection.execute(f"GRANT USAGE ON SCHEMA log TO {WRITER}")
    connection.execute(f"SET ROLE {WRITER}")
    connection.execute(_VIEW_TABLES)
    connection.execute("RESET ROLE")


def _migrate(connection: psycopg.Connection[Any], component: str, migrations: Migrations) -> None:
    connection.execute(f"SET ROLE {OWNER}")
    connection.execute("SET search_path = log")
    connection.execute(_MIGRATIONS)
    row = connection.execute("SELECT version FROM migrations WHERE component = %s", (component,)).fetchone()
    for statements in migrations[row[0] if row else 0 :]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(
        "INSERT INTO migrations (component, version) VALUES (%s, %s)"
        " ON CONFLICT (component) DO UPDATE SET version = excluded.version",
        (component, len(migrations)),
    )
    connection.execute(f"GRANT SELECT ON migrations TO {WRITER}")
    connection.execute("RESET ROLE")
