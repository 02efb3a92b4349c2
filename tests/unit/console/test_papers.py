"""Papers of a meeting by forms, from draft to file, asked of the whole program without a browser or a network."""

import re
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from msgspec.structs import replace

from services.console.application.papers import KINDS, TYPE_WORDS, differing_signer, steps_of, waits_for
from services.console.entrypoints.forms.papers import FORMS
from services.meeting.application.papers.permissions import PAPER_PERMISSIONS
from services.meeting.client.words import PAPER_KINDS
from services.meeting.domain.paper_kinds import KINDS as DOMAIN_KINDS
from shared.papers.paper import Paper
from tests.support.papers_story import ISSUED, tell_on
from tests.support.whole_story import BUREAU, CITY, COUNTY, FINANCE, LEAGUE, MEETING, Story, opened, person_of
from tests.unit.console.paper_pages import CONTACT, done, fields_of, step, text_in, waiting_at
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

pytestmark = pytest.mark.slow
PATH = f"/console/meetings/{MEETING}/papers"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return told_in(tmp_path_factory.mktemp("papers-pages"), lambda province: tell_on(Story(province, "papers")))


def test_forms_and_words_are_those_of_the_service() -> None:
    commands = {command.__name__ for command in PAPER_PERMISSIONS}
    assert {f"{form.name.title()}Paper" for form in FORMS} <= commands
    assert KINDS == PAPER_KINDS
    assert {kind: one.word for kind, one in DOMAIN_KINDS.items() if one.numbered} == TYPE_WORDS


def test_what_carries_no_number_is_issued_once_checked() -> None:
    alone = {"bodies": ["a"]}
    assert steps_of({"kind": "agenda", "stage": "checked", **alone})[0] == "issue"
    assert steps_of({"kind": "notice", "stage": "checked", **alone})[0] == "sign"
    assert steps_of({"kind": "notice", "stage": "issued", **alone}) == ()


def test_a_joint_paper_waits_for_every_body() -> None:
    joint = {"kind": "notice", "bodies": ["a", "b", "c"], "cosigned": [{"body": "b"}]}
    assert steps_of({**joint, "stage": "checked"})[:2] == ("sign", "cosign")
    assert steps_of({**joint, "stage": "signed"}) == ("cosign", "return", "withdraw")
    assert waits_for({**joint, "stage": "checked"}) == "待签发"
    assert waits_for({**joint, "stage": "signed"}) == "待会签"
    assert steps_of({**joint, "kind": "agenda", "stage": "checked"})[0] == "cosign"
    assert steps_of({**joint, "stage": "signed", "bodies": ["a", "b"]})[0] == "number"


def test_r6_a_signer_who_is_not_the_one_on_the_paper_is_shown_before_it_is_issued() -> None:
    looks = Paper(head=None, title="关于召开联席会议的请示", body=(), signers=("张某某",))
    paper = {"stage": "signed", "signed": {"signer": "p"}}
    assert differing_signer(paper, looks, {"p": "张某某"}) == ""
    assert differing_signer(paper, looks, {"p": "李某某"}) == "李某某"
    assert differing_signer({**paper, "stage": "issued"}, looks, {"p": "李某某"}) == ""
    assert differing_signer({**paper, "signed": None}, looks, {}) == ""
    assert differing_signer(paper, replace(looks, signers=("　　　",)), {"p": "李某某"}) == "李某某"
    assert differing_signer(paper, replace(looks, signers=()), {"p": "李某某"}) == ""


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
            **CONTACT,
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
        assert re.search(r">退回</span>\s+写明期限。", await page(browser, address))
        revised = {"text": "请于四月底前传达。", "units": "甲市教育和体育局"}
        await step(browser, address, "revise", "文稿已经修改。", revised)
        again = await page(browser, address)
        assert ">退回</span>" not in again
        assert again.index("曾退回：写明期限。") > again.index("<h2>样子</h2>")
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


