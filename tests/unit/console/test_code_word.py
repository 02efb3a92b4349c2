"""A committee without a code word: told on the first draft, with the way to the setting and back (R6)."""

from pathlib import Path

import pytest

from services.local.composition import Province
from tests.support.papers_story import tell_on
from tests.support.whole_story import CITY, MEETING, Story, opened, person_of
from tests.unit.console.paper_pages import CONTACT, done, fields_of, step
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

pytestmark = pytest.mark.slow
DRAFTING = f"/console/meetings/{MEETING}/papers"
WANTED = "还没有设置本关工委的机关代字"


@pytest.fixture(scope="module")
def unset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    async def tell(province: Province) -> None:
        story = Story(province, "no-code-word")
        await tell_on(story)
        await story.give("meeting", "SetPaperStyle", committee_id=CITY, on=story.today, style={})

    return told_in(tmp_path_factory.mktemp("no-code-word"), tell)


def way_to_the_setting(at: str) -> str:
    return f'<a href="/console/paper-style?back={at}">到公文格式里填写机关代字</a>'


async def test_r6_a_missing_code_word_is_told_from_the_draft_on_and_is_set_on_the_way(unset: Path) -> None:
    async with opened(unset) as here, browsing(here, CITY) as browser:
        assert way_to_the_setting(f"{DRAFTING}/notice") in await page(browser, f"{DRAFTING}/notice")
        for kind in ("agenda", "minutes"):
            assert WANTED not in await page(browser, f"{DRAFTING}/{kind}")
        sent = {**fields_of(await page(browser, f"{DRAFTING}/transmittal_notice")), **CONTACT, "text": "请传达。"}
        address = await done(browser, f"{DRAFTING}/transmittal_notice", sent, "文稿已经保存。")
        assert way_to_the_setting(address) in await page(browser, address)
        await step(browser, address, "check", "已经核稿。", {"decision.person_id": "核稿的同志"})
    person = person_of("990100", "executive_director")
    async with opened(unset) as here, browsing(here, CITY, "director", person) as director:
        await step(director, address, "sign", "已经签发。", {})
        refused = await director.post(f"{address}/number", data=fields_of(await page(director, f"{address}/number")))
        assert refused.status_code == 422
        assert way_to_the_setting(address) in refused.text
        setting = f"/console/paper-style?back={address}"
        form = {**fields_of(await page(director, setting)), "style.code_word": "甲关"}
        form |= {"style.signing_offices": "director", "style.minutes_series": "issue"}
        assert await done(director, setting, form, "公文格式已经设置。") == address
        assert WANTED not in await page(director, address)
        await step(director, address, "number", "文号已经编好。", {})


async def test_the_setting_is_reached_from_the_meetings(unset: Path) -> None:
    async with opened(unset) as here:
        async with browsing(here, CITY) as clerk:
            assert 'href="/console/paper-style">公文格式</a>' in await page(clerk, "/console/meetings")
        async with browsing(here, CITY, "auditor") as auditor:
            assert 'href="/console/paper-style"' not in await page(auditor, "/console/meetings")
