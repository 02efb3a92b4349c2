"""The content store on a real database, and over HTTP."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from shared.contents.store import (
    CONTENT_TABLES,
    ContentStore,
    DocumentEmpty,
    DocumentErased,
    DocumentTooLarge,
    DocumentUnknown,
    MediaTypeUnsupported,
    check_known,
    find,
    read_body,
)
from shared.database.sqlite import SqliteDatabase
from shared.kernel.clock import ManualClock
from shared.kernel.envelope import Actor
from shared.kernel.errors import NotFound
from shared.kernel.limits import BODY_BYTES_MAX, UPLOAD_BYTES_MAX
from shared.serving.documents import documents_router
from tests.unit.serving.sample import UNIT, Sample

AT = datetime(2023, 7, 3, tzinfo=UTC)
OTHER = uuid4()


def clerk_of(unit: UUID) -> Actor:
    return Actor(unit_id=unit, role="clerk", person_id=uuid4())


class Papers:
    """`shown` are the (unit, digest) pairs that events have named."""

    def __init__(self, path: Path) -> None:
        self.database = SqliteDatabase(path)
        self.database.create_tables(CONTENT_TABLES)
        self.shown: set[tuple[UUID, str]] = set()
        self.store = ContentStore(self.database, self._concerned)

    async def _concerned(self, actor: Actor, digest: str) -> bool:
        return (actor.unit_id, digest) in self.shown


@pytest.fixture
async def papers(tmp_path: Path) -> AsyncIterator[Papers]:
    papers = Papers(tmp_path / "papers.sqlite3")
    yield papers
    papers.database.close()


async def test_the_digest_proves_the_content_with_its_salt(papers: Papers) -> None:
    stored = await papers.store.put(UNIT, "text/plain; charset=utf-8", b"same", AT)
    found = await papers.store.get(clerk_of(UNIT), stored.digest)
    assert (found.body, found.media_type, found.size, found.owner_unit) == (b"same", "text/plain", 4, UNIT)
    assert found.salt is not None
    assert found.digest == hashlib.sha256(found.salt + b"same").hexdigest()


async def test_the_same_bytes_twice_are_two_documents(papers: Papers) -> None:
    first = await papers.store.put(UNIT, "text/plain", b"same", AT)
    second = await papers.store.put(UNIT, "text/plain", b"same", AT)
    assert first.digest != second.digest


async def test_only_owner_services_and_those_concerned_read_it(papers: Papers) -> None:
    stored = await papers.store.put(UNIT, "text/plain", b"paper", AT)
    with pytest.raises(NotFound) as hidden:
        await papers.store.get(clerk_of(OTHER), stored.digest)
    with pytest.raises(NotFound) as absent:
        await papers.store.get(clerk_of(OTHER), "0" * 64)
    assert str(hidden.value) == str(absent.value)
    service = Actor(unit_id=OTHER, role="service:audit")
    assert (await papers.store.get(service, stored.digest)).body == b"paper"
    papers.shown.add((OTHER, stored.digest))
    assert (await papers.store.get(clerk_of(OTHER), stored.digest)).body == b"paper"


async def test_erasing_deletes_bytes_and_salt_and_keeps_the_digest(papers: Papers) -> None:
    stored = await papers.store.put(UNIT, "text/plain", b"paper", AT)
    await papers.store.erase(stored.digest, AT)
    await papers.store.erase(stored.digest, AT)
    with pytest.raises(DocumentErased):
        await papers.store.get(clerk_of(UNIT), stored.digest)
    async with papers.database.snapshot() as reader:
        row = await find(reader, stored.digest)
        with pytest.raises(DocumentUnknown):
            await check_known(reader, [stored.digest], UNIT)
    assert row is not None
    assert (row.body, row.salt, row.size) == (None, None, 5)
    with pytest.raises(NotFound):
        await papers.store.erase("0" * 64, AT)


async def test_a_command_names_documents_of_its_own_unit_only(papers: Papers) -> None:
    mine = await papers.store.put(UNIT, "text/plain", b"mine", AT)
    theirs = await papers.store.put(OTHER, "text/plain", b"theirs", AT)
    papers.shown.add((UNIT, theirs.digest))
    async with papers.database.snapshot() as reader:
        await check_known(reader, [mine.digest, None, mine.digest], UNIT)
        assert (await read_body(reader, mine.digest, UNIT)).body == b"mine"
        for digest in (theirs.digest, "0" * 64, "no digest", mine.digest.upper()):
            with pytest.raises(DocumentUnknown):
                await check_known(reader, [mine.digest, digest], UNIT)


async def test_what_cannot_be_kept_is_refused(papers: Papers) -> None:
    with pytest.raises(DocumentEmpty):
        await papers.store.put(UNIT, "text/plain", b"", AT)
    with pytest.raises(DocumentTooLarge):
        await papers.store.put(UNIT, "text/plain", b"x" * (UPLOAD_BYTES_MAX + 1), AT)
    for media_type in ("", "text", "text/", "a/b/c", "text/\n", "文/本"):
        with pytest.raises(MediaTypeUnsupported):
            await papers.store.put(UNIT, media_type, b"x", AT)


async def test_a_document_goes_up_and_comes_down_over_http(papers: Papers) -> None:
    sample = Sample((documents_router(papers.store, ManualClock(AT)),))
    body = bytes(range(256)) * (BODY_BYTES_MAX // 128)
    async with sample.client() as client:
        up = await client.post("/documents", content=body, headers={"content-type": "image/png"})
        assert up.status_code == 201
        down = await client.get(up.headers["location"].removeprefix("/sample/v1"))
    assert down.content == body
    assert down.headers["content-type"] == "image/png"
    assert down.headers["x-content-type-options"] == "nosniff"
    assert down.headers["content-disposition"].startswith("attachment")
    assert hashlib.sha256(bytes.fromhex(down.headers["x-content-salt"]) + body).hexdigest() == up.json()["digest"]


async def test_http_refuses_what_is_too_large_untyped_or_not_ours(papers: Papers) -> None:
    sample = Sample((documents_router(papers.store, ManualClock(AT)),))
    png = {"content-type": "image/png"}
    stored = await papers.store.put(OTHER, "text/plain", b"x", AT)
    async with sample.client() as client:
        large = await client.post("/documents", content=b"x" * (UPLOAD_BYTES_MAX + 1), headers=png)
        untyped = await client.post("/documents", content=b"x")
        foreign = await client.get(f"/documents/{stored.digest}")
        malformed = await client.get("/documents/abc")
    codes = [(answer.status_code, answer.json()["code"]) for answer in (large, untyped, foreign, malformed)]
    assert codes == [
        (413, "body_too_large"), (415, "unsupported_media_type"), (404, "not_found"), (400, "field_invalid")
    ]  # fmt: skip


async def test_a_client_with_its_own_salt_may_upload_again_after_a_lost_answer(papers: Papers) -> None:
    sample = Sample((documents_router(papers.store, ManualClock(AT)),))
    headers = {"content-type": "text/plain", "x-content-salt": "ab" * 32}
    async with sample.client() as client:
        answers = [await client.post("/documents", content=b"x", headers=headers) for _ in range(2)]
        short = await client.post("/documents", content=b"x", headers={**headers, "x-content-salt": "ab"})
        no_hex = await client.post("/documents", content=b"x", headers={**headers, "x-content-salt": "zz" * 32})
    assert {answer.json()["digest"] for answer in answers} == {hashlib.sha256(b"\xab" * 32 + b"x").hexdigest()}
    assert {short.json()["code"], no_hex.json()["code"]} == {"salt_not_valid"}
