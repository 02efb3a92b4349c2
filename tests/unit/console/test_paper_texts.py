"""What a clerk writes of a paper and how it looks: who signs, attachments, tables, words, each by its form."""

import io
from pathlib import Path
from typing import Any

import msgspec
import pytest
from docx import Document

from services.console.entrypoints.forms.paper_attachments import attachments_of
from services.console.entrypoints.forms.papers import text_of
from services.local.composition import Province
from services.local.server import Running
from tests.support.papers_story import tell_on
from tests.support.whole_story import CITY, MEETING, Story, opened, person_of
from tests.unit.console.paper_pages import done, fields_of, signer_in, step
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

pytestmark = pytest.mark.slow
PATH = f"/console/meetings/{MEETING}/papers"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return told_in(tmp_path_factory.mktemp("papers-pages"), lambda province: tell_on(Story(province, "papers")))


def test_a_text_keeps_what_its_form_does_not_show() -> None:
    before = {"title": "旧", "text": "旧", "table": {"columns": [], "rows": []}, "people": []}
    typed = {"title": "新", "text": "新文", "people": ["出席：市教育局林某某"]}
    assert text_of(typed, before, "minutes") == {
        "title": "新",
        "text": "新文",
        "note": "",
        "addressees": [],
        "copies_to": [],
        "table": {"columns": [], "rows": []},
        "attachments": [],
        "people": [{"label": "出席", "names": "市教育局林某某"}],
    }


def test_attachments_are_those_that_are_said_and_wanted() -> None:
    table = {"columns": [{"title": "单位", "share": 3}], "rows": []}
    before = {"attachments": [{"title": "回执", "table": table, "across": True}, {"title": "名单", "table": None}]}
    typed = {
        "attachment-1.title": "参会回执",
        "attachment-1.table": {"columns": [{"title": "单位"}], "rows": [["甲"]]},
        "attachment-2.title": "名单",
        "attachment-2.drop": True,
        "attachment-10.title": "须知",
        "attachment-10.text": "请准时到会。",
        "attachment-10.across": True,
    }
    assert attachments_of(typed, before) == [
        {"title": "参会回执", "text": "", "table": table | {"rows": [["甲"]]}, "across": False},
        {"title": "须知", "text": "请准时到会。", "table": None, "across": True},
    ]


