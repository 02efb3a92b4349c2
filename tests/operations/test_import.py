"""A registry's file through PostgreSQL and Kafka: what it leaves is what it leaves on the embedded engine.

Both begin where the story ended. Other tests register units of their own here, so what is compared is about the
imported ones, and about the county that they belong to.
"""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from services.local.demo.cast import CITY, COUNTY, PROVINCE, person
from services.organization.application.imports.layout import OFFICES, RELATIONS, UNITS
from shared.access.issuer import LocalIssuer
from shared.kernel.ids import derive
from shared.sheets.sheet import Row, Sheet
from shared.sheets.writing import write_workbook
from tests.operations.installation import REGISTRY, WITH_REGISTRY, Installation
from tests.support.told import Told, copy_of, opened

pytestmark = [pytest.mark.slow, pytest.mark.server]
IMPORT: Final = derive("operations", "import")
TOWNS, SCHOOLS = 20, 100
SINCE = "2020-01-01"
CODES: Final = (
    *(f"230302{number:03}" for number in range(900, 900 + TOWNS)),
    *(f"230302-dr{number}" for number in range(SCHOOLS)),
)
MADE: Final = {str(derive("imported unit", IMPORT, code)) for code in CODES} | {str(IMPORT)}
REPLICA: Final = (*(f"registry_{name}" for name in REGISTRY), "reach")
OWN: Final = ("units", "units_units", "rosters", "rosters_units", "persons_units", "imports", "import_entries")
Settle = Callable[[], Awaitable[None]]
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Ended:
    shown: Mapping[str, Any]
    coverage: Mapping[str, Any]
    replayed: Mapping[str, Any]


def file() -> bytes:
    """Townships of the county with their directors, and schools that are its members, with liaisons."""
    units: list[Row] = []
    relations: list[Row] = []
    offices: list[Row] = []
    for number, code in enumerate(CODES):
        town = number < TOWNS
        kind, level = ("关工委", "乡级") if town else ("学校", "县级")
        relation, office = ("上级关工委", "主任") if town else ("成员单位", "联络员")
        units.append((code, f"示例导入{number}", "", kind, level, "已建", SINCE, ""))
        relations.append((code, "", relation, "230302", "", "", SINCE, "", ""))
        offices.append((code, "", office, f"示例{number}", SINCE, "", ""))
    rows = ((UNITS, units), (RELATIONS, relations), (OFFICES, offices))
    return write_workbook([Sheet(layout.title, [layout.titles, *told]) for layout, told in rows])


async def imported(http: httpx.AsyncClient, issuer: LocalIssuer, settle: Settle) -> Ended:
    clerk = {"Authorization": f"Bearer {issuer.person_token(CITY, 'clerk', person(CITY, 'office_head'))}"}
    auditor = {"Authorization": f"Bearer {issuer.person_token(PROVINCE, 'auditor')}"}
    imports = "/organization/v1/imports"
    uploaded = await http.post(f"{imports}?import_id={IMPORT}", content=file(), headers=clerk)
    assert (uploaded.status_code, uploaded.json()["errors"]) == (201, 0), uploaded.text
    (await http.post(f"{imports}/{IMPORT}/start", headers=clerk)).raise_for_status()
    await settle()
    shown = (await http.get(f"{imports}/{IMPORT}", headers=clerk)).raise_for_status().json()
    coverage = (await http.get("/organization/v1/units/230302/coverage", headers=clerk)).raise_for_status().json()
    replay = await http.post("/audit/v1/replay", json={"unit": str(COUNTY)}, headers=auditor)
    return Ended(shown, coverage, json.loads(replay.raise_for_status().text.splitlines()[-1]))


def tables_of(service: str) -> Sequence[str]:
    return REPLICA + OWN if service == "organization" else REPLICA


def about_the_imported(rows: Rows) -> Rows:
    return {table: [row for row in found if not MADE.isdisjoint(row)] for table, found in rows.items()}


def stored(data: Path, service: str) -> Rows:
    with closing(sqlite3.connect(data / f"{service}.sqlite3")) as opened_file:
        return {table: sorted(opened_file.execute(f"SELECT * FROM {table}"), key=repr) for table in tables_of(service)}


async def test_an_import_leaves_the_same_on_both_engines(
    told: Told, installation: Installation, tmp_path: Path
) -> None:
    data = copy_of(told, tmp_path / "embedded")
    async with opened(data) as here:
        transport = httpx.ASGITransport(app=here.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://lianxi") as http:
            embedded = await imported(http, here.province.issuer, here.province.settle)
    engine = installation.engine
    async with httpx.AsyncClient(base_url=engine.base_url, timeout=120, trust_env=False) as http:
        distributed = await imported(http, engine.issuer, lambda: asyncio.to_thread(installation.settle))
    shown = distributed.shown
    assert (shown["state"], shown["done"], shown["refused"]) == ("finished", len(CODES), 0)
    assert distributed == embedded
    assert distributed.replayed["differences"] == []
    for service in ("organization", *WITH_REGISTRY):
        found = about_the_imported(installation.dump(service, tables_of(service)))
        assert {table for table, rows in found.items() if not rows} <= {"registry_groups", "registry_group_names"}
        assert len(found["registry_units"]) == len(CODES)
        assert found == about_the_imported(stored(data, service)), service
