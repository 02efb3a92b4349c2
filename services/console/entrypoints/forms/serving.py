"""A form's page: shown, sent, shown again with every fault beside its field and nothing typed lost."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from services.console.adapters.services import Problem
from services.console.entrypoints.forms.fields import Field, Option, Shown
from services.console.entrypoints.forms.form import Form, Matter
from services.console.entrypoints.forms.reading import (
    ACCEPTED,
    Read,
    Sending,
    Typed,
    keep_uploads,
    read_values,
    typed_in,
)
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import is_sealed
from services.console.entrypoints.visit import Visit

KEY: Final = "form_key"
VERSION: Final = "form_version"
SEAL: Final = "seal"
TEMPLATE: Final = "form.html"
_IS_KEY: Final = re.compile(r"[0-9a-zA-Z_-]{1,200}")
STALE: Final = "这张表单在别处打开得太久，没有提交成功。填写的内容都在，请核对后再按一次。"
CHANGED: Final = "您填写的时候，别人已经改过这件事。您填写的内容都在；请对照下面标出的变化，确认后再提交。"


@dataclass(slots=True)
class Refused:
    """Why a form came back: `words` for the whole, `rule` if one says no; the fields' faults are with the fields."""

    words: str
    rule: str | None = None
    status: int = 422
    faults: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form about one matter for one visitor.

    `back` is the page to return to, `back_words` its name, `after` where a done command leads instead (`{made}` in it
    is the id of what the form makes); `done` is what was done just now, where the form itself is the page that follows.
    `fixed` are fields of the command that nobody types; `aside` is a template of what the user should see beside the
    form, with `more` for it.
    """

    form: Form
    visit: Visit
    matter: Matter
    back: str
    back_words: str
    path: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    after: str = ""
    done: str = ""
    aside: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    async def show(self) -> Response:
        started = {each.name: _start(each, self.visit, self.matter[0]) for each in self.form.fields}
        return await self._page(Typed(dict(started), dict(started)), self.matter[1], secrets.token_hex(16), None)

    async def send(self, sent: FormData) -> Response:
        """Gives the command; the page that follows has seen it."""
        form, visit = self.form, self.visit
        typed = typed_in(sent, form.fields)
        key, version = key_in(sent), version_in(sent)
        if not self.is_sealed(sent):
            return await self._page(typed, version, key, Refused(STALE, status=403))
        sending = Sending(visit, form.service, key)
        read = await keep_uploads(sent, form.fields, sending, typed)
        await read_values(form.fields, sending, typed, read)
        if read.faults:
            return await self._page(typed, version, key, Refused("", faults=read.faults))
        return await self._given(typed, read, sending, version)

    def is_sealed(self, sent: FormData) -> bool:
        request = self.visit.request
        return is_sealed(request, sent.get(SEAL), request.app.state.settings.key)

    async def _given(self, typed: Typed, read: Read, sending: Sending, version: int | None) -> Response:
        form, visit, key = self.form, self.visit, sending.key
        expected = version if form.checks_version else None
        made = sending.id_of(form.makes)
        try:
            body = {**form.body(read.values, visit, self.matter[0]), **self.fixed}
            if form.makes:
                body[form.makes] = made
            path = form.path.format(**self.path)
            answer = await visit.asked.command(form.service, path, body, key=key, version=expected)
        except Problem as problem:
            return await self._refused(typed, problem, version, key)
        after = (self.after or self.back).replace("{made}", made)
        position = str(answer.get("position", "")) if form.is_awaited else ""
        return RedirectResponse(done_at(after, form.name, position), 303)

    async def _refused(self, typed: Typed, problem: Problem, version: int | None, key: str) -> Response:
        if problem.status == 401:
            raise problem  # signed out meanwhile: entrypoints/failing.py keeps what was typed
        # A refused command is judged anew, but another body under its key would not be: so each try has its own.
        key = secrets.token_hex(16) if problem.status != 503 else key
        if problem.is_conflict:
            return await self._page(typed, self.matter[1], key, Refused(CHANGED, status=409))
        about = self.form.field_named(problem.field)
        faults = {about.name: problem.detail} if about else {}
        refused = Refused("" if about else problem.detail, problem.rule, problem.status, faults)
        return await self._page(typed, version, key, refused)

    async def _page(self, typed: Typed, version: int | None, key: str, refused: Refused | None) -> Response:
        fields = [await self._shown(each, typed, refused) for each in self.form.fields]
        return await pages_of(self.visit.request).page(
            self.visit,
            TEMPLATE,
            status=refused.status if refused else 200,
            form=self.form,
            fields=fields,
            refused=refused,
            changes=self._changes(fields) if refused and refused.words == CHANGED else [],
            key=key,
            version=version,
            accepted=ACCEPTED,
            back=self.back,
            back_words=self.back_words,
            done="" if refused else self.done,
            aside=self.aside,
            matter=self.matter[0],
            **self.more,
        )

    async def _shown(self, asked: Field, typed: Typed, refused: Refused | None) -> Shown:
        fault = refused.faults.get(asked.name) if refused else None
        value = typed.texts.get(asked.name, "")
        return Shown(
            asked,
            value,
            await self._options(asked, value),
            error=str(fault) if fault else "",
            was=typed.was.get(asked.name, ""),
            file_name=typed.file_names.get(asked.name, ""),
            suggestions=getattr(fault, "suggestions", ()),
        )

    async def _options(self, asked: Field, value: Any) -> Sequence[Option]:
        if asked.options is None:
            return ()
        options = list(await asked.options(self.visit, self.matter[0]))
        if asked.kind == "file":
            return options  # what was uploaded instead stands beside them by its own name
        chosen = value if isinstance(value, list) else [value]
        # What was chosen stays to be seen, also when it can no longer be chosen.
        gone = [Option(each, each) for each in chosen if each and each not in {option.value for option in options}]
        return [*options, *gone]

    def _changes(self, fields: Sequence[Shown]) -> Sequence[Shown]:
        """The fields that stand otherwise by now than when the form was opened."""
        for shown in fields:
            now = _start(shown.field, self.visit, self.matter[0])
            if shown.field.start is not None and now != shown.was:
                shown.now = "\n".join(now) if isinstance(now, list) else str(now)
                shown.was = now
        return [shown for shown in fields if shown.now]


def done_at(back: str, form: str, position: str) -> str:
    address, mark, query = back.partition("?")
    joined = f"{query}&" if mark else ""
    said = {"done": form, **({"at_least": position} if position else {})}
    return f"{address}?{joined}{urlencode(said)}"


def key_in(sent: Mapping[str, Any]) -> str:
    """The key of the form that was sent; a new one where what came is none of ours: it becomes a header."""
    key = sent.get(KEY)
    return key if isinstance(key, str) and _IS_KEY.fullmatch(key) else secrets.token_hex(16)


def version_in(sent: Mapping[str, Any]) -> int | None:
    """The version of what the form was about when it was opened."""
    return _number(sent.get(VERSION))


def _start(asked: Field, visit: Visit, matter: Any) -> Any:
    empty: Any = [] if asked.kind == "choices" else ""
    if asked.start is None:
        return empty
    value = asked.start(visit, matter)
    return empty if value is None else value


def _number(text: object) -> int | None:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 16 else None
