"""Chapters 5 and 6: supervision while time moves, and reports that add up."""

from datetime import date
from typing import Any

from services.local.demo import cast
from services.local.demo.cast import Stage, china
from services.local.demo.checks import assert_equal, assert_true
from services.local.demo.work import dated, tasks
from services.local.example.registry import unit_id
from shared.kernel.ids import derive

LIGHTS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯"}
STEPS = {"liaison_officer": "联络员", "leader_in_charge": "分管领导"}
CASE = derive("case", cast.LISTED)


async def supervision(stage: Stage) -> None:
    stage.tell.chapter("五", "督查：亮灯、催办、督办件")
    await stage.supervisor.do(
        "5.thresholds",
        "supervision",
        "SetThresholds",
        committee_id=cast.CITY,
        colours=["green", "yellow", "red"],
        warn_before_workdays=[10],
        accept_within_workdays=5,
        progress_every_workdays=22,
        climb_after_workdays=3,
    )
    await _lights(stage, "8月25日")
    await _case(stage)
    await _progress(stage)
    await stage.move_to(china(9, 22))
    await _lights(stage, "9月22日")
    await stage.move_to(china(10, 9))
    watches = await _lights(stage, "10月9日")
    steps = [reminder["step"] for watch in watches for reminder in watch["reminders"]]
    for step, word in STEPS.items():
        assert_true(step in steps, f"应有催办{word}")
        stage.tell.good(f"催办{word} {steps.count(step)} 次，每级各记一次")
    await _past_light(stage, watches)


