"""From what was typed to the values of a command; every field's fault is told at once."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from starlette.datastructures import FormData, UploadFile

from services.console.adapters.services import Problem
from services.console.application.tables import TableMalformed, table_in
from services.console.application.words import CHINA
from services.console.entrypoints.forms.fields import LONG_MAX, MANY, TEXT_MAX, Field
from services.console.entrypoints.forms.people import person_named
from services.console.entrypoints.visit import Visit
from shared.kernel.errors import ControlCharacters
from shared.kernel.ids import derive
from shared.kernel.limits import UPLOAD_BYTES_MAX
from shared.kernel.text import check_text

DIGEST: Final = ".digest"
FILE_NAME: Final = ".file_name"
WAS: Final = ".was"
# What an office keeps as a document. Nothing that a browser would run is ever shown in place (pages/documents.py).
MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".txt": "text/plain",
    ".ofd": "application/ofd",
    ".doc": "application/msword",
    ".wps": "application/vnd.ms-works",
}
_STARTS: Final[Mapping[str, tuple[bytes, ...]]] = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".ofd": (b"PK\x03\x04",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".doc": (b"\xd0\xcf\x11\xe0",),
    ".wps": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
}
ACCEPTED: Final = ",".join(MEDIA_TYPES)


@dataclass(frozen=True, slots=True)
class Sending:
    """One form that is sent, by its key: what it makes beside its command is made once, however often it is sent."""

    visit: Visit
    service: str
    key: str

    def salt(self, field_name: str) -> bytes:
        """Of an upload, so that the same bytes have the same digest again; only who has our key can make it."""
        secret: bytes = self.visit.request.app.state.settings.key
        return hmac.digest(secret, f"{self.key}\0{field_name}".encode(), "sha256")

    def id_of(self, field_name: str) -> str:
        return str(derive("console", field_name, self.visit.unit_id, self.key))

    def keeper(self, asked: Field) -> str:
        """The service whose content store keeps an upload of this field."""
        return asked.service or self.service


class Fault(Exception):
    """What is wrong with one field, in a sentence."""

    def __init__(self, words: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.words, self.suggestions = words, suggestions


@dataclass(slots=True)
class Typed:
    """What came with the request: texts by field, uploads kept as digests, and what stood there at the beginning."""

    texts: dict[str, Any] = field(default_factory=dict)
    was: dict[str, Any] = field(default_factory=dict)
    file_names: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Read:
    """`values` by field name; a field that was left out or does not count is missing from it."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)


def typed_in(form: FormData, fields: tuple[Field, ...]) -> Typed:
    typed = Typed()
    for each in fields:
        many = each.kind == "choices"
        texts = [str(value) for value in form.getlist(each.name) if isinstance(value, str)]
        if each.kind == "file":
            typed.texts[each.name] = str(form.get(each.name + DIGEST) or "")
            typed.file_names[each.name] = str(form.get(each.name + FILE_NAME) or "")[:200]
        else:
            typed.texts[each.name] = texts if many else _unified(texts[-1] if texts else "")
        before = [str(value) for value in form.getlist(each.name + WAS)]
        typed.was[each.name] = before if many else _unified(before[-1] if before else "")
    return typed


async def keep_uploads(form: FormData, fields: tuple[Field, ...], sending: Sending, typed: Typed) -> Read:
    """Uploads are kept first, so that another field's fault does not cost the visitor the choice of the file."""
    read = Read()
    for each in fields:
        upload = form.get(each.name)
        if each.kind != "file" or not isinstance(upload, UploadFile) or not upload.filename:
            continue
        try:
            typed.texts[each.name] = await _kept(upload, each, sending)
            typed.file_names[each.name] = upload.filename[:200]
        except Fault as fault:
            read.faults[each.name] = fault
    return read


async def _kept(upload: UploadFile, asked: Field, sending: Sending) -> str:
    name = (upload.filename or "").lower()
    ending = name[name.rfind(".") :] if "." in name else ""
    if ending not in MEDIA_TYPES:
        raise Fault(f"这种文件不能上传，请换成{'、'.join(sorted(MEDIA_TYPES))}中的一种。")
    body = await upload.read(UPLOAD_BYTES_MAX + 1)
    if len(body) > UPLOAD_BYTES_MAX:
        raise Fault(f"文件超过{UPLOAD_BYTES_MAX // (1024 * 1024)}MB，请压缩或拆分后上传。")
    if not body.startswith(_STARTS.get(ending, (b"",))):
        raise Fault(f"文件的内容不是{ending}格式，请核对后重新选择。")
    try:
        salt = sending.salt(asked.name)
        return await sending.visit.asked.upload(sending.keeper(asked), body, MEDIA_TYPES[ending], salt)
    except Problem as problem:
        raise Fault(problem.detail) from problem


