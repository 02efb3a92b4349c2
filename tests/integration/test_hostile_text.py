"""Hostile text in every field of every form of the console, and every form without its seal.

One walk over all forms (every_form.py, walking.py). What comes back, and every page that is reached afterwards, is
judged by a parser: what was planted stands there as text, whole; nothing of it became an element, an attribute, an
address.
"""

import re
from collections.abc import AsyncIterator
from html import escape
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.console.adapters.services import Asked
from services.local.demo.cast import CITY, PROVINCE
from services.local.server import Running
from tests.integration.every_form import OTHERS, WAY, every_form, key_of
from tests.integration.hostile import Page, hostile
from tests.integration.walking import PATHS, Walk

pytestmark = pytest.mark.slow
# Answers that are no pages: always to be kept as files.
FILES = {
    "/static/{name}",
    "/documents/{service}/{digest}",
    "/papers/{paper_id}/preview.docx",
    "/papers/{paper_id}/file",
    "/units/files/export",
}
# What is kept and stands on no page, as the words of a decision, which are a document.
_DECIDED = (
    "/topics/instruct",
    *(f"/meetings/{{meeting}}/record-{outcome}" for outcome in ("approval", "return", "consent")),
    "/instructions/{instruction}/record-consent",
)
NEVER_SHOWN = {
    *(f"{at} decision.words" for at in _DECIDED),
    *(f"/meetings/{{{meeting}}}/hold delegation.reason" for meeting in ("meeting", "office_meeting")),
    *(f"/meetings/{{meeting}}/forward-notice {name}" for name in ("place", "requirements")),
    *(f"/units/{{unit}}/{name} reason" for name in ("merge", "split", "end-term", "change-office-holders")),
    "/units/{unit}/appoint basis",
    "/units/founding/{batch}/revise reason",
    *(f"/units/founding/{at} joint_conditions" for at in ("new", "{batch}/revise")),  # none is founded jointly
}
ASKED = {"/names", "/person-names"}  # questions that are too large for an address
TYPED_KINDS = {"text", "long", "lines", "words", "person", "unit", "units"}


@pytest.fixture
async def walk(lived_in: Running, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Walk]:
    given: list[str] = []
    send = Asked._send

    async def recording(asked: Asked, service: str, method: str, path: str, **more: Any) -> httpx.Response:
        if method == "POST" and path not in ASKED:
            given.append(f"{service}{path}")
        return await send(asked, service, method, path, **more)

    monkeypatch.setattr(Asked, "_send", recording)
    walk = Walk(lived_in, given)
    yield walk
    for desk in walk.desks.values():
        await desk.http.aclose()


async def test_hostile_text_is_text_wherever_it_comes_back_and_no_form_is_taken_without_its_seal(walk: Walk) -> None:
    await walk.upload()
    for stop in WAY:
        await walk.take(stop)
    for who in (*walk.desks, (PROVINCE, "auditor"), (UUID(walk.made["town"]), "clerk")):
        await walk.read_everything(who)
    for path, values in OTHERS.values():
        await walk.send_unsealed(f"/console{path}", values)
    assert not walk.wrong, "\n".join(walk.wrong)
    unread = {path for path in PATHS["GET"] if not walk.has_read(path)}
    assert unread == FILES
    unseen = {walk.planted[number] for number in walk.accepted - walk.shown}
    assert unseen == NEVER_SHOWN
    for key, form in every_form().items():
        assert {each.name for each in form.fields if each.kind in TYPED_KINDS} <= walk.typed[key], key


def test_every_form_and_every_other_post_of_the_console_is_on_the_way() -> None:
    assert set(every_form()) == {key_of(stop.form) for stop in WAY if stop.form}
    stops = {re.sub(r"{\w+}", str(CITY), stop.at) for stop in WAY}
    posted = {path for path in PATHS["POST"] if not any(PATHS["POST"][path].match(stop) for stop in stops)}
    assert posted == set(OTHERS)


LET_THROUGH = {
    "an element": f"<p>{hostile(1)}</p>",
    "an attribute": f'<input value="{hostile(1)}">',
    "an address": f'<a href="{escape(hostile(1))}">x</a>',
    "a script of ours": f"<script>let x = '{escape(hostile(1))}'</script>",
    "a comment": f"<!-- {escape(hostile(1))} -->",
    "a template": f"<p>{escape(hostile(1)).replace('{{7*7}}', '49')}</p>",
    "an attribute of an event": '<p onclick="f()">x</p>',
    "a picture": "<img src=x>",
}


@pytest.mark.parametrize("kind", LET_THROUGH)
def test_the_judge_finds_what_a_page_lets_through(kind: str) -> None:
    assert Page(f"<main>{LET_THROUGH[kind]}</main>").faults


def test_the_judge_knows_what_is_escaped() -> None:
    page = Page(f'<main><p>{escape(hostile(1))}</p><input value="{escape(hostile(2))}"></main>')
    assert (page.faults, page.planted) == ([], {1, 2})
