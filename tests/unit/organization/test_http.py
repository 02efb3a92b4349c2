"""The service over HTTP: what a clerk reads, and what bad input gets."""

from typing import Any
from uuid import UUID

import pytest

from services.organization.application import commands as c
from services.organization.domain.group import Group, Selector
from shared.kernel.ids import derive
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, OTHER_CITY, PARTY, PROVINCE, SOMEBODY, day

TODAY = day("2023-07-03")
RENAME = {"name": "甲市教育和体育局", "short_names": ["市教体局"], "on": "2023-07-03"}


def ids(items: list[dict[str, Any]]) -> list[UUID]:
    return [UUID(item["unit_id"]) for item in items]


async def test_a_clerk_renames_a_unit_and_reads_it_back(running: Running) -> None:
    async with running.client(CITY) as client:
        accepted = await client.post(f"/units/{BUREAU}/rename", json=RENAME)
        assert accepted.status_code == 200
        read = await client.get(f"/units/{BUREAU}", params={"at_least": accepted.json()["position"]})
    assert read.headers["etag"] == accepted.headers["etag"]
    assert [name["on"] for name in read.json()["names"]] == ["2020-01-01", "2023-07-03"]


async def test_a_stale_version_is_told_apart(running: Running) -> None:
    async with running.client(CITY) as client:
        stale = await client.post(f"/units/{BUREAU}/rename", json=RENAME, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")


@pytest.mark.parametrize(
    ("text", "unit"), [(str(COUNTY), COUNTY), ("230321", COUNTY), ("丙县关工委", COUNTY), ("230300-jyj", BUREAU)]
)
async def test_a_unit_is_found_by_id_code_or_name(running: Running, text: str, unit: UUID) -> None:
    answer = await running.read(OTHER_CITY, f"/units/{text}")
    assert UUID(answer.json()["unit_id"]) == unit


async def test_a_relative_name_is_taken_as_said_by_the_caller(running: Running) -> None:
    found = await running.read(CITY, "/resolve?name=市教育局")
    assert UUID(found.json()["unit_id"]) == BUREAU
    assert (await running.read(OTHER_CITY, "/resolve?name=市教育局")).status_code == 404
    seen_from = await running.read(OTHER_CITY, "/resolve?name=市教育局&near=230300")
    assert UUID(seen_from.json()["unit_id"]) == BUREAU


async def test_units_are_listed_by_code_and_searched_with_suggestions(running: Running) -> None:
    listed = (await running.read(CITY, "/units?limit=3")).json()
    assert ids(listed["items"]) == [PROVINCE, CITY, BUREAU]
    following = await running.read(CITY, f"/units?limit=3&cursor={listed['cursor']}")
    assert ids(following.json()["items"]) == [PARTY, COUNTY, OTHER_CITY]
    assert ids((await running.read(CITY, "/units?code=230300-sw")).json()["items"]) == [PARTY]
    near = (await running.read(CITY, "/units?name=市教育居&near=230300")).json()
    assert (near["items"], near["suggestions"][0]) == ([], "市教育局")
    assert ids((await running.read(CITY, "/units?name=甲市教育局")).json()["items"]) == [BUREAU]


async def test_subordinates_and_members_are_as_of_a_day(running: Running) -> None:
    assert ids((await running.read(CITY, f"/units/{CITY}/subordinates")).json()["items"]) == [COUNTY]
    assert ids((await running.read(CITY, f"/units/{CITY}/subordinates?level=agency")).json()["items"]) == []
    assert ids((await running.read(CITY, f"/units/{CITY}/members")).json()["items"]) == [BUREAU]
    assert (await running.read(CITY, f"/units/{CITY}/members?on=2019-12-31")).json()["items"] == []


async def test_offices_of_a_day_are_for_those_they_concern(running: Running) -> None:
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name="示例甲"))
    await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="liaison_officer", person_id=SOMEBODY, on=TODAY))
    await running.clerk(CITY, c.SetUndertakingSection(unit_id=BUREAU, section="办公室", on=TODAY))
    held = (await running.read(CITY, f"/units/{BUREAU}/offices")).json()
    assert held["offices"] == [{"office": "liaison_officer", "person_id": str(SOMEBODY), "from": "2023-07-03"}]
    assert held["section"] == "办公室"
    assert (await running.read(BUREAU, f"/units/{BUREAU}/offices?on=2023-07-02")).json()["offices"] == []
    assert (await running.read(OTHER_CITY, f"/units/{BUREAU}/offices")).status_code == 404
    assert (await running.read(OTHER_CITY, "/persons")).json()["items"] == []


async def test_a_group_is_expanded_for_its_committee_and_above(running: Running) -> None:
    counties = Selector(kind="subordinate_committees", level="county")
    command = c.DefineGroup(committee_id=CITY, name="县(市)区关工委", selector=counties, on=TODAY)
    group = (await running.clerk(CITY, command)).stream_id
    assert group == Group.stream_id(CITY, "县(市)区关工委")
    for unit in (CITY, PROVINCE):
        answer = await running.read(unit, f"/groups/{group}/expansion")
        assert ids(answer.json()["units"]) == [COUNTY]
    assert (await running.read(OTHER_CITY, f"/groups/{group}/expansion")).status_code == 404
    assert (await running.read(CITY, f"/groups/{group}/expansion?on=2020-01-01")).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        (f"/units/{BUREAU}/rename", {**RENAME, "name": " "}, 422, "unit_name_empty"),
        (f"/units/{BUREAU}/rename", {**RENAME, "on": "2019-01-01"}, 422, "before_founding"),
        (f"/units/{BUREAU}/rename", {**RENAME, "on": "昨天"}, 400, "field_invalid"),
        (f"/units/{BUREAU}/rename", {**RENAME, "name": "甲\x00乙"}, 400, "control_characters"),
        (f"/units/{derive('nobody')}/rename", RENAME, 404, "not_found"),
        (
            f"/units/{CITY}/begin-relation",
            {"relation": "above", "target": str(PARTY), "on": "2023-07-03"},
            400,
            "field_invalid",
        ),
    ],
)
async def test_bad_input_gets_a_problem(
    running: Running, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    async with running.client(CITY) as client:
        answer = await client.post(path, json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "path", ["/units/没有这个单位", "/units/230999", "/resolve?name=x", "/groups/x", "/persons/x/name"]
)
async def test_what_is_not_there_is_never_an_error_of_ours(running: Running, path: str) -> None:
    assert (await running.read(CITY, path)).status_code in (400, 404)


async def test_an_impossible_token_sees_nothing(running: Running) -> None:
    async with running.client(CITY) as client:
        answer = await client.get("/units", headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")
