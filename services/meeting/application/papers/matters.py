"""The matter a paper belongs to: it must be the committee's own, and far enough for the paper (M5, M9, M12)."""

from uuid import UUID

from services.meeting.domain import paper_refusals, refusals
from services.meeting.domain.instruction import Instruction
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.paper_kinds import MatterKind
from services.meeting.domain.transmittal import Transmittal
from shared.commands.interface import Work

_BEFORE_APPROVAL = ("drafted", "requested", "returned")
_AFTER_THE_MEETING = ("minutes", "report", "transmittal_notice")
_Matter = Meeting | Transmittal | Instruction
_AGGREGATES: dict[MatterKind, type[_Matter]] = {
    "meeting": Meeting,
    "transmittal": Transmittal,
    "instruction": Instruction,
}
_WORDS: dict[MatterKind, str] = {"meeting": "会议", "transmittal": "传达通知", "instruction": "视察批示"}


async def check_matter(work: Work, kind: MatterKind, matter_id: UUID) -> _Matter:
    """Raises PaperMatterUnknown for another's matter, too."""
    matter = await work.find(_AGGREGATES[kind], matter_id)
    if matter is None or matter.owner_unit != work.actor.unit_id:
        words = _WORDS[kind]
        raise paper_refusals.PaperMatterUnknown(
            f"没有找到公文所属的{words}，请从{words}的页面起草公文。", matter_kind=kind
        )
    return matter


async def check_matter_ready(work: Work, paper_kind: str, kind: MatterKind, matter_id: UUID) -> None:
    """What the matter's own commands would refuse the paper for is said before the paper is out."""
    matter = await check_matter(work, kind, matter_id)
    if isinstance(matter, Meeting):
        check_meeting_ready(matter, paper_kind)
    elif isinstance(matter, Instruction) and paper_kind == "report":
        matter.check_open()


def check_meeting_ready(meeting: Meeting, paper_kind: str) -> None:
    if paper_kind == "request":
        meeting.check_still_preparing()
        meeting.check_request_not_open()
        meeting.check_not_approved_yet()
    elif paper_kind == "notice":
        check_notice_may_go(meeting)
    elif paper_kind in _AFTER_THE_MEETING and meeting.held_on is None:
        raise refusals.NothingToReport("会议还没有召开，请在会后再印发。", stage=meeting.stage)


def check_notice_may_go(meeting: Meeting) -> None:
    if (meeting.joint or meeting.requests) and meeting.stage in _BEFORE_APPROVAL:
        raise refusals.MeetingNotApproved(
            "党委还没有同意这次会议，不能印发会议通知。请先报会前请示，党委同意后再印发。", stage=meeting.stage
        )