async def test_an_attachment_without_its_title_is_told_and_nothing_is_lost(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = fields_of(await page(browser, f"{PATH}/transmittal_notice"))
        assert (sent["attachment-1.title"], sent["attachment-1.table"][:10]) == (
            "传达贯彻情况回执",
            "单位｜传达时间｜传达",
        )
        wrong = {"attachment-1.title": "", "attachment-1.table": "单位｜姓名\n甲"}
        refused = await browser.post(f"{PATH}/transmittal_notice", data={**sent, **wrong})
        assert refused.status_code == 422
        assert "表头有2格，第2行有1格" in refused.text
        assert fields_of(refused.text)["attachment-1.table"] == "单位｜姓名\n甲"
        right = {**fields_of(refused.text), "attachment-1.table": "单位｜姓名\n甲｜", "attachment-1.title": ""}
        refused = await browser.post(f"{PATH}/transmittal_notice", data=right)
        assert refused.status_code == 422
        assert "请填写附件1的标题" in refused.text
        dropped = {**fields_of(refused.text), "attachment-1.table": "单位｜姓名\n甲", "attachment-1.drop": "yes"}
        address = await done(browser, f"{PATH}/transmittal_notice", dropped, "文稿已经保存。")
        assert "附件：" not in await page(browser, address)


async def test_attachments_are_added_changed_and_taken_away_by_forms(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = {**fields_of(await page(browser, f"{PATH}/transmittal_notice")), "title": "改过的标题"}
        added = await browser.post(f"{PATH}/transmittal_notice", data={**sent, "adding": "yes"})
        assert added.status_code == 200
        again = fields_of(added.text)
        assert (again["title"], again["attachment-2.title"]) == ("改过的标题", "")
        assert "attachment-3.title" not in again
        second = {"attachment-2.title": "任务分工", "attachment-2.table": "单位\t任务\n甲\t<b>宣传</b>"}
        across = {"attachment-2.across": "yes"}
        address = await done(browser, f"{PATH}/transmittal_notice", {**again, **second, **across}, "文稿已经保存。")
        shown = await page(browser, address)
        assert "附件：1.传达贯彻情况回执　2.任务分工" in shown
        assert "<td>&lt;b&gt;宣传&lt;/b&gt;</td>" in shown
        form = await page(browser, f"{address}/revise")
        assert fields_of(form)["attachment-2.table"] == "单位｜任务\n甲｜<b>宣传</b>"
        assert 'name="attachment-2.across" value="yes" checked' in form
        await step(browser, address, "revise", "文稿已经修改。", {"attachment-1.drop": "yes"})
        shown = await page(browser, address)
        assert "附件：任务分工" in shown
        assert "传达贯彻情况回执</p>" not in shown


async def test_the_sheet_of_attendance_is_changed_in_its_form(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = fields_of(await page(browser, f"{PATH}/attendance_sheet"))
        assert sent["table"].startswith("序号｜单位｜姓名｜职务｜签名\n1｜")
        rows = "序号\t单位\t姓名\t职务\t签名\n1\t甲市司法局\t\t\t"
        address = await done(browser, f"{PATH}/attendance_sheet", {**sent, "table": rows}, "文稿已经保存。")
        shown = await page(browser, address)
        assert "<td>甲市司法局</td>" in shown
        assert shown.count("<tr>") == 2
        draft = Document(io.BytesIO((await browser.get(f"{address}/preview.docx")).content))
        widths = [cell.width for cell in draft.tables[0].rows[0].cells]
        assert widths[1] > widths[0] * 3  # as the suggestion's columns were


@pytest.mark.accepts("R6")
async def test_r6_an_upward_paper_begins_with_who_signs_by_the_setting_of_that_day(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        assert signer_in(await page(browser, f"{PATH}/report")) == "示例executive_director"


async def test_words_of_kinds_are_set_by_the_form_and_refused_beside_their_field(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        form = fields_of(await page(browser, "/console/paper-style"))
        assert form["style.type_words.transmittal_notice"] == "传"
        sent = {**form, "style.signing_offices": ["director"], "style.minutes_series": "issue"}
        for wrong, said in (("发", "责任分工方案的文号用字"), ("T", "请用1到10个汉字"), ("报", "不能用同一个代字")):
            refused = await browser.post("/console/paper-style", data={**sent, "style.type_words.notice": wrong})
            assert refused.status_code == 422
            assert said in refused.text
            assert ('id="style-type_words-notice-error"' in refused.text) == (wrong != "报")
        await done(browser, "/console/paper-style", {**sent, "style.type_words.notice": "会通"}, "公文格式已经设置。")
        style = await here_style(here)
        assert style["type_words"] == {"notice": "会通"}
        again = fields_of(await page(browser, "/console/paper-style"))
        assert again["style.type_words.notice"] == "会通"
        usual = {**sent, "form_key": again["form_key"], "style.type_words.notice": ""}
        await done(browser, "/console/paper-style", usual, "公文格式已经设置。")
        assert (await here_style(here))["type_words"] == {}


async def here_style(here: Running) -> dict[str, Any]:
    async with here.province.services["meeting"].store.snapshot() as reader:
        [row] = await reader.all("SELECT body FROM {paper_styles}", {})
    style: dict[str, Any] = msgspec.json.decode(row["body"])["versions"][-1]["style"]
    return style


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Path:
    async def tell(province: Province) -> None:
        story = Story(province, "erased")
        await tell_on(story)
        person = person_of("990100", "executive_director")
        await story.give("organization", "ErasePerson", person_id=person, reason="本人申请。")

    return told_in(tmp_path_factory.mktemp("erased-signer"), tell)


async def test_r6_whose_name_is_known_to_nobody_any_more_is_typed(erased: Path) -> None:
    async with opened(erased) as here, browsing(here, CITY) as browser:
        assert signer_in(await page(browser, f"{PATH}/report")) == ""
