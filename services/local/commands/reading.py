"""history, rollup, replay: what auditors and committees read."""

from typing import Annotated, Any
from urllib.parse import quote

import typer

from services.local.commands.app import (
    DIFFERS,
    HERE,
    REFUSED,
    AsJson,
    AsOf,
    Data,
    Server,
    Token,
    app,
    errors,
    out,
    run,
    show_json,
    show_lines,
)
from services.local.commands.naming import Names
from services.local.commands.sheets import difference_line, event_line, explained_lines, history_line, sheet_lines
from services.local.commands.words import moment
from services.local.reaching import Answered, Reach, reach

Unit = Annotated[str, typer.Argument(help="单位：编号、代码（如 230300、230300-jyj）或名称")]


@app.command()
def history(
    unit: Unit,
    as_of: AsOf = None,
    data: Data = HERE,
    server: Server = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """一个单位的全部历史：它做的、涉及它的每一件事，按先后；--json 每行一件。"""
    run(_history(unit, as_of, data, server, token, as_json=as_json))


async def _history(unit: str, as_of: str | None, data: Any, server: Any, token: Any, *, as_json: bool) -> None:
    at = moment(as_of, "--as-of") if as_of else None
    async with reach(server, data, token) as services:
        unit_id = await services.unit(unit)
        async for event in services.pages(f"/audit/v1/units/{unit_id}/history", as_of=at):
            if as_json:
                show_json(event)
            else:
                show_lines([history_line(event)])


@app.command()
def rollup(
    unit: Unit,
    as_of: AsOf = None,
    explain: Annotated[str | None, typer.Option("--explain", help="把一个指标（汇总里的代号）打开到背后的事件")] = None,
    data: Data = HERE,
    server: Server = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """一个关工委及其下级的汇总；任何一个数都能打开到背后的事件。"""
    run(_rollup(unit, as_of, explain, data, server, token, as_json=as_json))


async def _rollup(
    unit: str, as_of: str | None, explain: str | None, data: Any, server: Any, token: Any, *, as_json: bool
) -> None:
    at = moment(as_of, "--as-of") if as_of else None
    async with reach(server, data, token) as services:
        path = f"/reporting/v1/rollup/{await services.unit(unit)}"
        if explain:
            await _explain(services, path, explain, at, as_json=as_json)
            return
        sheet = await services.get(path, as_of=at)
        if as_json:
            show_json(sheet)
        else:
            show_lines(sheet_lines(sheet))


async def _explain(services: Reach, path: str, figure: str, as_of: str | None, *, as_json: bool) -> None:
    events = services.pages(f"{path}/figures/{quote(figure, safe='')}", as_of=as_of)
    if as_json:
        async for event in events:
            show_json(event)
        return
    found = [event async for event in events]
    sheet = await services.get(path, as_of=as_of)
    show_lines(explained_lines(sheet, figure))
    of_rate = any(event.get("part") == "denominator" for event in found)
    show_lines(event_line(event, of_rate=of_rate) for event in found)


@app.command()
def replay(
    unit: Annotated[str | None, typer.Argument(help="单位；不写就要 --all")] = None,
    every: Annotated[bool, typer.Option("--all", help="所有单位")] = False,
    as_of: AsOf = None,
    data: Data = HERE,
    server: Server = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """由事件重放状态，与各服务现在所示逐项比较；有出入时退出码为 1。"""
    if (unit is None) == (not every):
        errors.print("请写明一个单位，或者用 --all。")
        raise typer.Exit(REFUSED)
    result = run(_replay(unit, as_of, data, server, token, as_json=as_json))
    if result["differences"]:
        raise typer.Exit(DIFFERS)


async def _replay(
    unit: str | None, as_of: str | None, data: Any, server: Any, token: Any, *, as_json: bool
) -> dict[str, Any]:
    at = moment(as_of, "--as-of") if as_of else None
    async with reach(server, data, token) as services:
        unit_id = str(await services.unit(unit)) if unit else None
        result = await _replayed(services, {"unit": unit_id, "as_of": at}, quiet=as_json)
        if as_json:
            show_json(result)
        else:
            await _show_replay(result, Names(services), past=as_of is not None)
        return result


async def _replayed(services: Reach, wanted: dict[str, Any], *, quiet: bool) -> dict[str, Any]:
    result: dict[str, Any] = {}
    with out.status("重放中…") if not quiet else _Silent() as status:
        async for line in services.lines("/audit/v1/replay", wanted):
            result = line
            if status is not None and not line.get("done"):
                status.update(f"重放 {line.get('replayed', 0)}/{line.get('units', '…')} 个单位")
    if "problem" in result:  # refused when the answer had long begun
        raise Answered(result["problem"]["detail"], **result["problem"])
    return result


class _Silent:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


async def _show_replay(result: dict[str, Any], names: Names, *, past: bool) -> None:
    for each in result["differences"]:
        show_lines([await difference_line(each, names)])
    left_out = result.get("differences_total", 0) - len(result["differences"])
    if left_out > 0:
        show_lines([f"另有 {left_out} 处出入没有列出。"])
    if not result["differences"]:
        compared = "" if past else "，与各服务所示一致"
        show_lines([f"重放 {result['units']} 个单位、{result['documents']} 份状态文件{compared}"])
    show_lines([f"状态摘要 SHA-256：{result['digest']}"])
