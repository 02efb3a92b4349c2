"""The register opens branch by branch and is found by what a clerk remembers of a unit."""

from typing import Any

from services.organization.application import commands as c
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, OTHER_CITY, PROVINCE, day


async def found(running: Running, query: str) -> list[str]:
    items = (await running.read(CITY, f"/search?{query}")).json()["items"]
    return [unit["code"] for unit in items]


async def test_a_branch_shows_who_is_directly_below_and_how_many_follow(running: Running) -> None:
    below = (await running.read(CITY, f"/units/{PROVINCE}/branch")).json()["items"]
    assert [(unit["name"], unit["below"], unit["members"]) for unit in below] == [
        ("甲市关工委", 1, 1),
        ("乙市关工委", 0, 0),
    ]
    members = (await running.read(CITY, f"/units/{CITY}/branch?kind=member_of")).json()["items"]
    assert [unit["unit_id"] for unit in members] == [str(BUREAU)]


async def test_a_branch_comes_in_pages_and_as_of_a_day(running: Running) -> None:
    first = (await running.read(CITY, f"/units/{PROVINCE}/branch?limit=1")).json()
    second = (await running.read(CITY, f"/units/{PROVINCE}/branch?limit=1&cursor={first['cursor']}")).json()
    assert [page["items"][0]["unit_id"] for page in (first, second)] == [str(CITY), str(OTHER_CITY)]
    assert second["cursor"] is None
    moving = c.ChangeSuperior(unit_id=COUNTY, superior=OTHER_CITY, on=day("2023-07-03"), reason="区划调整")
    await running.clerk(PROVINCE, moving)
    for on, below in (("2023-07-02", [1, 0]), ("2023-07-03", [0, 1])):
        shown: Any = (await running.read(CITY, f"/units/{PROVINCE}/branch?on={on}")).json()["items"]
        assert [unit["below"] for unit in shown] == below


async def test_a_unit_is_found_by_name_former_name_code_and_line(running: Running) -> None:
    await running.clerk(CITY, c.RenameUnit(unit_id=BUREAU, name="甲市教体局", on=day("2023-07-01")))
    await running.relate(COUNTY, "line", PROVINCE, "education")
    assert await found(running, "text=关工委") == ["230000", "230300", "230321", "230800"]
    assert await found(running, "text=市教育局") == ["230300-jyj"]
    assert await found(running, "text=教体") == ["230300-jyj"]
    assert await found(running, "text=230300-") == ["230300-jyj", "230300-sw"]
    assert await found(running, "line=education") == ["230321"]
    assert await found(running, "text=甲市&line=education") == []
    assert await found(running, "text=%25") == await found(running, "text=_") == []
