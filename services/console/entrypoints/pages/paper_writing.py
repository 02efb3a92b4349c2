"""The form of a paper's text, also for what is only begun: as many attachments as there are, and one more."""

from dataclasses import dataclass
from typing import Any, Final

import msgspec
from starlette.datastructures import FormData
from starlette.responses import Response

from services.console.entrypoints.forms.form import Form, Matter
from services.console.entrypoints.forms.paper_attachments import (
    ADDING,
    ATTACHMENTS_MAX,
    attachments_in,
    attachments_sent,
    check_named,
)
from services.console.entrypoints.forms.papers import text_of, with_fields
from services.console.entrypoints.forms.reading import Read, Sending, Typed, typed_in
from services.console.entrypoints.forms.serving import FormPage, Refused, key_in, version_in
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit

CODE_WORD: Final = "components/code_word.html"


@dataclass(frozen=True)  # with slots, super() would not know its class
class PaperFormPage(FormPage):
    """The text that was typed is kept as a document first; the command carries its digest."""

    kind: str = ""

    async def send(self, sent: FormData) -> Response:
        """Asked for one attachment more, it comes again with all that was typed."""
        if ADDING in sent and self.is_sealed(sent):
            return await self._page(typed_in(sent, self.form.fields), version_in(sent), key_in(sent), None)
        return await super().send(sent)

    async def _given(self, typed: Typed, read: Read, sending: Sending, version: int | None) -> Response:
        check_named(read)
        if read.faults:
            return await self._page(typed, version, sending.key, Refused("", faults=read.faults))
        words = msgspec.json.encode(text_of(read.values, self.matter[0]["words"], self.kind))
        digest = await self.visit.asked.upload("meeting", words, "application/json", sending.salt("text"))
        others = read.values.get("bodies", self.matter[0]["bodies"][1:])
        values = {"text": digest, "bodies": [self.visit.unit_id, *others], "addressees": read.values.get("units", [])}
        return await super()._given(typed, Read(values, read.faults), sending, version)


def style_from(page: str) -> str:
    """Where the committee's papers are set; saved, it leads back to the page."""
    return f"{PATH}/paper-style?back={page}"


def writing(form: Form, visit: Visit, matter: Matter, kind: str, sent: FormData | None, **more: Any) -> PaperFormPage:
    """The form of a text: with as many attachments as it has, or as were sent."""
    words = matter[0]["words"]
    count = attachments_in(words) if sent is None else attachments_sent(sent, words)
    adding = {"adding": ("再加一个附件", f"attachment-{count + 1}-title")} if count < ATTACHMENTS_MAX else {}
    return PaperFormPage(with_fields(form, kind, count), visit, matter, more=adding, kind=kind, **more)
