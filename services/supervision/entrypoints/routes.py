"""Every command of supervision and its place; nothing is decided here. What policies and timers give has no route."""

from uuid import UUID

from services.supervision.application import commands as c
from shared.kernel.ids import derive
from shared.serving import samples
from shared.serving.commands import CommandRoute

_CASE = {"case_id": str(derive("case", UUID(samples.RESOLUTION)))}

ROUTES = (
    CommandRoute(
        c.SetThresholds,
        "/committees/{committee_id}/thresholds",
        "设置预警颜色和天数",
        {
            "committee_id": samples.COMMITTEE,
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
            **_CASE,
            "body": "鸡关督",
            "year": 2023,
            "sequence": 1,
            "lead": samples.unit("230300-jyj"),
            "co_units": [samples.unit("230300-gaj")],
            "answer_due": "2023-10-20",
            "requirements": "请按期书面答复办理情况。",
            "issued_on": "2023-09-28",
        },
        ("S3",),
    ),
    CommandRoute(c.AnswerCase, "/cases/{case_id}/answers", "答复督办件", _CASE | {"text": "整治已经完成。"}, ("S3",)),
    CommandRoute(
        c.ReportCase,
        "/cases/{case_id}/reports",
        "向上报告督查情况",
        _CASE | {"to": samples.PARTY_COMMITTEE, "document": samples.DOCUMENT},
        ("S3",),
    ),
    CommandRoute(
        c.CloseCase, "/cases/{case_id}/close", "督办件销号", _CASE | {"reason": "已办结，同意销号。"}, ("S3",)
    ),
)
