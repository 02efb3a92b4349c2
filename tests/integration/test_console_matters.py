"""The pages of visits, transmittals, dossiers and histories after the whole story, page by page, without a browser."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.local.server import Running
from shared.kernel.ids import derive
from tests.integration.browsing import Browsing
from tests.support.matters_story import INSTRUCTION, OFFICE_MEETING, ONWARD, TRANSMITTAL
from tests.support.whole_story import BUREAU, CITY, COUNTY, LEAGUE, PROVINCE, opened, tell

pytestmark = pytest.mark.slow
RETURN = derive("transmittal-return", ONWARD, BUREAU)
LEAGUES = derive("transmittal-return", ONWARD, LEAGUE)
PAGE_BYTES_MAX = 200_000
PAGES = [
    ("/instructions", "省关工委领导来甲市视察"),
    ("/instructions/new", "记录视察、讲话、批示"),
    (f"/instructions/{INSTRUCTION}", "形成情况汇报，报省关工委和市委。"),
    *((f"/instructions/{INSTRUCTION}/{name}", "<form") for name in ("add-text", "pass-opinions", "record-consent")),
    *((f"/instructions/{INSTRUCTION}/{name}", "<form") for name in ("submit-report", "close")),
    ("/transmittals", "省关工委全会精神"),
    ("/transmittals/new", "发传达通知"),
    (f"/transmittals/{ONWARD}", "逐级覆盖"),
    (f"/transmittals/{ONWARD}?show=late", "逾期"),
    (f"/transmittals/{ONWARD}?show=accepted", "集中、线上传达，21人参加"),
    (f"/transmittals/{ONWARD}/widen", "<form"),
    (f"/transmittals/{TRANSMITTAL}/pass-on", "<form"),
    (f"/transmittals/{ONWARD}/material", "贯彻措施：纳入学习计划。"),
    (f"/returns/{RETURN}", "更正了附件：已附。"),
    (f"/returns/{LEAGUES}", "主要领导外出，下周汇报。"),
    (f"/returns/{LEAGUES}/accept", "<form"),
    (f"/returns/{LEAGUES}/send-back", "<form"),
    (f"/dossiers/{INSTRUCTION}", "补充材料"),
    (f"/dossiers/{INSTRUCTION}", "件号"),
    (f"/dossiers/{INSTRUCTION}?show=steps", "补充材料"),
    (f"/dossiers/{OFFICE_MEETING}", "主任办公会"),
    (f"/dossiers/{INSTRUCTION}?on=2023-07-20", "结束时的卷宗"),
    ("/history", "履历"),
    ("/history?unit=990100", "甲市关心下一代工作委员会"),
    ("/history?on=2023-07-04", "履历"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("matters") / "data"

    async def told_in() -> None:
        async with opened(directory) as here:
            await tell(here.province)

    asyncio.run(told_in())
    return directory


@pytest.fixture
async def here(told: Path, tmp_path: Path) -> AsyncIterator[Running]:
    async with opened(Path(shutil.copytree(told, tmp_path / "data"))) as here:
        await here.province.settle()
        yield here


def as_somebody(here: Running, unit: UUID, role: str) -> Browsing:
    return Browsing.of(here.app, here.province.issuer.person_token(unit, role))


async def test_every_page_shows_what_it_is_for_and_is_small(here: Running) -> None:
    clerk = as_somebody(here, CITY, "clerk")
    for path, words in PAGES:
        answer = await clerk.open(f"/console{path}")
        assert answer.status_code == 200, (path, answer.text[:2000])
        assert words in answer.text, path
        assert len(answer.content) < PAGE_BYTES_MAX, path
    await clerk.http.aclose()


async def test_a_dossier_steps_back_to_a_day_and_forward_again(here: Running) -> None:
    clerk = as_somebody(here, CITY, "clerk")
    steps = f"/console/dossiers/{INSTRUCTION}?show=steps"
    then = await clerk.open(f"{steps}&on=2023-07-20")
    assert "通过贯彻落实意见" not in then.text
    assert "的视察、讲话：" in then.text
    assert "通过贯彻落实意见" in (await clerk.open(steps)).text
    files = f"/console/dossiers/{INSTRUCTION}"
    then, now = await clerk.open(f"{files}?on=2023-07-20"), await clerk.open(files)
    assert ("专题汇报" in then.text, "专题汇报" in now.text) == (False, True)
    assert then.text.count('data-label="件号"') < now.text.count('data-label="件号"')
    await clerk.http.aclose()


async def test_a_unit_sees_its_own_row_and_nothing_of_the_visit(here: Running) -> None:
    liaison = as_somebody(here, LEAGUE, "liaison")
    board = await liaison.open(f"/console/transmittals/{ONWARD}")
    assert "逾期" in board.text
    assert f"/console/returns/{LEAGUES}" in board.text
    assert f"/console/returns/{RETURN}" not in board.text
    for path in (f"/instructions/{INSTRUCTION}", f"/dossiers/{INSTRUCTION}", f"/returns/{RETURN}"):
        assert (await liaison.open(f"/console{path}")).status_code == 404
    await liaison.http.aclose()


async def test_another_units_history_is_as_if_it_were_not_and_a_name_nobody_has_is_told(here: Running) -> None:
    clerk, auditor = as_somebody(here, CITY, "clerk"), as_somebody(here, PROVINCE, "auditor")
    refused = await clerk.open("/console/history?unit=990100-jtj&on=2023-07-20")
    assert refused.status_code == 404
    assert "只能看本单位的履历" in refused.text
    assert 'value="990100-jtj"' in refused.text
    assert 'value="2023-07-20"' in refused.text
    assert 'href="/console/history"' in refused.text
    below = as_somebody(here, CITY, "auditor")
    assert "下级关工委" in (await below.open(f"/console/history?unit={PROVINCE}")).text
    await below.http.aclose()
    assert "反馈：" in (await auditor.open("/console/history?unit=990100-jtj&order=oldest")).text
    assert "没有" in (await clerk.open("/console/history?unit=没有的单位")).text
    await clerk.http.aclose()
    await auditor.http.aclose()


async def test_the_one_above_sees_each_level(here: Running) -> None:
    province = as_somebody(here, PROVINCE, "clerk")
    page = await province.open(f"/console/transmittals/{TRANSMITTAL}")
    assert "本级发出的" in page.text
    assert "下1级转发的（1份）" in page.text
    await province.http.aclose()


async def test_a_unit_returns_on_the_short_form_and_what_is_missing_is_told(here: Running) -> None:
    await here.province.move_to(here.province.clock.now() + timedelta(days=1))
    county = as_somebody(here, COUNTY, "clerk")
    own = derive("story", "own")
    path = f"/console/transmittals/{own}/return"
    form = await county.main_form(path)
    form.values |= {"attended": "0", "measures": "学习。", "ways": "gathered"}
    wrong = await county.send(path, form)
    assert "参加人数要大于0" in wrong.text
    form = await county.main_form(path)
    form.values |= {"attended": "12", "measures": "学习。", "ways": "gathered"}
    page = await county.send(path, form)
    assert "传达情况已经反馈。" in page.text
    assert "看本单位的反馈" in page.text
    await county.http.aclose()
