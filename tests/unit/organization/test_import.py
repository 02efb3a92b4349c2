"""The registry at scale: a file is previewed, begun, done in batches; its uploader may do no more than by hand."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.organization.application import commands as c
from services.organization.application.imports import packing
from services.organization.application.imports.layout import OFFICES, RELATIONS, UNITS
from services.organization.client import Registry
from shared.kernel.ids import derive
from shared.sheets.sheet import Row, Sheet
from shared.sheets.writing import write_csv, write_workbook
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, OTHER_CITY, PROVINCE, SOMEBODY, day

IMPORT = derive("import", "1")
SINCE = "2021-01-01"
TODAY = day("2023-07-03")
TOWN: Row = ("230321001", "丁乡关工委", "丁乡", "关工委", "乡级", "待建", SINCE, "")
SCHOOL: Row = ("230321001-zx", "丁乡中学", "", "学校", "乡级", "已建", SINCE, "")
ITS_OWN: Row = ("230321001-zx-ggw", "丁乡中学关工委", "", "关工委", "机关单位", "已建", SINCE, "")
RELATED: tuple[Row, ...] = (
    ("230321001-zx-ggw", "", "上级关工委", "230321001", "", "", SINCE, "", ""),
    ("230321001-zx-ggw", "", "主管机关", "230321001-zx", "", "", SINCE, "", ""),
    ("230321001-zx", "", "成员单位", "230321001", "", "", SINCE, "", ""),
    ("230321001", "", "上级关工委", "230321", "", "", SINCE, "", ""),
)
STAFFED: tuple[Row, ...] = (
    ("230321001", "", "主任", "示例甲", SINCE, "", ""),
    ("230321001", "", "秘书长", "示例甲", SINCE, "", ""),
    ("230321001-zx", "", "联络员", "示例乙", SINCE, "", ""),
)


def workbook(units: tuple[Row, ...] = (), relations: tuple[Row, ...] = (), offices: tuple[Row, ...] = ()) -> bytes:
    tables = ((UNITS, units), (RELATIONS, relations), (OFFICES, offices))
    return write_workbook(Sheet(layout.title, [layout.titles, *rows]) for layout, rows in tables if rows)


async def upload(running: Running, body: bytes, unit: UUID = CITY, import_id: UUID = IMPORT) -> httpx.Response:
    await running.runner.settle()
    async with running.client(unit) as client:
        return await client.post(f"/imports?import_id={import_id}", content=body)


async def start(running: Running, unit: UUID = CITY, import_id: UUID = IMPORT) -> Any:
    await running.clerk(unit, c.StartImport(import_id=import_id))
    await running.runner.settle()
    return (await running.read(unit, f"/imports/{import_id}")).json()


async def errors(running: Running, body: bytes, unit: UUID = CITY) -> list[tuple[str, int, str, str]]:
    import_id = IMPORT if unit == CITY else derive("import", unit)
    assert (await upload(running, body, unit, import_id)).status_code == 201
    found = (await running.read(unit, f"/imports/{import_id}/errors?limit=200")).json()["items"]
    return [(each["sheet"], each["row"], each["column"], each["message"]) for each in found]


def numbers(shown: Any) -> tuple[int, int, int, int]:
    return shown["new"], shown["changed"], shown["unchanged"], shown["errors"]


async def test_a_file_is_shown_before_it_is_done_and_its_progress_after(running: Running) -> None:
    answer = await upload(running, workbook((ITS_OWN, SCHOOL, TOWN), RELATED, STAFFED))
    assert (answer.status_code, answer.json()["state"]) == (201, "prepared")
    assert numbers(answer.json()) == (3, 0, 0, 0)
    assert (await running.read(CITY, f"/imports/{IMPORT}/entries?verdict=unchanged")).json()["items"] == []
    preview = (await running.read(CITY, f"/imports/{IMPORT}/entries?verdict=changing")).json()["items"]
    assert (await running.read(CITY, f"/imports/{IMPORT}/entries?verdict=new")).json()["items"] == preview
    assert [entry["code"] for entry in preview] == ["230321001-zx-ggw", "230321001-zx", "230321001"]
    assert "主任：示例甲（自2021-01-01起）" in preview[2]["changes"]
    done = await start(running)
    assert (done["state"], done["done"], done["entries"], done["refused"]) == ("finished", 3, 3, 0)
    async with running.store.snapshot() as reader:
        registry = Registry(reader)
        town = await registry.resolve("230321001")
        school, own = await registry.resolve("230321001-zx"), await registry.resolve("230321001-zx-ggw")
        assert await registry.superiors(own) == [town, COUNTY, CITY, PROVINCE]
        assert await registry.party_committee(own) == school
        assert await registry.committees_of(school) == [town]
        director = await registry.holders(town, "director")
        assert director == await registry.holders(town, "secretary_general")
    name = (await running.read(CITY, f"/persons/{director[0]}/name")).json()["name"]
    assert name == "示例甲"


async def test_what_was_imported_is_exported_as_it_was_and_changes_nothing_again(running: Running) -> None:
    await upload(running, workbook((TOWN, SCHOOL, ITS_OWN), RELATED, STAFFED))
    await start(running)
    exported = await running.read(CITY, "/export?format=xlsx")
    assert exported.headers["content-disposition"].endswith("20230703.xlsx")
    again = await upload(running, exported.content, import_id=derive("import", "2"))
    assert numbers(again.json())[:2] == (0, 0)
    assert again.json()["errors"] == 0
    assert again.json()["unchanged"] >= 6
    for table, rows in (("units", 8), ("relations", 9), ("offices", 3)):
        text = (await running.read(CITY, f"/export?format=csv&table={table}")).content
        assert text.startswith(b"\xef\xbb\xbf")
        assert len(text.decode("utf-8-sig").splitlines()) == rows, table
        csv = await upload(running, text, import_id=derive("import", table))
        assert (csv.json()["errors"], csv.json()["new"], csv.json()["changed"]) == (0, 0, 0)


async def test_a_file_changes_names_states_superiors_and_office_holders_from_a_day_on(running: Running) -> None:
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=COUNTY, name="示例丙"))
    await running.clerk(CITY, c.Appoint(unit_id=COUNTY, office="director", person_id=SOMEBODY, on=day(SINCE)))
    body = workbook(
        (
            (
                "230321",
                "丙县关心下一代工作委员会",
                "丙县关工委",
                "关工委",
                "县级",
                "联合组建",
                "2020-01-01",
                "2023-07-01",
            ),
        ),
        (
            ("230321", "", "上级关工委", "230300", "", "", "2020-01-01", "2023-07-01", "区划调整"),
            ("230321", "", "上级关工委", "230800", "", "", "2023-07-01", "", ""),
        ),
        (
            ("230321", "", "主任", "示例丙", SINCE, "2023-07-01", "换届"),
            ("230321", "", "主任", "示例丁", "2023-07-01", "", ""),
        ),
    )
    assert numbers((await upload(running, body, PROVINCE)).json()) == (0, 1, 0, 0)
    assert (await start(running, PROVINCE))["refused"] == 0
    async with running.store.snapshot() as reader:
        registry = Registry(reader)
        county = await registry.unit(COUNTY, TODAY)
        assert (county.name, county.short_names, county.status) == (
            "丙县关心下一代工作委员会",
            ("丙县关工委",),
            "federated",
        )
        assert await registry.superiors(COUNTY, TODAY) == [OTHER_CITY, PROVINCE]
        assert await registry.holders(COUNTY, "director", date(2023, 6, 30)) == [SOMEBODY]
        assert await registry.holders(COUNTY, "director", TODAY) != [SOMEBODY]


async def test_every_mistake_is_told_at_once_with_sheet_row_and_column(running: Running) -> None:
    body = workbook(
        (
            ("230321001", "丁乡关工委", "", "关工会", "乡级", "待建", SINCE, ""),
            ("230321002", "", "", "关工委", "乡级", "待建", "二〇二一年", ""),
            ("230300", "甲市关工委", "", "部门", "市级", "已建", "2020-01-01", ""),
            ("230801", "戊区关工委", "", "关工委", "县级", "待建", SINCE, ""),
            ("2303", "己关工委", "", "关工委", "县级", "待建", SINCE, ""),
            ("230321", "丙县新名", "", "关工委", "县级", "已建", "2020-01-01", ""),
            TOWN,
            TOWN,
        ),
        (("230300-jyj", "", "成员单位", "999999", "", "", SINCE, "", ""),),
        (("230300-xx", "", "主任", "示例甲", SINCE, "", ""), ("230300-jyj", "", "主任", "示例甲", SINCE, "", "")),
    )
    found = await errors(running, body)
    assert [(sheet, row, column) for sheet, row, column, _ in found] == [
        ("任职", 2, "单位代码"),
        ("任职", 3, ""),
        ("关系", 2, "对方代码"),
        ("单位", 2, "类别"),
        ("单位", 3, "名称"),
        ("单位", 3, "起始日期"),
        ("单位", 4, "类别"),
        ("单位", 5, ""),
        ("单位", 6, ""),
        ("单位", 7, "变更日期"),
        ("单位", 8, "代码"),
        ("单位", 9, "代码"),
    ]
    assert "“关工会”不认得，请填：关工委、党委" in found[3][3]
    async with running.client(CITY) as client:
        refused = await client.post(f"/imports/{IMPORT}/start")
    assert (refused.status_code, refused.json()["code"]) == (422, "import_has_errors")


async def test_all_that_is_wrong_with_a_row_is_told_at_once(running: Running) -> None:
    """What can be known in spite of the cell that is wrong: no second upload for the next mistake of the same row."""
    body = workbook(
        (
            ("230801", "戊区关工委", "", "关工委", "乡级", "待建", "去年", ""),
            ("230321", "丙县新名", "", "部门", "县级", "待建", "2020-01-01", "明年"),
            ("230321009", "辛乡关工委", "", "关工委", "乡级", "已建", "某日", ""),
        ),
        (
            ("999999", "", "成员单位", "888888", "", "教育", SINCE, "2020-01-01", ""),
            ("230300-jyj", "", "上级关工委", "230300", "", "", "某日", "", ""),
            ("230321009", "", "上级关工委", "230321", "", "", SINCE, "", ""),
        ),
        (
            ("230300-jyx", "甲市教育局", "主任", "示例甲", "某日", "", ""),
            ("230300-jyj", "", "联络员", "示例乙", "某日", "2021-02-30", "示例乙调走"),
            ("230321009", "", "主任", "示例丙", SINCE, "", ""),
        ),
    )
    found = await errors(running, body)
    told: dict[tuple[str, int], list[str]] = {}
    for sheet, row, column, text in found:
        told.setdefault((sheet, row), []).append(column or text.partition("，")[0])
    assert told == {
        ("任职", 2): ["任职日期", "单位代码", "“主任”是关工委的职务"],
        ("任职", 3): ["任职日期", "离任日期", "原因、依据里请不要写此人的姓名"],
        ("关系", 2): ["单位代码", "对方代码", "只有条线关系才写条线。", "终止日期"],
        ("关系", 3): ["起始日期", "只有关工委才登记“上级关工委”。"],
        ("单位", 2): ["起始日期", "代码230801不在本单位的辖区内", "代码230801与单位的层级不符"],
        ("单位", 3): ["变更日期", "类别", "已建的单位不能改回“待建”。"],
        ("单位", 4): ["起始日期"],
    }
    assert "“甲市教育局”的代码是230300-jyj。" in found[1][3]


async def test_who_keeps_a_units_entry_is_asked_of_every_row(running: Running) -> None:
    """A county does to its own; another city's clerk does nothing to it and learns of no office there."""
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name="示例丙"))
    await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="liaison_officer", person_id=SOMEBODY, on=day(SINCE)))
    staffed = workbook(offices=(("230300-jyj", "", "联络员", "示例丙", SINCE, "", ""),))
    guessed = workbook(offices=(("230300-jyj", "", "联络员", "示例丁", SINCE, "", ""),))
    assert await errors(running, staffed, OTHER_CITY) == await errors(running, guessed, OTHER_CITY) != []
    assert await errors(running, staffed, BUREAU) == []
    renamed = workbook((("230321", "新名", "", "关工委", "县级", "已建", "2020-01-01", "2023-01-01"),))
    assert await errors(running, renamed, COUNTY) == []
    assert await errors(running, renamed, CITY) == []
    assert [message for *_, message in await errors(running, renamed, OTHER_CITY)] != []
    moving = workbook(relations=(("230321", "", "上级关工委", "230300", "", "", "2020-01-01", "2023-01-01", ""),))
    assert await errors(running, moving, COUNTY) != []
    assert await errors(running, moving, CITY) == []


