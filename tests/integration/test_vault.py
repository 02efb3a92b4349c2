"""K5: a person's name stands in the vault's table and nowhere else: in no event, no other table, no log, no answer."""

import sqlite3
from pathlib import Path

import pytest

from services.local.demo.cast import CITY
from services.local.server import Running
from tests.support.asgi import ask
from tests.support.logs import SERVICES
from tests.support.told import Told, copy_of

pytestmark = pytest.mark.slow


def names_in(data: Path) -> dict[str, str]:
    with sqlite3.connect(data / "organization.sqlite3") as file:
        return {name: person for person, name in file.execute("SELECT person_id, name FROM vault_names").fetchall()}


def spellings(name: str) -> set[bytes]:
    """As it stands in a file: as text, as JSON escapes, in UTF-16."""
    escaped = name.encode("unicode_escape")
    return {
        name.encode(),
        escaped,
        escaped.replace(b"\\u", b"\\\\u"),
        name.encode("utf-16-le"),
        name.encode("utf-16-be"),
    }


def test_k5_no_name_of_the_vault_is_in_any_byte_of_any_other_file(told: Told) -> None:
    names = names_in(told.data)
    assert len(names) > 100
    files = [path for path in told.data.rglob("*") if path.is_file() and "organization.sqlite3" not in path.name]
    assert {"tasking.sqlite3", "supervision.sqlite3", "audit.sqlite3", "lianxi.log"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        found = [name for name in names if any(spelling in content for spelling in spellings(name))]
        # The journal is the story's client's own: it holds answers, and no answer of a command has a name in it.
        assert found == [], path.name


def test_k5_no_name_is_left_in_the_vaults_own_file_once_the_vault_is_emptied(told: Told, tmp_path: Path) -> None:
    """Every byte of the file, free pages and the write-ahead log among them."""
    data = copy_of(told, tmp_path / "data")
    names = names_in(data)
    with sqlite3.connect(data / "organization.sqlite3", isolation_level=None) as file:
        file.execute("PRAGMA secure_delete = ON")
        file.execute("DELETE FROM vault_names")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    content = b"".join(path.read_bytes() for path in data.glob("organization.sqlite3*"))
    assert [name for name in names if any(spelling in content for spelling in spellings(name))] == []


def test_k5_no_event_of_any_service_holds_a_name(told: Told) -> None:
    names = [name.encode() for name in names_in(told.data)]
    for service in SERVICES:
        with sqlite3.connect(told.data / f"{service}.sqlite3") as file:
            rows = file.execute("SELECT envelope, data FROM events").fetchall()
        text = b"\n".join(bytes(part) for row in rows for part in row)
        assert rows, service
        assert [name.decode() for name in names if name in text] == []


async def test_k5_names_are_published_to_nobody(lived_in: Running) -> None:
    """What another service or an auditor can read: logs, state documents, history."""
    names = [name.encode() for name in names_in(lived_in.province.settings.data)]
    token = lived_in.province.issuer.service_token("audit")
    published = b""
    for service in SERVICES:
        after = 0
        while True:
            query = {"after": after, "limit": 200}
            answer = await ask(lived_in.app, "GET", f"/{service}/v1/log", token=token, query=query)
            events = answer.json()["events"]
            published += answer.body
            if not events:
                break
            after = events[-1]["position"]
        published += (await ask(lived_in.app, "GET", f"/{service}/v1/units/{CITY}/state", token=token)).body
    published += (await ask(lived_in.app, "GET", f"/audit/v1/units/{CITY}/history", token=token)).body
    assert len(published) > 1_000_000
    assert [name.decode() for name in names if name in published] == []
