"""Desk, receipts by a link, addresses and outbox as pages, over the real services of meetings and notices."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import httpx
import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.console.adapters.services import Services
from services.console.bootstrap import ConsoleDependencies, build
from services.console.settings import ConsoleSettings, Identity
from shared.telemetry.metrics import Metrics
from tests.integration.browsing import Browsing, PageForm, forms_in
from tests.integration.test_console_safety import REFUSED, SCRIPT
from tests.unit.meeting.given import COMMITTEE, EDUCATION, HOSPITAL
from tests.unit.meeting.test_http import MEETING
from tests.unit.notification import test_receipt_link
from tests.unit.notification.sending import Sending
from tests.unit.notification.test_receipt_link import Both

both = test_receipt_link.both
ADDRESS = "bgs@example.cn"


class NoSignIn:
    identities: Sequence[Identity] = ()
    by_unit = False

    async def token_for(self, unit: str, role: str) -> str:
        raise AssertionError("nobody signs in here")


class ByService:
    """The services behind one address; one that is not there knows nothing."""

    def __init__(self, apps: dict[str, ASGIApp]) -> None:
        self._apps = apps

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].endswith("/names"):  # the registry: a unit of no name stands for itself
            await Response('{"names": {}}')(scope, receive, send)
            return
        nobody = Response('{"code": "not_found", "detail": "没有"}', 404)
        await self._apps.get(scope["path"].split("/")[1], nobody)(scope, receive, send)


class Pages:
    def __init__(self, both: Both) -> None:
        self.both = both
        apps = ByService({"meeting": both.office.parts.app, "notification": both.world.parts.app})
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app=apps))
        self.app = build(
            ConsoleDependencies(
                services=Services(self.http, lambda service: "http://inside"),
                sign_in=NoSignIn(),
                verifier=both.office.issuer.verifier(),
                clock=both.office.clock,
                metrics=Metrics(),
                settings=ConsoleSettings(key=b"k" * 32),
            )
        )

    def browsing(self, unit: UUID | None = None, role: str = "clerk") -> Browsing:
        """Somebody of a unit; without one nobody in particular."""
        token = self.both.office.issuer.person_token(unit, role) if unit else None
        return Browsing.of(self.app, token)

    async def send(self, browsing: Browsing, path: str, form: PageForm) -> httpx.Response:
        answer = await browsing.send(path, form)
        await self.both.office.settle()
        await self.both.world.settle()
        return answer


@pytest.fixture
async def pages(both: Both) -> AsyncIterator[Pages]:
    await both.office.settle()
    pages = Pages(both)
    yield pages
    await pages.http.aclose()


async def form_at(browsing: Browsing, path: str) -> PageForm:
    return await browsing.main_form(path)


async def test_a_call_stands_at_the_desk_and_leads_to_its_receipt(pages: Pages):
    desk = await pages.browsing(EDUCATION, "liaison").open("/console/")
    assert f'href="/console/meetings/{MEETING}/receipts/{EDUCATION}"' in desk.text
    assert "校园周边环境整治" in desk.text
    assert not REFUSED.search(desk.text)


async def test_whoever_has_the_link_answers_without_an_account(pages: Pages):
    path = f"/console/r/{await pages.both.link()}"
    anybody = pages.browsing()
    page = await anybody.open(path)
    assert page.status_code == 200
    assert "校园周边环境整治" in page.text
    assert "市委一号会议室" in page.text
    assert "退出" not in page.text
    assert not REFUSED.search(page.text)
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "same-origin"
    form = await form_at(anybody, path)
    form.values |= {"attending": "no", "reason": SCRIPT}
    assert "回执已经报上" in (await pages.send(anybody, path, form)).text
    assert "已报回执" in (await anybody.open(path)).text
    desk = await pages.browsing(EDUCATION, "liaison").open("/console/")
    assert "校园周边环境整治" not in desk.text


async def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(pages: Pages):
    path = f"/console/r/{await pages.both.link()}"
    anybody = pages.browsing()
    form = await form_at(anybody, path)
    form.values |= {"attending": "yes", "seat": "substitute", "mode": "video", "heads": "1", "office": SCRIPT}
    answered = await pages.send(anybody, path, form)
    assert answered.status_code == 422
    assert "由他人代为参加的，请写明原因。" in answered.text
    assert "&lt;script&gt;" in answered.text
    assert "<script>alert" not in answered.text
    form.values |= {"heads": "很多"}
    assert "请填写整数。" in (await pages.send(anybody, path, form)).text
    form.values |= {"seal": "0" * 64}
    assert (await pages.send(anybody, path, form)).status_code == 403


async def test_a_link_that_is_void_or_over_says_so(pages: Pages):
    token = await pages.both.link()
    unknown = await pages.browsing().open(f"/console/r/{token[:-4]}AAAA")
    assert unknown.status_code == 404
    assert "这个链接不对，或者已经失效。" in unknown.text
    pages.both.office.clock.move_to(pages.both.office.clock.now().replace(month=10))
    over = await pages.browsing().open(f"/console/r/{token}")
    assert "会议已经开始，不能再报回执。" in over.text
    assert "<form" not in over.text.partition("<main")[2].partition("</main>")[0]


async def test_an_observer_is_not_asked_who_holds_the_seat(pages: Pages):
    form = await form_at(pages.browsing(), f"/console/r/{await pages.both.link(HOSPITAL)}")
    assert "seat" not in form.values
    assert "mode" in form.values


async def test_an_address_is_written_seen_by_its_unit_alone_and_deleted(pages: Pages):
    clerk = pages.browsing(COMMITTEE)
    form = await form_at(clerk, "/console/contacts/new")
    form.values |= {"role": "clerk", "channel": "mail", "address": "no address"}
    wrong = await pages.send(clerk, "/console/contacts/new", form)
    assert "邮箱地址应写作" in wrong.text
    form.values |= {"address": ADDRESS, "form_key": "another"}
    page = await pages.send(clerk, "/console/contacts/new", form)
    assert "联系方式已经保存。" in page.text
    assert ADDRESS in page.text
    assert ADDRESS not in (await pages.browsing(EDUCATION).open("/console/contacts")).text
    assert (await pages.browsing(COMMITTEE, "director").open("/console/contacts")).status_code == 403
    remove = next(one for one in forms_in(page.text) if "remove" in one.action)
    removed = await pages.send(clerk, remove.action, remove)
    assert "联系方式已经删除。" in removed.text
    assert ADDRESS not in removed.text


async def test_the_outbox_tells_what_did_not_arrive_and_sends_again(pages: Pages):
    sending = Sending(pages.both.world, pages.both.world.settings)
    await sending.dispatcher.run_once()
    clerk = pages.browsing(COMMITTEE)
    page = await clerk.open("/console/outbox")
    assert "没有登记邮箱、手机号，没有另外发送" in page.text
    assert not REFUSED.search(page.text)
    assert "重新发送" not in page.text  # there is nowhere to send it
    of_unit = pages.browsing(EDUCATION)
    form = await form_at(of_unit, "/console/contacts/new")
    form.values |= {"role": "clerk", "channel": "mail", "address": ADDRESS}
    assert "联系方式已经保存。" in (await pages.send(of_unit, "/console/contacts/new", form)).text
    page = await clerk.open("/console/outbox")
    again = next(one for one in forms_in(page.text) if "resend" in one.action)
    assert "已经安排重新发送" in (await pages.send(clerk, again.action, again)).text
    again.values |= {"seal": "0" * 64}
    assert (await pages.send(clerk, again.action, again)).status_code == 403
    assert "resend" not in (await pages.browsing(EDUCATION).open("/console/outbox")).text


async def test_of_the_addresses_that_are_kept_the_unit_chooses_which_are_used(pages: Pages):
    clerk = pages.browsing(COMMITTEE)
    form = await form_at(clerk, "/console/contacts/new")
    form.values |= {"role": "clerk", "channel": "mail", "address": ADDRESS}
    assert "使用中" in (await pages.send(clerk, "/console/contacts/new", form)).text
    path = "/console/contacts/clerk/channels"
    choice = await form_at(clerk, path)
    assert choice.values["channels"] == "mail"
    del choice.values["channels"]
    page = await pages.send(clerk, path, choice)
    assert "已经按您选的方式接收通知。" in page.text
    assert "没有选用" in page.text
    assert ADDRESS in page.text
    assert (await pages.browsing(COMMITTEE, "director").open(path)).status_code == 403
    assert (await clerk.open("/console/contacts/anybody/channels")).status_code == 404


async def test_who_told_makes_a_link_void_and_sends_the_notice_again(pages: Pages):
    token = await pages.both.link()
    clerk = pages.browsing(COMMITTEE)
    receipt = f"/console/meetings/{MEETING}/receipts/{EDUCATION}"
    page = await clerk.open(receipt)
    assert f'href="{receipt}/renew-link"' in page.text
    assert f'href="{receipt}/resend"' in page.text
    renew = await form_at(clerk, f"{receipt}/renew-link")
    assert "原来的回执链接已经作废" in (await pages.send(clerk, f"{receipt}/renew-link", renew)).text
    assert (await pages.browsing().open(f"/console/r/{token}")).status_code == 404
    assert (await pages.browsing().open(f"/console/r/{await pages.both.link()}")).status_code == 200
    again = await form_at(clerk, f"{receipt}/resend")
    assert "已经安排重新发送" in (await pages.send(clerk, f"{receipt}/resend", again)).text
    assert (await clerk.open(f"{receipt}/other")).status_code == 404


async def test_the_unit_makes_its_own_link_void_and_no_other_units(pages: Pages):
    liaison = pages.browsing(EDUCATION, "liaison")
    receipt = f"/console/meetings/{MEETING}/receipts/{EDUCATION}"
    page = await liaison.open(receipt)
    assert "作废回执链接" in page.text
    assert "重新发送通知" not in page.text
    token = await pages.both.link()
    path = f"{receipt}/renew-link"
    await pages.send(liaison, path, await form_at(liaison, path))
    assert (await pages.browsing().open(f"/console/r/{token}")).status_code == 404
    others = await pages.both.link(HOSPITAL)
    path = f"/console/meetings/{MEETING}/receipts/{HOSPITAL}/renew-link"
    assert (await pages.send(liaison, path, await form_at(liaison, path))).status_code == 404
    assert (await pages.browsing().open(f"/console/r/{others}")).status_code == 200


@pytest.mark.parametrize("path", ["/console/contacts", "/console/contacts/new", "/console/outbox", "/console/"])
async def test_the_pages_of_notices_hold_nothing_that_the_policy_refuses(pages: Pages, path: str):
    answer = await pages.browsing(COMMITTEE).open(path)
    assert answer.status_code == 200
    assert not REFUSED.search(answer.text)
