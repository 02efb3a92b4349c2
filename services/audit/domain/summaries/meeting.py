from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.summaries.words import (
    KINDS,
    OFFICES,
    Summary,
    because,
    day,
    excerpt,
    moment,
    owner,
    quoted,
    unit,
    units,
    word,
)

_LISTED = {"party_committee": "党委", "government": "政府"}


def _drafted(data: Fields, _event: CopiedEvent) -> str:
    kinds = "、".join(word(KINDS, kind) for kind in data["kinds"])
    return f"{unit(data['committee_id'])}筹备{kinds}，主题{quoted(data['theme'])}"


def _decided(_data: Fields, event: CopiedEvent) -> str:
    """Whose decision it was, and on which day, is in the envelope."""
    decision = event.head.decision or {}
    return f"{unit(decision.get('unit_id'))}{day(decision['decided_on'])}" if decision else "党委"


def _notice(data: Fields, event: CopiedEvent) -> str:
    invited = units(one["unit_id"] for one in data["invitations"])
    return f"{owner(event)}通知{invited}，会议定于{moment(data['held_at'])}在{data['place']}召开"


def _held(data: Fields, event: CopiedEvent) -> str:
    office = word(OFFICES, data["chair_office"]) if data["chair_office"] else "受委托的同志"
    mark = f"（受委托主持{because(data['delegation']['reason'])}）" if data["delegation"] else ""
    return f"{owner(event)}于{day(data['held_on'])}召开会议，由{office}主持{mark}"


def _adopted(data: Fields, event: CopiedEvent) -> str:
    listed = f"，{_LISTED[data['supervised_by']]}列入督办" if data["supervised_by"] else ""
    return f"{owner(event)}的会议议定第{data['number']}项：{excerpt(data['text'])}{listed}"


SUMMARIES: dict[str, Summary] = {
    "meeting.meeting.drafted": _drafted,
    "meeting.meeting.revised": lambda d, e: f"{owner(e)}修改会议方案，主题{quoted(d['theme'])}",
    "meeting.meeting.request_submitted": lambda d, e: (
        f"{owner(e)}于{day(d['submitted_on'])}向{unit(d['party_committee'])}报送会前请示（第{d['round']}次）"
    ),
    "meeting.meeting.request_returned": lambda d, e: (
        f"{_decided(d, e)}退回会前请示（第{d['round']}次）" + because(d["reason"])
    ),
    "meeting.meeting.request_approved": lambda d, e: f"{_decided(d, e)}同意会前请示（第{d['round']}次）",
    "meeting.meeting.notice_issued": _notice,
    "meeting.meeting.held": _held,
    "meeting.meeting.resolution_adopted": _adopted,
    "meeting.meeting.advice_given": lambda d, e: f"{owner(e)}的会议提出意见建议：{excerpt(d['text'])}",
    "meeting.meeting.report_submitted": lambda d, e: f"{owner(e)}于{day(d['submitted_on'])}向党委报送会后报告",
    "meeting.meeting.minutes_issued": lambda d, e: f"{owner(e)}于{day(d['issued_on'])}印发会议纪要",
    "meeting.meeting.filed": lambda d, e: f"{owner(e)}于{day(d['filed_on'])}将会议归档",
    "meeting.meeting.resolution_consented": lambda d, e: f"{_decided(d, e)}同意安排部署：{excerpt(d['text'])}",
}
