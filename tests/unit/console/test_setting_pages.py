"""Pages of what committees set, asked of the whole program without a browser or a network."""

import re
from pathlib import Path

import pytest

from services.console.application import duties as about
from services.console.entrypoints.forms import duties, meeting_kinds
from services.meeting.application.setting_commands import SetDutyLevels
from tests.support.participation_story import tell_on
from tests.support.whole_story import BUREAU, CITY, COUNTY, FINANCE, PROVINCE, Story, opened
from tests.unit.console.paper_pages import done, fields_of
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

slow = pytest.mark.slow
DUTIES, KINDS, PERSONS = "/console/duties", "/console/meeting-kinds", "/console/persons"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return told_in(tmp_path_factory.mktemp("settings"), lambda province: tell_on(Story(province, "participation")))


@pytest.mark.parametrize(
    ("typed", "said"),
    [("9月15日", "09-15"), ("9-15", "09-15"), (" 10 月 1 日 ", "10-01"), ("2月30日", "02-30"), ("国庆节", "国庆节")],
)
def test_s6_a_day_to_warn_from_is_typed_as_an_office_writes_it(typed: str, said: str) -> None:
    assert about.month_and_day(typed) == said


def test_m2_the_last_setting_that_has_begun_is_in_force() -> None:
    entries = [{"on": "2023-01-01"}, {"on": "2024-01-01"}, {"on": "2025-01-01"}]
    states = [one.state[0] for one in about.latest_first(entries, "2024-06-01")]
    assert states == ["以后执行", "正在执行", "以前的规定"]
    assert [one.state[0] for one in about.latest_first(entries[2:], "2024-06-01")] == ["以后执行"]


def test_m2_levels_are_those_of_the_command() -> None:
    levels = SetDutyLevels.__annotations__["levels"].__args__[0].__args__
    assert tuple(about.LEVELS) == levels
    assert about.levels_words(["county", "province"]) == "省级、县级"


@slow
async def test_m2_the_page_says_what_is_set_and_offers_what_may_be_set(told: Path) -> None:
    async with opened(told) as here:
        async with browsing(here, PROVINCE) as browser:
            shown = await page(browser, DUTIES)
            assert "省级、市级、县级" in shown
            assert "不要求召开" in shown
            assert "区划调整。" in shown
            assert f'href="{DUTIES}/set-levels"' in shown
            assert f'href="{DUTIES}?committee={PROVINCE}"' in await page(browser, "/console/duty-board")
            below = await page(browser, f"{DUTIES}?committee={CITY}")
            assert "每年9月15日" in below
            assert "/set-" not in below
        async with browsing(here, CITY) as browser:
            shown = await page(browser, DUTIES)
            assert "每年9月15日" in shown
            assert f'href="{DUTIES}/set-warning"' in shown
            assert f"{DUTIES}/set-levels" not in shown
            await page(browser, f"{DUTIES}?committee={PROVINCE}", 404)
            await page(browser, f"{DUTIES}/nothing", 404)
        async with browsing(here, COUNTY, "auditor") as browser:
            shown = await page(browser, DUTIES)
            assert "上级对本关工委的单独规定" in shown
            assert "区划调整。" in shown
            assert "/set-" not in shown
        async with browsing(here, FINANCE, "liaison") as browser:
            assert "不要求每年召开联席会议" in await page(browser, DUTIES)


@slow
async def test_m2_levels_and_single_committees_are_set_by_forms(told: Path) -> None:
    async with opened(told) as here, browsing(here, PROVINCE) as browser:
        sent = fields_of(await page(browser, f"{DUTIES}/set-levels"))
        again = {**sent, "levels": ["province", "prefecture", "county"]}
        unchanged = await browser.post(f"{DUTIES}/set-levels", data=again)
        assert "和现在的规定一样" in unchanged.text
        early = {**sent, "levels": ["province"], "on": "2023-01-01"}
        refused = await browser.post(f"{DUTIES}/set-levels", data=early)
        assert '<a href="#on">从哪天起执行：上一次规定从2024-03-01起' in refused.text
        await done(browser, f"{DUTIES}/set-levels", {**sent, "levels": ["province", "prefecture"]}, duties.LEVELS.done)
        sent = fields_of(await page(browser, f"{DUTIES}/set-committee"))
        apart = {**sent, "unit_id": "乙县关心下一代工作委员会", "carries": "yes", "reason": "调整已经结束。"}
        other = await browser.post(f"{DUTIES}/set-committee", data={**apart, "unit_id": str(BUREAU)})
        assert other.status_code == 422
        await done(browser, f"{DUTIES}/set-committee", apart, duties.COMMITTEE.done)
        shown = await page(browser, DUTIES)
        assert "省级、市级</span>" in shown
        assert "调整已经结束。" in shown
        assert "以前的规定" in shown


