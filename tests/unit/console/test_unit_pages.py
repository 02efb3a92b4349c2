"""The pages of units, asked in one process: what stands on them, and forms and files sent without scripts."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from services.console.adapters.services import Services
from services.console.entrypoints.session import TOKEN
from services.console.settings import Identity
from services.distributed.console import pages
from services.organization.application.imports.layout import UNITS
from shared.sheets.sheet import Sheet
from shared.sheets.writing import write_workbook
from tests.unit.organization.conftest import found
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, PROVINCE

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
TOWN = ("230321001", "丁乡关工委", "", "关工委", "乡级", "待建", "2021-01-01", "")


class NobodySignsIn:
    by_unit = False
    identities: tuple[Identity, ...] = ()

    async def token_for(self, unit: str, role: str) -> str:
        raise NotImplementedError


@dataclass
class Desk:
    """A clerk at the pages; each question is asked when everything was followed."""

    service: Running
    http: httpx.AsyncClient

    async def read(self, path: str) -> str:
        await self.service.runner.settle()
        answer = await self.http.get(f"/console{path}")
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    async def send(self, path: str, fields: Mapping[str, str], file: bytes | None = None) -> httpx.Response:
        """What a browser sends: what is hidden in the form, and what was typed."""
        hidden = dict(_HIDDEN.findall(await self.read(path)))
        files = {"file": ("名册.xlsx", file)} if file is not None else {"nothing": ("", b"")}
        return await self.http.post(f"/console{path}", data={**hidden, **fields}, files=files)

    async def give(self, path: str, **fields: str) -> str:
        """The page after a command that was accepted."""
        answer = await self.send(path, fields)
        assert answer.status_code == 303, answer.text
        return await self.read(answer.headers["location"].removeprefix("/console").partition("&at_least")[0])


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    await found(tmp_path)
    service = Running(tmp_path, first_key=1000)
    answering = httpx.AsyncClient(transport=httpx.ASGITransport(app=service.parts.app))
    services = Services(answering, lambda name: f"http://{name}")
    app = pages(services, NobodySignsIn(), service.issuer, service.clock, service.metrics, secure=False)
    cookies = {TOKEN: service.issuer.person_token(CITY, "clerk")}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://console", cookies=cookies) as http:
        yield Desk(service, http)
    await answering.aclose()
    service.close()


async def test_the_tree_begins_at_the_top_and_opens_by_links(desk: Desk) -> None:
    top = await desk.read("/units")
    assert "示例省关工委的下级关工委" in top
    assert f"/console/units?under={CITY}" in top
    assert "丙县关工委" in await desk.read(f"/units?under={CITY}")
    assert "甲市教育局" in await desk.read(f"/units?under={CITY}&kind=member_of")
    assert "甲市教育局" in await desk.read("/units?text=教育")
    assert "没有查到" in await desk.read("/units?text=没有这个")


async def test_a_unit_is_shown_as_it_was_on_a_day(desk: Desk) -> None:
    after = await desk.give(f"/units/{BUREAU}/rename", name="甲市教体局", short_names="市教体局", on="2023-07-01")
    assert "更名已经登记。" in after
    assert f"/console/history?unit={BUREAU}" in after
    assert "<h1>甲市教体局</h1>" in after
    assert "<h1>甲市教育局</h1>" in await desk.read(f"/units/{BUREAU}?on=2023-06-30")
    assert "不是日期" not in await desk.read(f"/units/{BUREAU}?on=")


async def test_a_refusal_stands_on_the_form_with_its_rule(desk: Desk) -> None:
    fields = {"superior": "230300", "on": "2023-07-01", "reason": "区划调整"}
    answer = await desk.send(f"/units/{COUNTY}/change-superior", fields)
    assert answer.status_code == 422
    assert "已经是本单位的上级关工委" in answer.text
    assert "规则 O1" in answer.text
    assert 'href="/console/rules#O1"' in answer.text
    assert 'value="区划调整"' in answer.text


async def test_somebody_is_appointed_by_name_and_leaves(desk: Desk) -> None:
    office = {"office": "liaison_officer", "person_id": "示例甲", "on": "2023-01-01"}
    after = await desk.give(f"/units/{BUREAU}/appoint", **office)
    assert "示例甲（2023年1月1日起）" in after
    form = await desk.read(f"/units/{BUREAU}/end-term")
    [held] = re.findall(r'value="(liaison_officer:[0-9a-f-]+)"', form)
    after = await desk.give(f"/units/{BUREAU}/end-term", held=held, on="2023-07-01", reason="工作调动")
    assert "示例甲" not in after
    assert "示例甲" in await desk.read(f"/units/{BUREAU}?on=2023-06-30")


async def test_after_a_reshuffle_who_leaves_and_who_comes_are_one_command(desk: Desk) -> None:
    path = f"/units/{CITY}/change-office-holders"
    nobody = {"reason": "关工委换届会议", "on": "2023-06-01"}
    came = {"coming.director": "示例甲", "coming.deputy_director": "示例乙\n示例丙"}
    assert "示例丙（2023年6月1日起）" in await desk.give(path, **nobody, **came)
    form = await desk.read(path)
    assert "主任：谁离任" in form
    assert "联络员：谁离任" not in form
    person = re.findall(r'name="leaving.director" value="([0-9a-f-]+)"', form)[0]
    both = {"reason": "届中调整", "on": "2023-07-01", "coming.director": "示例丁", "coming.office_head": "示例甲"}
    refused = await desk.send(path, both)
    assert "主任现已有人担任" in refused.text
    assert "示例甲（2023年7月1日起）" not in await desk.read(f"/units/{CITY}?on=2023-07-01")
    after = await desk.give(path, **both, **{"leaving.director": person})
    assert "示例丁（2023年7月1日起）" in after
    assert "示例甲（2023年7月1日起）" in after
    assert "示例甲（2023年6月1日起）" not in after


async def test_a_unit_that_is_no_committee_has_no_offices_of_one(desk: Desk) -> None:
    form = await desk.read(f"/units/{BUREAU}/change-office-holders")
    assert "分管领导：谁到任" in form
    assert "秘书长：谁到任" not in form


async def test_a_batch_is_planned_and_counts_in_coverage(desk: Desk) -> None:
    planned = {"name": "甲市机关关工委", "code": "230300-jg-ggw", "kind": "committee", "level": "agency"}
    after = await desk.give("/units/new", **planned, short_names="", status="planned", on="2023-01-01")
    unit = UUID(re.findall(r"/console/units/([0-9a-f-]{36})/rename", after)[0])
    await desk.give(f"/units/{unit}/begin-relation", relation="superior", target="230300", on="2023-01-01")
    batch = {"name": "第一批", "planned_on": "2023-12-01", "alone": "230300-jg-ggw", "conditions": "有人负责"}
    after = await desk.give("/units/founding/new", **batch, jointly="", jointly_under="", joint_conditions="")
    path = re.findall(r"/console(/units/founding/[0-9a-f-]{36})/found", after)[0]
    refused = await desk.send(f"{path}/found", {"unit_id": str(unit), "on": "2023-07-03"})
    assert "条件没有确认" in refused.text
    await desk.give(f"{path}/confirm-condition", unmet=f"{unit}:0", on="2023-07-03")
    board = await desk.read(f"/units/{CITY}/coverage?on=2023-07-03")
    assert "已建2个，应建3个，组建率66.7%" in board
    assert ">本级</a>" in board
    assert "共1个单位，已成立1个" in await desk.give(f"{path}/found", unit_id=str(unit), on="2023-07-03")
    assert "已建3个，应建3个，组建率100.0%" in await desk.read(f"/units/{CITY}/coverage?on=2023-07-03")
    assert "甲市机关关工委" in await desk.read(f"/units/{CITY}/coverage/units?status=established&on=2023-07-03")
    assert "第一批" in await desk.read("/units/founding")


async def test_a_batch_is_revised_and_who_is_founded_stays_in_it(desk: Desk) -> None:
    units = {}
    for code in ("jg", "yh", "xx"):
        planned = {"name": f"甲市{code}关工委", "code": f"230300-{code}-ggw", "kind": "committee", "level": "agency"}
        after = await desk.give("/units/new", **planned, short_names="", status="planned", on="2023-01-01")
        units[code] = re.findall(r"/console/units/([0-9a-f-]{36})/rename", after)[0]
        await desk.give(f"/units/{units[code]}/begin-relation", relation="superior", target="230300", on="2023-01-01")
    batch = {
        "name": "第一批",
        "planned_on": "2023-12-01",
        "alone": "230300-jg-ggw\n230300-yh-ggw",
        "conditions": "有人",
    }
    after = await desk.give("/units/founding/new", **batch, jointly="", jointly_under="", joint_conditions="")
    path = re.findall(r"/console(/units/founding/[0-9a-f-]{36})/found", after)[0]
    await desk.give(f"{path}/confirm-condition", unmet=f"{units['jg']}:0", on="2023-07-03")
    await desk.give(f"{path}/found", unit_id=units["jg"], on="2023-07-03")
    form = await desk.read(f"{path}/revise")
    assert "甲市yh关工委</textarea>" in form
    assert "甲市jg关工委" not in form
    typed = {"planned_on": "2024-03-01", "alone": "甲市yh关工委", "conditions": "有人\n有经费", "reason": "分期推开"}
    joint = {"jointly": "230300-xx-ggw", "jointly_under": "230300", "joint_conditions": "规模小"}
    after = await desk.give(f"{path}/revise", **typed, **joint)
    assert "这一批已经调整。" in after
    assert "打算2024年3月1日建成" in after
    assert "共3个单位，已成立1个" in after
    assert after.count("有经费：还没有确认") == 1
    assert "规模小：还没有确认" in after
    refused = await desk.send(f"{path}/revise", {**typed, "alone": "230300-jg-ggw"})
    assert "列了两次" in refused.text


async def test_a_file_is_uploaded_previewed_begun_and_shown_to_its_end(desk: Desk) -> None:
    assert "请选择一个文件" in (await desk.send("/units/files", {})).text
    assert "不是能打开的.xlsx表格" in (await desk.send("/units/files", {}, b"PK\x03\x04")).text
    answer = await desk.send("/units/files", {}, write_workbook([Sheet("单位", [UNITS.titles, TOWN])]))
    path = answer.headers["location"].removeprefix("/console")
    assert "新增1个单位" in await desk.read(path)
    assert "新登记（待建，自2021-01-01起）" in await desk.read(f"{path}?verdict=new")
    await desk.give(f"{path}/start")
    done = await desk.read(path)
    assert "已办1项，共1项" in done
    assert "已办完" in done
    file = await desk.http.get("/console/units/files/export?format=csv&table=units")
    assert file.headers["content-disposition"].startswith("attachment")
    assert "甲市关工委" in file.content.decode("utf-8-sig")


async def test_a_preview_opens_on_what_is_new_or_changed(desk: Desk) -> None:
    """Units that stay as they are come first in the file; they are opened by their own link."""
    exported = (await desk.http.get("/console/units/files/export?format=csv&table=units")).content.decode("utf-8-sig")
    rows = [tuple(line.split(",")) for line in exported.splitlines()]
    answer = await desk.send("/units/files", {}, write_workbook([Sheet("单位", [*rows, TOWN])]))
    path = answer.headers["location"].removeprefix("/console")
    shown = await desk.read(path)
    assert "丁乡关工委" in shown
    assert "代码230300-jyj" not in shown
    assert f"不变（{len(rows) - 1}）" in shown
    assert "代码230300-jyj" in await desk.read(f"{path}?verdict=unchanged")
    everything = await desk.read(f"{path}?verdict=")
    assert "代码230300-jyj" in everything
    assert "丁乡关工委" in everything


async def test_a_file_with_mistakes_says_that_it_cannot_begin_and_one_that_changes_nothing_too(desk: Desk) -> None:
    wrong = (*TOWN[:3], "关工会", *TOWN[4:])
    answer = await desk.send("/units/files", {}, write_workbook([Sheet("单位", [UNITS.titles, wrong])]))
    shown = await desk.read(answer.headers["location"].removeprefix("/console"))
    assert "有错误，不能开始" in shown
    assert "等待开始" not in shown
    listed = await desk.read("/units/files")
    assert "有错误，不能开始" in listed
    assert "等待开始" not in listed
    exported = (await desk.http.get("/console/units/files/export?format=xlsx")).content
    answer = await desk.send("/units/files", {}, exported)
    shown = await desk.read(answer.headers["location"].removeprefix("/console"))
    assert "没有要改动的" in shown
    assert "文件和登记的一样" in shown
    assert "开始导入" not in shown


async def test_a_file_from_another_site_changes_nothing(desk: Desk) -> None:
    body = write_workbook([Sheet("单位", [UNITS.titles, TOWN])])
    answer = await desk.http.post("/console/units/files", files={"file": ("名册.xlsx", body)})
    assert answer.status_code == 403
    assert "还没有导入过" in await desk.read("/units/files")


async def test_texts_of_the_registry_are_never_markup(desk: Desk) -> None:
    name = "<script>alert(1)</script>局"
    after = await desk.give(f"/units/{BUREAU}/rename", name=name, short_names="", on="2023-07-01")
    assert name not in after
    assert "&lt;script&gt;" in after
    assert name not in await desk.read("/units?text=script")


async def test_who_is_no_clerk_sees_and_changes_nothing(desk: Desk) -> None:
    desk.http.cookies.set(TOKEN, desk.service.issuer.person_token(PROVINCE, "auditor"))
    shown = await desk.read(f"/units/{BUREAU}")
    assert "可以办的事" not in shown
    assert "上传并预览" not in await desk.read("/units/files")