async def test_what_somebody_changed_after_the_preview_is_refused_by_its_row_and_the_rest_is_done(
    running: Running,
) -> None:
    other: Row = ("230321003", "庚乡关工委", "", "关工委", "乡级", "待建", SINCE, "")
    await upload(running, workbook((TOWN, other)))
    taken = c.RegisterUnit(
        unit_id=derive("unit", "first"),
        kind="committee",
        level="township",
        name="别的丁乡关工委",
        code="230321001",
        on=TODAY,
    )
    await running.clerk(COUNTY, taken)
    done = await start(running)
    assert (done["state"], done["done"], done["refused"]) == ("finished", 2, 1)
    refused = (await running.read(CITY, f"/imports/{IMPORT}/refused")).json()["items"]
    assert [(each["code"], each["rule"]) for each in refused] == [("unit_code_taken", "O1")]
    assert refused[0]["message"].startswith("“单位”第2行 丁乡关工委：")
    async with running.store.snapshot() as reader:
        assert await Registry(reader).name_of(await Registry(reader).resolve("230321003")) == "庚乡关工委"


async def test_an_import_that_was_interrupted_goes_on_and_does_nothing_twice(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "BATCH_ITEMS", 1)
    await upload(running, workbook((TOWN, SCHOOL, ITS_OWN), RELATED, STAFFED))
    await running.clerk(CITY, c.StartImport(import_id=IMPORT))
    again = Running(running.directory, first_key=2000)  # the same files, as after a restart
    try:
        await again.runner.settle()
        head = (await again.store.head()).position
        await running.runner.settle()
        assert (await again.store.head()).position == head
        done = (await again.read(CITY, f"/imports/{IMPORT}")).json()
    finally:
        again.close()
    assert (done["state"], done["done"], done["entries"], done["refused"]) == ("finished", 3, 3, 0)


