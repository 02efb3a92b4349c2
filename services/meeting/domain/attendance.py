"""The attendance sheet of a meeting: venues, and for each unit who came and how (M7).

A sheet is filled in one command for many units and can be put right until the meeting is filed; each recording stays
in the meeting's events, so what was changed is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal
from uuid import UUID

from services.meeting.domain import participation_refusals as refusals
from services.meeting.domain.vocabulary import Value
from shared.kernel.errors import TooLarge

VenueKind = Literal["main", "branch", "video", "mobile"]
Presence = Literal["present", "excused", "absent"]
Seat = Literal["holder", "substitute"]
VENUES_MAX = 300
ROWS_MAX = 500  # of one command; a larger sheet comes in parts
HEADS_MAX = 100_000


class Venue(Value, frozen=True, kw_only=True):
    """主会场, 分会场, by video, by mobile client; `key` is what the rows of the sheet name it by."""

    key: str
    kind: VenueKind
    name: str


class Attendance(Value, frozen=True, kw_only=True):
    """One unit's line: 到会, 请假 with a reason, 缺席.

    `seat`: the leader-in-charge, or a substitute with a reason, who is told by person id or, when not registered,
    by office (`office`); null for an observer, who holds no seat. `heads` are all who came for the unit.
    """

    unit_id: UUID
    presence: Presence
    venue: str | None
    heads: int
    seat: Seat | None
    person_id: UUID | None
    office: str
    reason: str


def check_venues(venues: Sequence[Venue]) -> None:
    if len(venues) > VENUES_MAX:
        raise TooLarge(f"一次会议最多设{VENUES_MAX}个会场。", venues=len(venues))
    if any(not venue.key.strip() or not venue.name.strip() for venue in venues):
        raise refusals.AttendanceIncomplete("请写明每个会场的名称。", field="venues")
    if len({venue.key for venue in venues}) != len(venues):
        raise refusals.VenueTwice("有会场写了两次，请去掉重复的。", field="venues")


def check_rows(rows: Sequence[Attendance], venues: Iterable[str], seats: Mapping[UUID, bool]) -> None:
    """`seats`: the units that were asked, and whether each holds a seat (a member does, an observer does not)."""
    if len(rows) > ROWS_MAX:
        raise TooLarge(f"一次最多登记{ROWS_MAX}个单位，请分几次登记。", rows=len(rows))
    units = [row.unit_id for row in rows]
    if len(set(units)) != len(units):
        raise refusals.AttendeeTwice("有单位在签到表里出现两次，请去掉重复的。", units=_twice(units))
    strangers = [str(unit) for unit in units if unit not in seats]
    if strangers:
        raise refusals.AttendeeNotInvited("有单位不在会议通知里，不能登记到会，请核对单位。", units=strangers)
    known = frozenset(venues)
    for row in rows:
        check_row(row, known, seats[row.unit_id])


def check_row(row: Attendance, venues: frozenset[str], has_seat: bool) -> None:
    if row.presence == "present":
        check_present(row, venues)
        check_seat(row, has_seat)
        return
    if row.heads or row.venue or row.seat or row.person_id or row.office:
        raise _incomplete(row, "没有到会的单位不填会场、人数和出席人，请改为到会或清空。")
    if row.presence == "excused" and not row.reason.strip():
        raise _incomplete(row, "请假的单位请写明原因；没有说明原因的登记为缺席。")


def check_present(row: Attendance, venues: frozenset[str]) -> None:
    if not 1 <= row.heads <= HEADS_MAX:
        raise _incomplete(row, "到会的单位请填写到会人数，至少1人。")
    if row.venue not in venues:
        raise refusals.VenueUnknown(
            "请写明单位在哪个会场；还没有的会场请先补上。", unit_id=str(row.unit_id), venue=row.venue
        )


def check_seat(row: Attendance, has_seat: bool) -> None:
    if not has_seat:
        if row.seat is not None:
            raise _incomplete(row, "列席单位没有席位，不用写由谁出席。")
        return
    if row.seat is None:
        raise _incomplete(row, "请写明由分管领导出席，还是由他人代为出席。")
    if row.seat == "substitute" and not row.reason.strip():
        raise _incomplete(row, "由他人代为出席的，请写明原因。")
    if row.seat == "substitute" and row.person_id is None and not row.office.strip():
        raise _incomplete(row, "由他人代为出席的，请写明代为出席人的职务。")


def changed_rows(rows: Sequence[Attendance], recorded: Mapping[UUID, Attendance]) -> tuple[Attendance, ...]:
    return tuple(row for row in rows if recorded.get(row.unit_id) != row)


def _incomplete(row: Attendance, words: str) -> refusals.AttendanceIncomplete:
    return refusals.AttendanceIncomplete(words, unit_id=str(row.unit_id))


def _twice(units: Sequence[UUID]) -> list[str]:
    return sorted({str(unit) for unit in units if units.count(unit) > 1})
