"""Every command's place under /tasking/v1, with an example a clerk recognises."""

from uuid import UUID

from services.tasking.application import commands as c
from shared.kernel.ids import derive
from shared.serving import samples
from shared.serving.commands import CommandRoute

_UNIT = samples.unit("230300-mzj")
_LEAD, _REFUSING = samples.unit("230300-jyj"), samples.unit("230300-gaj")
_NUMBER = 31
_PLAN = {"plan_id": samples.PLAN}
_ITEM = _PLAN | {"item_id": samples.matter("任务项")}
_TASK = {"task_id": str(derive("task", UUID(samples.PLAN), _NUMBER))}
_DUE = {"kind": "date", "date": "2023-11-30", "precision": "month", "text": "11月底前"}

ROUTES = (
    CommandRoute(
        c.DraftPlan,
        "/plans",
        "根据党委同意的议定事项起草方案",
        {
            **_PLAN,
            "committee_id": samples.COMMITTEE,
            "resolution_id": samples.RESOLUTION,
            "title": "关于落实青少年法治教育议定事项的责任分工方案",
            "kind": "responsibility",
            "bodies": [samples.COMMITTEE],
            "carries_out": "黑关发〔2023〕16号",
        },
        ["T1"],
    ),
    CommandRoute(
        c.ImportPlan, "/plans/{plan_id}/import", "从文件导入任务项", _PLAN | {"document": samples.DOCUMENT}, ["T11"]
    ),
    CommandRoute(
        c.PlaceItem,
        "/plans/{plan_id}/items",
        "填写一项任务（同一item_id再次提交即为修改）",
        {
            **_ITEM,
            "number": _NUMBER,
            "section": "（四）加强青少年法治教育和权益保护",
            "text": "组织法治宣讲进校园，每所中学不少于一次。",
            "leads": [{"name": "市教育局"}, {"name": "市司法局"}],
            "responsible": [{"name": "市民政局"}, {"name": "市公安局"}],
            "due": _DUE,
        },
        ["T1", "T4"],
    ),
    CommandRoute(
        c.SettleName,
        "/plans/{plan_id}/settle-name",
        "确认文件里的一个名称指哪个单位",
        _PLAN | {"name": "市文化广电和旅游局", "unit_ids": [samples.unit("230300-wtgdhlyj")]},
        ["T1", "T11"],
    ),
    CommandRoute(
        c.SettleLead,
        "/plans/{plan_id}/items/{item_id}/settle-lead",
        "确定一项任务由哪个单位牵头",
        _ITEM | {"unit_id": _LEAD},
        ["T1", "T2"],
    ),
    CommandRoute(
        c.IssuePlan,
        "/plans/{plan_id}/issue",
        "编号印发方案，任务下达到各单位",
        _PLAN | {"body": "鸡关", "type": "发", "year": 2023, "sequence": 2, "issued_on": "2023-10-08"},
        ["T1", "T2", "T11", "O6"],
    ),
    CommandRoute(c.AcceptTask, "/tasks/{task_id}/accept", "接受任务", _TASK, ["T5"]),
    CommandRoute(
        c.RefuseTask,
        "/tasks/{task_id}/refuse",
        "不接受任务并说明理由",
        _TASK | {"reason": "该项工作不在本单位职责范围内，建议由市司法局承担。"},
        ["T5"],
    ),
    CommandRoute(
        c.UpholdAssignment,
        "/tasks/{task_id}/uphold-assignment",
        "答复不接受任务的单位：维持分工",
        _TASK | {"unit_id": _UNIT, "reason": "经研究，该项工作仍由你单位承担。"},
        ["T5"],
    ),
    CommandRoute(
        c.AcceptRefusal,
        "/tasks/{task_id}/accept-refusal",
        "答复不接受任务的单位：同意不承担",
        _TASK | {"unit_id": _REFUSING, "reason": "同意，该项工作由其他责任单位承担。"},
        ["T2", "T5"],
    ),
    CommandRoute(
        c.ReportProgress,
        "/tasks/{task_id}/report-progress",
        "报告进展",
        _TASK
        | {
            "percent": 60,
            "done": "已在12所中学开展法治宣讲。",
            "problems": "两所学校时间尚未落实。",
            "good_practice": "“五老”与检察官同台宣讲。",
            "evidence": [samples.DOCUMENT],
        },
        ["T7"],
    ),
    CommandRoute(
        c.FinishPart,
        "/tasks/{task_id}/finish-part",
        "报告本单位承担的部分已完成",
        _TASK | {"summary": "全市中学法治宣讲已全部完成。", "evidence": [samples.DOCUMENT]},
        ["T7", "T8"],
    ),
    CommandRoute(
        c.ReportWhole,
        "/tasks/{task_id}/report-whole",
        "牵头单位报告整体完成",
        _TASK | {"summary": "各责任单位均已完成，共开展宣讲46场。", "evidence": []},
        ["T7", "T8"],
    ),
    CommandRoute(
        c.ConcludeTask,
        "/tasks/{task_id}/conclude",
        "办结任务",
        _TASK | {"conclusion": "任务完成，同意办结。", "concluded_on": "2023-11-28"},
        ["T8"],
    ),
    CommandRoute(
        c.ReturnTask,
        "/tasks/{task_id}/return",
        "退回重做，指明哪些单位的部分需要补办",
        _TASK | {"reason": "宣讲场次统计不全，请补报。", "units": [_UNIT]},
        ["T5", "T8"],
    ),
)