async def test_names_stay_in_the_vault_alone(running: Running) -> None:
    await upload(running, workbook((TOWN, SCHOOL), RELATED[2:], STAFFED))
    await start(running)
    for event in await running.store.read(0, 500):
        assert "示例" not in event.data.decode() or "关工委" in event.data.decode()
        assert "示例甲" not in event.envelope_bytes.decode()
        assert "示例甲" not in event.data.decode()
    async with running.store.snapshot() as reader:
        left = await reader.all("SELECT steps FROM {import_items}")
        changes = await reader.all("SELECT changes FROM {import_entries}")
    assert {row["steps"] for row in left} == {"[]"}
    assert {row["changes"] for row in changes} == {"[]"}


async def test_a_file_is_its_clerks_own_and_the_next_one_takes_its_place(running: Running) -> None:
    await upload(running, workbook((TOWN,)))
    for unit, role in ((PROVINCE, "clerk"), (COUNTY, "clerk"), (CITY, "liaison")):
        assert (await running.read(unit, f"/imports/{IMPORT}", role)).status_code == 404
        assert (await running.read(unit, f"/imports/{IMPORT}/entries", role)).status_code == 404
    async with running.client(PROVINCE) as client:
        assert (await client.post(f"/imports/{IMPORT}/start")).status_code == 404
        assert (await client.post(f"/imports?import_id={IMPORT}", content=workbook((TOWN,)))).status_code == 409
    async with running.client(CITY, "director") as client:
        assert (await client.post("/imports", content=workbook((TOWN,)))).status_code == 403
    items = (await running.read(CITY, "/imports")).json()["items"]
    assert [each["import_id"] for each in items] == [str(IMPORT)]


