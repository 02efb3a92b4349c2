"""Papers of a meeting by forms, from draft to file, asked of the whole program without a browser or a network."""

import html
import io
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from docx import Document
from msgspec.structs import replace

from services.console.application.papers import KINDS, differing_signer, steps_of
from services.console.entrypoints.forms.paper_attachments import attachments_of
from services.console.entrypoints.forms.papers import FORMS, text_of
from services.local.composition import Province
from services.meeting.application.papers.permissions import PAPER_PERMISSIONS
from services.meeting.client.words import PAPER_KINDS
from shared.papers.paper import Paper
from tests.support.papers_story import ISSUED, tell_on
from tests.support.whole_story import BUREAU, CITY, LEAGUE, MEETING, Story, opened, person_of
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, hidden, page

pytestmark = pytest.mark.slow
PATH = f"/console/meetings/{MEETING}/papers"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return told_in(tmp_path_factory.mktemp("papers-pages"), lambda province: tell_on(Story(province, "papers")))


def waiting_at(desk: str, address: str) -> str:
    """What the desk says that a paper waits for."""
    found = re.search(rf'>([^<]+)</span>\s*<a class="row-title" href="{re.escape(address)}"', desk)
    return found[1] if found else ""


def test_forms_and_words_are_those_of_the_service() -> None:
    commands = {command.__name__ for command in PAPER_PERMISSIONS}
    assert {f"{form.name.title()}Paper" for form in FORMS} <= commands
    assert KINDS == PAPER_KINDS


def test_what_carries_no_number_is_issued_once_checked() -> None:
    assert steps_of({"kind": "agenda", "stage": "checked"})[0] == "issue"
    assert steps_of({"kind": "notice", "stage": "checked"})[0] == "sign"
    assert steps_of({"kind": "notice", "stage": "issued"}) == ()


def test_r6_a_signer_who_is_not_the_one_on_the_paper_is_shown_before_it_is_issued() -> None:
    looks = Paper(head=None, title="关于召开联席会议的请示", body=(), signers=("张某某",))
    paper = {"stage": "signed", "signed": {"signer": "p"}}
    assert differing_signer(paper, looks, {"p": "张某某"}) == ""
    assert differing_signer(paper, looks, {"p": "李某某"}) == "李某某"
    assert differing_signer({**paper, "stage": "issued"}, looks, {"p": "李某某"}) == ""
    assert differing_signer({**paper, "signed": None}, looks, {}) == ""
    assert differing_signer(paper, replace(looks, signers=("　　　",)), {"p": "李某某"}) == "李某某"
    assert differing_signer(paper, replace(looks, signers=()), {"p": "李某某"}) == ""


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


