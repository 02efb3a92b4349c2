"""The walk over every form: sent without its seal, then all hostile, then hostile where any text may stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote, unquote
from uuid import UUID

import httpx
from fastapi.routing import APIRoute

from services.console.bootstrap import ROUTERS
from services.local.demo.cast import CITY, EDUCATION, FINANCE
from services.local.server import Running
from services.notification.domain.link import PURPOSE, Link
from services.organization.application.imports.layout import UNITS
from shared.kernel.ids import derive
from shared.sheets.sheet import Sheet
from shared.sheets.writing import write_workbook
from tests.integration.browsing import Browsing
from tests.integration.every_form import CLERK, WAY, Stop, Who, key_of
from tests.integration.hostile import Control, Page, hostile

ID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
# Route → what addresses are its, by method.
PATHS: Final[Mapping[str, Mapping[str, re.Pattern[str]]]] = {
    method: {
        route.path: route.path_regex
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and method in (route.methods or ())
    }
    for method in ("GET", "POST")
}
_NO_PAGE: Final = re.compile(r"/documents/|/export|/file$|preview\.docx|/static/")
# What a page is asked in its address comes back in the page, too.
_ASKED: Final = tuple(
    f"/console/{each}={quote(hostile(0))}" for each in ("units?text", "history?unit", "sign-in?next", "topics?done")
)
_OF_REFUSALS: Final = "/console/rules"
_REFUSED: Final = frozenset({400, 401, 403, 404, 409, 422})
_ANYTHING: Final = frozenset({"text", "long", "lines", "words", "person"})  # kinds in which any text may stand
_FILE: Final = ("'><img src=x onerror=alert(1)>{{7*7}}.pdf", b"%PDF-1.4")
_KEEP_LINK: Final = (
    "INSERT INTO {receipt_links} (link_id, matter_id, unit_id, issuer_id, round)"
    " VALUES (:link_id, :matter_id, :unit_id, :issuer_id, 1)"
)


@dataclass
class Walk:
    """`planted` says which field of which form a text was typed into; `given` is every command that went out."""

    here: Running
    given: list[str]
    made: dict[str, str] = field(default_factory=dict)
    planted: dict[int, str] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)
    typed: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    desks: dict[Who, Browsing] = field(default_factory=dict)
    read: set[tuple[str, Who]] = field(default_factory=set)
    accepted: set[int] = field(default_factory=set)

    def desk(self, who: Who) -> Browsing:
        if who not in self.desks:
            self.desks[who] = Browsing.of(self.here.app, self.here.province.issuer.person_token(*who))
        return self.desks[who]

    async def upload(self) -> None:
        """A registry file that only waits to be begun."""
        desk, path = self.desk(CLERK), "/console/units/files"
        seal = Page((await desk.open(path)).text).controls()[0].value
        row = ("230321901", hostile(0), "", "关工委", "乡级", "待建", "2021-01-01", "")
        body = write_workbook([Sheet("单位", [UNITS.titles, row])])
        answer = await self._post(desk, path, {"seal": seal}, {"file": ("x.xlsx", body)})
        self._note(bool(answer.history), path, answer)
        self.made["import"] = ID.findall(answer.url.path)[-1]

    async def take(self, stop: Stop) -> None:
        if stop.days:
            await self.here.province.move_to(self.here.province.clock.now() + timedelta(days=stop.days))
        await self.here.province.settle()
        if "{link}" in stop.at:
            self.made["link"] = await self._link()
        if "{return}" in stop.at:
            self.made["return"] = str(derive("transmittal-return", UUID(self.made["transmittal"]), EDUCATION))
        desk, path = self.desk(stop.who), f"/console{stop.at.format(**self.made)}"
        controls = self.page(await desk.open(path), path).controls()
        self._check_is(stop, path, controls)
        everything = self._hostile(stop, controls)
        await self._unsealed(desk, path, everything)
        seal = next(each.value for each in controls if each.name == "seal")
        answer = await self._post(desk, path, {**everything, "seal": seal})
        if not _is_done(stop, answer):
            self._note(answer.status_code in _REFUSED, path, answer)
            controls = self.page(await desk.open(path), path).controls()
            before = len(self.planted)
            answer = await self._post(desk, path, *self._filled(stop, controls))
            self._note(_is_done(stop, answer), path, answer)
            self.accepted |= set(range(before + 1, len(self.planted) + 1))
        if stop.makes:
            self.made[stop.makes] = ID.findall(answer.url.path)[-1]

    async def read_everything(self, who: Who) -> None:
        """Every page that links lead to, but those of units and matters that the walk did not make."""
        desk, waiting = self.desk(who), {"/console/", _OF_REFUSALS, *_ASKED}
        waiting |= {f"/console{stop.at.format(**self.made)}" for stop in WAY if stop.who == who}
        seen: set[str] = set()
        while waiting - seen:
            path = (waiting - seen).pop()
            seen.add(path)
            if (path.partition("?")[0], who) in self.read and "⟦" not in unquote(path):
                continue
            answer = await desk.open(path)
            if "text/html" not in answer.headers["content-type"]:
                continue
            page = self.page(answer, path)
            self.read.add((path.partition("?")[0], who))
            waiting |= {each for each in page.links if self._leads_on(each)}

    def has_read(self, path: str) -> bool:
        return any(PATHS["GET"][path].match(each.removeprefix("/console")) for each, _ in self.read)

    async def send_unsealed(self, path: str, values: Mapping[str, str]) -> None:
        desk = self.desk(CLERK)
        before, cookies = len(self.given), dict(desk.http.cookies)
        for seal in ({}, {"seal": "0" * 64}):
            await self._post(desk, path, {**values, **seal})
        self.wrong += [f"{path} without its seal: {each}" for each in self.given[before:]]
        self.wrong += [f"{path} without its seal: a cookie"] if dict(desk.http.cookies) != cookies else []

    def _leads_on(self, address: str) -> bool:
        ours = {*self.made.values(), str(CITY), str(EDUCATION)}
        return address.startswith("/console/") and set(ID.findall(address)) <= ours and not _NO_PAGE.search(address)

    async def _link(self) -> str:
        """As a message to the finance bureau has it."""
        link = Link(self.made["meeting"], str(FINANCE), str(CITY), 1)
        row = {"matter_id": link.matter_id, "unit_id": link.unit_id, "issuer_id": link.issuer_id, "link_id": link.id}
        await self.here.province.services["notification"].store.write(lambda tx: tx.execute(_KEEP_LINK, row))
        return link.token(self.here.province.issuer.secret_for(PURPOSE))

    def page(self, answer: httpx.Response, path: str) -> Page:
        page = Page(answer.text)
        self.wrong += [f"{path}: {fault}" for fault in page.faults]
        self.shown |= page.planted
        return page

    def _note(self, is_right: bool, path: str, answer: httpx.Response) -> None:
        page = self.page(answer, path)
        if not is_right:
            said = " ".join(" ".join(each.itertext()) for each in page.root.xpath("//*[@role='alert']"))
            self.wrong.append(f"{path}: {answer.status_code} {' '.join(said.split())[:300]}")

    def _check_is(self, stop: Stop, path: str, controls: list[Control]) -> None:
        typed = {each.name for each in controls if each.is_typed}
        if stop.form:
            self.typed.setdefault(key_of(stop.form), set()).update(typed)
        if not controls:
            self.wrong.append(f"{path}: no form")

    def _hostile(self, stop: Stop, controls: list[Control]) -> dict[str, str]:
        return {each.name: self._planted(stop, each.name) for each in controls if each.name != "seal"}

    def _planted(self, stop: Stop, name: str) -> str:
        number = len(self.planted) + 1
        self.planted[number] = f"{stop.at} {name}"
        return hostile(number)

    def _named(self, stop: Stop, valid: Mapping[str, str]) -> dict[str, str]:
        return {
            name: value.format(**self.made, hostile=self._planted(stop, name) if "{hostile}" in value else "")
            for name, value in valid.items()
        }

    async def _unsealed(self, desk: Browsing, path: str, values: dict[str, str]) -> None:
        before = len(self.given)
        for seal in ({}, {"seal": "0" * 64}):
            answer = await self._post(desk, path, {**values, **seal})
            self._note(answer.status_code == 403, path, answer)
        self.wrong += [f"{path} without its seal: {each}" for each in self.given[before:]]

    async def _post(
        self, desk: Browsing, path: str, values: Mapping[str, str], files: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        parts: list[tuple[str, Any]] = [(name, (None, value)) for name, value in values.items()]
        return await desk.http.post(path, files=[*parts, *(files or {}).items()] or [("nothing", (None, ""))])

    def _filled(self, stop: Stop, controls: list[Control]) -> tuple[dict[str, str], dict[str, Any]]:
        given = stop.valid(controls) if callable(stop.valid) else self._named(stop, stop.valid)
        values, files = {}, {}
        for each in controls:
            if each.name in given:
                values[each.name] = given[each.name]
            elif each.kind == "file":
                files[each.name] = _FILE
            elif each.is_typed and _kind(stop, each.name) in _ANYTHING:
                values[each.name] = self._planted(stop, each.name)
            elif each.options and each.kind != "checkbox":
                values[each.name] = each.value or next(value for value, _ in each.options if value)
            elif each.kind == "checkbox" and not each.value and _is_required(stop, each.name):
                values[each.name] = each.options[0][0]
            elif each.value or each.kind != "checkbox":
                values[each.name] = each.value
        return {name: value for name, value in values.items() if value}, files


def _kind(stop: Stop, name: str) -> str:
    """What no table says is text, as in the attendance sheet."""
    found = next((each for each in stop.form.fields if each.name == name), None) if stop.form else None
    return found.kind if found else "text"


def _is_required(stop: Stop, name: str) -> bool:
    return any(each.name == name and each.required for each in stop.form.fields) if stop.form else False


def _is_done(stop: Stop, answer: httpx.Response) -> bool:
    """Led on to another page; the page of a link stays at its address."""
    return answer.status_code == 200 and (bool(answer.history) or stop.form is None)
