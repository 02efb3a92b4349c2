"""Every command's place under /tasking/v1, with an example a clerk recognises."""

from services.tasking.application import commands as c
from shared.serving.commands import CommandRoute

_UNIT = "0b9e8f6a-31c5-5c1e-9d57-5a4f2d6b7c10"
_COMMITTEE = "5d2c1e9a-7f04-5b7b-8a36-2f1c0e9d8b44"
_RESOLUTION = "c7a1f0de-2b63-5d0e-b1f7-90e4a6c5d321"
_ITEM = "2f8d7c6b-1a09-5e4d-8c3b-7a6f5e4d3c2b"
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_DUE = {"kind": "date", "date": "2023-09-30", "precision": "month", "text": "9月底前"}

ROUTES = (
    CommandRoute(
        c.DraftPlan,
        "/plans",
        "根据党委同意的议定事项起草方案",
        {
            "plan_id": "8c1f4d2e-6b5a-5978-a0c9-d8e7f6a5b4c3",
            "committee_id": _COMMITTEE,
            "resolution_id": _RESOLUTION,
            "title": "关于落实青少年法治教育议定事项的责任分工方案",
            "kind": "responsibility",
            "bodies": [_COMMITTEE],
            "carries_out": "黑关发〔2023〕16号",
        },
        ["T1"],
    ),
    CommandRoute(c.ImportPlan, "/plans/{plan_id}/import", "从文件导入任务项", {"document": _DIGEST}, ["T11"]),
    CommandRoute(
        c.PlaceItem,
        "/plans/{plan_id}/items",
        "填写一项任务（同一item_id再次提交即为修改）",
        {
            "item_id": _ITEM,
            "number": 8,
            "section": "（四）加强青少年法治教育和权益保护",
            "text": "组织法治宣讲进校园，每所中学不少于一次。",
            "leads": [{"name": "市关工委"}],
            "responsible": [{"name": "市教育局"}, {"name": "县(市)区关工委"}],
            "due": _DUE,
        },
        ["T1", "T4"],
    ),
    CommandRoute(
        c.SettleName,
        "/plans/{plan_id}/settle-name",
        "确认文件里的一个名称指哪个单位",
        {"name": "市文化广电和旅游局", "unit_ids": [_UNIT]},
        ["T1", "T11"],
    ),
    CommandRoute(
        c.SettleLead,
        "/plans/{plan_id}/items/{item_id}/settle-lead",
        "确定一项任务由哪个单位牵头",
        {"unit_id": _UNIT},
        ["T1", "T2"],
    ),
    CommandRoute(
        c.IssuePlan,
        "/plans/{plan_id}/issue",
        "编号印发方案，任务下达到各单位",
        {"body": "鸡关", "type": "发", "year": 2023, "sequence": 2, "issued_on": "2023-07-10"},
        ["T1", "T2", "T11", "O6"],
    ),
    CommandRoute(c.AcceptTask, "/tasks/{task_id}/accept", "接受任务", {}, ["T5"]),
    CommandRoute(
        c.RefuseTask,
        "/tasks/{task_id}/refuse",
        "退回任务并说明理由",
        {"reason": "该项工作不在本单位职责范围内，建议由市民政局承担。"},
        ["T5"],
    ),
    CommandRoute(
        c.UpholdAssignment,
        "/tasks/{task_id}/uphold-assignment",
        "对单位的退回答复：维持分工",
        {"unit_id": _UNIT, "reason": "经研究，该项工作仍由你单位承担。"},
        ["T5"],
    ),
    CommandRoute(
        c.AcceptRefusal,
        "/tasks/{task_id}/accept-refusal",
        "对单位的退回答复：同意免去",
        {"unit_id": _UNIT, "reason": "同意，该项工作由其他责任单位承担。"},
        ["T2", "T5"],
    ),
    CommandRoute(
        c.ReportProgress,
        "/tasks/{task_id}/report-progress",
        "报告进展",
        {
            "percent": 60,
            "done": "已在12所中学开展法治宣讲。",
            "problems": "两所学校时间尚未落实。",
            "good_practice": "“五老”与检察官同台宣讲。",
            "evidence": [_DIGEST],
        },
        ["T7"],
    ),
    CommandRoute(
        c.FinishPart,
        "/tasks/{task_id}/finish-part",
        "报告本单位承担的部分已完成",
        {"summary": "全市中学法治宣讲已全部完成。", "evidence": [_DIGEST]},
        ["T7", "T8"],
    ),
    CommandRoute(
        c.ReportWhole,
        "/tasks/{task_id}/report-whole",
        "牵头单位报告整体完成",
        {"summary": "各责任单位均已完成，共开展宣讲46场。", "evidence": []},
        ["T7", "T8"],
    ),
    CommandRoute(
        c.ConcludeTask,
        "/tasks/{task_id}/conclude",
        "办结任务",
        {"conclusion": "任务完成，同意办结。", "concluded_on": "2023-09-28"},
        ["T8"],
    ),
    CommandRoute(
        c.ReturnTask,
        "/tasks/{task_id}/return",
        "退回重做，指明哪些单位的部分需要补办",
        {"reason": "宣讲场次统计不全，请补报。", "units": [_UNIT]},
        ["T5", "T8"],
    ),
)
