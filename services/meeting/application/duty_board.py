"""`GET /duty-board`: each committee that carries the joint-meeting duty, and whether it held one this year (M2, S6).

A fixed number of statements, however many committees there are. Nothing here reads a clock: the day is asked for.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from services.meeting.application.held import held_between
from services.meeting.domain.duty import (
    BEGINS_DEFAULT,
    LEVELS_DEFAULT,
    Colour,
    Setting,
    colour_of,
    duty_from,
    warn_from,
)
from services.organization.client import CommitteeRecord, Registry, Territory, territory_of
from shared.commands.refusals import not_found
from shared.database.interface import Reader
from shared.messaging.documents import Doc
from shared.messaging.pages import check_limit, decode_cursor, encode_cursor
from shared.messaging.visibility import Viewer

COLOURS: dict[Colour, str] = {"green": "已召开", "yellow": "该召开了", "red": "全年没有召开", "none": "还没有"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The board of one committee and all below it, for a year, as it was on a day."""

    committee: UUID
    year: int
    on: date

    @property
    def day(self) -> date:
        """The day on which registry and settings are looked at: a past year's last, else the one asked for."""
        return min(self.on, date(self.year, 12, 31))


async def duty_board(
    reader: Reader, viewer: Viewer, asked: Asked, *, colour: Colour | None, limit: int, cursor: str | None
) -> Doc:
    """Raises NotFound for whoever is neither the committee nor above it, BadLimit, BadCursor."""
    await check_at_or_above(reader, viewer, asked.committee)
    rows = await _rows(reader, asked)
    counts = Counter(row["colour"] for row in rows)
    shown = [row for row in rows if colour in (None, row["colour"])]
    after = decode_cursor(cursor) if cursor else ("", "")
    shown = [row for row in shown if (row["code"], row["unit_id"]) > after]
    page = shown[: check_limit(limit)]
    following = encode_cursor(page[-1]["code"], page[-1]["unit_id"]) if len(shown) > limit else None
    return {
        "committee": asked.committee,
        "year": asked.year,
        "on": asked.on,
        "counts": {"all": len(rows), **{name: counts[name] for name in COLOURS}},
        "items": page,
        "cursor": following,
    }


async def check_at_or_above(reader: Reader, viewer: Viewer, committee: UUID) -> None:
    if viewer.sees_everything or viewer.unit_id == committee:
        return
    above = await reader.one(
        "SELECT 1 AS found FROM {reach} WHERE ancestor = :viewer AND unit = :unit",
        {"viewer": viewer.unit_id, "unit": committee},
    )
    if above is None:
        raise not_found()


async def _rows(reader: Reader, asked: Asked) -> list[Doc]:
    above = await Registry(reader).superiors(asked.committee, asked.day)
    settings = await settings_on(reader, asked.day)
    levels = {*LEVELS_DEFAULT, *(level for one in settings.values() for level in one.levels or ())}
    single = {unit for one in settings.values() for unit in one.committees or {}}
    territory = await territory_of(reader, asked.committee, asked.day, levels, single)
    held = await held_between(reader, date(asked.year, 1, 1), asked.day)
    made = (
        _row(asked, one, _chain(territory, above, one.id, settings), held.get(one.id, []))
        for one in territory.committees
    )
    return [row for row in made if row is not None]


def _chain(territory: Territory, above: list[UUID], unit: UUID, settings: dict[UUID, Setting]) -> list[Setting]:
    """Its own setting first, then those of its superiors, the nearest first."""
    return [settings[one] for one in (*territory.above(unit), *above) if one in settings]


def _row(asked: Asked, committee: CommitteeRecord, settings: list[Setting], held: list[Doc]) -> Doc | None:
    """None: it carries no duty that year."""
    since = duty_from(committee.id, committee.level, committee.active_since, settings)
    if since is None or since.year > asked.year or since > asked.day:
        return None
    warned = warn_from(asked.year, settings)
    colour = colour_of(asked.year, asked.on, len(held), warned)
    return {
        "unit_id": str(committee.id),
        "name": committee.name,
        "code": committee.code,
        "level": committee.level,
        "duty_from": since,
        "warn_from": warned,
        "colour": colour,
        "label": COLOURS[colour],
        "meetings": held,
    }


async def settings_on(reader: Reader, day: date) -> dict[UUID, Setting]:
    """Committee → what it has set, as that counts on the day."""
    rows = await reader.all("SELECT body FROM {duties}")
    documents = [msgspec.json.decode(row["body"], type=dict[str, Any]) for row in rows]
    return {UUID(doc["committee_id"]): _setting(doc, day.isoformat()) for doc in documents}


def _setting(doc: Doc, day: str) -> Setting:
    levels = _last(doc["levels"], day)
    warning = _last(doc["warnings"], day)
    single = {
        UUID(one["unit_id"]): (bool(one["carries"]), date.fromisoformat(one["on"]))
        for one in doc["committees"]
        if one["on"] <= day
    }
    return Setting(
        levels=tuple(levels["levels"]) if levels else None,
        begins_on=date.fromisoformat(levels["begins_on"]) if levels else BEGINS_DEFAULT,
        committees=single,
        warn_from=warning["warn_from"] if warning else None,
    )


def _last(entries: list[Doc], day: str) -> Doc | None:
    """The last entry that counts on the day: entries follow each other by their days."""
    return next((entry for entry in reversed(entries) if entry["on"] <= day), None)
