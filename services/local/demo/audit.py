"""Chapter 7: one unit's history, its state on a past day, replay equals live, the digest."""

from datetime import datetime

from services.local.demo import cast
from services.local.demo.cast import Stage, china
from services.local.demo.checks import assert_equal, assert_true

SHOWN = 12


async def audit(stage: Stage) -> str:
    """Returns the digest of the final state; raises StoryBroken when replay differs from live."""
    stage.tell.chapter("七", "审计：历史、过去的状态、重放")
    await stage.settle()
    auditor = stage.auditor
    history = await auditor.all(f"/audit/v1/units/{cast.EDUCATION}/history")
    recorded = [datetime.fromisoformat(event["recorded_at"]) for event in history]
    assert_true(recorded == sorted(recorded), "历史应按记录时间先后排列")
    rows = [(event["occurred_at"][:10], event["service"], event["summary"]) for event in history]
    middle = len(rows) // 2
    shown = [*rows[: SHOWN // 2], ("…", "…", f"共 {len(rows)} 件"), *rows[middle : middle + SHOWN // 2]]
    stage.tell.table("市教育局的历史（节选）", ("日期", "服务", "事项"), shown)
    then = await auditor.get(f"/audit/v1/units/{cast.EDUCATION}/state", as_of=china(8, 2).isoformat())
    assignments = [
        assignment["state"]
        for task in then["state"]["tasking"]["tasks"]
        for assignment in task["assignments"]
        if assignment["unit_id"] == str(cast.EDUCATION)
    ]
    assert_true(assignments and set(assignments) == {"assigned"}, "8月2日市教育局的任务应都尚未接受")
    stage.tell.good(f"市教育局8月2日的状态：{len(assignments)} 项任务已分给、尚未接受")
    return await _replay(stage)


async def _replay(stage: Stage) -> str:
    with stage.tell.measured("重放所有单位") as progress:
        result = await stage.api.replay_all(stage.auditor.bearer, progress)
    for difference in result["differences"][:20]:
        stage.tell.bad(str(difference))
    assert_equal(result["differences"], [])
    stage.tell.good(f"重放与现状一致：{result['units']} 个单位，{result['documents']} 份状态文件")
    digest: str = result["digest"]
    return digest