async def test_a_file_that_nobody_began_is_forgotten_after_a_week(running: Running) -> None:
    await upload(running, workbook((TOWN,)))
    running.clock.advance(timedelta(days=8))
    await upload(running, workbook((TOWN,)), COUNTY, derive("import", "other"))
    assert (await running.read(CITY, f"/imports/{IMPORT}")).status_code == 404
    async with running.store.snapshot() as reader:
        left = await reader.all("SELECT DISTINCT import_id FROM {import_items}")
    assert [row["import_id"] for row in left] == [str(derive("import", "other"))]


async def test_an_import_is_begun_once_and_only_if_it_changes_something(running: Running) -> None:
    await upload(running, workbook((TOWN,)))
    await start(running)
    async with running.client(CITY) as client:
        assert (await client.post(f"/imports/{IMPORT}/start")).json()["code"] == "import_already_started"
        assert (await client.post(f"/imports?import_id={IMPORT}", content=workbook((TOWN,)))).status_code == 409
    second = derive("import", "2")
    await upload(running, workbook((TOWN,)), import_id=second)
    async with running.client(CITY) as client:
        assert (await client.post(f"/imports/{second}/start")).json()["code"] == "nothing_to_import"


async def test_csv_in_gb18030_is_read_like_utf8(running: Running) -> None:
    text = write_csv([UNITS.titles, TOWN]).decode("utf-8-sig")
    assert numbers((await upload(running, text.encode("gb18030"))).json()) == (1, 0, 0, 0)
    assert numbers((await upload(running, text.encode())).json()) == (1, 0, 0, 0)


async def test_a_unit_goes_at_the_end_of_the_file_that_moves_who_was_below_it(running: Running) -> None:
    going = (("230300", "甲市关工委", "", "关工委", "市级", "撤销", "2020-01-01", "2023-07-01"),)
    moving = (
        ("230321", "", "上级关工委", "230300", "", "", "2020-01-01", "2023-07-01", "区划调整"),
        ("230321", "", "上级关工委", "230800", "", "", "2023-07-01", "", ""),
    )
    leaving = c.EndRelation(unit_id=BUREAU, relation="member_of", target=CITY, on=day("2023-07-01"), reason="调整")
    await running.clerk(CITY, leaving)
    [(sheet, row, column, message)] = await errors(running, workbook(going), PROVINCE)
    assert (sheet, row, column, message[:8]) == ("单位", 2, "状态", "丙县关工委与它还")
    import_id = derive("import", PROVINCE)
    assert (await upload(running, workbook(going, moving), PROVINCE, import_id)).json()["errors"] == 0
    assert (await start(running, PROVINCE, import_id))["refused"] == 0
    async with running.store.snapshot() as reader:
        assert (await Registry(reader).unit(CITY, TODAY)).status == "dissolved"
