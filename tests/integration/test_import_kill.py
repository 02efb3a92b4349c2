"""Kill -9 of the server while a registry's file is imported, at places chosen by the seed; `--kills N` (3 by default).

After each the server starts on the same files and nobody tells it anything: the import goes on by itself. In the end
the log, the vault and every read model are those of an import that nothing disturbed.
"""

import asyncio
import hashlib
import random
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.console.entrypoints.session import TOKEN
from services.organization.application import commands as c
from shared.kernel.ids import derive
from shared.sheets.writing import write_workbook
from tests.bench.parts.province import province_file
from tests.support.logs import events_of
from tests.support.processes import Server
from tests.unit.organization.running import NOW, Running
from tests.unit.organization.world import PROVINCE, registering

pytestmark = [pytest.mark.slow, pytest.mark.server]
UNITS = 1_000
IMPORT: UUID = derive("killed import")
FILE = f"/organization/v1/imports/{IMPORT}"
LOOKED_SECONDS = 0.002
DONE_SECONDS_MAX = 120.0
# What the import leaves in the service's own file, besides events.
TABLES = (
    *(f"registry_{name}" for name in ("units", "names", "codes", "statuses", "relations", "terms")),
    *("reach", "units", "units_units", "persons", "persons_units", "rosters", "rosters_units", "imports"),
    "vault_names",
)


def test_an_import_goes_on_by_itself_after_every_kill_and_ends_like_an_undisturbed_one(
    tmp_path: Path, rng: random.Random, pytestconfig: pytest.Config
) -> None:
    file = write_workbook(province_file(UNITS))
    undisturbed = tmp_path / "undisturbed"
    undisturbed.mkdir()
    asyncio.run(imported(undisturbed, file))
    whole = head_of(undisturbed)
    places = sorted(rng.sample(range(whole // 20, whole * 3 // 4), int(pytestconfig.getoption("--kills"))))
    server = Server(tmp_path / "killed", "--clock", "manual", "--clock-from", NOW.isoformat(), "--no-example")
    try:
        server.start()
        begin(server, file)
        far = [killed_at(server, place, rng.random() * 0.05) for place in places]
        shown = shown_done(server)
        page = console_page(server)
        assert server.terminate() == 0
    finally:
        server.close()
    print(f"killed at {far} of {whole} events, wanted at {places}")
    assert all(place <= came < whole for place, came in zip(places, far, strict=True))
    assert (shown["state"], shown["done"], shown["refused"]) == ("finished", shown["entries"], 0)
    assert f"已办{shown['entries']}项，共{shown['entries']}项" in page
    assert streams_of(server.data) == streams_of(undisturbed)
    assert digests_of(server.data) == digests_of(undisturbed)


async def imported(directory: Path, file: bytes) -> None:
    service = Running(directory)
    try:
        await service.give(registering(PROVINCE, "示例省关工委", "230000", level="province"))
        await service.runner.settle()
        async with service.client(PROVINCE) as client:
            (await client.post(f"/imports?import_id={IMPORT}", content=file)).raise_for_status()
        await service.clerk(PROVINCE, c.StartImport(import_id=IMPORT))
        await service.runner.settle()
    finally:
        service.close()


def begin(server: Server, file: bytes) -> None:
    registered = registering(PROVINCE, "示例省关工委", "230000", level="province")
    unit = {name: str(getattr(registered, name)) for name in ("unit_id", "kind", "level", "name", "code", "on")}
    loader = {"Authorization": f"Bearer {server.issuer.service_token('local')}"}
    with httpx.Client(base_url=server.base_url, timeout=60, trust_env=False) as http:
        http.post("/organization/v1/units", json=unit, headers=loader).raise_for_status()
        http.post("/clock/settle", json={}).raise_for_status()
        answer = http.post(f"/organization/v1/imports?import_id={IMPORT}", content=file, headers=clerk(server))
        answer.raise_for_status()
        http.post(f"{FILE}/start", headers=clerk(server)).raise_for_status()


def clerk(server: Server) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {server.issuer.person_token(PROVINCE, 'clerk')}"}


def killed_at(server: Server, position: int, later: float) -> int:
    """Where the log ended when the process was gone; it is started again and says how far the import has come."""
    wait_until(lambda: head_of(server.data) >= position)
    sleep(later)  # also between two transactions, and within one
    server.kill()
    came = head_of(server.data)
    server.start()
    shown, page = shown_by(server), console_page(server)
    assert shown["state"] in {"started", "finished"}
    assert f"共{shown['entries']}项" in page
    assert ("看看办到哪里了" in page) == ("会从停下的地方自动接着办" in page)
    return came


def shown_by(server: Server) -> dict[str, Any]:
    answer = httpx.get(f"{server.base_url}{FILE}", headers=clerk(server), timeout=60, trust_env=False)
    found: dict[str, Any] = answer.raise_for_status().json()
    return found


def shown_done(server: Server) -> dict[str, Any]:
    wait_until(lambda: shown_by(server)["state"] == "finished", every=0.1)
    httpx.post(f"{server.base_url}/clock/settle", json={}, timeout=60, trust_env=False).raise_for_status()
    return shown_by(server)


def console_page(server: Server) -> str:
    cookies = {TOKEN: server.issuer.person_token(PROVINCE, "clerk")}
    with httpx.Client(base_url=server.base_url, cookies=cookies, timeout=60, trust_env=False) as http:
        return http.get(f"/console/units/files/{IMPORT}").raise_for_status().text


def wait_until(condition: Callable[[], bool], every: float = LOOKED_SECONDS) -> None:
    until = monotonic() + DONE_SECONDS_MAX
    while not condition():
        assert monotonic() < until, "the import does not go on"
        sleep(every)


def head_of(data: Path) -> int:
    with closing(sqlite3.connect(data / "organization.sqlite3", timeout=10)) as file:
        return int(file.execute("SELECT position FROM log_head").fetchone()[0])


def streams_of(data: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Stream → what happened to it, in order."""
    streams: dict[str, list[tuple[str, str, str]]] = {}
    for event in events_of(data, "organization"):
        streams.setdefault(event.stream_id.hex(), []).append((event.type, event.occurred_at, repr(event.data)))
    return streams


def digests_of(data: Path) -> dict[str, str]:
    """Of every row, in an order that says nothing of how they were written."""
    with closing(sqlite3.connect(data / "organization.sqlite3")) as file:
        rows = {table: sorted(map(repr, file.execute(f"SELECT * FROM {table}"))) for table in TABLES}
    assert all(rows.values()), [table for table in TABLES if not rows[table]]
    return {
        table: f"{len(found)} {hashlib.sha256(''.join(found).encode()).hexdigest()}" for table, found in rows.items()
    }
