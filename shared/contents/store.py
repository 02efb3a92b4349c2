"""Documents, scans and the words of decisions, kept by digest in the service's own database.

A digest is SHA-256 over a random salt and the bytes: events carry it, and it proves the content to whoever has
content and salt, but reveals nothing, not even that two units hold the same paper. Erasing deletes bytes and salt;
the digest stays, because events name it.
"""

import hashlib
import os
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from shared.database.interface import Database, Reader, Row, Table, Transaction
from shared.kernel.envelope import Actor
from shared.kernel.errors import Invalid, NotFound, Refusal, TooLarge
from shared.kernel.limits import UPLOAD_BYTES_MAX

_CREATE = (
    "CREATE TABLE {contents} (digest TEXT PRIMARY KEY, owner_unit TEXT NOT NULL, media_type TEXT NOT NULL,"
    " size BIGINT NOT NULL, stored_at TEXT NOT NULL, erased_at TEXT, salt BLOB, body BLOB)"
)
CONTENTS: Final = Table(
    "contents",
    (
        _CREATE,
        "CREATE INDEX {contents_by_owner} ON {contents} (owner_unit, stored_at)",
    ),
)
SALT_BYTES: Final = 32
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
_DIGEST = re.compile(r"[0-9a-f]{64}")

# Does an event that concerns this actor's unit name the digest?
Concerned = Callable[[Actor, str], Awaitable[bool]]


class SaltNotValid(Invalid):
    code = "salt_not_valid"


class DocumentEmpty(Invalid):
    code = "document_empty"


class DocumentTooLarge(TooLarge):
    code = "document_too_large"


class DocumentUnknown(Invalid):
    """A command names a document that its unit has not uploaded."""

    code = "document_unknown"


class DocumentErased(NotFound):
    code = "document_erased"


class MediaTypeUnsupported(Refusal):
    kind = "unsupported"
    code = "unsupported_media_type"


@dataclass(frozen=True, slots=True)
class Content:
    """`salt` and `body` are None once erased."""

    digest: str
    owner_unit: UUID
    media_type: str
    size: int
    salt: bytes | None
    body: bytes | None


class ContentStore:
    """`concerned` widens who may read a document beyond its owner: to those whom an event names it to."""

    def __init__(self, database: Database, concerned: Concerned) -> None:
        self._database, self._concerned = database, concerned

    async def put(
        self, owner_unit: UUID, media_type: str, body: bytes, at: datetime, salt: bytes | None = None
    ) -> Content:
        """Stores the bytes under a new digest, also when the same ones are there already.

        A client that brings its own salt knows the digest before it uploads, and may upload again after a lost
        answer. The media type is believed, never guessed. Raises DocumentEmpty, DocumentTooLarge,
        MediaTypeUnsupported, SaltNotValid.
        """
        content = content_of(owner_unit, media_type, body, salt)
        await self._database.write(keeping(content, at))
        return content

    async def get(self, actor: Actor, digest: str) -> Content:
        """Raises NotFound, the same for what is absent and what is not for this actor; DocumentErased."""
        async with self._database.snapshot() as reader:
            content = await find(reader, digest)
        if content is None or not await self._may_read(actor, content):
            raise _not_found()
        if content.body is None:
            raise DocumentErased("这份文件已按规定删除，只保留了编号。")
        return content

    async def erase(self, digest: str, at: datetime) -> None:
        """Deletes bytes and salt, keeps the row. Raises NotFound."""
        if not await self._database.write(lambda tx: _erase(tx, digest, at)):
            raise _not_found()

    async def _may_read(self, actor: Actor, content: Content) -> bool:
        if actor.is_service or actor.unit_id == content.owner_unit:
            return True
        return await self._concerned(actor, content.digest)


def content_of(owner_unit: UUID, media_type: str, body: bytes, salt: bytes | None = None) -> Content:
    """A document that is not kept yet; raises as `ContentStore.put`."""
    media_type = check_media_type(media_type)
    check_size(len(body))
    salt = os.urandom(SALT_BYTES) if salt is None else check_salt(salt)
    return Content(salted_digest(salt, body), owner_unit, media_type, len(body), salt, body)


