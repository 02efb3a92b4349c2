"""The matter a paper belongs to: it must be the committee's own, and far enough for the paper (M5, M9)."""

from uuid import UUID

from services.meeting.domain import paper_refusals, refusals
from services.meeting.domain.meeting import Meeting
from shared.commands.interface import Work

_BEFORE_APPROVAL = ("drafted", "requested", "returned")
_AFTER_THE_MEETING = ("minutes", "report", "transmittal_notice")


async def check_matter(work: Work, kind: str, matter_id: UUID) -> Meeting:
    """Raises PaperMatterUnknown for another's meeting, too."""
    meeting = await work.find(Meeting, matter_id)
    if meeting is None or meeting.owner_unit != work.actor.unit_id:
        raise paper_refusals.PaperMatterUnknown("没有找到公文所属的会议，请从会议页面起草公文。", matter_kind=kind)
    return meeting


async def check_matter_ready(work: Work, kind: str, matter_id: UUID) -> None:
    """What a meeting's own commands would refuse the paper for is said before the paper is out."""
    meeting = await check_matter(work, "meeting", matter_id)
    if kind == "request":
        meeting.check_still_preparing()
        meeting.check_request_not_open()
        meeting.check_not_approved_yet()
    elif kind == "notice":
        check_notice_may_go(meeting)
    elif kind in _AFTER_THE_MEETING and meeting.held_on is None:
        raise refusals.NothingToReport("会议还没有召开，请在会后再印发。", stage=meeting.stage)


def check_notice_may_go(meeting: Meeting) -> None:
    if (meeting.joint or meeting.requests) and meeting.stage in _BEFORE_APPROVAL:
        raise refusals.MeetingNotApproved(
            "党委还没有同意这次会议，不能印发会议通知。请先报会前请示，党委同意后再印发。", stage=meeting.stage
        )
