"""What a committee sees of its territory (R4), also as it was known at a past moment (R5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from services.organization.client import Registry
from services.reporting.application.rollup import questions
from services.reporting.application.rollup.figures import FIGURES, Figure, Part
from services.reporting.application.rollup.projection import FactsProjection
from services.reporting.application.rollup.words import summary
from shared.commands.refusals import not_found
from shared.database.interface import Database, Reader, Row
from shared.kernel.clock import Clock, business_day, require_utc
from shared.kernel.envelope import LogPosition
from shared.kernel.errors import Invalid, NotFound
from shared.messaging.documents import Doc
from shared.messaging.pages import BadCursor, Page, check_limit, decode_cursor, encode_cursor
from shared.messaging.tracking import Tracking
from shared.messaging.visibility import Viewer

YEAR_MIN: Final = 1970


class MomentWithoutZone(Invalid):
    rule = "R5"
    code = "moment_without_zone"


class MomentTooEarly(Invalid):
    rule = "R5"
    code = "moment_too_early"


class AsOfInFuture(Invalid):
    rule = "R5"
    code = "as_of_in_future"


class FigureUnknown(NotFound):
    rule = "R4"
    code = "figure_unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime

    @property
    def day(self) -> date:
        return business_day(self.at)

    def of(self, root: UUID | str) -> dict[str, Any]:
        return {"root": str(root), "at": self.at, "day": self.day}


class RollUps:
    """`facts` is the projection that is asked."""

    def __init__(self, database: Database, clock: Clock, facts: FactsProjection) -> None:
        self._database, self._clock, self.facts = database, clock, facts

    async def get_rollup(self, viewer: Viewer, unit: UUID, as_of: datetime | None, *, children: bool) -> Doc:
        async with self._database.snapshot() as reader:
            await _check_visible(reader, viewer, unit)
            moment = await self._moment(reader, as_of)
            below = await _directly_below(reader, unit, moment) if children else None
            return {
                **await _figures_of(reader, unit, moment),
                "as_of": moment.at,
                "positions": await self._positions(reader, moment),
                "incomplete": await self._incomplete(reader),
                **({} if below is None else {"children": [await _figures_of(reader, each, moment) for each in below]}),
            }

    async def open_figure(
        self, viewer: Viewer, unit: UUID, name: str, as_of: datetime | None, limit: int, cursor: str | None
    ) -> Page[Doc]:
        """The events behind a figure, one for each subject counted; a rate's denominator first, then its numerator.

        The first page fixes the moment for those that follow.
        """
        figure = check_figure(name)
        check_limit(limit)
        async with self._database.snapshot() as reader:
            await _check_visible(reader, viewer, unit)
            at, start = _continued(cursor, figure) if cursor else (as_of, Start(next(iter(figure.parts))))
            moment = await self._moment(reader, at)
            rows = await _rows_from(reader, figure, moment.of(unit), start, limit + 1)
            items = [await _opened(reader, part, row, moment) for part, row in rows[:limit]]
        following = _cursor(moment, *rows[limit - 1]) if len(rows) > limit else None
        return Page(items, following)

    async def _moment(self, reader: Reader, as_of: datetime | None) -> Moment:
        """Now is never before what is recorded: recorded times may run ahead of a clock by microseconds."""
        latest = [await reader.one(questions.LATEST_OF_LOG, {"log": log}) for log in self.facts.sources]
        recorded = [datetime.fromisoformat(row["at"]) for row in latest if row and row["at"]]
        now = max([self._clock.now(), *recorded])
        return Moment(now if as_of is None else check_past(as_of, now))

    async def _positions(self, reader: Reader, moment: Moment) -> dict[str, str]:
        """Log → the last event that the figures rest on."""
        positions: dict[str, str] = {}
        for log in sorted(self.facts.sources):
            last = await reader.one(questions.LAST_OF_LOG, {"log": log, "at": moment.at})
            if last is not None:
                positions[log] = _position(log, last)
        return positions

    async def _incomplete(self, reader: Reader) -> Doc | None:
        """How many events wait to be done again; numbers only, for whose they are is not everybody's business."""
        rows = [Tracking(self.facts.name, log) for log in self.facts.sources]
        parked = [one for each in rows for one in await each.parked(reader)]
        lost = max([await each.lost(reader) for each in rows])
        if not parked and not lost:
            return None
        return {"parked": len(parked), "lost": lost}


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page begins: behind a row of a part."""

    part: Part
    after_key: str = ""
    after_subject: str = ""


def check_figure(name: str) -> Figure:
    if name not in FIGURES:
        raise FigureUnknown("没有这项指标，请从汇总里选择。", figures=list(FIGURES))
    return FIGURES[name]


def check_past(as_of: datetime, now: datetime) -> datetime:
    if as_of.tzinfo is None:
        raise MomentWithoutZone("时刻要写明时区，如2023-09-18T09:00:00+08:00。", field="as_of")
    if as_of.year < YEAR_MIN:
        raise MomentTooEarly(f"时刻早于{YEAR_MIN}年，那时什么都还没有记录。", field="as_of")
    if as_of.year > now.year + 1 or require_utc(as_of) > now:
        raise AsOfInFuture("只能查看过去某一时刻已知的情况。", field="as_of")
    return require_utc(as_of)


async def _check_visible(reader: Reader, viewer: Viewer, unit: UUID) -> None:
    """The unit itself and its superiors, in any role; what is not theirs answers like what does not exist."""
    allowed = viewer.sees_everything or viewer.unit_id == unit or await _is_above(reader, viewer.unit_id, unit)
    if not allowed or not await Registry(reader).exists(unit):
        raise not_found()


async def _is_above(reader: Reader, ancestor: UUID, unit: UUID) -> bool:
    params = {"ancestor": ancestor, "unit": unit}
    return await reader.one("SELECT 1 FROM {reach} WHERE ancestor = :ancestor AND unit = :unit", params) is not None


async def _directly_below(reader: Reader, unit: UUID, moment: Moment) -> list[UUID]:
    return [UUID(row["unit"]) for row in await reader.all(questions.DIRECTLY_BELOW, moment.of(unit))]


async def _figures_of(reader: Reader, unit: UUID, moment: Moment) -> Doc:
    rows = await reader.all(questions.ALL_FIGURES, moment.of(unit))
    counts = {(row["figure"], row["part"]): row["subjects"] for row in rows}
    figures = [
        _shown(figure, {part: counts[figure.name, part] for part in figure.parts}) for figure in FIGURES.values()
    ]
    return {"unit_id": str(unit), "unit_name": await _name(reader, unit, moment), "figures": figures}


def _shown(figure: Figure, counts: Mapping[str, int]) -> Doc:
    return {"figure": figure.name, "label": figure.label, "how": figure.how, **counts}


async def _name(reader: Reader, unit: UUID, moment: Moment) -> str | None:
    registry = Registry(reader)
    return await registry.name_of(unit, moment.day) if await registry.exists(unit) else None


async def _rows_from(
    reader: Reader, figure: Figure, params: dict[str, Any], start: Start, limit: int
) -> Sequence[tuple[Part, Row]]:
    rows: list[tuple[Part, Row]] = []
    parts = list(figure.parts)
    for part in parts[parts.index(start.part) :]:
        after = start if part == start.part else Start(part)
        found = await reader.all(
            questions.subjects_of(figure.parts[part]),
            {**params, "after_key": after.after_key, "after_subject": after.after_subject, "rows": limit - len(rows)},
        )
        rows += [(part, row) for row in found]
        if len(rows) >= limit:
            break
    return rows


async def _opened(reader: Reader, part: Part, row: Row, moment: Moment) -> Doc:
    return {
        "part": part,
        "subject": row["subject"],
        "log": row["log"],
        "position": _position(row["log"], row),
        "event_id": row["event_id"],
        "type": row["type"],
        "occurred_at": row["occurred_at"],
        "precision": row["precision"],
        "recorded_at": row["recorded_at"],
        "unit_id": row["unit"],
        "unit_name": await _name(reader, UUID(row["unit"]), moment),
        "summary": summary(dict(row)),
    }


def _position(log: str, row: Row) -> str:
    return str(LogPosition(log=log, generation=row["generation"], position=row["position"]))


def _cursor(moment: Moment, part: Part, row: Row) -> str:
    return encode_cursor(f"{moment.at.isoformat()}|{part}|{row['key']}", row["subject"])


def _continued(cursor: str, figure: Figure) -> tuple[datetime, Start]:
    """Raises BadCursor."""
    sort_key, subject = decode_cursor(cursor)
    try:
        at, name, key = sort_key.split("|")
        part = next(part for part in figure.parts if part == name)
        return datetime.fromisoformat(at), Start(part, key, subject)
    except (ValueError, StopIteration) as error:
        raise BadCursor("翻页标记无效，请从第一页重新查看。") from error
