"""The roll-up of a province: `python -m tests.bench.rollup [--json]`.

Measured is the question as it is asked over a province with 13 prefectures and 117 counties and their facts of a year,
now and as of the middle of that year, and how soon a command shows in it. The first floor counts the same subjects in
a table that holds no more than what is true now, without tree and time; the second is the command and the question
alone, nothing waited for.
"""

import asyncio
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID

from services.organization.domain.unit import Unit
from services.reporting.application import commands as c
from services.reporting.application.rollup.projection import FactsProjection
from services.reporting.application.rollup.rollups import RollUps
from shared.kernel.clock import business_day
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import Actor
from shared.kernel.ids import derive
from shared.messaging.visibility import Viewer
from tests.bench.report import Row, print_rows
from tests.unit.reporting import happenings as h
from tests.unit.reporting.feeding import fed
from tests.unit.reporting.histories import History
from tests.unit.reporting.world import CITY, EDUCATION, FIELDS, FOUNDED, PROVINCE, World

PREFECTURES, COUNTIES_EACH, TASKS_EACH, WATCHES_EACH = 13, 9, 8, 80
QUESTIONS, COMMANDS = 15, 40
SERVICE = Viewer(PROVINCE, "service:bench")


def year() -> History:
    """Each county's tasks and assignments; every light changes twice, a third of the tasks is concluded."""
    made = History(1)
    units: dict[UUID, UUID | None] = {PROVINCE: None}
    for city in range(PREFECTURES):
        units[derive("city", city)] = PROVINCE
        units |= {derive("county", city, number): derive("city", city) for number in range(COUNTIES_EACH)}
    for unit, superior in units.items():
        _placed(made, unit, superior)
    for number, unit in enumerate(units):
        _worked(made, unit, number)
        made.now += timedelta(days=365 / len(units))
    return made


def _placed(made: History, unit: UUID, superior: UUID | None) -> None:
    registered = Unit.Registered(
        unit_id=unit, kind="committee", level="county", name="示例", short_names=(), code=str(unit),
        status="established", on=FOUNDED, registered_by=PROVINCE,
    )  # fmt: skip
    made.record("organization", unit, registered, unit)
    if superior is not None:
        begun = Unit.RelationBegun(relation="superior", target=superior, line=None, on=FOUNDED)
        made.record("organization", unit, begun, unit)


def _worked(made: History, unit: UUID, number: int) -> None:
    for each in range(TASKS_EACH):
        task = derive("task", unit, each)
        made.record("tasking", task, h.assigned(task, h.the("plan"), unit, business_day(made.now)), unit)
        if (number + each) % 3 == 0:
            made.pass_time()
            made.record("tasking", task, h.whole_reported(), unit)
            made.pass_time()
            made.record("tasking", task, h.concluded(business_day(made.now)), unit)
        made.pass_time()
    for each in range(WATCHES_EACH):
        watch = derive("watch", unit, each)
        made.record("supervision", watch, h.watched(watch, derive("office", unit, each), unit), unit)
        for light in ("yellow", "red"):
            made.pass_time()
            made.record("supervision", watch, h.light(light), unit)


@dataclass
class Milliseconds:
    measured: list[float]
    floor: list[float]

    def row(self, measure: str, floor_is: str, note: str = "") -> Row:
        took, least = median(self.measured), median(self.floor)
        return Row(
            measure=measure, median=took, unit="ms", floor=least, floor_is=floor_is, ratio=least / took, note=note
        )


async def asked(rollups: RollUps, as_of: datetime | None) -> float:
    began = perf_counter()
    await rollups.get_rollup(SERVICE, PROVINCE, as_of, children=False)
    return (perf_counter() - began) * 1000


class Plain:
    """What is true now, a row per kind, subject and value, counted bare."""

    def __init__(self, facts: Path, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("ATTACH DATABASE ? AS rich", (str(facts),))
        self._connection.execute(
            "CREATE TABLE now AS SELECT DISTINCT kind, value, subject FROM rich.facts WHERE recorded_to IS NULL"
        )
        self._connection.execute("CREATE INDEX now_by_kind ON now (kind, value, subject)")
        self._connection.commit()

    def count(self) -> float:
        began = perf_counter()
        self._connection.execute("SELECT kind, value, COUNT(DISTINCT subject) FROM now GROUP BY kind, value").fetchall()
        return (perf_counter() - began) * 1000

    def close(self) -> None:
        self._connection.close()


async def questions(directory: Path) -> list[Row]:
    made, now, earlier = year(), Milliseconds([], []), Milliseconds([], [])
    began = perf_counter()
    with fed(directory / "facts.sqlite3", made.events, made.now) as rollups:
        took = perf_counter() - began
        plain = Plain(directory / "facts.sqlite3", directory / "plain.sqlite3")
        middle = made.events[len(made.events) // 2].recorded_at
        for _ in range(QUESTIONS):
            for times, moment in ((now, None), (earlier, middle)):
                times.measured.append(await asked(rollups, moment))
                times.floor.append(plain.count())
        plain.close()
    floor_is = "the same subjects counted bare, no tree, no time"
    size = f"{len(made.events)} events, read in {took:.1f} s"
    return [
        now.row("roll-up of a province", floor_is, size),
        earlier.row("roll-up of a province, as of half a year ago", floor_is),
    ]


class Submitting:
    """One unit answers one request after another."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rollups = RollUps(world.parts.store, world.clock, FactsProjection())

    async def give(self, number: int, unit: UUID, role: str, command: Command) -> CommandAnswer:
        key = derive("bench", type(command).__name__, number)
        return await self.world.parts.bus.handle(
            command, CommandContext(key, Actor(unit_id=unit, role=role), self.world.clock.now(), key)
        )

    async def request(self, number: int) -> None:
        fields = {**FIELDS, "units": (EDUCATION,), "committee_id": CITY, "due_on": business_day(self.world.clock.now())}
        await self.give(number, CITY, "clerk", c.RequestReports(**{**fields, "request_id": h.the("request", number)}))

    async def submit(self, number: int, *, visible: bool) -> float:
        began = perf_counter()
        command = c.SubmitReport(request_id=h.the("request", number), text="进展顺利。")
        answer = await self.give(number, EDUCATION, "liaison", command)
        if visible:
            await self.world.runner.wait_for("reporting", "facts", answer.position, 5)
        await self.rollups.get_rollup(SERVICE, PROVINCE, None, children=False)
        return (perf_counter() - began) * 1000


async def visibility(directory: Path) -> Row:
    world, times = World(directory), Milliseconds([], [])
    await world.register()
    submitting = Submitting(world)
    for number in range(2 * COMMANDS):
        await submitting.request(number)
    await world.settle()
    world.runner.start()
    for number in range(COMMANDS):
        times.measured.append(await submitting.submit(2 * number, visible=True))
        times.floor.append(await submitting.submit(2 * number + 1, visible=False))
        await world.settle()
    await world.runner.stop()
    world.close()
    return times.row("command → visible in the province's roll-up", "the command and the question, nothing waited for")


async def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as directory:
        return [*await questions(Path(directory)), await visibility(Path(directory))]


def main(argv: Sequence[str]) -> int:
    print_rows(asyncio.run(measure()), as_json="--json" in argv)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
