"""A notice in words, with the names that are in force when it is read."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from services.notification.domain.vocabulary import OF_A_MEETING_TO_COME, READ_DAYS, TO_READ
from services.notification.domain.wording import About, sentence
from services.organization.client import Registry, UnitUnknown
from shared.database.binding import moment_text
from shared.database.interface import Reader, Row

SERVICES: Final = {
    "meeting": "meeting",
    "transmittal": "meeting",
    "transmittal_return": "meeting",
    "watch": "supervision",
    "case": "supervision",
}


async def sentence_of(reader: Reader, row: Row) -> str:
    """`row` is a notice joined with its matter's kind and title."""
    return sentence(row["kind"], await about(reader, row))


async def about(reader: Reader, row: Row) -> About:
    facts: dict[str, str] = msgspec.json.decode(row["facts"])
    return About(issuer=await unit_name(reader, UUID(row["issuer_id"])), title=row["title"] or "", facts=facts)


async def unit_name(reader: Reader, unit: UUID) -> str:
    try:
        return await Registry(reader).name_of(unit)
    except UnitUnknown:
        return "关工委"  # the registry's events are on their way


def matter_of(row: Row) -> dict[str, Any]:
    """Where the matter lives: enough for a page to link to the form that deals with it."""
    kind = row["matter_kind"] or ""
    return {"service": SERVICES.get(kind, ""), "kind": kind, "id": row["matter_id"], "title": row["title"] or ""}


def still_waits(notice: Row, at: datetime) -> bool:
    """Whether there is still something to be told: a meeting that has begun needs no call."""
    begun = notice["kind"] in OF_A_MEETING_TO_COME and bool(notice["due_at"]) and moment_text(at) >= notice["due_at"]
    read = notice["kind"] in TO_READ and notice["recorded_at"] <= moment_text(read_before(at))
    return bool(notice["waits"]) and not begun and not read


def read_before(at: datetime) -> datetime:
    """What was recorded until then and is only read has been read, or will not be."""
    return at - timedelta(days=READ_DAYS)
