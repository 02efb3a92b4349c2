"""Forms of papers as a browser sends them."""

import html
import io
import re
from typing import Any

import httpx
from docx import Document

from tests.unit.console.test_pages_around_a_meeting import hidden, page

# What a suggestion leaves to a person; without it nothing is checked.
CONTACT = {"note": "联系人：江某，电话：0467—0000000"}


def waiting_at(desk: str, address: str) -> str:
    """What the desk says that a paper waits for."""
    found = re.search(rf'>([^<]+)</span>\s*<a class="row-title" href="{re.escape(address)}"', desk)
    return found[1] if found else ""


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


def signer_in(form: str) -> str:
    found = re.search(r'name="signer" type="text" value="([^"]*)"', form)
    return found[1] if found else ""
