"""A notice that was forwarded to a unit is forwarded by it, too (M6), without a browser or a network."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.console.application.receipts import forwarding_of
from shared.kernel.ids import derive
from tests.support.whole_story import BUREAU, CITY, COUNTY, Story, opened, unit_of
from tests.unit.console.paper_pages import done, fields_of
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

MEETING = derive("forwarding", "meeting")
TOWN, VILLAGE = unit_of("990102100"), unit_of("990102100-dc")
PATH = f"/console/meetings/{MEETING}"
NOW = datetime(2024, 3, 1, tzinfo=UTC)
HELD_AT = "2024-03-20T06:00:00Z"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city's notice came to the county, and the county's to the town."""
    return told_in(tmp_path_factory.mktemp("forwarding"), lambda province: tell_on(Story(province, "forwarding")))


async def tell_on(story: Story) -> None:
    await story.move_to(NOW)
    for unit, code, level, above, name in (
        (TOWN, "990102100", "township", COUNTY, "丙镇"),
        (VILLAGE, "990102100-dc", "village", TOWN, "丁村"),
    ):
        registered = {"code": code, "kind": "committee", "level": level, "on": story.today}
        names = {"name": f"{name}关心下一代工作委员会", "short_names": [f"{name}关工委"]}
        await story.load("RegisterUnit", unit_id=unit, **registered, **names)
        await story.load("BeginRelation", unit_id=unit, relation="superior", target=above, on=story.today)
    drafted = {"committee_id": CITY, "hosts": [CITY], "kinds": ["regular"], "joint": False, "theme": "一季度例会"}
    await story.give("meeting", "DraftMeeting", meeting_id=MEETING, **drafted)
    notice = {"held_at": HELD_AT, "place": "市委会议室", "scope": "all_members", "observers": [COUNTY]}
    await story.give("meeting", "IssueNotice", meeting_id=MEETING, **notice)
    forwarded = {"committee_id": COUNTY, "place": "县委会议室", "units": [TOWN]}
    await story.give("meeting", "ForwardNotice", COUNTY, "clerk", meeting_id=MEETING, **forwarded)


def board(of: str, *asked: str) -> dict[str, Any]:
    return {"committee_id": of, "items": [{"unit_id": unit} for unit in asked]}


def forwarded(by: str, source: str) -> dict[str, Any]:
    return {"committee_id": by, "source_committee": source, "rounds": [{"held_at": HELD_AT}]}


def test_m6_a_notice_goes_on_through_whom_it_came() -> None:
    meeting = {"committee_id": "city", "stage": "noticed", "notice": {"held_at": HELD_AT}}
    unseen = {"stage": "noticed", "notice": {"held_at": HELD_AT}}
    by_county, by_town = forwarded("county", "city"), forwarded("town", "county")

    def through(shown: Any, of: Any, notices: Any, unit: str, now: datetime = NOW) -> str | None:
        found = forwarding_of(shown, of, notices, unit, now)
        return found.through if found else None

    assert through(board("city", "county", "bureau"), meeting, [], "county") == ""
    assert through(board("county", "town"), meeting, [by_county], "county") == ""
    assert through(board("county", "town"), unseen, [by_county], "town") == "county"
    assert through(board("town", "village"), unseen, [by_county, by_town], "town") == "county"
    assert through(board("county", "town"), meeting, [by_county], "city") is None
    assert through(board("city", "county"), {**meeting, "stage": "called_off"}, [], "county") is None
    later = datetime(2024, 3, 20, 6, tzinfo=UTC)
    assert through(board("city", "county"), meeting, [], "county", now=later) is None


@pytest.mark.slow
@pytest.mark.accepts("M6")
async def test_m6_a_forwarded_notice_is_forwarded_further_down_by_the_form(told: Path) -> None:
    at = f"{PATH}/receipts?forwarded_by={COUNTY}"
    form = f"{PATH}/forward-notice?through={COUNTY}"
    async with opened(told) as here:
        async with browsing(here, TOWN) as browser:
            shown = await page(browser, at)
            assert f'href="{form}"' in shown
            assert "一季度例会" in shown
            assert f'href="{PATH}"' not in shown
            assert f'href="{PATH}/receipts"' not in shown
            answering = await page(browser, f"{PATH}/receipts/{TOWN}?forwarded_by={COUNTY}")
            assert f'href="{form}"' in answering
            assert "县委会议室" in answering
            offered = await page(browser, form)
            assert f'value="{VILLAGE}"' in offered
            sent = {**fields_of(offered), "place": "镇政府会议室", "committees": str(VILLAGE), "units": "丁村关工委"}
            direct = await browser.post(f"{PATH}/forward-notice", data=sent)
            assert direct.status_code == 404
            address = await done(browser, form, sent, "通知已经转发。")
            assert address == f"{PATH}/receipts"
            own = await page(browser, f"{PATH}/receipts?forwarded_by={TOWN}")
            assert "镇政府会议室" in own
            assert "丁村关心下一代工作委员会" in own
            assert f'href="{form}"' in own
        async with browsing(here, VILLAGE) as browser:
            assert f"/forward-notice?through={TOWN}" in await page(browser, f"{PATH}/receipts?forwarded_by={TOWN}")
            nobody = await page(browser, f"{PATH}/forward-notice?through={TOWN}")
            assert "没有可以转发的单位" in nobody
            assert 'href="/console/units/new"' in nobody
            assert 'name="place"' not in nobody
        async with browsing(here, VILLAGE, "liaison") as browser:
            assert "/forward-notice" not in await page(browser, f"{PATH}/receipts?forwarded_by={TOWN}")


@pytest.mark.slow
async def test_a_notice_is_offered_to_forward_to_committees_that_got_it(told: Path) -> None:
    async with opened(told) as here:
        async with browsing(here, COUNTY) as browser:
            for address in (f"{PATH}/receipts", f"{PATH}/receipts?forwarded_by={COUNTY}"):
                assert f'href="{PATH}/forward-notice"' in await page(browser, address)
        for unit in (CITY, BUREAU):
            async with browsing(here, unit) as browser:
                assert "/forward-notice" not in await page(browser, f"{PATH}/receipts")


async def call_off(story: Story) -> None:
    await tell_on(story)
    await story.give("meeting", "CallOffMeeting", meeting_id=MEETING, reason="与省里的会议冲突。")


@pytest.fixture
def called_off(tmp_path: Path) -> Path:
    return told_in(tmp_path, lambda province: call_off(Story(province, "called off")))


@pytest.mark.slow
@pytest.mark.refuses("M6")
async def test_m6_to_whom_a_notice_was_forwarded_reads_that_the_meeting_is_called_off(called_off: Path) -> None:
    board, answering = f"{PATH}/receipts?forwarded_by={COUNTY}", f"{PATH}/receipts/{TOWN}?forwarded_by={COUNTY}"
    async with opened(called_off) as here, browsing(here, TOWN) as browser:
        for address in (board, answering):
            shown = await page(browser, address)
            assert "这次会议已经取消" in shown
            assert "/forward-notice" not in shown
        assert f'href="{PATH}/receipts/{TOWN}' not in await page(browser, board)
        sent = {**fields_of(await page(browser, answering)), "attending": "no", "reason": "有事。"}
        refused = await browser.post(answering, data=sent)
        assert refused.status_code in (400, 409, 422)
        assert "会议已经取消" in refused.text.partition('role="alert"')[2]
