"""A backup in a new PostgreSQL, with a new and the old Kafka; databases of one moment and of several."""

import asyncio
import shutil
from pathlib import Path

import pytest

from services.distributed.names import LOGS
from services.distributed.rebuilding import rebuild
from services.distributed.restored import Restored, StillRunning, begin_generations
from services.local.engine.backup import DirectoryTaken, back_up, dump_database, restore
from shared.kernel.limits import PARTITIONS
from tests.operations.installation import WITH_REGISTRY, Installation
from tests.support.registering import Registering
from tests.support.told import Told

pytestmark = [pytest.mark.slow, pytest.mark.server]


def test_a_restored_backup_gives_the_digest_it_had_in_a_new_generation_of_every_log(
    told_distributed: Told, installation: Installation
) -> None:
    assert installation.digest == told_distributed.digest
    assert installation.restored == Restored(dict.fromkeys(LOGS, 2), [])


async def test_a_new_kafka_is_given_the_whole_log_and_what_follows_in_the_new_generation(
    installation: Installation,
) -> None:
    async with Registering(installation.engine, "after", clients=1).going_on() as given:
        await given.units(1)
    events = await asyncio.to_thread(installation.published, "organization")
    generation, position = installation.head("organization")
    assert events[0].at.position == 1
    assert (events[0].generation, events[-1].generation, events[-1].position) == (1, generation, position)
    assert len({(event.generation, event.position) for event in events}) == len(events)


async def test_nothing_is_restored_under_running_processes(installation: Installation, tmp_path: Path) -> None:
    await back_up_quietly(installation, tmp_path / "backup")
    before = installation.head("organization")
    with pytest.raises(DirectoryTaken):
        await restore(installation.engine, tmp_path / "backup", lambda text: None)
    with pytest.raises(StillRunning):
        await begin_generations(installation.engine.settings())
    assert installation.head("organization") == before


async def test_of_databases_of_different_moments_who_is_behind_is_repaired_and_who_is_ahead_is_told(
    installation: Installation, tmp_path: Path
) -> None:
    """Supervision was dumped first, then organization, then all others; Kafka is the old one."""
    mixed = tmp_path / "mixed"
    first, second, lost = (Registering(installation.engine, name, clients=2) for name in ("first", "second", "lost"))
    await given(installation, first)
    early = tmp_path / "early"
    early.mkdir()
    dump_database(installation.engine, "supervision", early)
    await given(installation, second)
    dump_database(installation.engine, "organization", early)
    end = installation.head("organization")
    await given(installation, lost)
    await back_up_quietly(installation, mixed)
    seen = installation.head("organization")[1]
    shutil.copytree(early, mixed, dirs_exist_ok=True)

    restored = await brought_back(installation, mixed)

    assert restored.generations["organization"] > end[0]
    ahead = {(loss.service, loss.consumer, loss.seen, loss.end) for loss in restored.losses}
    assert {(service, "registry", seen, end[1]) for service in WITH_REGISTRY if service != "supervision"} <= ahead
    assert all(loss.service != "supervision" or loss.log != "organization" for loss in restored.losses)
    await asyncio.to_thread(installation.settle)
    registered = {row[0] for row in installation.registry("supervision")["registry_units"]}
    assert {str(unit) for load in (first, second) for unit in load.names} <= registered
    assert not {str(unit) for unit in lost.names} & registered
    assert f"registry; parked=0; lost={seen}" in installation.get("/tasking/v1/tasks?limit=1").headers["x-incomplete"]
    await ends_well(installation, lost)


async def ends_well(installation: Installation, lost: Registering) -> None:
    """What was lost is rebuilt without it; a client that gives its commands again is served; the old Kafka has both."""
    for service in WITH_REGISTRY:
        if service != "supervision":
            await rebuild(service, "registry", installation.engine.settings())
    assert "x-incomplete" not in installation.get("/tasking/v1/tasks?limit=1").headers
    again = Registering(installation.engine, lost.prefix, clients=lost.clients)
    await given(installation, again)
    supervision = installation.registry("supervision")
    assert {str(unit) for unit in again.names} <= {row[0] for row in supervision["registry_units"]}
    for service in WITH_REGISTRY:
        assert installation.registry(service) == supervision, service
    generation, position = installation.head("organization")
    events = [each for each in installation.published("organization") if each.generation == generation]
    assert [each.position for each in events] == list(range(position - len(events) + 1, position + 1))
    assert {each.envelope.partition for each in events} <= set(range(PARTITIONS))
    assert (await installation.replayed())["differences"] == []


async def given(installation: Installation, load: Registering) -> None:
    async with load.going_on():
        await load.units(2)
    assert load.wrong == []
    await asyncio.to_thread(installation.settle)


async def back_up_quietly(installation: Installation, target: Path) -> None:
    await back_up(installation.engine, target, lambda text: None)


async def brought_back(installation: Installation, source: Path) -> Restored:
    engine = installation.engine
    await asyncio.to_thread(engine.stop, engine.started())
    restored = await restore(engine, source, lambda text: None)
    await engine.up(lambda text: None, clock="manual")
    return restored
