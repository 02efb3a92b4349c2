"""Who is told of a meeting and who came: the notice after it was issued (M6), the attendance sheet (M7)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from services.meeting.domain import participation_refusals as refusals
from services.meeting.domain.attendance import Attendance, Venue, changed_rows, check_rows, check_venues
from services.meeting.domain.rules import check_called_for, check_not_blank
from services.meeting.domain.turns import MeetingInTurn


class MeetingWithParticipants(MeetingInTurn):
    def change_notice(self, *, held_at: datetime, now: datetime, place: str, requirements: str, reason: str) -> None:
        """Another day or place before the meeting; what the party committee agreed to stays as it is (M5)."""
        self.check_may_change_notice()
        check_not_blank(place, "开会地点")
        check_not_blank(reason, "改期或改地点的原因")
        held_at = check_called_for(held_at, now)
        notice = self.notice
        if (held_at, place, requirements) == (notice.held_at, notice.place, notice.requirements):
            raise refusals.NoticeUnchanged("时间、地点和要求都和原通知一样，没有要改的。")
        self.record(
            self.NoticeChanged(held_at=held_at, place=place, requirements=requirements, reason=reason),
            concerns=self._told(),
        )

    def call_off(self, reason: str) -> None:
        """Also before the notice; then only the party committee hears of it, if it was asked."""
        self.check_may_call_off()
        if not reason.strip():
            raise refusals.CallOffReasonMissing("请写明会议取消的原因，参会单位会看到。", field="reason")
        asked = [request.party_committee for request in self.requests[-1:]]
        told = self._told() if self.noticed_for is not None else set()
        self.record(self.CalledOff(reason=reason), concerns={*told, *asked})

    def record_attendance(self, venues: Sequence[Venue], rows: Sequence[Attendance], *, today: date) -> int:
        """`venues` are all of them anew (none: those recorded before stay), `rows` any part of the sheet.

        Returns how many lines were new or other than before; these alone are recorded.
        """
        self.check_may_record_attendance(today)
        stand = tuple(venues) or self.venues
        check_venues(stand)
        check_rows(rows, [venue.key for venue in stand], self._seats())
        self.check_venues_in_use(stand, rows)
        changed = changed_rows(rows, self.attendance)
        if not changed and stand == self.venues:
            raise refusals.AttendanceUnchanged("和已经登记的一样，没有改动。")
        self.record(
            self.AttendanceRecorded(meeting_id=self.id, committee_id=self.owner_unit, venues=stand, rows=changed),
            concerns=[row.unit_id for row in changed],
        )
        return len(changed)

    def check_venues_in_use(self, venues: Sequence[Venue], rows: Sequence[Attendance]) -> None:
        """A venue where somebody sits cannot go, unless the same sheet moves them elsewhere."""
        after = self.attendance | {row.unit_id: row for row in rows}
        gone = {row.venue for row in after.values() if row.venue} - {venue.key for venue in venues}
        if gone:
            raise refusals.VenueUnknown("有单位登记在要去掉的会场，请先改到别的会场。", venues=sorted(gone))

    def check_invited(self, unit_id: UUID) -> None:
        if unit_id not in self.notice.invitations:
            raise refusals.NotInvited("这个单位不在会议通知里，不用回执。", unit_id=str(unit_id))

    def _told(self) -> set[UUID]:
        return {*self.notice.invitations, *self.hosts}

    def _seats(self) -> dict[UUID, bool]:
        """Hosts beside the members take part without a seat of theirs."""
        hosts = dict.fromkeys(self.hosts, False)
        return hosts | {unit: invitation.part == "member" for unit, invitation in self.notice.invitations.items()}
