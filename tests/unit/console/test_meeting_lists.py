"""The list of meetings and the year's calendar, narrowed and page by page, without a browser or a network."""

import html
import re
from pathlib import Path

import httpx
import pytest

from services.console.application import meeting_list
from services.console.application.words import MEETING_KINDS
from services.console.entrypoints.pages import duty_board
from services.local.composition import Province
from shared.kernel.ids import derive
from tests.support.whole_story import BUREAU, CITY, COUNTY, MEETING, PROVINCE, Story, opened
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

slow = pytest.mark.slow
MEETINGS, CALENDAR = "/console/meetings", "/console/calendar"
PLANNED = {
    "一月例会": ("2031-01-10", "regular", CITY),
    "三月例会": ("2031-03-10", "regular", CITY),
    "三月推进": ("2031-03-20", "promotion", CITY),
    "县里例会": ("2031-02-01", "regular", COUNTY),
    "哪天都行": (None, "promotion", CITY),
    "还没定": (None, "promotion", CITY),
}
UNDATED = sorted(["哪天都行", "还没定"], key=lambda theme: str(derive("lists", theme)))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    async def drafts(province: Province) -> None:
        drafting = Story(province, "lists")
        for theme, (day, kind, unit) in PLANNED.items():
            drafted = {"committee_id": unit, "hosts": [unit], "kinds": [kind], "joint": False, "theme": theme}
            of = {"meeting_id": derive("lists", theme), "planned_on": day}
            await drafting.give("meeting", "DraftMeeting", unit, "clerk", **of, **drafted)

    return told_in(tmp_path_factory.mktemp("meeting-lists"), drafts)


def test_years_are_offered_from_the_next_one_back_and_the_one_that_was_asked_for() -> None:
    assert [value for value, _ in meeting_list.years_offered(2024, "")][:3] == ["undated", "2025", "2024"]
    assert ("1998", "1998年") in meeting_list.years_offered(2024, "1998")
    assert meeting_list.in_year("undated") == {"dated": "false"}
    assert meeting_list.in_year("2023") == {"year": 2023}
    assert meeting_list.in_year("") == {}


def test_a_kind_that_can_no_longer_be_chosen_stays_when_it_was_asked_for() -> None:
    kinds = [{"kind": kind, "name": name} for kind, name in MEETING_KINDS.items()]
    assert meeting_list.kinds_offered(kinds, "regular") == list(MEETING_KINDS.items())
    assert meeting_list.kinds_offered(kinds, "现场会")[-1] == ("现场会", "现场会")


@slow
@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("year=2031", ["三月推进", "三月例会", "一月例会"]),
        ("year=2031&kind=regular&stage=drafted&of=own", ["三月例会", "一月例会"]),
        ("year=undated", UNDATED[::-1]),
        ("year=2031&of=below", ["三月推进", "三月例会", "一月例会"]),
        ("year=&kind=&stage=&of=&kind=thematic&year=2031", []),
    ],
)
async def test_the_list_is_narrowed_by_year_kind_and_whose(told: Path, query: str, listed: list[str]) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        shown = await page(browser, f"{MEETINGS}?{query}")
        assert titles(shown) == listed
        assert ("没有这样的会议" in shown) == (not listed)


@slow
async def test_whose_meetings_are_asked_of_committees_only(told: Path) -> None:
    async with opened(told) as here:
        async with browsing(here, CITY) as browser:
            assert 'name="of"' in await page(browser, MEETINGS)
            await page(browser, f"{MEETINGS}?year=第三年", 404)
        async with browsing(here, PROVINCE) as browser:
            assert titles(await page(browser, f"{MEETINGS}?of=own")) == []
            assert str(MEETING) in await page(browser, f"{MEETINGS}?of=below")
        async with browsing(here, BUREAU, "liaison") as browser:
            shown = await page(browser, MEETINGS)
            assert 'name="of"' not in shown
            assert 'name="kind"' in shown


@slow
async def test_the_calendar_tells_all_of_a_year_page_by_page(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duty_board, "MEETINGS_MAX", 2)
    async with opened(told) as here, browsing(here, CITY) as browser:
        first = await page(browser, f"{CALENDAR}?year=2031")
        assert titles(first) == ["一月例会", "三月例会"]
        assert "从2031年1月10日到2031年3月10日，后面还有。" in first
        second = await page(browser, next_page(first))
        assert titles(second) == ["三月推进", *UNDATED]
        assert "是最后一页。" in second
        assert "回到第一页" in second
        assert 'class="next-page"' not in second
        of_a_kind = await page(browser, f"{CALENDAR}?year=2031&kind=regular")
        assert titles(of_a_kind) == ["一月例会", "三月例会"]
        assert "较多" not in of_a_kind
        assert f'href="{CALENDAR}?year=2030&amp;kind=regular"' in of_a_kind


@slow
async def test_more_drafts_without_a_day_than_a_page_lead_to_the_list(
    told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty_board, "MEETINGS_MAX", 1)
    async with opened(told) as here, browsing(here, CITY) as browser:
        shown = await page(browser, f"{CALENDAR}?year=2032&kind=promotion")
        assert titles(shown) == UNDATED[:1]
        assert "在“会议”里看全部" in shown
        assert f'href="{MEETINGS}?year=undated&amp;kind=promotion"' in shown


def titles(text: str) -> list[str]:
    return re.findall(r'class="row-title" href="/console/meetings/[^"]+">([^<]+)</a>', text)


def next_page(text: str) -> str:
    found = re.search(r'class="next-page" href="([^"]+)"', text)
    assert found
    return str(httpx.URL(html.unescape(found[1])))
