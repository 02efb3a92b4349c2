"""Which step comes when: what a meeting's stage lets through (M5, M8, M9, T1).

`check_may_…` is what a command asks of the meeting before it looks at what was typed; the way of a meeting
(`way.py`) asks the same functions, so that a page never promises what a command then refuses.
"""

from datetime import date
from uuid import UUID

from services.meeting.domain import refusals
from services.meeting.domain.decisions import check_request_complete
from services.meeting.domain.participation_refusals import (
    AttendanceClosed,
    MeetingAlreadyHeld,
    MeetingCalledOff,
    NotYetOpen,
)
from services.meeting.domain.record import Adopted, MeetingRecord, Request
from services.meeting.domain.rules import day_words


class MeetingInTurn(MeetingRecord):
    @property
    def must_ask(self) -> bool:
        """M5 binds joint meetings; another meeting need not ask, but once it asked it waits for the answer."""
        return self.joint or bool(self.requests)

    @property
    def is_asked(self) -> bool:
        """The party committee has the request as it stands, or agreed to it."""
        return bool(self.requests) and self.requests[-1].outcome != "returned"

    @property
    def is_agreed(self) -> bool:
        return bool(self.requests) and self.requests[-1].outcome == "approved"

    def check_may_revise(self) -> None:
        self.check_still_preparing()
        self.check_request_not_open()

    def check_may_take_up_topics(self) -> None:
        self.check_may_revise()
        self.check_not_approved_yet()

    def check_may_submit_request(self, party_committee: UUID | None) -> UUID:
        """Returns whom to ask: the registry must name a party committee."""
        self.check_may_revise()
        self.check_not_approved_yet()
        self.check_revised_since_return()
        check_request_complete(self.subject)
        if party_committee is None:
            raise refusals.NoPartyCommittee("没有登记本关工委所在的党委，无法请示。请先在单位关系里登记。")
        return party_committee

    def check_may_issue_notice(self) -> None:
        self.check_still_preparing()
        self.check_party_committee_approved()

    def check_may_hold(self, today: date) -> date:
        """Returns the day it was called for."""
        self.check_not_called_off()
        if self.stage != "noticed" or self.noticed_for is None:
            raise refusals.NoticeNotOut("只有发过通知、还没有召开的会议可以记录召开。", stage=self.stage)
        if today < self.noticed_for:
            day = day_words(self.noticed_for)
            raise refusals.HeldDayImpossible(f"会议定于{day}召开，请在会后再记录。", field="held_on")
        return self.noticed_for

    def check_may_report(self) -> date:
        held_on = self.check_held_before_report()
        if self.reported_on is not None:
            raise refusals.AlreadyReported("会后报告已经报送过。", submitted_on=self.reported_on.isoformat())
        return held_on

    def check_may_issue_minutes(self) -> date:
        held_on = self.check_held_before_report()
        if self.minuted_on is not None:
            raise refusals.MinutesAlreadyIssued(
                "会议纪要已经印发过，不能再印发。", issued_on=self.minuted_on.isoformat()
            )
        return held_on

    def check_may_file(self) -> date:
        """Returns the first day on which everything before the filing had been done."""
        held_on = self.check_held_before_report()
        self.check_reported_and_minuted()
        return max(held_on, self.reported_on or held_on, self.minuted_on or held_on)

    def check_may_record_consent(self) -> None:
        """Which resolution it is about is typed; that one waits for consent is the meeting's state."""
        self.check_not_called_off()
        resolutions = self.outcomes.resolutions.values()
        if not resolutions:
            raise refusals.ResolutionNotAdopted("会议还没有议定事项，党委同意的须是会上的议定事项。请先记录议定事项。")
        if all(resolution.consented for resolution in resolutions):
            raise refusals.AlreadyConsented("党委已经同意过全部议定事项，不用再记录。")

    def check_may_change_notice(self) -> None:
        self.check_not_called_off()
        if self.held_on is not None:
            raise MeetingAlreadyHeld("会议已经召开，通知不能再改。", stage=self.stage)
        if self.noticed_for is None:
            raise refusals.NoticeNotOut("会议通知还没有发，直接修改会议即可。", stage=self.stage)

    def check_receipts_open(self) -> None:
        """Answers come before the meeting; who came in the end is the attendance sheet's."""
        self.check_not_called_off()
        if self.noticed_for is None:
            raise refusals.NoticeNotOut("会议通知还没有发，不用回执。", stage=self.stage)
        if self.held_on is not None:
            raise MeetingAlreadyHeld("会议已经召开，回执不再更改；到会情况请看签到表。", stage=self.stage)

    def check_may_call_off(self) -> None:
        self.check_not_called_off()
        if self.held_on is not None:
            raise MeetingAlreadyHeld("会议已经召开，不能取消。", stage=self.stage)

    def check_may_record_attendance(self, today: date) -> None:
        """On the day it is called for at the earliest, for the sheet is filled at the door; until it is filed."""
        self.check_not_called_off()
        if self.stage == "filed":
            raise AttendanceClosed("会议已经归档，签到表不能再改。", stage=self.stage)
        if self.noticed_for is None:
            raise NotYetOpen("会议通知还没有发，不能登记签到。", stage=self.stage)
        if today < self.noticed_for:
            raise NotYetOpen(f"会议定于{day_words(self.noticed_for)}召开，当天起可以登记签到。", stage=self.stage)

    def check_not_called_off(self) -> None:
        if self.stage == "called_off":
            raise MeetingCalledOff("会议已经取消，不能再办。需要时请另行起草一次会议。", stage=self.stage)

    def check_still_preparing(self) -> None:
        self.check_not_called_off()
        if self.stage in ("noticed", "held", "reported", "filed"):
            raise refusals.NoticeIsOut("会议通知已经发出，会前的内容不能再改。", stage=self.stage)

    def check_request_not_open(self) -> None:
        if self.stage == "requested":
            raise refusals.RequestStillOpen("会前请示已报党委，还没有答复。请等党委同意或退回后再办。")

    def check_not_approved_yet(self) -> None:
        if self.stage == "approved":
            raise refusals.MeetingAlreadyApproved("党委已同意会议的主题、议程和议定事项，不能再改或再次请示。")

    def check_revised_since_return(self) -> None:
        if self.stage == "returned" and not self.revised_since_return:
            raise refusals.NotRevisedSinceReturn("党委退回的请示还没有修改。请先修改主题、议程或拟议定事项，再报党委。")

    def check_request_open(self) -> Request:
        self.check_not_called_off()
        if self.stage != "requested":
            raise refusals.NoOpenRequest("没有等待党委答复的会前请示。", stage=self.stage)
        return self.requests[-1]

    def check_party_committee_approved(self) -> None:
        """Joint-meeting rules II.1."""
        if self.must_ask and not self.is_agreed:
            raise refusals.MeetingNotApproved(
                "党委还没有同意这次会议，不能发通知。请先报会前请示，党委同意后再发。", stage=self.stage
            )

    def check_outcomes_open(self) -> None:
        self.check_not_called_off()
        if self.held_on is None:
            raise refusals.MeetingNotHeld("会议还没有召开，不能记录议定事项和意见建议。", stage=self.stage)
        if self.reported_on or self.minuted_on or self.stage == "filed":
            raise refusals.OutcomesClosed("会后报告或会议纪要已经发出，不能再补议定事项和意见建议。", stage=self.stage)

    def check_held_before_report(self) -> date:
        self.check_not_called_off()
        if self.held_on is None:
            raise refusals.NothingToReport("会议还没有召开，请在会后再办。", stage=self.stage)
        if self.stage == "filed":
            raise refusals.MeetingIsFiled("会议已经归档，不能再办。", stage=self.stage)
        return self.held_on

    def check_reported_and_minuted(self) -> None:
        """Joint-meeting rules II.1: the party committee is told what came of it; only then is it over."""
        if self.joint and self.reported_on is None:
            raise refusals.ReportMissing("还没有向党委报送会后报告，不能归档。请先报送。")
        if self.joint and self.minuted_on is None:
            raise refusals.MinutesMissing("还没有印发会议纪要，不能归档。请先印发。")

    def check_adopted(self, resolution_id: UUID) -> Adopted:
        resolution = self.outcomes.resolutions.get(resolution_id)
        if resolution is None:
            raise refusals.ResolutionNotAdopted("会议没有议定这一事项，党委同意的须是会上的议定事项，请核对。")
        if resolution.consented:
            raise refusals.AlreadyConsented("党委已经同意过这项议定事项，不用再记录。")
        return resolution
