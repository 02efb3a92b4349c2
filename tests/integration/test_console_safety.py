"""The pages against forged forms, planted scripts, foreign addresses and hostile files, after the whole story."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest

from services.console.entrypoints.forms.meeting import BY_NAME
from services.console.entrypoints.forms.meeting_draft import DRAFT
from services.console.entrypoints.session import TOKEN, local_path
from services.local.demo.cast import CITY
from services.local.server import Running
from shared.kernel.limits import UPLOAD_BYTES_MAX
from tests.integration.browsing import Browsing, forms_in

pytestmark = pytest.mark.slow
UUID_OF_NOBODY = UUID(int=7)
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
REFUSED = re.compile(r"<style|\sstyle=|<script(?! src=\"/console/)|\son\w+=|javascript:|https?://")
DOCUMENT = re.compile(r"/console/documents/meeting/([0-9a-f]{64})")
NEW = "/console/meetings/new"


@pytest.fixture
async def clerk(lived_in: Running) -> AsyncIterator[Browsing]:
    browsing = Browsing.of(lived_in.app, lived_in.province.issuer.person_token(CITY, "clerk"))
    yield browsing
    await browsing.http.aclose()


async def meetings_of(lived_in: Running) -> list[str]:
    token = lived_in.province.issuer.person_token(CITY, "clerk")
    transport = httpx.ASGITransport(app=lived_in.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxi.example") as client:
        page = await client.get("/meeting/v1/meetings", headers={"Authorization": f"Bearer {token}"})
    return [item["meeting_id"] for item in page.json()["items"]]


async def test_every_page_carries_a_policy_and_nothing_that_it_would_refuse(lived_in: Running, clerk: Browsing):
    paths = ["/console/", "/console/meetings", NEW, "/console/sign-in", "/console/nothing"]
    paths += [f"/console/meetings/{meeting}" for meeting in await meetings_of(lived_in)]
    for path in paths:
        answer = await clerk.open(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"], path
        assert answer.headers["cache-control"] == "no-store", path
        assert not REFUSED.search(answer.text), path


async def test_a_form_without_its_seal_gives_no_command_and_keeps_what_was_typed(clerk: Browsing):
    form = await clerk.main_form(NEW)
    form.values |= {"form": "regular", "theme": "伪造的会议", "seal": "0" * 64}
    answer = await clerk.send(NEW, form)
    assert answer.status_code == 403
    assert "伪造的会议" in answer.text
    assert "伪造的会议" not in (await clerk.open("/console/meetings")).text


async def test_a_form_from_another_site_gives_no_command(clerk: Browsing):
    form = await clerk.main_form(NEW)
    form.values |= {"form": "regular", "theme": "别处来的会议"}
    for site in ("cross-site", "same-site"):
        answer = await clerk.send(NEW, form, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403
    assert (await clerk.send(NEW, form, headers={"Sec-Fetch-Site": "same-origin"})).url.path != NEW


async def test_a_form_sent_twice_is_one_meeting(clerk: Browsing):
    form = await clerk.main_form(NEW)
    form.values |= {"form": "regular", "theme": "只有一次的例会"}
    first, second = await clerk.send(NEW, form), await clerk.send(NEW, form)
    assert first.url == second.url
    assert (await clerk.open("/console/meetings")).text.count("只有一次的例会") == 1


async def drafted(clerk: Browsing, theme: str) -> str:
    """The address of a joint meeting's page."""
    form = await clerk.main_form(NEW)
    form.values |= {"form": "joint", "joint_kinds": "thematic", "theme": theme, "agenda": "讨论分工"}
    return (await clerk.send(NEW, form)).url.path


async def test_a_form_sent_twice_is_one_command_also_with_files_words_and_a_name(clerk: Browsing):
    meeting = await drafted(clerk, "只请示一次的会议")
    paper, scan = {"document": ("x.pdf", b"%PDF-1.4")}, {"decision.scan": ("x.pdf", b"%PDF-1.4")}
    asking = await clerk.main_form(f"{meeting}/submit-request")
    for _ in range(2):
        assert (await clerk.send(f"{meeting}/submit-request", asking, paper)).url.path == meeting
    approving = await clerk.main_form(f"{meeting}/record-approval")
    approving.values |= {"decision.person_id": "只登记一次的领导", "decision.words": "同意。"}
    for _ in range(2):
        assert (await clerk.send(f"{meeting}/record-approval", approving, scan)).url.path == meeting
    page = (await clerk.open(meeting)).text
    assert (page.count("报出请示"), page.count("　党委同意")) == (1, 1)


async def test_a_form_sent_twice_makes_one_thing(clerk: Browsing):
    form = await clerk.main_form("/console/instructions/new")
    form.values |= {"kinds": "visit", "title": "只记录一次的视察", "leaders": "省关工委主任"}
    paper = {"document": ("x.pdf", b"%PDF-1.4")}
    first, second = [await clerk.send("/console/instructions/new", form, paper) for _ in range(2)]
    assert first.url == second.url
    adding = await clerk.main_form(f"{first.url.path}/add-text")
    adding.values |= {"kind": "speech", "title": "只补充一次的讲话"}
    for _ in range(2):
        assert (await clerk.send(f"{first.url.path}/add-text", adding, paper)).url.path == first.url.path
    assert (await clerk.open(first.url.path)).text.count("只补充一次的讲话") == 1


