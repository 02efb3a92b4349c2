"""Papers of transmittals and of leaders' visits by forms: from the matter's page to the form that the paper is for."""

import html
import re
from pathlib import Path

import pytest

from services.console.application.paper_matters import MATTERS
from services.local.composition import Province
from services.meeting.domain.paper_kinds import KINDS_OF_MATTER
from shared.kernel.ids import derive
from tests.support.matters_story import INSTRUCTION, ONWARD
from tests.support.papers_story import tell_on
from tests.support.whole_story import BUREAU, CITY, Story, opened, person_of
from tests.unit.console.paper_pages import CONTACT, done, fields_of, step, waiting_at
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

pytestmark = pytest.mark.slow
OPEN = derive("papers", "open instruction")
AT = f"/console/instructions/{OPEN}"
NOTICE = f"/console/transmittals/{ONWARD}/papers/transmittal_notice"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    async def tell(province: Province) -> None:
        story = Story(province, "papers-of-matters")
        await tell_on(story)
        recorded = {"kinds": ["instruction"], "title": "对心理健康工作的批示", "given_on": story.today}
        document = await story.paper("meeting", "批示原文")
        leaders = [{"office": "市委书记"}]
        await story.give(
            "meeting",
            "RecordInstruction",
            instruction_id=OPEN,
            committee_id=CITY,
            leaders=leaders,
            document=document,
            **recorded,
        )

    return told_in(tmp_path_factory.mktemp("papers-of-matters"), tell)


def trail_in(shown: str) -> list[tuple[str, str]]:
    nav = re.search(r'<nav class="trail".*?</nav>', shown, re.DOTALL)
    return re.findall(r'<a href="([^"]*)">([^<]*)</a>', nav[0] if nav else "")


def test_matters_have_the_papers_that_the_service_lets_them_have() -> None:
    assert {kind: matter.papers for kind, matter in MATTERS.items()} == KINDS_OF_MATTER


@pytest.mark.accepts("M10")
async def test_m10_a_transmittals_notice_begins_with_its_own_units_and_day(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        assert f'href="/console/transmittals/{ONWARD}/papers"' in await page(browser, f"/console/transmittals/{ONWARD}")
        listed = await page(browser, f"/console/transmittals/{ONWARD}/papers")
        assert trail_in(listed)[0] == ("/console/transmittals", "传达贯彻")
        assert "起草传达通知" in listed
        assert "起草请示" not in listed
        sent = fields_of(await page(browser, NOTICE))
        assert sent["title"] == "甲市关心下一代工作委员会关于传达贯彻省关工委《省关工委全会精神》的通知"
        assert "各县（市）区关工委" in sent["addressees"]
        assert "甲市教育和体育局" in sent["units"]
        assert re.search(r"请于20\d\d年\d+月\d+日前", sent["text"])
        address = await done(browser, NOTICE, sent, "文稿已经保存。")
        shown = await page(browser, address)
        assert trail_in(shown)[1:] == [
            (f"/console/transmittals/{ONWARD}", "省关工委全会精神"),
            (f"/console/transmittals/{ONWARD}/papers", "公文"),
        ]
        for place in (shown, await page(browser, f"{address}/revise"), await page(browser, f"{address}/check")):
            assert 'href="/console/transmittals" aria-current="page"' in place
        assert waiting_at(await page(browser, "/console/"), address) == "待核稿"
    async with opened(told) as here, browsing(here, BUREAU, "liaison") as browser:
        assert "/papers" not in await page(browser, f"/console/transmittals/{ONWARD}")
        await page(browser, NOTICE, 404)


@pytest.mark.accepts("M12")
async def test_m12_an_issued_report_is_offered_where_it_is_submitted(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        assert f'href="{AT}/papers"' in await page(browser, AT)
        assert "起草专题报告" in await page(browser, f"{AT}/papers")
        await page(browser, f"{AT}/papers/notice", 404)
        assert f'href="{AT}/papers/report"' in await page(browser, f"{AT}/submit-report")
        sent = fields_of(await page(browser, f"{AT}/papers/report"))
        assert "市委书记作出批示。现将贯彻落实情况报告如下。" in sent["text"]
        sent["text"] = sent["text"].replace("（请写明落实情况）", "已经逐条落实。")
        address = await done(browser, f"{AT}/papers/report", {**sent, **CONTACT}, "文稿已经保存。")
        desk = await page(browser, "/console/")
        assert waiting_at(desk, address) == "待核稿"
        assert "<p>专题报告</p>" in desk
        await step(browser, address, "check", "已经核稿。", {"decision.person_id": "核稿的同志"})
    person = person_of("990100", "executive_director")
    async with opened(told) as here, browsing(here, CITY, "director", person) as director:
        for name, said in (("sign", "已经签发。"), ("number", "文号已经编好。"), ("issue", "公文已经印发")):
            await step(director, address, name, said, {})
        shown = await page(director, address)
        assert f'<a class="button" href="{AT}/submit-report">报送专题汇报</a>' in shown
        form = await page(director, f"{AT}/submit-report")
        [document] = re.findall(r'name="document.digest" value="([^"]+)" checked', form)
        given = {**fields_of(form), "document.digest": document, "recipients": "市人大"}
        await done(director, f"{AT}/submit-report", given, "专题汇报已经报送。")
        dossier = html.unescape(await page(director, f"/console/dossiers/{OPEN}?show=steps"))
        assert "（报告《甲市关心下一代工作委员会关于贯彻落实对心理健康工作的批示精神情况的报告》）" in dossier
        files = html.unescape(await page(director, f"/console/dossiers/{OPEN}"))
        assert files.count(f"/console/documents/meeting/{document}") == 1  # issued and submitted: one file


async def test_what_is_closed_takes_no_report_any_more(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        listed = await page(browser, f"/console/instructions/{INSTRUCTION}/papers")
        assert "还没有专题报告" in listed
        assert "submit-report" not in await page(browser, f"/console/instructions/{INSTRUCTION}")