@slow
async def test_s6_the_day_to_warn_from_is_set_by_a_form(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = fields_of(await page(browser, f"{DUTIES}/set-warning"))
        assert sent["warn_from"] == "9月15日"
        wrong = await browser.post(f"{DUTIES}/set-warning", data={**sent, "warn_from": "2月29日"})
        assert wrong.status_code == 422
        assert '<a href="#warn_from">' in wrong.text
        await done(browser, f"{DUTIES}/set-warning", {**sent, "warn_from": "9月1日"}, duties.WARNING.done)
        assert "每年9月1日" in await page(browser, DUTIES)


@slow
async def test_m1_kinds_are_added_and_only_ones_own_retired(told: Path) -> None:
    async with opened(told) as here:
        async with browsing(here, PROVINCE) as browser:
            sent = fields_of(await page(browser, f"{KINDS}/add"))
            known = await browser.post(f"{KINDS}/add", data={**sent, "kind": "专题会议", "joint": "yes"})
            assert '<a href="#kind">名称：已经有这种会议形式' in known.text
            await done(browser, f"{KINDS}/add", {**sent, "kind": "务虚会&", "joint": "no"}, meeting_kinds.ADD.done)
            assert f"{KINDS}/retire?kind=%E5%8A%A1%E8%99%9A%E4%BC%9A%26" in await page(browser, KINDS)
            assert "专家咨询会议" not in await page(browser, KINDS)
        async with browsing(here, CITY) as browser:
            shown = await page(browser, KINDS)
            assert "专家咨询会议" in shown
            assert shown.count(f"{KINDS}/retire") == 1
            form = await page(browser, f"{KINDS}/retire?kind=专家咨询会议")
            assert 'value="专家咨询会议" checked' in form
            assert "务虚会" not in form
            draft = await page(browser, "/console/meetings/new")
            assert 'name="form" value="务虚会&amp;"' in draft
            assert 'name="joint_kinds" value="专家咨询会议"' in draft
            typed = {"form": "joint", "joint_kinds": "专家咨询会议", "theme": "专家咨询"}
            address = await done(browser, "/console/meetings/new", fields_of(draft) | typed, "会议已经建立。")
            assert "联席会议（专家咨询会议）" in await page(browser, address)
            await done(browser, f"{KINDS}/retire", fields_of(form), meeting_kinds.RETIRE.done)
            assert "专家咨询会议" not in await page(browser, "/console/meetings/new")
        async with browsing(here, BUREAU, "liaison") as browser:
            shown = await page(browser, KINDS)
            assert "专题会议" in shown
            assert f"{KINDS}/" not in shown
            await page(browser, f"{KINDS}/nothing", 404)


@slow
async def test_k5_a_name_is_corrected_and_erased_where_the_unit_registered_it(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        shown = await page(browser, PERSONS)
        forms = re.findall(rf'href="({PERSONS}/[^"]+)/correct-name"', shown)
        address = forms[0]
        corrected = {**fields_of(await page(browser, f"{address}/correct-name")), "name": "示例更正"}
        assert await done(browser, f"{address}/correct-name", corrected, "姓名已经更正。") == PERSONS
        assert "示例更正" in await page(browser, PERSONS)
        named = {**fields_of(await page(browser, f"{address}/erase")), "reason": "示例更正要求"}
        refused = await browser.post(f"{address}/erase", data=named)
        assert (refused.status_code, "请不要写此人的姓名" in refused.text) == (422, True)
        await done(browser, f"{address}/erase", {**named, "reason": "本人要求"}, "姓名已经删除。")
        shown = await page(browser, PERSONS)
        assert "示例更正" not in shown
        assert f"{address}/" not in shown
        await page(browser, f"{address}/correct-name", 404)
    async with opened(told) as here, browsing(here, BUREAU, "liaison") as browser:
        assert "correct-name" not in await page(browser, PERSONS)
