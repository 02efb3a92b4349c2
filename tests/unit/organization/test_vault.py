"""Names of people: in one table, and nowhere else (design 14)."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from services.organization.application import commands as c
from services.organization.application.vault import NameInReason
from shared.kernel.ids import derive
from tests.unit.organization.running import Running
from tests.unit.organization.world import (
    ANOTHER,
    BUREAU,
    CITY,
    COUNTY,
    OTHER_CITY,
    PARTY,
    PROVINCE,
    SOMEBODY,
    day,
)

TODAY = day("2023-07-03")
NAMES = ("示例姓名天地玄黄", "示例姓名宇宙洪荒")


async def staffed(running: Running) -> None:
    for person, name in zip((SOMEBODY, ANOTHER), NAMES, strict=True):
        await running.clerk(CITY, c.RegisterPerson(person_id=person, unit_id=BUREAU, name=name))
    await running.clerk(CITY, c.CorrectPersonName(person_id=ANOTHER, name=NAMES[1]))
    await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="liaison_officer", person_id=SOMEBODY, on=TODAY))


def every_cell(database: Path) -> Iterator[tuple[str, bytes]]:
    import sqlite3

    connection = sqlite3.connect(database)
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for cell in row:
                yield table, cell if isinstance(cell, bytes) else str(cell).encode()
    connection.close()


async def test_no_name_is_in_any_stored_or_published_byte_outside_the_vault(running: Running) -> None:
    await staffed(running)
    await running.runner.settle()
    found = {
        (table, name)
        for table, cell in every_cell(running.store.database.path)
        for name in NAMES
        if name.encode() in cell
    }
    assert found == {("vault_names", name) for name in NAMES}
    for event in await running.store.read(0, 500):
        assert not any(name.encode() in event.data + event.envelope_bytes for name in NAMES)


async def test_the_answer_of_a_command_holds_no_name_and_neither_does_its_repetition(running: Running) -> None:
    command = c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name=NAMES[0])
    for _ in range(2):
        answer = await running.give(command, CITY, "clerk", key="once")
        assert NAMES[0] not in repr(answer)


async def test_an_erased_name_reads_deleted_and_its_row_is_gone(running: Running) -> None:
    await staffed(running)
    await running.clerk(CITY, c.ErasePerson(person_id=SOMEBODY, reason="本人要求"))
    answer = await running.read(CITY, f"/persons/{SOMEBODY}/name")
    assert answer.json() == {"person_id": str(SOMEBODY), "name": "已删除", "erased": True}
    assert answer.headers["cache-control"] == "no-store"
    assert not any(NAMES[0].encode() in cell for _, cell in every_cell(running.store.database.path))
    kept = await running.read(CITY, f"/persons/{ANOTHER}/name")
    assert kept.json()["name"] == NAMES[1]


async def test_an_erased_name_is_in_no_file_once_the_service_has_stopped(running: Running) -> None:
    await staffed(running)
    await running.clerk(CITY, c.ErasePerson(person_id=SOMEBODY, reason="本人要求"))
    running.store.close()
    left = {name for file in running.directory.iterdir() for name in NAMES if name.encode() in file.read_bytes()}
    assert left == {NAMES[1]}


async def test_erasure_and_its_event_are_stored_together(running: Running) -> None:
    await staffed(running)
    answer = await running.clerk(CITY, c.ErasePerson(person_id=SOMEBODY, reason="本人要求"))
    (event,) = await running.store.read(answer.position.position - 1, 1)
    assert event.envelope.type == "organization.person.erased"
    assert event.fields() == {"person_id": str(SOMEBODY), "reason": "本人要求"}


async def test_a_reason_that_repeats_the_name_is_refused(running: Running) -> None:
    await staffed(running)
    with pytest.raises(NameInReason):
        await running.clerk(CITY, c.ErasePerson(person_id=SOMEBODY, reason=f"{NAMES[0]}要求"))
    ending = c.EndTerm(unit_id=BUREAU, office="liaison_officer", person_id=SOMEBODY, on=TODAY, reason=f"{NAMES[0]}调离")
    with pytest.raises(NameInReason):
        await running.clerk(CITY, ending)


@pytest.mark.parametrize("unit", [BUREAU, CITY, PROVINCE])
async def test_a_name_is_shown_to_the_units_it_concerns(running: Running, unit: object) -> None:
    await staffed(running)
    expected = 404 if unit == PROVINCE else 200  # the province stands above the committee, not above its member
    answer = await running.read(unit, f"/persons/{SOMEBODY}/name")  # type: ignore[arg-type]
    assert answer.status_code == expected


@pytest.mark.parametrize("unit", [OTHER_CITY, COUNTY, PARTY, derive("unit", "nobody")])
async def test_for_others_a_person_is_like_nobody(running: Running, unit: object) -> None:
    await staffed(running)
    hidden = await running.read(unit, f"/persons/{SOMEBODY}/name")  # type: ignore[arg-type]
    absent = await running.read(unit, f"/persons/{derive('person', 'nobody')}/name")  # type: ignore[arg-type]
    assert (
        (hidden.status_code, hidden.json()["code"]) == (absent.status_code, absent.json()["code"]) == (404, "not_found")
    )


async def test_many_names_are_those_that_would_be_answered_one_by_one(running: Running) -> None:
    await staffed(running)
    await running.clerk(CITY, c.ErasePerson(person_id=ANOTHER, reason="本人要求"))
    everybody = {"persons": [str(SOMEBODY), str(ANOTHER), str(derive("person", "nobody"))]}

    await running.runner.settle()

    async def names(unit: UUID) -> dict[str, str]:
        async with running.client(unit, "clerk") as client:
            answer = await client.post("/person-names", json=everybody)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        return dict(answer.json()["names"])

    assert await names(CITY) == {str(SOMEBODY): NAMES[0], str(ANOTHER): "已删除"}
    assert await names(OTHER_CITY) == {}
    async with running.client(CITY, "clerk") as client:
        assert (await client.post("/person-names", json={"persons": ["x"]})).status_code == 400
        assert (await client.post("/person-names", json={"persons": [str(SOMEBODY)] * 201})).status_code == 400


async def test_a_name_of_an_office_holder_is_shown_to_the_committee_where_the_office_is(running: Running) -> None:
    await running.clerk(PARTY, c.RegisterPerson(person_id=SOMEBODY, unit_id=PARTY, name=NAMES[0]))
    assert (await running.read(PROVINCE, f"/persons/{SOMEBODY}/name")).status_code == 404
    await running.clerk(CITY, c.Appoint(unit_id=CITY, office="director", person_id=SOMEBODY, on=TODAY))
    for unit in (CITY, PROVINCE, PARTY):
        assert (await running.read(unit, f"/persons/{SOMEBODY}/name")).json()["name"] == NAMES[0]