def keeping(content: Content, at: datetime) -> Callable[[Transaction], None]:
    """Keeps the document in the transaction of the events that name it (`work.also`)."""
    return lambda tx: _insert(tx, content, at)


async def find(reader: Reader, digest: str) -> Content | None:
    row = await reader.one("SELECT * FROM {contents} WHERE digest = :digest", {"digest": digest})
    return _content(row) if row else None


async def check_known(reader: Reader, digests: Iterable[str | None], owner: UUID) -> None:
    """For command handlers (`work.views`, the acting unit): every digest named is a document of that unit.

    Another unit's document counts as unknown: an event naming it would open it to all whom the event concerns.
    None and repetitions are passed over. Raises DocumentUnknown.
    """
    for digest in sorted({digest for digest in digests if digest is not None}):
        content = await find(reader, digest) if _DIGEST.fullmatch(digest) else None
        if content is None or content.body is None or content.owner_unit != owner:
            raise DocumentUnknown("引用的文件不存在，请先上传文件，再填写上传后得到的编号。", digest=digest[:64])


async def read_body(reader: Reader, digest: str, owner: UUID) -> Content:
    """A document's bytes for a handler that works on them (importing a plan). Raises DocumentUnknown."""
    await check_known(reader, [digest], owner)
    content = await find(reader, digest)
    if content is None:
        raise _not_found()
    return content


def salted_digest(salt: bytes, body: bytes) -> str:
    return hashlib.sha256(salt + body).hexdigest()


def check_media_type(text: str) -> str:
    """The essence (`text/plain`) of a Content-Type header. Raises MediaTypeUnsupported."""
    essence = text.partition(";")[0].strip().lower()
    if not _MEDIA_TYPE.fullmatch(essence):
        raise MediaTypeUnsupported("请用Content-Type说明文件的类型，如application/pdf。")
    return essence


def check_salt(salt: bytes) -> bytes:
    if len(salt) != SALT_BYTES:
        raise SaltNotValid(f"盐值应为{SALT_BYTES}字节，写成{SALT_BYTES * 2}位十六进制数。", field="X-Content-Salt")
    return salt


def check_size(size: int) -> None:
    if size == 0:
        raise DocumentEmpty("文件是空的，请检查后重新上传。")
    if size > UPLOAD_BYTES_MAX:
        limit = UPLOAD_BYTES_MAX // (1024 * 1024)
        raise DocumentTooLarge(f"文件超过{limit}MB，请压缩或拆分后上传。", limit_bytes=UPLOAD_BYTES_MAX)


def _insert(tx: Transaction, content: Content, at: datetime) -> None:
    tx.execute(
        "INSERT INTO {contents} (digest, owner_unit, media_type, size, stored_at, salt, body)"
        " VALUES (:digest, :owner_unit, :media_type, :size, :stored_at, :salt, :body) ON CONFLICT (digest) DO NOTHING",
        {
            "digest": content.digest,
            "owner_unit": content.owner_unit,
            "media_type": content.media_type,
            "size": content.size,
            "stored_at": at,
            "salt": content.salt,
            "body": content.body,
        },
    )


def _erase(tx: Transaction, digest: str, at: datetime) -> int:
    return tx.execute(
        "UPDATE {contents} SET salt = NULL, body = NULL, erased_at = COALESCE(erased_at, :at) WHERE digest = :digest",
        {"digest": digest, "at": at},
    )


def _content(row: Row) -> Content:
    return Content(
        row["digest"], UUID(row["owner_unit"]), row["media_type"], row["size"], _bytes(row["salt"]), _bytes(row["body"])
    )


def _bytes(value: object) -> bytes | None:
    return None if value is None else bytes(value)  # type: ignore[call-overload]


def _not_found() -> NotFound:
    return NotFound("没有找到这份文件。")


CONTENT_TABLES: Final[Sequence[Table]] = (CONTENTS,)
