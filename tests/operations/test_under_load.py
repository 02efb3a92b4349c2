"""What an operator does while commands are given: a view rebuilt, a topic grown, every process restarted.

Done once, in the order in which docs/operations.md tells it; each test looks at another side of what came of it.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass

import pytest

from services.distributed.names import SERVICES
from services.distributed.rebuilding import rebuild
from tests.operations.installation import WITH_REGISTRY, Installation
from tests.support.registering import NAMES, Registering

pytestmark = [pytest.mark.slow, pytest.mark.server]
PARTITIONS = 12
REBUILT = {"organization": "units", "supervision": "registry"}


@dataclass(frozen=True)
class Worked:
    """`suffixes`: of a table of each rebuilt view, before and after."""

    load: Registering
    suffixes: dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def worked(installation: Installation) -> Worked:
    found = asyncio.run(work(installation))
    installation.settle()
    return found


async def work(installation: Installation) -> Worked:
    engine, data = installation.engine, installation.engine.directory
    load, suffixes = Registering(engine, "load"), {}
    async with load.going_on():
        await load.units(4)
        for service, view in REBUILT.items():
            table = view if service == "organization" else "registry_units"
            before = installation.suffix(service, table)
            await installation.lianxi("views", "rebuild", service, view, "--engine", "distributed", "--data", data)
            suffixes[service] = before, installation.suffix(service, table)
        await load.units(4)
        await installation.lianxi("topics", "grow", "organization", PARTITIONS, "--data", data)
        await load.units(4)
        for process in sorted(engine.started(), key=lambda one: one.kind != "relay"):
            await engine.restart(process)
        await load.units(4)
    return Worked(load, suffixes)


def test_every_command_was_answered_in_the_end(worked: Worked) -> None:
    assert worked.load.wrong == []
    assert all(len(names) == NAMES for names in worked.load.names.values())
    assert worked.load.statuses["503"] + worked.load.statuses["ConnectError"] > 0, "nothing was disturbed"


def test_every_command_is_stored_once_and_each_units_in_their_order(worked: Worked, installation: Installation) -> None:
    assert len(set(worked.load.positions)) == len(worked.load.positions)
    names = f"SELECT unit_id, name FROM registry_names{installation.suffix('supervision', 'registry_names')}"
    found: dict[str, list[str]] = {}
    for unit, name in installation.rows("supervision", f"{names} ORDER BY since"):
        found.setdefault(unit, []).append(name)
    for unit, given in worked.load.names.items():
        assert found[str(unit)] == given
    ids = ",".join(f"'{unit}'" for unit in worked.load.names)
    renamed = f"SELECT stream_id FROM events WHERE stream_id IN ({ids}) AND type = 'organization.unit.renamed'"
    counted = Counter(row[0] for row in installation.rows("organization", renamed))
    assert set(counted.values()) == {NAMES - 1}


def test_every_services_copy_of_the_registry_is_the_same(worked: Worked, installation: Installation) -> None:
    rebuilt = installation.registry("supervision")
    assert len(rebuilt["registry_units"]) >= len(worked.load.names)
    for service in WITH_REGISTRY:
        assert installation.registry(service) == rebuilt, service


def test_no_query_was_answered_without_what_its_client_had_written(worked: Worked) -> None:
    assert worked.load.wrong == []
    assert worked.load.queries["200"] > 0


async def test_a_view_rebuilt_under_load_is_what_a_quiet_rebuild_gives(
    worked: Worked, installation: Installation
) -> None:
    for service, (before, after) in worked.suffixes.items():
        assert before != after, service
    for service, view in REBUILT.items():
        tables = ["units"] if service == "organization" else [f"registry_{name}" for name in ("units", "names")]
        former, right = installation.suffix(service, tables[0]), installation.dump(service, tables)
        await rebuild(service, view, installation.engine.settings())
        assert installation.dump(service, tables) == right
        gone = installation.rows(service, f"SELECT to_regclass('views.\"{tables[0]}{former}\"')")
        assert gone == [(None,)]


def test_a_subscriber_reads_each_event_once_and_in_order_through_the_growth(
    worked: Worked, installation: Installation
) -> None:
    events = installation.published("organization")
    assert len(events) == len({(event.generation, event.position) for event in events})
    for unit in worked.load.names:
        versions = [event.envelope.stream_version for event in events if event.envelope.stream_id == unit]
        assert versions == sorted(versions), unit
        assert len(versions) >= NAMES


async def test_the_grown_topic_is_as_recorded(worked: Worked, installation: Installation) -> None:
    said = json.loads(await installation.lianxi("topics", "check", "--data", installation.engine.directory, "--json"))
    assert (said["partitions"]["organization"], said["wrong"]) == (PARTITIONS, {})


async def test_a_token_for_a_unit_by_its_code_is_one_that_the_engine_takes(installation: Installation) -> None:
    asked = ["token", "--data", installation.engine.directory, "--unit", "230300-jyj", "--role", "liaison"]
    token = (await installation.lianxi(*asked)).strip()
    told = await installation.lianxi(
        "history", "230300-jyj", "--server", installation.engine.base_url, "--token", token
    )
    assert "鸡西市教育局" in told.splitlines()[0]


async def test_the_replayed_state_is_the_live_one_and_nothing_is_parked(
    worked: Worked, installation: Installation
) -> None:
    assert (await installation.replayed())["differences"] == []
    assert await installation.asked("events", "parked", role="service:local") == "没有停放的事件\n"
    outcomes = json.loads(await installation.asked("events", "redrive", "--json", role="service:local"))
    assert outcomes == {service: {"done": 0, "still_parked": 0} for service in SERVICES}
    assert "办结率" in await installation.asked("rollup", "230300")
