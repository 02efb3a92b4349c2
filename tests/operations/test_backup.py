"""A backup in a new PostgreSQL, with a new and the old Kafka; databases of one moment and of several."""

import asyncio
import shutil
from pathlib import Path

import httpx
import pytest

from services.distributed.names import LOGS
from services.distributed.rebuilding import rebuild
from services.distributed.restored import Restored, StillRunning, begin_generations
from services.local.demo.cast import CITY, person
from services.local.engine.backup import DirectoryTaken, back_up, dump_database, restore
from shared.kernel.ids import derive
from tests.operations.installation import WITH_REGISTRY, Installation
from tests.support.registering import Registering
from tests.support.told import Told

pytestmark = [pytest.mark.slow, pytest.mark.server]
AHEAD = ("tasking", "reporting", "notification", "audit")
ROLLUP = f"/reporting/v1/rollup/{CITY}"


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
    places = sorted((event.generation, event.position) for event in events)
    assert (places[0], places[-1]) == ((1, 1), (generation, position))
    assert len(set(places)) == len(places)


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
    """Supervision was dumped first, then organization and meeting, then all others; Kafka is the old one."""
    mixed, early = tmp_path / "mixed", tmp_path / "early"
    early.mkdir()
    first, second, lost = (Registering(installation.engine, name, clients=2) for name in ("first", "second", "lost"))
    await given(installation, first)
    dump_database(installation.engine, "supervision", early)
    await given(installation, second)
    for service in ("organization", "meeting"):
        dump_database(installation.engine, service, early)
    end = {log: installation.head(log) for log in ("organization", "meeting")}
    draft_meeting(installation)
    await given(installation, lost)
    seen = {log: installation.head(log)[1] for log in end}
    await back_up_quietly(installation, mixed)
    shutil.copytree(early, mixed, dirs_exist_ok=True)

    restored = await brought_back(installation, mixed)

    assert all(restored.generations[log] > generation for log, (generation, _) in end.items())
    losses = {(one.service, one.consumer, one.log): (one.seen, one.end) for one in restored.losses}
    for service in AHEAD:
        assert losses[service, "registry", "organization"] == (seen["organization"], end["organization"][1])
    assert losses["reporting", "facts", "meeting"] == (seen["meeting"], end["meeting"][1])
    assert losses["notification", "notices", "meeting"] == (seen["meeting"], end["meeting"][1])
    assert {service for service, _, _ in losses} <= set(AHEAD)
    await asyncio.to_thread(installation.settle)
    registered = {row[0] for row in installation.registry("supervision")["registry_units"]}
    assert {str(unit) for load in (first, second) for unit in load.names} <= registered
    assert not {str(unit) for unit in lost.names} & registered
    assert f"facts; parked=0; lost={seen['meeting']}" in installation.get(ROLLUP).headers["x-incomplete"]
    await ends_well(installation, lost)


async def ends_well(installation: Installation, lost: Registering) -> None:
    """What was lost is rebuilt without it; a client that gives its commands again is served; the old Kafka has both."""
    for service, view in (
        *((service, "registry") for service in AHEAD),
        ("reporting", "facts"),
        ("notification", "notices"),
    ):
        await rebuild(service, view, installation.engine.settings())
    assert "x-incomplete" not in installation.get(ROLLUP).headers
    again = Registering(installation.engine, lost.prefix, clients=lost.clients)
    await given(installation, again)
    supervision = installation.registry("supervision")
    assert {str(unit) for unit in again.names} <= {row[0] for row in supervision["registry_units"]}
    for service in WITH_REGISTRY:
        assert installation.registry(service) == supervision, service
    generation, position = installation.head("organization")
    events = await asyncio.to_thread(installation.published, "organization")
    new = sorted(each.position for each in events if each.generation == generation)
    assert new == list(range(position - len(new) + 1, position + 1))
    assert (await installation.replayed())["differences"] == []


def draft_meeting(installation: Installation) -> None:
    """A meeting that nobody will remember."""
    token = installation.engine.issuer.person_token(CITY, "clerk", person(CITY, "office_head"))
    meeting = {
        "meeting_id": str(derive("operations", "a lost meeting")),
        "committee_id": str(CITY),
        "hosts": [str(CITY)],
        "kinds": ["thematic"],
        "joint": True,
        "theme": "备份之后的会议",
        "agenda": ["议题"],
        "matters": ["事项"],
        "planned_on": "2024-12-01",
    }
    url, headers = f"{installation.engine.base_url}/meeting/v1/meetings", {"Authorization": f"Bearer {token}"}
    httpx.post(url, json=meeting, headers=headers, timeout=60, trust_env=False).raise_for_status()


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