async def read_values(fields: tuple[Field, ...], sending: Sending, typed: Typed, read: Read) -> None:
    for each in fields:
        if each.name in read.faults or not _counts(each, typed):
            continue
        text = typed.texts[each.name]
        try:
            empty = not text or (isinstance(text, str) and not text.strip())
            if not empty:
                read.values[each.name] = await _value(each, text, sending)
            elif each.required:
                raise Fault(each.asks_for)
            elif each.kind in MANY:
                read.values[each.name] = []
        except Fault as fault:
            read.faults[each.name] = fault


def _counts(asked: Field, typed: Typed) -> bool:
    if asked.only_when is None:
        return True
    name, value = asked.only_when
    return bool(typed.texts.get(name) == value)


async def _value(asked: Field, text: Any, sending: Sending) -> Any:
    _check_characters(asked, text)
    if asked.kind in _SIMPLE:
        return _SIMPLE[asked.kind](text)
    if asked.kind in _ASKING:
        return await _ASKING[asked.kind](text, asked, sending)
    return text


def _check_characters(asked: Field, text: Any) -> None:
    limit = TEXT_MAX if asked.kind in ("text", "person", "unit", "choice") else LONG_MAX
    if isinstance(text, str) and len(text) > limit:
        raise Fault(f"{asked.label}最多{limit}个字，现在有{len(text)}个字。")
    try:
        for each in [text] if isinstance(text, str) else text:
            check_text(each, asked.label)
    except ControlCharacters as error:
        raise Fault("含有不可见的控制字符，请删去后再提交。") from error


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise Fault("请填写日期，如2026-03-05。") from None


def _moment(text: str) -> str:
    try:
        typed = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Fault("请填写日期和时间，如2026-03-05 09:30。") from None
    return typed.replace(tzinfo=CHINA).isoformat() if typed.tzinfo is None else typed.isoformat()


def _number(text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or len(text.strip()) > 9:
        raise Fault("请填写整数。")
    return int(text)


def _table(text: str) -> dict[str, Any]:
    try:
        return table_in(text)
    except TableMalformed as error:
        raise Fault(str(error)) from error


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


async def unit_named(name: str, visit: Visit) -> str:
    """The id of the unit that a name means to the visitor. Raises Fault with look-alike names."""
    try:
        found = await visit.asked.get("organization", "/resolve", name=name.strip())
    except Problem as problem:
        raise Fault(problem.detail, tuple(problem.members.get("suggestions", ()))) from problem
    return str(found["unit_id"])


async def _person(text: str, asked: Field, sending: Sending) -> str:
    try:
        return await person_named(sending.visit, text.strip(), sending.id_of(asked.name))
    except Problem as problem:
        raise Fault(problem.detail) from problem


async def _people(text: str, asked: Field, sending: Sending) -> list[str]:
    try:
        return [
            await person_named(sending.visit, name, sending.id_of(f"{asked.name} {number}"))
            for number, name in enumerate(lines_of(text))
        ]
    except Problem as problem:
        raise Fault(problem.detail) from problem


async def _unit(text: str, asked: Field, sending: Sending) -> str:
    return await unit_named(text, sending.visit)


async def _units(text: str, asked: Field, sending: Sending) -> list[str]:
    units, faults, suggestions = [], [], list[str]()
    for name in lines_of(text):
        try:
            units.append(await unit_named(name, sending.visit))
        except Fault as fault:
            faults.append(f"“{name}”：{fault.words}")
            suggestions += fault.suggestions
    if faults:
        raise Fault("".join(faults), tuple(suggestions))
    return units


async def _words(text: str, asked: Field, sending: Sending) -> str:
    try:
        salt = sending.salt(asked.name)
        return await sending.visit.asked.upload(sending.keeper(asked), text.encode(), "text/plain", salt)
    except Problem as problem:
        raise Fault(problem.detail) from problem


def _unified(text: str) -> str:
    """A browser sends line ends as CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


_SIMPLE: Final[Mapping[str, Callable[[str], Any]]] = {
    "text": str.strip,
    "long": str.strip,
    "lines": lines_of,
    "day": _day,
    "moment": _moment,
    "number": _number,
    "yes": lambda text: text == "yes",
    "table": _table,
}
_ASKING: Final[Mapping[str, Callable[[str, Field, Sending], Awaitable[Any]]]] = {
    "person": _person,
    "people": _people,
    "unit": _unit,
    "units": _units,
    "words": _words,
}
