"""Thresholds and colours are settings of each committee: places differ (S1)."""

from uuid import UUID

import msgspec

from services.supervision.domain.refusals import ThresholdsNotValid
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

WORKDAYS_MAX = 250
COLOURS_MIN, COLOURS_MAX = 3, 6


class Thresholds(msgspec.Struct, frozen=True, kw_only=True):
    """`colours` go from on course to late; each one between has its number of working days before the due day.

    `version` 0 are the defaults, in force until the committee sets its own.
    """

    colours: tuple[str, ...] = ("green", "yellow", "red")
    warn_before_workdays: tuple[int, ...] = (5,)
    accept_within_workdays: int = 5
    progress_every_workdays: int = 22
    climb_after_workdays: int = 3
    version: int = 0


DEFAULT_THRESHOLDS = Thresholds()


class CommitteeThresholds(Aggregate):
    STREAM = "supervision.thresholds"

    class Set(DomainEvent, frozen=True, kw_only=True, event="supervision.thresholds.set"):
        committee_id: UUID
        colours: tuple[str, ...]
        warn_before_workdays: tuple[int, ...]
        accept_within_workdays: int
        progress_every_workdays: int
        climb_after_workdays: int
        version: int

    @staticmethod
    def stream_of(committee_id: UUID) -> UUID:
        return derive("thresholds", committee_id)

    def set(self, committee_id: UUID, wanted: Thresholds) -> None:
        check_thresholds(wanted)
        self.record(
            self.Set(
                committee_id=committee_id,
                colours=wanted.colours,
                warn_before_workdays=wanted.warn_before_workdays,
                accept_within_workdays=wanted.accept_within_workdays,
                progress_every_workdays=wanted.progress_every_workdays,
                climb_after_workdays=wanted.climb_after_workdays,
                version=self.version + 1,
            )
        )

    def on_set(self, event: Set) -> None:
        self.owner_unit = event.committee_id
        self.current = Thresholds(
            colours=event.colours,
            warn_before_workdays=event.warn_before_workdays,
            accept_within_workdays=event.accept_within_workdays,
            progress_every_workdays=event.progress_every_workdays,
            climb_after_workdays=event.climb_after_workdays,
            version=event.version,
        )


def check_thresholds(wanted: Thresholds) -> None:
    if not COLOURS_MIN <= len(set(wanted.colours)) == len(wanted.colours) <= COLOURS_MAX:
        raise ThresholdsNotValid("预警颜色应有3至6种，并且各不相同。")
    if any(not colour.strip() for colour in wanted.colours):
        raise ThresholdsNotValid("每种预警颜色都要有名称。")
    if len(wanted.warn_before_workdays) != len(wanted.colours) - 2:
        raise ThresholdsNotValid("除正常色和超期色外，每种预警色都要有一个“到期前几个工作日”。")
    if list(wanted.warn_before_workdays) != sorted(set(wanted.warn_before_workdays), reverse=True):
        raise ThresholdsNotValid("各预警色的提前天数应由多到少排列，并且各不相同。")
    days = (
        *wanted.warn_before_workdays,
        wanted.accept_within_workdays,
        wanted.progress_every_workdays,
        wanted.climb_after_workdays,
    )
    if any(not 1 <= n <= WORKDAYS_MAX for n in days):
        raise ThresholdsNotValid(f"工作日天数应在1至{WORKDAYS_MAX}之间。")