async def _progress(stage: Stage) -> None:
    """Half of the items are reported on, the other half keeps silent; nobody moves the one that is due first."""
    everything = await tasks(stage)
    silent = dated(everything)[0]["task_id"]
    moved = [task for task in everything[: len(everything) // 2] if task["task_id"] != silent]
    pairs = [
        (task, assignment["unit_id"])
        for task in moved
        for assignment in task["assignments"]
        if assignment["state"] in ("accepted", "upheld")
    ]
    with stage.tell.progress("各单位报告进展", len(pairs)) as advance:
        for task, unit in pairs:
            step = f"5.progress.{task['number']}.{unit}"
            fields = {"task_id": task["task_id"], "percent": 50, "done": "已按方案开展。"}
            await stage.liaison(unit).do(step, "tasking", "ReportProgress", **fields)
            advance()
    stage.tell.step(f"{len(moved)} 项任务有了进展")


async def _lights(stage: Stage, day: str) -> list[dict[str, Any]]:
    await stage.settle()
    watches = await stage.supervisor.all("/supervision/v1/watches")
    still = [watch for watch in watches if not watch["closed"]]
    counts = [f"{word} {sum(watch['light'] == light for watch in still)}" for light, word in LIGHTS.items()]
    stage.tell.step(f"{day}：{'，'.join(counts)}")
    return watches


async def _past_light(stage: Stage, watches: list[dict[str, Any]]) -> None:
    """A past light is recomputed from what was known and in force then."""
    watch = next(w for w in watches if w["lights"])
    first = watch["lights"][0]
    shown = await stage.supervisor.get(f"/supervision/v1/watches/{watch['watch_id']}/light", at=first["at"])
    assert_equal((shown["light"], shown["reason"]), (first["light"], first["reason"]))
    stage.tell.good(f"重算过去的灯：{first['at'][:10]} 是{LIGHTS[first['light']]}，与当时公布的一致")


async def _case(stage: Stage) -> None:
    case = await stage.supervisor.get(f"/supervision/v1/cases/{CASE}")
    stage.tell.step(f"市委列为督办的事项成为督办件：{case['text']}")
    notice = await stage.supervisor.do(
        "5.notice",
        "supervision",
        "IssueSupervisionNotice",
        case_id=CASE,
        body="鸡关督",
        year=2023,
        sequence=1,
        lead=cast.EDUCATION,
        co_units=[unit_id("230300-gaj")],
        answer_due=date(2023, 9, 15),
        requirements="请书面答复整治情况。",
        issued_on=date(2023, 8, 25),
    )
    await stage.move_to(china(9, 14))
    answer = {"case_id": CASE, "text": "校园周边整治已完成，问题清单全部销号。"}
    await stage.liaison(cast.EDUCATION).call("5.answer", "supervision", "AnswerCase", **answer)
    paper = await stage.document("5.report.paper", "supervision", "关于督办事项办理情况的报告", stage.supervisor)
    await stage.supervisor.do("5.report", "supervision", "ReportCase", case_id=CASE, to=cast.CITY_PARTY, document=paper)
    await stage.supervisor.do("5.close", "supervision", "CloseCase", case_id=CASE, reason="已办结，同意销号。")
    stage.tell.good(f"{notice['number']}：市教育局按期答复，督查情况报市委，销号")


async def reporting(stage: Stage) -> None:
    stage.tell.chapter("六", "报告：报送、退回、汇总")
    units = [cast.EDUCATION, cast.YOUTH_LEAGUE, cast.FINANCE, cast.COUNTY]
    await stage.clerk.do(
        "6.request",
        "reporting",
        "RequestReports",
        request_id=cast.REPORTS,
        committee_id=cast.CITY,
        subject="三季度责任分工落实情况",
        plan_id=cast.PLAN,
        units=units,
        due_on=date(2023, 10, 15),
        requirements="写明进展、问题和下步打算。",
    )
    await stage.settle()
    for unit in units[:3]:
        await _report(stage, "6.report", unit, "进展顺利。")
    returned = {"report_id": derive("report", cast.REPORTS, cast.FINANCE), "reason": "请补充经费数字。"}
    await stage.clerk.do("6.return", "reporting", "ReturnReport", **returned)
    await stage.move_to(china(10, 18))
    await _report(stage, "6.report-again", cast.FINANCE, "已补充经费数字。")
    await _report(stage, "6.report-late", cast.COUNTY, "迟报，原因是汛情。")
    for unit in units:
        report_id = derive("report", cast.REPORTS, unit)
        await stage.clerk.do(f"6.accept.{unit}", "reporting", "AcceptReport", report_id=report_id)
    await stage.settle()
    late = await stage.clerk.get(f"/reporting/v1/reports/{derive('report', cast.REPORTS, cast.COUNTY)}")
    assert_true(late["late"], "鸡冠区的报告应记为迟报")
    stage.tell.good("四个单位报送：一个迟报，一个退回后重报，均已接收")
    await _roll_up(stage)


async def _report(stage: Stage, step: str, unit: Any, text: str) -> None:
    desk = stage.liaison(unit)
    await desk.do(f"{step}.{unit}", "reporting", "SubmitReport", request_id=cast.REPORTS, text=text)


async def _roll_up(stage: Stage) -> None:
    await stage.settle()
    city = await stage.clerk.get(f"/reporting/v1/rollup/{cast.CITY}")
    province = await stage.province_clerk.get(f"/reporting/v1/rollup/{cast.PROVINCE}")
    earlier = await stage.clerk.get(f"/reporting/v1/rollup/{cast.CITY}", as_of=china(9, 18).isoformat())
    columns = [{figure["figure"]: figure for figure in sheet["figures"]} for sheet in (city, province, earlier)]
    rows = [(figure["label"], *(_shown(column.get(name)) for column in columns)) for name, figure in columns[0].items()]
    stage.tell.table("汇总", ("指标", "鸡西市", "黑龙江省", "鸡西市（一个月前所知）"), rows)
    for name, figure in columns[0].items():
        if figure.get("value") and "denominator" not in figure:
            opened = await stage.clerk.all(f"/reporting/v1/rollup/{cast.CITY}/figures/{name}")
            assert_true(opened, f"{name} 应能打开到事件")
    stage.tell.good("每个数都能打开到背后的事件")


def _shown(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "—"
    if figure.get("denominator") is not None:
        return f"{figure['numerator']}/{figure['denominator']}"
    return str(figure["value"])
