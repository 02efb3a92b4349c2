"""20,000 units with their relations and office holders from one file: `python -m tests.bench.importing [--json]`.

Uploaded, compared and kept for the preview; then done batch by batch on SQLite, the service's views following in the
same process, until the log holds everything, and until every view shows it. The wish is a minute. The floor is every
row that it leaves, of log, answers and views, bare and in as many transactions as the import has batches; processor
time is told beside, for it moves less with what else the machine does.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from uuid import UUID

from services.organization.application import commands as c
from services.organization.application.imports.preparing import prepare
from services.organization.domain.registry_import import RegistryImport
from shared.kernel.envelope import Actor
from shared.kernel.ids import derive
from shared.messaging.runner import POLL_SECONDS
from shared.serving.process import run_process
from shared.sheets.writing import write_workbook
from tests.bench.parts.finished import seconds_to_write
from tests.bench.parts.province import province_file
from tests.bench.report import Row, print_rows
from tests.unit.organization.running import Running
from tests.unit.organization.world import PROVINCE, registering

IMPORT: UUID = derive("bench", "import")


async def measure(units: int, directory: Path) -> list[Row]:
    file = write_workbook(province_file(units))
    service = Running(directory, poll_seconds=POLL_SECONDS)
    await service.give(registering(PROVINCE, "示例省关工委", "230000", level="province"))
    await service.runner.settle()
    before = (await service.store.head()).position
    try:
        began = perf_counter()
        clerk = Actor(unit_id=PROVINCE, role="clerk", person_id=derive("bench", "clerk"))
        busy = process_time()
        prepared = await prepare(service.store, service.clock, clerk, IMPORT, file)
        previewed = perf_counter() - began
        assert not prepared.errors, prepared.errors[:3]
        done, settled = await _done(service)
        busy = process_time() - busy
        events = (await service.store.head()).position - before
    finally:
        service.close()
    floor = seconds_to_write(directory / "organization.sqlite3", directory / "floor.sqlite3", prepared.batches)
    note = f"{units:,} units, {prepared.rows:,} rows, {events:,} events, {prepared.batches:,} transactions"
    return [
        Row(measure="import: file to preview", median=previewed, unit="s", note=f"{len(file):,} bytes"),
        Row(measure="import: begun to done", median=done, unit="s", note=note),
        Row(
            measure="import: begun to shown by every view",
            median=settled,
            unit="s",
            floor=floor,
            floor_is="its rows, bare",
            ratio=floor / settled,
        ),
        Row(measure="import: whole", median=previewed + done, unit="s", note="the wish is 60 s for 20,000 units"),
        Row(measure="import: whole, processor time", median=busy, unit="s"),
    ]


async def _done(service: Running) -> tuple[float, float]:
    """Seconds until the last batch is stored, and until the views have followed."""
    began = perf_counter()
    service.runner.start()
    await service.clerk(PROVINCE, c.StartImport(import_id=IMPORT))
    while True:
        stored = RegistryImport.project(None, await service.store.load(IMPORT))
        if stored is not None and stored.done + 1 == stored.batches:
            break
        await asyncio.sleep(0.05)
    done = perf_counter() - began
    await service.runner.settle()
    settled = perf_counter() - began
    await service.runner.stop()
    return done, settled


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--units", type=int, default=20_000)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as directory:
        rows = run_process(measure(arguments.units, Path(directory)))
    print_rows(rows, as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
