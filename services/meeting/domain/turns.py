"""Which step comes when: what a meeting's stage lets through (M5, M8, M9, T1)."""

from datetime import date
from uuid import UUID

from services.meeting.domain import refusals
from services.meeting.domain.record import Adopted, MeetingRecord, Request


class MeetingInTurn(MeetingRecord):
    def check_still_preparing(self) -> None:
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
        if self.stage != "requested":
            raise refusals.NoOpenRequest("没有等待党委答复的会前请示。", stage=self.stage)
        return self.requests[-1]

    def check_party_committee_approved(self) -> None:
        """Joint-meeting rules II.1. Another meeting need not ask, but once it asked it waits for the answer."""
        if (self.joint or self.requests) and self.stage != "approved":
            raise refusals.MeetingNotApproved(
                "党委还没有同意这次会议，不能发通知。请先报会前请示，党委同意后再发。", stage=self.stage
            )

    def check_outcomes_open(self) -> None:
        if self.held_on is None:
            raise refusals.MeetingNotHeld("会议还没有召开，不能记录议定事项和意见建议。", stage=self.stage)
        if self.reported_on or self.minuted_on or self.stage == "filed":
            raise refusals.OutcomesClosed("会后报告或会议纪要已经发出，不能再补议定事项和意见建议。", stage=self.stage)

    def check_held_before_report(self) -> date:
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
