"""Every command of reporting and its place; nothing is decided here."""

from services.reporting.application import commands as c
from shared.kernel.ids import derive
from shared.serving.commands import CommandRoute

_REQUEST = {
    "request_id": str(derive("example", "报送要求")),
    "committee_id": str(derive("example", "市关工委")),
    "subject": "三季度责任分工落实情况",
    "plan_id": str(derive("example", "责任分工方案")),
    "units": [str(derive("example", "市教育局")), str(derive("example", "团市委"))],
    "due_on": "2023-10-15",
    "requirements": "写明进展、问题和下步打算。",
}

ROUTES = (
    CommandRoute(c.RequestReports, "/requests", "要求有关单位按期报送", _REQUEST, ("R1",)),
    CommandRoute(
        c.SubmitReport,
        "/requests/{request_id}/reports",
        "本单位报送",
        {"text": "承担的3项任务均已启动，开展法治宣讲12场。"},
        ("R1",),
    ),
    CommandRoute(c.AcceptReport, "/reports/{report_id}/accept", "接收报告", {}, ("R1",)),
    CommandRoute(
        c.ReturnReport, "/reports/{report_id}/return", "退回报告并说明理由", {"reason": "请补充经费数字。"}, ("R1",)
    ),
)
