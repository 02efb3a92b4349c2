"""The pages of units in a province of 20,000: `python -m tests.bench.units_page [--json]`.

The console asks the service in the same process, without a network; the wish is 300 ms and 200 KB for the first screen.
The replica's rows are written as its projection would.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import httpx

from services.console.adapters.services import Services
from services.console.entrypoints.session import TOKEN
from services.console.settings import Identity
from services.distributed.console import pages
from services.organization.application.imports.layout import CODES
from shared.database.interface import Transaction
from shared.kernel.ids import derive
from shared.kernel.text import name_key
from tests.bench.parts.province import province_file
from tests.bench.report import Row, print_rows
from tests.unit.organization.running import Running
from tests.unit.organization.world import PROVINCE, registering

ROUNDS = 15
PAGES = {
    "units: the first screen": "/console/units",
    "units: a branch": "/console/units?under={city}",
    "units: a search": "/console/units?text=乡1",
    "units: coverage of the province": "/console/units/{province}/coverage",
    "units: one unit": "/console/units/{province}",
}


class NobodySignsIn:
    by_unit = False
    identities: Sequence[Identity] = ()

    async def token_for(self, unit: str, role: str) -> str:
        raise NotImplementedError


def written(tx: Transaction, units: int) -> None:
    """Every unit with a name, a code, a status, and its relation."""
    every, related, _ = province_file(units)
    ids = {row[0]: str(derive("bench unit", row[0])) for row in every.rows[1:]} | {"230000": str(PROVINCE)}
    for code, name, _, kind, level, status, since, _ in every.rows[1:]:
        about = {"unit_id": ids[code], "since": since}
        _insert(tx, "registry_names", {**about, "ordinal": 0, "name": name, "name_key": name_key(name)})
        _insert(tx, "registry_codes", {**about, "code": code})
        _insert(tx, "registry_statuses", {**about, "status": CODES["status"][status]})
        unit = {"id": ids[code], "kind": CODES["kind"][kind], "level": CODES["level"][level]}
        _insert(tx, "registry_units", {**unit, "registered_by": str(PROVINCE), "founded_on": since})
    for code, _, relation, target, *_, since, _, _ in related.rows[1:]:
        held = {"unit_id": ids[code], "kind": CODES["relation"][relation], "target": ids[target], "since": since}
        _insert(tx, "registry_relations", held)


def _insert(tx: Transaction, table: str, row: dict[str, Any]) -> None:
    values = ", ".join(f":{column}" for column in row)
    tx.execute(f"INSERT INTO {{{table}}} ({', '.join(row)}) VALUES ({values})", row)


async def measure(units: int, directory: Path) -> list[Row]:
    service = Running(directory)
    await service.give(registering(PROVINCE, "示例省关工委", "230000", level="province"))
    await service.runner.settle()
    await service.store.write(lambda tx: written(tx, units))
    answering = httpx.AsyncClient(transport=httpx.ASGITransport(app=service.parts.app))
    services = Services(answering, lambda name: f"http://{name}")
    app = pages(services, NobodySignsIn(), service.issuer, service.clock, service.metrics, secure=False)
    cookies = {TOKEN: service.issuer.person_token(PROVINCE, "clerk")}
    rows = []
    try:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://console", cookies=cookies) as visitor:
            for measured, path in PAGES.items():
                address = path.format(province=PROVINCE, city=derive("bench unit", "230100"))
                rows.append(await _timed(visitor, measured, address))
    finally:
        await answering.aclose()
        service.close()
    return rows


async def _timed(visitor: httpx.AsyncClient, measured: str, address: str) -> Row:
    seconds = []
    for _ in range(ROUNDS):
        began = perf_counter()
        answer = await visitor.get(address)
        seconds.append(perf_counter() - began)
        assert answer.status_code == 200, (address, answer.status_code)
    size = len(answer.content)
    return Row(measure=measured, median=median(seconds) * 1000, unit="ms", note=f"{size / 1000:.0f} KB")


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--units", type=int, default=20_000)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as directory:
        rows = asyncio.run(measure(arguments.units, Path(directory)))
    print_rows(rows, as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
