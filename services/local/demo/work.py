"""Chapters 3 and 4: the resolution becomes a plan, the plan becomes work."""

from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from typing import Any
from uuid import UUID

from services.local.demo import cast
from services.local.demo.cast import Stage, china
from services.local.demo.checks import assert_equal, assert_true
from services.local.example.registry import unit_id

ITEMS, SECTIONS = 30, 14
MISNAMED, MEANT = "市文化广电和旅游局", "230300-wtgdhlyj"
NUMBER = {"body": "鸡关", "type": "发", "year": 2023, "sequence": 5, "issued_on": date(2023, 8, 1)}


def sample_plan() -> bytes:
    return files("services.local.example").joinpath("responsibility-plan.txt").read_bytes()


async def plan(stage: Stage) -> None:
    stage.tell.chapter("三", "方案：由文件导入，编号印发")
    clerk = stage.clerk
    await stage.settle()
    drafted = await clerk.get(f"/tasking/v1/plans/{cast.PLAN}")
    stage.tell.good(f"同意部署的议定事项自动成为待编方案：{drafted['title']}")
    document = await clerk.upload("3.paper", "tasking", sample_plan(), "text/plain; charset=utf-8")
    await clerk.do("3.import", "tasking", "ImportPlan", plan_id=cast.PLAN, document=document)
    await stage.settle()
    imported = await clerk.get(f"/tasking/v1/plans/{cast.PLAN}")
    assert_equal((len(imported["items"]), len(imported["sections"])), (ITEMS, SECTIONS))
    stage.tell.good(f"导入责任分工方案：{SECTIONS} 个部分，{ITEMS} 项任务")
    await _settle_name(stage)
    await stage.move_to(china(8, 1))
    issued = await clerk.do("3.issue", "tasking", "IssuePlan", plan_id=cast.PLAN, **NUMBER)
    await stage.settle()
    tasks = await clerk.all("/tasking/v1/tasks", plan=cast.PLAN)
    assert_equal(len(tasks), ITEMS)
    units = {unit for task in tasks for unit in units_of(task)}
    stage.tell.good(f"印发 {issued['number']}，{ITEMS} 项任务分给 {len(units)} 个单位")


async def _settle_name(stage: Stage) -> None:
    """A name nobody bears stops the plan until the clerk says who is meant."""
    refused = await stage.clerk.refused(
        "3.issue-too-early", "tasking", "IssuePlan", "name_unsettled", "T11", plan_id=cast.PLAN, **NUMBER
    )
    stage.tell.refusal("印发方案", refused.rule, refused.detail)
    names = await stage.clerk.look("3.unknown", f"/tasking/v1/plans/{cast.PLAN}/unknown-names")
    unknown = names["items"]
    suggested = "、".join(each["name"] for each in unknown[0]["suggestions"][:3])
    stage.tell.step(f"查无此名：{unknown[0]['name']}，相近的有：{suggested}")
    await stage.clerk.do(
        "3.settle", "tasking", "SettleName", plan_id=cast.PLAN, name=MISNAMED, unit_ids=[unit_id(MEANT)]
    )
    stage.tell.good("经办人认定为：鸡西市文体广电和旅游局")


def units_of(task: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([task["lead"], *task["responsible"]]))


async def tasks(stage: Stage) -> list[dict[str, Any]]:
    found = await stage.clerk.all("/tasking/v1/tasks", plan=cast.PLAN)
    return sorted(found, key=lambda task: int(task["number"]))


async def work(stage: Stage) -> None:
    stage.tell.chapter("四", "办理：接受、不接受、进展、办结")
    await stage.move_to(china(8, 3))
    everything = await tasks(stage)
    refusing = _refusable(everything)
    await _accept(stage, everything, refusing)
    await _refusals(stage, refusing)
    await stage.settle()
    await stage.move_to(china(8, 20))
    finished = dated(await tasks(stage))[1]  # the earliest one is left, and its lights will turn red
    await _finish(stage, finished)
    stage.tell.good(f"第{finished['number']}项：各责任单位完成，牵头单位报告，退回一次后办结")


