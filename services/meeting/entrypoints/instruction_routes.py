"""Commands of visits, speeches and instructions: one row each, with an example in the words of a clerk."""

from typing import Any

from services.meeting.application import instruction_commands as c
from shared.serving import samples
from shared.serving.commands import CommandRoute

_SUBJECT = {"instruction_id": samples.matter("批示")}
_OPINIONS = {"opinions_id": samples.matter("贯彻落实意见")}
_RECORDED: dict[str, Any] = _SUBJECT | {
    "committee_id": samples.COMMITTEE,
    "kinds": ["visit", "speech"],
    "title": "省关工委领导来我市视察关心下一代工作",
    "given_on": "2023-09-12",
    "place": "第一中学",
    "leaders": [{"office": "省关工委主任", "unit_id": samples.unit("230000"), "person_id": None}],
    "document": samples.DOCUMENT,
}
_TEXT = {
    "text_id": samples.matter("批示原文"),
    "kind": "instruction",
    "title": "在情况汇报上的批示",
    "given_on": "2023-09-18",
    "document": samples.DOCUMENT,
}
_PASSED: dict[str, Any] = {
    "meeting_id": samples.matter("主任办公会"),
    "opinions": ["尽快形成情况汇报，报省关工委和市委。", "印发文件向各县（市）区传达。", "十月开展调研督导。"],
}
_REPORT: dict[str, Any] = {
    "report_id": samples.matter("专题汇报"),
    "document": samples.DOCUMENT,
    "recipients": [
        {"name": "省关工委", "unit_id": samples.unit("230000")},
        {"name": "市委", "unit_id": samples.PARTY_COMMITTEE},
        {"name": "市人大", "unit_id": None},
    ],
    "submitted_on": "2023-09-28",
    "approved_at": samples.matter("主任办公会"),
}
_DECISION: dict[str, Any] = {
    "unit_id": samples.PARTY_COMMITTEE,
    "decided_on": "2023-09-27",
    "person_id": samples.matter("批示人"),
    "words": samples.DOCUMENT,
    "scan": samples.DOCUMENT,
}
_CAMPAIGN = {"campaign_id": samples.matter("调研月"), "purpose": "督导各县（市）区贯彻落实视察讲话精神"}
_AT = "/instructions/{instruction_id}"

INSTRUCTION_ROUTES = (
    CommandRoute(c.RecordInstruction, "/instructions", "记录视察、讲话、批示", _RECORDED, ("M12", "O1")),
    CommandRoute(c.AddInstructionText, f"{_AT}/add-text", "补充讲话或批示", _SUBJECT | _TEXT, ("M12",)),
    CommandRoute(
        c.PassOpinions,
        f"{_AT}/pass-opinions",
        "记录主任办公会通过的贯彻落实意见",
        _SUBJECT | _OPINIONS | _PASSED,
        ("M12",),
    ),
    CommandRoute(
        c.RecordOpinionsConsent,
        f"{_AT}/record-consent",
        "记录党委同意按意见安排部署",
        _SUBJECT | _OPINIONS | {"decision": _DECISION},
        ("M12", "T1"),
    ),
    CommandRoute(c.SubmitSpecialReport, f"{_AT}/submit-report", "报送专题汇报", _SUBJECT | _REPORT, ("M12", "O1")),
    CommandRoute(c.LinkCampaign, f"{_AT}/link-campaign", "关联调研督导", _SUBJECT | _CAMPAIGN, ("M12",)),
    CommandRoute(
        c.CloseInstruction,
        f"{_AT}/close",
        "结卷",
        _SUBJECT | {"closed_on": "2023-09-28", "no_report_reason": ""},
        ("M12",),
    ),
)
