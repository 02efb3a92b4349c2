"""Every command of reporting and its place; nothing is decided here."""

from uuid import UUID

from services.reporting.application import commands as c
from shared.kernel.ids import derive
from shared.serving import samples
from shared.serving.commands import CommandRoute

_UNIT = samples.unit("230300-jyj")
_ASKED = {"request_id": samples.matter("报送要求")}
_REPORT = {"report_id": str(derive("report", UUID(_ASKED["request_id"]), UUID(_UNIT)))}
_REQUEST = _ASKED | {
    "committee_id": samples.COMMITTEE,
    "subject": "三季度责任分工落实情况",
    "plan_id": samples.PLAN,
    "units": [_UNIT, samples.unit("230300-mzj")],
    "due_on": "2023-10-15",
    "requirements": "写明进展、问题和下步打算。",
}

ROUTES = (
    CommandRoute(c.RequestReports, "/requests", "要求有关单位按期报送", _REQUEST, ("R1",)),
    CommandRoute(
        c.SubmitReport,
        "/requests/{request_id}/reports",
        "本单位报送",
        _ASKED | {"text": "承担的3项任务均已启动，开展法治宣讲12场。"},
        ("R1",),
    ),
    CommandRoute(c.AcceptReport, "/reports/{report_id}/accept", "接收报告", _REPORT, ("R1",)),
    CommandRoute(
        c.ReturnReport,
        "/reports/{report_id}/return",
        "退回报告并说明理由",
        _REPORT | {"reason": "请补充经费数字。"},
        ("R1",),
    ),
)