def _refusable(everything: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Two responsible units that are not the lead: one refusal is upheld against, one accepted."""
    chosen = []
    for unit in (str(cast.FINANCE), str(cast.YOUTH_LEAGUE)):
        task = next(t for t in everything if unit in t["responsible"] and unit != t["lead"])
        chosen.append((task, unit))
    return chosen


def dated(everything: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items with a day of their own, the earliest first."""
    found = [task for task in everything if task["due"]["kind"] == "date" and task["due"]["scope"] == "item"]
    return sorted(found, key=lambda task: str(task["due"]["date"]))


async def _accept(stage: Stage, everything: list[dict[str, Any]], refusing: list[tuple[Any, str]]) -> None:
    refused = {(task["task_id"], unit) for task, unit in refusing}
    silent = {everything[-1]["task_id"]}  # nobody takes the last item up in time: its lights turn yellow
    pairs = [
        (task, unit)
        for task in everything
        for unit in units_of(task)
        if task["task_id"] not in silent and (task["task_id"], unit) not in refused
    ]
    with stage.tell.progress("各单位接受任务", len(pairs)) as advance:
        for task, unit in pairs:
            step = f"4.accept.{task['number']}.{unit}"
            await stage.liaison(unit).do(step, "tasking", "AcceptTask", task_id=task["task_id"])
            advance()
    stage.tell.step(f"{len(pairs)} 次接受；第{everything[-1]['number']}项没有单位按时接受")


async def _refusals(stage: Stage, refusing: list[tuple[dict[str, Any], str]]) -> None:
    for ordinal, (task, unit) in enumerate(refusing):
        fields = {"task_id": task["task_id"], "reason": "此项不属于本单位职责。"}
        await stage.liaison(unit).do(f"4.refuse.{ordinal}", "tasking", "RefuseTask", **fields)
    (upheld, first), (accepted, second) = refusing
    await stage.clerk.do(
        "4.uphold",
        "tasking",
        "UpholdAssignment",
        task_id=upheld["task_id"],
        unit_id=first,
        reason="经费保障需要财政部门配合，请承担。",
    )
    await stage.clerk.do(
        "4.release",
        "tasking",
        "AcceptRefusal",
        task_id=accepted["task_id"],
        unit_id=second,
        reason="情况属实，不再安排。",
    )
    stage.tell.step("两个单位不接受任务：一个维持分工，一个同意不承担")


async def _finish(stage: Stage, task: dict[str, Any]) -> None:
    task_id, lead = task["task_id"], task["lead"]
    released = {a["unit_id"] for a in task["assignments"] if a["state"] == "released"}
    responsible = [unit for unit in task["responsible"] if unit not in released]
    evidence = await stage.document("4.evidence", "tasking", "活动情况说明", stage.liaison(responsible[0]))
    await stage.liaison(responsible[0]).call(
        "4.progress",
        "tasking",
        "ReportProgress",
        task_id=task_id,
        percent=60,
        done="已在半数学校开展。",
        problems="乡镇学校缺少讲解员。",
        good_practice="请退休教师结对讲解。",
        evidence=[evidence],
    )
    await _parts(stage, "4.finish", task_id, responsible)
    whole = {"task_id": task_id, "summary": "各责任单位均已完成。"}
    await stage.liaison(lead).call("4.whole", "tasking", "ReportWhole", **whole)
    returned = {"task_id": task_id, "reason": "请补充乡镇学校的情况。", "units": [responsible[0]]}
    await stage.clerk.do("4.return", "tasking", "ReturnTask", **returned)
    await stage.move_to(china(8, 25))
    await _parts(stage, "4.finish-again", task_id, responsible[:1])
    await stage.liaison(lead).do("4.whole-again", "tasking", "ReportWhole", **whole)
    conclusion = {"task_id": task_id, "conclusion": "同意办结。", "concluded_on": date(2023, 8, 25)}
    await stage.clerk.do("4.conclude", "tasking", "ConcludeTask", **conclusion)
    await stage.settle()
    concluded = await stage.clerk.get(f"/tasking/v1/tasks/{task_id}")
    assert_true(concluded["state"] == "concluded", "办结后任务状态应为 concluded")


async def _parts(stage: Stage, step: str, task_id: str, units: Iterable[str]) -> None:
    for unit in units:
        await stage.liaison(UUID(unit)).do(
            f"{step}.{unit}", "tasking", "FinishPart", task_id=task_id, summary="本单位承担部分已完成。"
        )