@pytest.mark.parametrize("name", [DRAFT.name, *BY_NAME])
async def test_what_is_typed_is_shown_as_text_in_every_form(lived_in: Running, clerk: Browsing, name: str):
    path = NEW if name == DRAFT.name else f"/console/meetings/{(await meetings_of(lived_in))[0]}/{name}"
    form = await clerk.main_form(path)
    form.values |= dict.fromkeys(form.texts, SCRIPT)
    answer = await clerk.send(path, form)
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "49" not in re.findall(r"onerror=alert\(1\)&gt;(\d+)", answer.text)


async def test_a_planted_script_is_shown_as_text_where_it_was_stored(clerk: Browsing):
    form = await clerk.main_form(NEW)
    form.values |= {"form": "regular", "theme": SCRIPT, "agenda": SCRIPT, "matters": SCRIPT}
    page = await clerk.send(NEW, form)
    assert "&lt;script&gt;alert(1)" in page.text
    for shown in (page, await clerk.open("/console/"), await clerk.open("/console/meetings")):
        assert "<script>alert" not in shown.text


@pytest.mark.parametrize(
    "path",
    [
        "https://example.org/", "//example.org", "/\\example.org", "/console//example.org", "/console/\\example.org",
        "javascript:alert(1)", "/elsewhere", "/console/\r\nSet-Cookie: a=b", "", None, 7,
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere(path: object):
    assert local_path(path) == "/console/"


def test_a_page_of_ours_is_gone_back_to():
    assert local_path("/console/meetings?stage=held&q=//x") == "/console/meetings?stage=held&q=//x"


async def test_signing_in_leads_back_to_the_page_and_only_there(lived_in: Running):
    for following, expected in (("/console/meetings", "/console/meetings"), ("https://example.org/", "/console/")):
        browsing = Browsing.of(lived_in.app)
        page = await browsing.http.get("/console/sign-in", params={"next": following})
        form = next(one for one in forms_in(page.text) if "unit" in one.values)
        form.values |= {"unit": "230300", "role": "clerk"}
        assert (await browsing.send("/console/sign-in", form)).url.path == expected


async def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(lived_in: Running):
    browsing = Browsing.of(lived_in.app)
    page = await browsing.open("/console/sign-in")
    form = next(one for one in forms_in(page.text) if "unit" in one.values)
    form.values |= {"unit": "230300", "role": "clerk"}
    browsing.http.follow_redirects = False
    signed_in = await browsing.send("/console/sign-in", form)
    for cookie in (*page.headers.get_list("set-cookie"), *signed_in.headers.get_list("set-cookie")):
        assert {"HttpOnly", "SameSite=lax", "Path=/console"} <= {part.strip() for part in cookie.split(";")}


UPLOADS = {
    "a page": ("x.html", b"<script>alert(1)</script>"),
    "a program": ("x.exe", b"MZ"),
    "two endings": ("x.pdf.js", b"%PDF-1.4"),
    "a page named as a document": ("x.pdf", b"<html><script>alert(1)</script>"),
    "a picture that is none": ("x.png", b"GIF89a"),
    "too large": ("x.pdf", b"%PDF-" + b"0" * UPLOAD_BYTES_MAX),
    "no ending": ("x", b"%PDF-1.4"),
}


@pytest.mark.parametrize("kind", UPLOADS)
async def test_a_hostile_upload_is_refused_beside_its_field(lived_in: Running, clerk: Browsing, kind: str):
    path = f"/console/meetings/{(await meetings_of(lived_in))[0]}/submit-request"
    name, body = UPLOADS[kind]
    answer = await clerk.send(path, await clerk.main_form(path), {"document": (name, body)})
    assert answer.status_code == 422
    assert 'id="document-error"' in answer.text


async def test_a_document_is_handed_out_to_be_kept_and_never_shown_in_place(lived_in: Running, clerk: Browsing):
    for meeting in await meetings_of(lived_in):
        for digest in DOCUMENT.findall((await clerk.open(f"/console/meetings/{meeting}")).text):
            answer = await clerk.open(f"/console/documents/meeting/{digest}")
            assert answer.headers["content-disposition"].startswith("attachment")
            assert answer.headers["content-type"] == "application/octet-stream"
    for bad in ("0" * 64, "x", "../../healthz"):
        assert (await clerk.open(f"/console/documents/meeting/{bad}")).status_code == 404


async def test_who_is_not_signed_in_sees_nothing_and_comes_back(lived_in: Running):
    answer = await Browsing.of(lived_in.app).open("/console/meetings?stage=held")
    assert answer.url.path == "/console/sign-in"
    assert answer.url.params["next"] == "/console/meetings?stage=held"


async def test_who_was_signed_out_meanwhile_loses_nothing_of_what_was_typed(lived_in: Running, clerk: Browsing):
    form = await clerk.main_form(NEW)
    form.values |= {"form": "regular", "theme": "登录过期时的例会"}
    token = clerk.http.cookies.get(TOKEN)
    clerk.http.cookies.delete(TOKEN)
    waiting = await clerk.send(NEW, form)
    assert waiting.status_code == 401
    kept = next(one for one in forms_in(waiting.text) if one.action == NEW)
    assert kept.values["theme"] == "登录过期时的例会"
    clerk.http.cookies.set(TOKEN, str(token), domain="lianxi.example", path="/console")
    assert "登录过期时的例会" in (await clerk.send(NEW, kept)).text
    assert "登录过期时的例会" in (await clerk.open("/console/meetings")).text


async def test_a_meeting_of_another_unit_is_as_if_it_were_not(lived_in: Running):
    stranger = Browsing.of(lived_in.app, lived_in.province.issuer.person_token(UUID_OF_NOBODY, "clerk"))
    for meeting in await meetings_of(lived_in):
        assert (await stranger.open(f"/console/meetings/{meeting}")).status_code == 404
