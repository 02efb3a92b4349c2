"""Pages of topics, receipts, attendance and the year, asked of the whole program without a browser or a network."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from services.local.server import Running
from tests.support.participation_story import MEETING, OFFERED, TOWN, tell_on
from tests.support.whole_story import BUREAU, CITY, COUNTY, FINANCE, PROVINCE, Story, opened
from tests.unit.console.telling import told_in

pytestmark = pytest.mark.slow
PATH = f"/console/meetings/{MEETING}"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return told_in(
        tmp_path_factory.mktemp("around-a-meeting"), lambda province: tell_on(Story(province, "participation"))
    )


@asynccontextmanager
async def browsing(
    here: Running, unit: UUID, role: str = "clerk", person: UUID | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    cookies = {"lianxi_token": here.province.issuer.person_token(unit, role, person)}
    transport = httpx.ASGITransport(app=here.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxi", cookies=cookies) as browser:
        yield browser


async def page(browser: httpx.AsyncClient, path: str, status: int = 200) -> str:
    response = await browser.get(path)
    assert response.status_code == status, response.text[:2000]
    return response.text


PAGES = [
    (CITY, "clerk", "/console/topics", "假期安全"),
    (CITY, "clerk", "/console/topics?state=merged", "青少年心理健康"),
    (CITY, "clerk", f"/console/topics/{OFFERED}", "一并研究。"),
    (BUREAU, "liaison", f"/console/topics/{OFFERED}", "并入"),
    (BUREAU, "liaison", "/console/topics/propose", "甲市关心下一代工作委员会"),
    (CITY, "clerk", "/console/topics/instruct", "批示原文"),
    (CITY, "clerk", f"{PATH}/receipts", "参加省里的会议。"),
    (BUREAU, "liaison", f"{PATH}/receipts", "甲市教育和体育局"),
    (COUNTY, "clerk", f"{PATH}/receipts?forwarded_by={COUNTY}", "丙镇关心下一代工作委员会"),
    (TOWN, "clerk", f"{PATH}/receipts?forwarded_by={COUNTY}", "县委会议室"),
    (CITY, "clerk", f"{PATH}/receipts/{FINANCE}", "代为登记"),
    (BUREAU, "liaison", f"{PATH}/receipts/{BUREAU}", "市委二号会议室"),
    (COUNTY, "clerk", f"{PATH}/forward-notice", "转发给哪些单位"),
    (CITY, "clerk", f"{PATH}/attendance", "实到2个，请假0个"),
    (COUNTY, "clerk", f"{PATH}/attendance", "乙县分会场"),
    (CITY, "clerk", f"{PATH}/attendance/print", "签名"),
    (CITY, "clerk", f"{PATH}/venues", "乙县分会场"),
    (CITY, "clerk", f"{PATH}/take-up-topics", "假期安全"),
    (CITY, "clerk", f"{PATH}/change-notice", "市委二号会议室"),
    (PROVINCE, "clerk", "/console/duty-board?year=2023", "甲市关心下一代工作委员会"),
    (CITY, "clerk", "/console/calendar?year=2024", "3月"),
]


@pytest.mark.parametrize(("unit", "role", "path", "words"), PAGES, ids=lambda value: str(value)[-30:])
async def test_a_page_shows_what_the_services_answer(told: Path, unit: UUID, role: str, path: str, words: str) -> None:
    async with opened(told) as here, browsing(here, unit, role) as browser:
        assert words in await page(browser, path)


async def test_another_units_matters_are_not_found(told: Path) -> None:
    async with opened(told) as here, browsing(here, FINANCE, "liaison") as browser:
        await page(browser, f"/console/topics/{OFFERED}", 404)
        await page(browser, f"/console/duty-board?committee={CITY}", 404)
        await page(browser, f"{PATH}/nothing", 404)


def hidden(text: str) -> dict[str, str]:
    """What a browser sends of the sheet as it stands: fields that are typed in, chosen, or hidden."""
    fields = dict(re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', text))
    for name, options in re.findall(r'<select[^>]*? name="([^"]+)".*?>(.*?)</select>', text, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        fields[name] = chosen[0] if chosen else ""
    return fields


async def test_m7_a_sheet_with_a_fault_comes_back_as_it_was_typed_and_then_is_kept(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = hidden(await page(browser, f"{PATH}/attendance"))
        untouched = await browser.post(f"{PATH}/attendance", data=sent)
        assert "没有新填的内容" in untouched.text
        assert (sent[f"presence-{BUREAU}"], sent[f"heads-{BUREAU}"]) == ("present", "2")
        wrong = await browser.post(f"{PATH}/attendance", data={**sent, f"heads-{BUREAU}": "许多"})
        assert wrong.status_code == 422
        assert "请填写到会人数" in wrong.text
        assert hidden(wrong.text)[f"heads-{BUREAU}"] == "许多"
        right = {**hidden(wrong.text), f"heads-{BUREAU}": "3"}
        kept = await browser.post(f"{PATH}/attendance", data=right)
        assert kept.status_code == 303
        assert "签到已经登记。" in await page(browser, kept.headers["location"])
        forged = await browser.post(f"{PATH}/attendance", data={**right, "seal": "0" * 64, f"heads-{BUREAU}": "9"})
        assert forged.status_code == 403
        assert hidden(await page(browser, f"{PATH}/attendance"))[f"heads-{BUREAU}"] == "3"