async def test_pages_show_papers_and_their_look(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        listed = await page(browser, PATH)
        assert "已印发" in listed
        assert "起草传达通知" in listed
        shown = await page(browser, f"/console/papers/{ISSUED}")
        assert "甲关传〔2024〕1号" in shown
        assert 'class="paper-head"' in shown
        assert f'href="/console/papers/{ISSUED}/file"' in shown
        assert "下载印发的文件" in shown
        assert f'href="/console/meetings/{MEETING}"' in shown
        assert 'href="/console/meetings" aria-current="page"' in shown


async def test_an_issued_paper_is_no_draft_any_more(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        shown = await page(browser, f"/console/papers/{ISSUED}")
        assert "未印发" not in shown
        assert "下载草稿" not in shown


@pytest.mark.accepts("R6")
async def test_r6_an_upward_paper_begins_with_who_signs_by_the_setting_of_that_day(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        assert signer_in(await page(browser, f"{PATH}/report")) == "示例executive_director"


@pytest.mark.refuses("R6")
async def test_r6_an_upward_paper_without_its_signer_is_told_at_once(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = fields_of(await page(browser, f"{PATH}/report"))
        refused = await browser.post(f"{PATH}/report", data={**sent, "signer": ""})
        assert refused.status_code == 422
        assert "请填写签发人。" in refused.text


async def test_who_got_a_paper_reads_its_file_and_nothing_of_its_way(told: Path) -> None:
    async with opened(told) as here, browsing(here, BUREAU, "liaison") as browser:
        shown = await page(browser, f"/console/papers/{ISSUED}")
        assert "样子" not in shown
        assert "退回修改" not in shown
        assert "会议精神" in text_in((await browser.get(f"/console/papers/{ISSUED}/file")).content)
        await page(browser, f"/console/papers/{ISSUED}/preview.docx", 404)
    async with opened(told) as here, browsing(here, LEAGUE, "liaison") as browser:
        assert (await browser.get(f"/console/papers/{ISSUED}/file")).status_code == 404


@pytest.mark.accepts("R6")
async def test_r6_a_paper_is_taken_from_its_draft_to_its_file_by_forms(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        form = await page(browser, f"{PATH}/transmittal_notice")
        sent = {
            **fields_of(form),
            "units": "甲市教育和体育局",
            "text": "请认真传达。\n一、传达内容\n<script>alert(1)</script>",
        }
        address = await done(browser, f"{PATH}/transmittal_notice", sent, "文稿已经保存。")
        shown = await page(browser, address)
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;alert(1)" in shown
        self_checked = await browser.post(f"{address}/check", data=fields_of(await page(browser, f"{address}/check")))
        assert self_checked.status_code == 422
        assert "核稿的人不能是拟稿的人" in self_checked.text
        assert waiting_at(await page(browser, "/console/"), address) == "待核稿"
        await step(browser, address, "check", "已经核稿。", {"decision.person_id": "核稿的同志"})
        assert waiting_at(await page(browser, "/console/"), address) == "待签发"
        await step(browser, address, "return", "文稿已经退回。", {"reason": "写明期限。"})
        revised = {"text": "请于四月底前传达。", "units": "甲市教育和体育局"}
        await step(browser, address, "revise", "文稿已经修改。", revised)
        await step(browser, address, "check", "已经核稿。", {"decision.person_id": "核稿的同志"})
        refused = await browser.post(
            f"{address}/sign",
            data={**fields_of(await page(browser, f"{address}/sign")), "decision.person_id": "没有职务的人"},
            files={"decision.scan": ("签发稿.png", PNG, "image/png")},
        )
        assert refused.status_code == 422
        assert "签发人当日不担任规定的签发职务" in refused.text
    person = person_of("990100", "executive_director")
    async with opened(told) as here, browsing(here, CITY, "director", person) as director:
        await step(director, address, "sign", "已经签发。", {})
        shown = await page(director, address)
        assert re.search(r"<dt>核稿</dt>\s*<dd>核稿的同志", shown)
        assert re.search(r"<dt>签发</dt>\s*<dd>[^<]+日", shown)
        await step(director, address, "number", "文号已经编好。", {})
        await step(director, address, "issue", "公文已经印发，文件已经存好。", {})
        assert "请于四月底前传达。" in text_in((await director.get(f"{address}/file")).content)


async def test_the_look_of_papers_is_set_by_a_form_and_kept_as_it_was_typed(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        form = await page(browser, "/console/paper-style")
        assert fields_of(form)["style.code_word"] == "甲关"
        sent = {"style.signing_offices": ["director"], "style.minutes_series": "year", "style.red_head": "yes"}
        wrong = await browser.post("/console/paper-style", data={**fields_of(form), **sent, "style.code_word": "JG"})
        assert wrong.status_code == 422
        assert fields_of(wrong.text)["style.code_word"] == "JG"
        right = {**fields_of(wrong.text), **sent, "style.code_word": "甲委"}
        kept = await browser.post("/console/paper-style", data=right)
        assert kept.headers["location"].startswith("/console/paper-style?done=")
        shown = await page(browser, kept.headers["location"])
        assert "公文格式已经设置。" in shown
        again = fields_of(shown)
        assert (again["style.code_word"], again["style.copies_to"]) == ("甲委", "省关工委")


async def test_a_kind_that_does_not_exist_is_not_found(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        await page(browser, f"{PATH}/poem", 404)
        await page(browser, f"/console/papers/{ISSUED}/poem", 404)


def fields_of(text: str) -> dict[str, str]:
    """As a browser would send the form: boxes only where they are ticked."""
    areas = re.findall(r'<textarea[^>]*? name="([^"]+)"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    boxes = re.findall(r'<input type="checkbox"[^>]*? name="([^"]+)"[^>]*? value="[^"]*"( checked)?', text)
    unticked = {name for name, ticked in boxes if not ticked}
    inputs = {name: html.unescape(value) for name, value in hidden(text).items() if name not in unticked}
    return {**inputs, **{name: html.unescape(value).lstrip("\n") for name, value in areas}}


async def step(browser: httpx.AsyncClient, address: str, name: str, said: str, typed: dict[str, str]) -> None:
    sent = {**fields_of(await page(browser, f"{address}/{name}")), **typed}
    await done(browser, f"{address}/{name}", sent, said)


async def done(browser: httpx.AsyncClient, path: str, sent: dict[str, Any], said: str) -> str:
    """The address of the page that follows."""
    response = await browser.post(path, data=sent)
    assert response.status_code == 303, response.text[:4000]
    assert said in await page(browser, response.headers["location"])
    return response.headers["location"].partition("?")[0]


def text_in(file: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(file)).paragraphs)


@pytest.mark.parametrize("elsewhere", ["https://example.cn/", "//example.cn/console/", "/other"])
async def test_who_sets_the_look_of_papers_goes_back_to_where_they_came_from(told: Path, elsewhere: str) -> None:
    papers = f"/console/meetings/{MEETING}/papers"
    async with opened(told) as here, browsing(here, CITY) as browser:
        link = f"/console/paper-style?back={papers}"
        assert f'href="{link}"' in await page(browser, papers)
        form = await page(browser, link)
        sent = {"style.signing_offices": ["director"], "style.minutes_series": "year"}
        kept = await browser.post(link, data={**fields_of(form), **sent})
        assert kept.headers["location"].startswith(f"{papers}?done=")
        assert "公文格式已经设置。" in await page(browser, kept.headers["location"])
        away = await browser.post("/console/paper-style", params={"back": elsewhere}, data={**fields_of(form), **sent})
        assert away.headers["location"].startswith("/console/paper-style?")


def signer_in(form: str) -> str:
    found = re.search(r'name="signer" type="text" value="([^"]*)"', form)
    return found[1] if found else ""


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