@pytest.mark.accepts("R6")
async def test_r6_who_checks_or_signs_reads_the_paper_below_the_form(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = {**fields_of(await page(browser, f"{PATH}/transmittal_notice")), **CONTACT, "text": "请于四月底前传达。"}
        address = await done(browser, f"{PATH}/transmittal_notice", sent, "文稿已经保存。")
        for name in ("check", "return"):
            shown = await page(browser, f"{address}/{name}")
            assert shown.index("请于四月底前传达。") > shown.index("</form>")
        await step(browser, address, "check", "已经核稿。", {"decision.person_id": "核稿的同志"})
        assert "请于四月底前传达。" in await page(browser, f"{address}/sign")


async def test_a_notice_begins_with_the_units_that_were_asked(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = fields_of(await page(browser, f"{PATH}/notice"))
        assert sent["units"].split("\n")[-1] == "乙县关心下一代工作委员会"
        assert "甲市教育和体育局" in sent["units"].split("\n")
        address = await done(browser, f"{PATH}/notice", sent, "文稿已经保存。")
        assert "乙县关心下一代工作委员会</dd>" in await page(browser, address)
    async with opened(told) as here, browsing(here, COUNTY) as county:
        assert "没有发给本单位的通知。" in await page(county, PATH)  # until it is issued


async def test_who_issues_a_notice_for_nobody_is_told_so_on_the_form(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = {**fields_of(await page(browser, f"{PATH}/transmittal_notice")), **CONTACT, "text": "请传达。"}
        for units, is_told in (("", True), ("甲市教育和体育局", False)):
            given = {**sent, "units": units, "form_key": f"units-{is_told}"}
            address = await done(browser, f"{PATH}/transmittal_notice", given, "文稿已经保存。")
            assert ("还没有写发给哪些单位" in await page(browser, f"{address}/issue")) is is_told


@pytest.mark.accepts("R6")
async def test_r6_a_joint_paper_shows_who_has_still_to_sign_and_is_numbered_after_that(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        sent = fields_of(await page(browser, f"{PATH}/report"))
        joint = {"bodies": "甲市教育和体育局\n甲市财政局", "signer": "张某某、李某某", "units": ""}
        address = await done(browser, f"{PATH}/report", {**sent, **joint, **CONTACT}, "文稿已经保存。")
        shown = await page(browser, address)
        assert "签发人：张某某　李某某" in shown
        assert "甲市教育和体育局、甲市财政局" in shown
        assert shown.count("还没有会签") == 2
        await step(browser, address, "check", "已经核稿。", {"decision.person_id": "核稿的同志"})
        form = await page(browser, f"{address}/cosign")
        assert "请选择会签的机关" in (await browser.post(f"{address}/cosign", data=without_body(form))).text
        shown = await cosign(browser, address, BUREAU)
        assert "会签的同志" in shown
        assert shown.count("还没有会签") == 1
    person = person_of("990100", "executive_director")
    async with opened(told) as here, browsing(here, CITY, "director", person) as director:
        await step(director, address, "sign", "已经签发。", {})
        assert waiting_at(await page(director, "/console/"), address) == "待会签"
        refused = await director.post(f"{address}/number", data=fields_of(await page(director, f"{address}/number")))
        assert "联合行文还有1个机关没有会签" in refused.text
        await cosign(director, address, FINANCE)
        await step(director, address, "number", "文号已经编好。", {})


async def cosign(browser: httpx.AsyncClient, address: str, body: UUID) -> str:
    sent = {**without_body(await page(browser, f"{address}/cosign")), "body": str(body)}
    sent["decision.person_id"] = "会签的同志"
    scan = {"decision.scan": ("会签稿.png", PNG, "image/png")}
    kept = await browser.post(f"{address}/cosign", data=sent, files=scan)
    assert kept.status_code == 303, kept.text[:4000]
    return await page(browser, kept.headers["location"])


def without_body(form: str) -> dict[str, str]:
    return {name: value for name, value in fields_of(form).items() if name not in ("body", "decision.scan")}


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


async def test_a1_a_history_names_the_paper_that_a_step_was_about(told: Path) -> None:
    async with opened(told) as here, browsing(here, CITY) as browser:
        shown = await page(browser, f"/console/history?unit={CITY}")
    for words in ("核稿", "签发公文"):
        assert re.search(rf"{words}（传达通知《[^》]+》）", shown)
    assert "退回文稿，理由：传达范围有误。（传达通知《" in shown
