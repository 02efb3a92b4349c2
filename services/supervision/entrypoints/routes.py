"""Every command of supervision and its place; nothing is decided here. What policies and timers give has no route."""

from services.supervision.application import commands as c
from shared.serving.commands import CommandRoute

_UNIT = "0b6f2f6e-2f5c-5d2a-9d5e-5a3d8b1f0c11"
_OTHER_UNIT = "3c1c7f7a-3c44-5f0e-8f0a-6a9c0a2b7d22"
_DOCUMENT = "6d0c3f1b5e6a4d2c8b7a9f0e1d2c3b4a5f6e7d8c9b0a1f2e3d4c5b6a7f8e9d0c"

ROUTES = (
    CommandRoute(
        c.SetThresholds,
        "/committees/{committee_id}/thresholds",
        "设置预警颜色和天数",
        {
            "colours": ["green", "yellow", "red"],
            "warn_before_workdays": [5],
            "accept_within_workdays": 5,
            "progress_every_workdays": 22,
            "climb_after_workdays": 3,
        },
        ("S1",),
    ),
    CommandRoute(
        c.PublishCalendar,
        "/calendars/{year}",
        "公布一年的工作日",
        {
            "year": 2023,
            "holidays": ["2023-10-02"],
            "workdays": ["2023-10-07"],
            "source": "国务院办公厅关于2023年部分节假日安排的通知",
        },
        ("S1",),
    ),
    CommandRoute(
        c.IssueSupervisionNotice,
        "/cases/{case_id}/notice",
        "印发督办通知单",
        {
            "body": "鸡关督",
            "year": 2023,
            "sequence": 1,
            "lead": _UNIT,
            "co_units": [_OTHER_UNIT],
            "answer_due": "2023-09-15",
            "requirements": "请按期书面答复办理情况。",
            "issued_on": "2023-08-25",
        },
        ("S3",),
    ),
    CommandRoute(c.AnswerCase, "/cases/{case_id}/answers", "答复督办件", {"text": "整治已经完成。"}, ("S3",)),
    CommandRoute(
        c.ReportCase, "/cases/{case_id}/reports", "向上报告督查情况", {"to": _UNIT, "document": _DOCUMENT}, ("S3",)
    ),
    CommandRoute(c.CloseCase, "/cases/{case_id}/close", "督办件销号", {"reason": "已办结，同意销号。"}, ("S3",)),
)
