"""Desk, receipts with and without an account, addresses and outbox, as pages of the whole system after the story."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest

from services.local.demo import cast
from services.local.server import Running
from services.notification.application.links import ReceiptLinks
from services.notification.domain.link import PURPOSE
from shared.database.interface import Row
from shared.kernel.clock import SHANGHAI
from tests.integration.browsing import Browsing, forms_in
from tests.integration.test_console_safety import REFUSED, SCRIPT

pytestmark = pytest.mark.slow
THEME = "研究暑期安全工作"
ANSWER = {"attending": "yes", "seat": "holder", "mode": "on_site", "heads": "2"}


def browsing_as(lived_in: Running, unit: UUID, role: str) -> Browsing:
    return Browsing.of(lived_in.app, lived_in.province.issuer.person_token(unit, role))


@pytest.fixture
async def clerk(lived_in: Running) -> AsyncIterator[Browsing]:
    browsing = browsing_as(lived_in, cast.CITY, "clerk")
    yield browsing
    await browsing.http.aclose()


@pytest.fixture
async def liaison(lived_in: Running) -> AsyncIterator[Browsing]:
    browsing = browsing_as(lived_in, cast.EDUCATION, "liaison")
    yield browsing
    await browsing.http.aclose()


@pytest.fixture
async def called(lived_in: Running, clerk: Browsing) -> Row:
    """A regular meeting to which the education bureau is called in ten days: its notice."""
    draft = await clerk.main_form("/console/meetings/new")
    draft.values |= {"form": "regular", "theme": THEME}
    address = (await clerk.send("/console/meetings/new", draft)).url.path
    notice = await clerk.main_form(f"{address}/issue-notice")
    day = (lived_in.province.now().astimezone(SHANGHAI) + timedelta(days=10)).date()
    notice.values |= {"held_at": f"{day}T09:30", "place": "市委一号会议室", "scope": "some_members"}
    notice.values |= {"members": "鸡西市教育局"}
    sent = await clerk.send(f"{address}/issue-notice", notice)
    assert "会议通知已经发出" in sent.text, sent.text
    await lived_in.province.settle()
    async with lived_in.province.services["notification"].store.snapshot() as reader:
        rows = await reader.all(
            "SELECT * FROM {notices} WHERE unit_id = :unit AND kind = 'meeting_called' ORDER BY recorded_at DESC",
            {"unit": cast.EDUCATION},
        )
    return rows[0]


async def link_of(lived_in: Running, notice: Row) -> str:
    """The page behind the link in the unit's message."""
    province = lived_in.province
    store = province.services["notification"].store
    links = ReceiptLinks(
        store, province.clock, lambda: province.issuer.secret_for(PURPOSE), "http://lianxi.example", lambda: 0.0
    )
    return (await links.link_of(notice)).removeprefix("http://lianxi.example")


async def test_a_call_waits_at_the_desk_until_its_receipt_is_returned_there(
    lived_in: Running, liaison: Browsing, called: Row
):
    path = f"/console/meetings/{called['matter_id']}/receipts/{cast.EDUCATION}"
    assert path in (await liaison.open("/console/")).text
    form = await liaison.main_form(path)
    form.values |= ANSWER
    answered = await liaison.send(path, form)
    assert answered.url.path.endswith("/receipts"), answered.text
    await lived_in.province.settle()
    assert path not in (await liaison.open("/console/")).text


async def test_whoever_has_the_link_answers_without_an_account(lived_in: Running, clerk: Browsing, called: Row):
    path = await link_of(lived_in, called)
    anybody = Browsing.of(lived_in.app)
    page = await anybody.open(path)
    assert page.status_code == 200
    assert THEME in page.text
    assert "鸡西市教育局" in page.text
    assert "退出" not in page.text
    assert not REFUSED.search(page.text)
    assert page.headers["cache-control"] == "no-store"
    form = await anybody.main_form(path)
    form.values |= {"attending": "no", "reason": SCRIPT}
    answered = await anybody.send(path, form)
    assert "回执已经报上" in answered.text
    await lived_in.province.settle()
    assert "已报回执" in (await anybody.open(path)).text
    await anybody.http.aclose()


async def test_a_refusal_of_the_link_stands_beside_its_field_and_loses_nothing(lived_in: Running, called: Row):
    path = await link_of(lived_in, called)
    anybody = Browsing.of(lived_in.app)
    form = await anybody.main_form(path)
    form.values |= {"attending": "yes", "seat": "substitute", "mode": "video", "heads": "1", "office": SCRIPT}
    answered = await anybody.send(path, form)
    assert answered.status_code == 422
    assert "由他人代为参加的，请写明原因。" in answered.text
    assert "&lt;script&gt;" in answered.text
    assert "<script>alert" not in answered.text
    form.values |= {"seal": "0" * 64}
    assert (await anybody.send(path, form)).status_code == 403
    assert (await anybody.open(path[:-4] + "AAAA")).status_code == 404
    await anybody.http.aclose()


async def test_an_address_is_written_seen_by_its_unit_alone_and_deleted(
    lived_in: Running, liaison: Browsing, clerk: Browsing
):
    form = await liaison.main_form("/console/contacts/new")
    form.values |= {"role": "liaison", "channel": "mail", "address": "no address"}
    wrong = await liaison.send("/console/contacts/new", form)
    assert "邮箱地址应写作" in wrong.text
    form = await liaison.main_form("/console/contacts/new")
    form.values |= {"role": "liaison", "channel": "mail", "address": "lly@jyj.example.cn"}
    page = await liaison.send("/console/contacts/new", form)
    assert "联系方式已经保存。" in page.text
    assert "lly@jyj.example.cn" in page.text
    assert "lly@jyj.example.cn" not in (await clerk.open("/console/contacts")).text
    remove = next(one for one in forms_in(page.text) if "remove" in one.action)
    removed = await liaison.send(remove.action, remove)
    assert "联系方式已经删除。" in removed.text
    assert "lly@jyj.example.cn" not in removed.text


async def test_the_outbox_tells_the_clerk_what_did_not_arrive_and_sends_again(
    lived_in: Running, clerk: Browsing, called: Row
):
    (run,) = lived_in.province.services["notification"].background
    await run.__self__.run_once()  # type: ignore[attr-defined]  # the dispatcher, which no test waits for
    page = await clerk.open("/console/outbox")
    assert "未能送达：没有联系方式" in page.text
    again = next(one for one in forms_in(page.text) if "resend" in one.action)
    assert "已经安排重新发送" in (await clerk.send(again.action, again)).text


@pytest.mark.parametrize("path", ["/console/contacts", "/console/contacts/new", "/console/outbox", "/console/"])
async def test_the_pages_of_notices_hold_nothing_that_the_policy_refuses(clerk: Browsing, path: str):
    answer = await clerk.open(path)
    assert answer.status_code == 200
    assert not REFUSED.search(answer.text)
