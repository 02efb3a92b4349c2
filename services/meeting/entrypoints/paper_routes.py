"""The commands of a paper's way: one row each, with an example in the words of a clerk."""

from typing import Any

from services.meeting.application.papers import commands
from shared.serving import samples
from shared.serving.commands import CommandRoute

_PAPER = {"paper_id": samples.matter("会议通知")}
_OTHER_BODY = samples.unit("230300-jyj")
_TEXT: dict[str, Any] = {
    "text": samples.DOCUMENT,
    "bodies": [samples.COMMITTEE, _OTHER_BODY],
    "addressees": [samples.unit("230300-jyj"), samples.unit("230300-sfj")],
}
_DRAFT = (
    _PAPER
    | _TEXT
    | {
        "committee_id": samples.COMMITTEE,
        "kind": "notice",
        "matter_kind": "meeting",
        "matter_id": samples.matter("会议"),
    }
)
_CHECKED: dict[str, Any] = {
    "unit_id": samples.COMMITTEE,
    "decided_on": "2023-09-08",
    "person_id": samples.holder("230300", "office_head"),
}
_SIGNED = _CHECKED | {"person_id": samples.holder("230300", "director"), "scan": samples.DOCUMENT}
_COSIGNED = _SIGNED | {"unit_id": _OTHER_BODY, "person_id": samples.holder("230300-jyj", "leader_in_charge")}
_STYLE: dict[str, Any] = {
    "red_head": True,
    "name": "",
    "with_word": True,
    "code_word": "鸡关",
    "type_words": {},
    "minutes_series": "issue",
    "sealed": True,
    "signing_offices": ["director", "executive_director"],
    "printing_office": "鸡西市关工委办公室",
    "copies_to": ["省关工委"],
}

PAPER_ROUTES = (
    CommandRoute(
        commands.SetPaperStyle,
        "/paper-styles/{committee_id}/set",
        "设置公文格式",
        {"committee_id": samples.COMMITTEE, "on": "2023-01-01", "style": _STYLE},
        ("R6",),
    ),
    CommandRoute(commands.DraftPaper, "/papers", "起草公文", _DRAFT, ("R6",)),
    CommandRoute(commands.RevisePaper, "/papers/{paper_id}/revise", "修改文稿", _PAPER | _TEXT, ("R6",)),
    CommandRoute(commands.CheckPaper, "/papers/{paper_id}/check", "核稿", _PAPER | {"decision": _CHECKED}, ("R6",)),
    CommandRoute(
        commands.ReturnPaper,
        "/papers/{paper_id}/return",
        "退回文稿",
        _PAPER | {"reason": "开会时间有误，请改。"},
        ("R6",),
    ),
    CommandRoute(commands.SignPaper, "/papers/{paper_id}/sign", "签发", _PAPER | {"decision": _SIGNED}, ("R6",)),
    CommandRoute(
        commands.CosignPaper,
        "/papers/{paper_id}/cosign",
        "登记会签",
        _PAPER | {"body": _OTHER_BODY, "decision": _COSIGNED},
        ("R6",),
    ),
    CommandRoute(commands.NumberPaper, "/papers/{paper_id}/number", "编号", _PAPER, ("R6",)),
    CommandRoute(
        commands.IssuePaper,
        "/papers/{paper_id}/issue",
        "印发",
        _PAPER | {"issued_on": "2023-09-08"},
        ("R6", "M5", "M9"),
    ),
    CommandRoute(
        commands.WithdrawPaper,
        "/papers/{paper_id}/withdraw",
        "撤回公文",
        {"paper_id": samples.matter("撤回的请示"), "reason": "会议改期，不再印发。"},
        ("R6",),
    ),
)
