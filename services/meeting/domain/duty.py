"""Who carries the duty of a joint meeting each year, and from which day its absence shows (M2, S6).

Without a setting province, prefecture and county committees carry it from 2023-07-03 (the day the joint-meeting rules
were sent down); the nearest superior's setting of the day counts, and what is said of one committee alone before that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.meeting.domain import duty_refusals as refusals
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

DutyLevel = Literal["province", "prefecture", "county", "township", "village", "agency"]
Colour = Literal["green", "yellow", "red", "none"]
LEVELS_DEFAULT: tuple[DutyLevel, ...] = ("province", "prefecture", "county")
BEGINS_DEFAULT = date(2023, 7, 3)
WARN_DEFAULT = "10-01"


class Duty(Aggregate):
    """What one committee sets: for the levels below it and itself, for single committees, for its own warning day."""

    STREAM: ClassVar[str] = "meeting.duty"

    class LevelsSet(DomainEvent, frozen=True, kw_only=True, event="meeting.duty.levels_set"):
        committee_id: UUID
        levels: tuple[DutyLevel, ...]
        begins_on: date
        on: date

    class CommitteeSet(DomainEvent, frozen=True, kw_only=True, event="meeting.duty.committee_set"):
        committee_id: UUID
        unit_id: UUID
        carries: bool
        reason: str
        on: date

    class WarningSet(DomainEvent, frozen=True, kw_only=True, event="meeting.duty.warning_set"):
        committee_id: UUID
        warn_from: str
        on: date

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.levels: tuple[tuple[DutyLevel, ...], date] | None = None
        self.committees: dict[UUID, bool] = {}
        self.warn_from: str | None = None
        self.set_on: dict[str, date] = {}

    @staticmethod
    def stream_id(committee_id: UUID) -> UUID:
        return derive("duty", committee_id)

    def set_levels(self, committee_id: UUID, levels: Sequence[DutyLevel], begins_on: date, on: date) -> None:
        if not levels or len(set(levels)) != len(levels):
            raise refusals.DutyLevelsMissing("请选择哪些层级的关工委每年召开联席会议，每级选一次。", field="levels")
        if self.levels == (tuple(levels), begins_on):
            raise refusals.DutyUnchanged("和现在的规定一样，没有改动。")
        self.check_not_backwards("levels", on)
        self.record(self.LevelsSet(committee_id=committee_id, levels=tuple(levels), begins_on=begins_on, on=on))

    def set_committee(
        self, committee_id: UUID, unit_id: UUID, carries: bool, reason: str, on: date, *, below: frozenset[UUID]
    ) -> None:
        """`below` are the committees under the one that sets it, and itself."""
        if unit_id not in below:
            raise refusals.DutyOfAnother("只能规定本级和下级关工委，请核对单位。", unit_id=str(unit_id))
        if not reason.strip():
            raise refusals.DutyReasonMissing("请写明单独规定的原因。", field="reason")
        if self.committees.get(unit_id) == carries:
            raise refusals.DutyUnchanged("和现在的规定一样，没有改动。")
        self.check_not_backwards(str(unit_id), on)
        self.record(
            self.CommitteeSet(committee_id=committee_id, unit_id=unit_id, carries=carries, reason=reason, on=on),
            concerns=[unit_id],
        )

    def set_warning(self, committee_id: UUID, warn_from: str, on: date) -> None:
        check_warning_day(warn_from)
        if self.warn_from == warn_from:
            raise refusals.DutyUnchanged("和现在的规定一样，没有改动。")
        self.check_not_backwards("warning", on)
        self.record(self.WarningSet(committee_id=committee_id, warn_from=warn_from, on=on))

    def check_not_backwards(self, what: str, on: date) -> None:
        """A setting follows the one before it, so that what counted on a past day stays what it was."""
        last = self.set_on.get(what)
        if last is not None and on < last:
            raise refusals.DutySetBackwards(f"上一次规定从{last.isoformat()}起，这一次不能更早。", field="on")

    def on_levels_set(self, event: LevelsSet) -> None:
        self.owner_unit, self.levels = event.committee_id, (event.levels, event.begins_on)
        self.set_on["levels"] = event.on

    def on_committee_set(self, event: CommitteeSet) -> None:
        self.owner_unit = event.committee_id
        self.committees[event.unit_id] = event.carries
        self.set_on[str(event.unit_id)] = event.on

    def on_warning_set(self, event: WarningSet) -> None:
        self.owner_unit, self.warn_from = event.committee_id, event.warn_from
        self.set_on["warning"] = event.on


def check_warning_day(warn_from: str) -> None:
    """MM-DD, and a day that every year has."""
    try:
        day = date.fromisoformat(f"2023-{warn_from}")
    except ValueError:
        day = None
    # A day of a week (W40-7) is a date to ISO, too.
    if day is None or f"{day:%m-%d}" != warn_from:
        raise refusals.WarningDayImpossible("请写成月-日，如10-01（2月29日不是每年都有）。", field="warn_from")


@dataclass(frozen=True, slots=True)
class Setting:
    """What one committee has set on a day; None: nothing."""

    levels: tuple[DutyLevel, ...] | None = None
    begins_on: date = BEGINS_DEFAULT
    committees: Mapping[UUID, tuple[bool, date]] | None = None
    warn_from: str | None = None


def duty_from(unit: UUID, level: str, established_on: date, settings: Sequence[Setting]) -> date | None:
    """The day from which the committee carries the duty, or None. `settings`: its own first, then upward."""
    for setting in settings:
        if setting.committees and unit in setting.committees:
            carries, since = setting.committees[unit]
            return max(since, established_on) if carries else None
        if setting.levels is not None:
            return max(setting.begins_on, established_on) if level in setting.levels else None
    return max(BEGINS_DEFAULT, established_on) if level in LEVELS_DEFAULT else None


def warn_from(year: int, settings: Sequence[Setting]) -> date:
    """From this day of the year a committee without its meeting is yellow."""
    said = next((setting.warn_from for setting in settings if setting.warn_from), WARN_DEFAULT)
    return date.fromisoformat(f"{year}-{said}")


def colour_of(year: int, on: date, held: int, warned_from: date) -> Colour:
    """Green with a meeting; else none before the warning day, yellow from it, red once the year is over."""
    if held:
        return "green"
    if on.year > year:
        return "red"
    return "yellow" if on >= warned_from else "none"


EVENTS: tuple[type[DomainEvent], ...] = (Duty.LevelsSet, Duty.CommitteeSet, Duty.WarningSet)
