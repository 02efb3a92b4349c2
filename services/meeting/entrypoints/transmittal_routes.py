"""Commands of transmittals and returns: one row each, with an example in the words of a clerk."""

from typing import Any
from uuid import UUID

from services.meeting.application import transmittal_commands as c
from shared.kernel.ids import derive
from shared.serving import samples
from shared.serving.commands import CommandRoute

_PROVINCE, _COUNTY, _BUREAU = samples.unit("230000"), samples.unit("230302"), samples.unit("230300-jyj")
_TRANSMITTAL = {"transmittal_id": samples.matter("传达通知")}
_ONWARD = {"transmittal_id": samples.matter("转发的传达通知")}
_RETURN = {"return_id": str(derive("transmittal-return", UUID(_ONWARD["transmittal_id"]), UUID(_BUREAU)))}
_ISSUED: dict[str, Any] = {
    "committee_id": _PROVINCE,
    "conveys": "meeting_spirit",
    "matter_id": None,
    "title": "省关工委全体委员会议精神",
    "issuer": "",
    "document": samples.DOCUMENT,
    "requirements": "请组织传达学习，研究贯彻措施。",
    "questions": [],
    "tell_party_leader": True,
    "units": [samples.COMMITTEE],
    "groups": [],
    "due_on": "2023-10-20",
}
_PASSED_ON: dict[str, Any] = {
    "source_id": _TRANSMITTAL["transmittal_id"],
    "requirements": "请结合本单位实际传达学习。",
    "questions": ["本单位准备怎样落实“五老”进校园？"],
    "tell_party_leader": True,
    "units": [_COUNTY, _BUREAU],
    "groups": [],
    "due_on": "2023-10-15",
}
_CONTENT: dict[str, Any] = {
    "held_on": "2023-10-08",
    "ways": ["gathered", "online"],
    "attended": 21,
    "measures": ["把视察讲话精神纳入干部学习计划。", "开展一次“五老”进校园宣讲。"],
    "told_on": "2023-10-08",
    "not_told": "",
    "answers": ["每学期每校宣讲一次。"],
    "documents": [],
}
_CORRECTED = {"content": _CONTENT | {"attended": 23}, "reason": "补计线上参加的2人。"}

TRANSMITTAL_ROUTES = (
    CommandRoute(c.IssueTransmittal, "/transmittals", "发传达通知", _TRANSMITTAL | _ISSUED, ("M10", "O1", "O6")),
    CommandRoute(
        c.PassOnTransmittal,
        "/transmittals/{source_id}/pass-on",
        "向所属单位转发传达通知",
        _ONWARD | _PASSED_ON,
        ("M10", "O6"),
    ),
    CommandRoute(
        c.WidenTransmittal,
        "/transmittals/{transmittal_id}/widen",
        "增发传达通知",
        _ONWARD | {"units": [samples.unit("230300-mzj")], "groups": []},
        ("M10", "O6"),
    ),
    CommandRoute(
        c.SubmitReturn,
        "/transmittals/{transmittal_id}/returns",
        "反馈传达情况",
        _ONWARD | {"content": _CONTENT},
        ("M10",),
    ),
    CommandRoute(c.CorrectReturn, "/returns/{return_id}/correct", "更正反馈", _RETURN | _CORRECTED, ("M10",)),
    CommandRoute(c.AcceptReturn, "/returns/{return_id}/accept", "接收反馈", _RETURN, ("M10",)),
    CommandRoute(
        c.SendBackReturn,
        "/returns/{return_id}/send-back",
        "退回反馈并说明原因",
        _RETURN | {"reason": "请补充向党组主要领导汇报的情况。"},
        ("M10",),
    ),
)
