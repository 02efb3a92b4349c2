"""What the events behind a figure are called, for a person who opens it."""

from shared.messaging.documents import Doc

_PHRASES = {
    "meeting.meeting.held": "召开会议",
    "tasking.plan.issued": "印发方案",
    "tasking.task.assigned": "下达任务",
    "tasking.task.whole_reported": "牵头单位报告整体完成",
    "tasking.task.returned": "任务退回重做",
    "tasking.task.concluded": "任务办结",
    "supervision.watch.opened": "分工开始亮灯",
    "supervision.watch.light_changed": "分工变灯",
    "supervision.case.opened": "督办立件",
    "supervision.case.notice_issued": "印发督办通知单",
    "supervision.case.answered": "督办答复",
    "supervision.case.reported": "督办情况上报",
    "supervision.case.closed": "督办件销号",
    "reporting.request.opened": "要求报送",
    "reporting.report.submitted": "报送报告",
    "reporting.report.returned": "退回报告",
}
_VALUES = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "late": "逾期", "on_time": "按期"}


def summary(row: Doc) -> str:
    """`下达任务：第7项 …（黄灯）`, from a row with type, title and value."""
    title = f"：{row['title']}" if row["title"] else ""
    value = f"（{_VALUES[row['value']]}）" if row["value"] in _VALUES else ""
    return f"{_PHRASES[row['type']]}{title}{value}"
