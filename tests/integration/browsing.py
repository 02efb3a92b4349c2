"""A browser without a picture: keeps cookies, follows redirects, fills the forms that a page really has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from starlette.types import ASGIApp

from services.console.entrypoints.session import TOKEN


@dataclass
class PageForm:
    """The names and values that a form would send as it stands."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)  # what can be typed


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._area: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(PageForm(given.get("action", "")))
        elif self.forms and "name" in given:
            self._field(tag, given)

    def _field(self, tag: str, given: Mapping[str, str]) -> None:
        form, name, kind = self.forms[-1], given["name"], given.get("type", "")
        if tag == "textarea":
            form.texts.add(name)
            form.values[name] = ""
            self._area = name
        elif tag == "input" and kind == "file":
            form.files.add(name)
        elif tag == "input" and kind in ("radio", "checkbox"):
            if "checked" in given or name not in form.values:
                form.values[name] = given.get("value", "on")
        elif tag == "input":
            form.values[name] = given.get("value", "")
            if kind == "text":
                form.texts.add(name)

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].values[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


def forms_in(html: str) -> list[PageForm]:
    parser = _Forms()
    parser.feed(html)
    return parser.forms


@dataclass
class Browsing:
    http: httpx.AsyncClient

    @classmethod
    def of(cls, app: ASGIApp, token: str | None = None) -> "Browsing":
        transport = httpx.ASGITransport(app=app)
        one = cls(httpx.AsyncClient(transport=transport, base_url="http://lianxi.example", follow_redirects=True))
        if token:
            one.http.cookies.set(TOKEN, token, domain="lianxi.example", path="/console")
        return one

    async def open(self, path: str) -> httpx.Response:
        return await self.http.get(path)

    async def main_form(self, path: str) -> PageForm:
        """The form of a form's page: not the one that signs out, not the one for the type size."""
        return next(form for form in forms_in((await self.open(path)).text) if not form.action)

    async def send(
        self, path: str, form: PageForm, files: Mapping[str, Any] | None = None, **more: Any
    ) -> httpx.Response:
        every: dict[str, Any] = {name: (None, value) for name, value in form.values.items()}
        return await self.http.post(path, files={**every, **(files or {})}, **more)
