"""What an event adds to a dossier: the matter it belongs to, its documents by title, and links to what came of it."""

from typing import Any, Final
from uuid import UUID

from services.meeting.client.words import CONVEYS, INSTRUCTION_KINDS, PAPER_KINDS
from shared.kernel.envelope import RecordedEvent
from shared.kernel.ids import derive
from shared.messaging.documents import Doc

MATTERS: Final = {"meeting.meeting": "meeting", "meeting.instruction": "instruction"}
CLOSES: Final = frozenset({"meeting.meeting.filed", "meeting.instruction.closed"})
# Only its owner sees a stream of these until the event that publishes it, as in its own view.
DRAFT_UNTIL: Final = {
    "meeting.meeting": "meeting.meeting.notice_issued",
    "meeting.paper": "meeting.paper.issued",
}
# Whom these concern may see them from their first event; a stream of any other kind stays its owner's.
OPEN_FROM_THE_START: Final = frozenset(
    {
        "meeting.topic",
        "meeting.receipt",
        "meeting.forwarded_notice",
        "meeting.instruction",
        "meeting.transmittal",
        "meeting.transmittal_return",
    }
)
_TITLES: Final = {
    "meeting.meeting.request_submitted": "会前请示",
    "meeting.meeting.report_submitted": "会后报告",
    "meeting.meeting.minutes_issued": "会议纪要",
    "meeting.instruction.report_submitted": "专题汇报",
    "meeting.transmittal_return.submitted": "传达情况反馈附件",
    "meeting.transmittal_return.corrected": "更正后的传达情况反馈附件",
}
# What is kept with a decision; a paper that was signed on paper keeps its own sheet.
_EVIDENCE: Final = ("批示原文", "批示扫描件")
_EVIDENCES: Final = {
    "meeting.paper.signed": ("签发批语", "签发稿扫描件"),
    "meeting.paper.cosigned": ("会签批语", "会签稿扫描件"),
}
_NAMING: Final = ("matter_id", "meeting_id", "instruction_id")


def matter_of(event: RecordedEvent, data: Doc) -> str | None:
    """The meeting or instruction that the event's stream belongs to, as far as this event tells."""
    if event.envelope.stream_type in MATTERS:
        return str(event.envelope.stream_id)
    return next((str(data[name]) for name in _NAMING if data.get(name)), None)


def documents_of(event: RecordedEvent, data: Doc) -> list[Doc]:
    """Digest and title of each; whose they are is told with the entry."""
    title = _title(event.envelope.type, data)
    named = [data.get("document"), *(data.get("documents") or ())]
    documents = [{"digest": digest, "title": title} for digest in named if digest]
    decision = event.envelope.decision
    if decision is not None:
        names = _EVIDENCES.get(event.envelope.type, _EVIDENCE)
        evidence = zip(names, (decision.words, decision.scan), strict=True)
        documents += [{"digest": digest, "title": name} for name, digest in evidence if digest]
    return documents


def _title(event_name: str, data: Doc) -> str:
    match event_name:
        case "meeting.instruction.recorded":
            return f"{'、'.join(INSTRUCTION_KINDS[kind] for kind in data['kinds'])}：{data['title']}"
        case "meeting.instruction.text_added":
            return f"{INSTRUCTION_KINDS[data['kind']]}：{data['title']}"
        case "meeting.paper.issued":
            return f"{PAPER_KINDS[data['kind']]}：{data['title']}"
        case "meeting.transmittal.issued":
            return f"传达{CONVEYS[data['conveys']]}：{data['title']}"
        case _:
            return _TITLES.get(event_name, "文件")


def responsible_of(event: RecordedEvent) -> UUID:
    """责任者: who decided, where somebody recorded another's decision; else whose matter it is."""
    decision = event.envelope.decision
    return decision.unit_id if decision else event.envelope.owner_unit


def links_of(event: RecordedEvent, data: Doc) -> list[dict[str, str]]:
    """What lies elsewhere is named, never fetched: ids are those that docs/services.md derives."""
    match event.envelope.type:
        case "meeting.meeting.resolution_adopted" if data["supervised_by"]:
            return [_link("supervision", "case", derive("case", UUID(data["resolution_id"])))]
        case "meeting.meeting.resolution_consented":
            return [_link("tasking", "plan", derive("plan", UUID(data["resolution_id"])))]
        case "meeting.instruction.opinions_consented":
            return [_link("tasking", "plan", derive("plan", UUID(data["opinions_id"])))]
        case "meeting.instruction.opinions_passed":
            return [_link("meeting", "meeting", data["meeting_id"])]
        case "meeting.instruction.campaign_linked":
            return [_link("supervision", "campaign", data["campaign_id"])]
        case name if name.startswith("meeting.transmittal"):
            return [_link("meeting", event.envelope.stream_type.partition(".")[2], event.envelope.stream_id)]
        case _:
            return []


def _link(service: str, kind: str, matter: Any) -> dict[str, str]:
    return {"service": service, "kind": kind, "id": str(matter)}
