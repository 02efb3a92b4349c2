"""history, rollup, replay: what auditors and committees read."""

from typing import Annotated, Any

import msgspec
import typer
from rich.table import Table

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
)
from services.local.reaching import Reach, reach

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
    """一个单位的历史：它做的、涉及它的每一件事，按先后。--json 每行一件。"""
    run(_history(unit, as_of, data, server, token, as_json=as_json))


async def _history(unit: str, as_of: str | None, data: Any, server: Any, token: Any, *, as_json: bool) -> None:
    async with reach(server, data, token) as services:
        unit_id = await services.unit(unit)
        async for event in services.pages(f"/audit/v1/units/{unit_id}/history", as_of=as_of):
            if as_json:
                show_json(event)
            else:
                out.print(
                    f"{event['sequence']:>6}  {event['occurred_at'][:16]}  {event['service']:<12}  {event['summary']}",
                    soft_wrap=True,
                    markup=False,
                )


@app.command()
def rollup(
    unit: Unit,
    as_of: AsOf = None,
    explain: Annotated[str | None, typer.Option("--explain", help="把一个指标打开到背后的事件")] = None,
    data: Data = HERE,
    server: Server = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """一个关工委及其下级的汇总。"""
    run(_rollup(unit, as_of, explain, data, server, token, as_json=as_json))


async def _rollup(
    unit: str, as_of: str | None, explain: str | None, data: Any, server: Any, token: Any, *, as_json: bool
) -> None:
    async with reach(server, data, token) as services:
        path = f"/reporting/v1/rollup/{await services.unit(unit)}"
        if explain:
            await _explain(services, f"{path}/figures/{explain}", as_of, as_json=as_json)
            return
        sheet = await services.get(path, as_of=as_of)
        show_json(sheet) if as_json else out.print(_sheet(sheet))


async def _explain(services: Reach, path: str, as_of: str | None, *, as_json: bool) -> None:
    async for event in services.pages(path, as_of=as_of):
        if as_json:
            show_json(event)
        else:
            out.print(msgspec.json.encode(event).decode(), soft_wrap=True, markup=False)


def _sheet(sheet: dict[str, Any]) -> Table:
    table = Table("指标", "数", "怎样得出", pad_edge=False)
    for figure in sheet["figures"]:
        whole = figure.get("denominator")
        value = figure.get("value") if whole is None else f"{figure['numerator']}/{whole}"
        table.add_row(figure["label"], str(value), figure["how"])
    return table


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
    """由事件重放状态，与各服务现在所示逐项比较；有出入时以 1 退出。"""
    if (unit is None) == (not every):
        errors.print("请写明一个单位，或者用 --all。")
        raise typer.Exit(REFUSED)
    result = run(_replay(unit, as_of, data, server, token, as_json=as_json))
    if as_json:
        show_json(result)
    else:
        _show_replay(result, past=as_of is not None)
    if result["differences"]:
        raise typer.Exit(DIFFERS)


async def _replay(
    unit: str | None, as_of: str | None, data: Any, server: Any, token: Any, *, as_json: bool
) -> dict[str, Any]:
    async with reach(server, data, token) as services:
        unit_id = str(await services.unit(unit)) if unit else None
        result: dict[str, Any] = {}
        with out.status("重放中…") if not as_json else _Silent() as status:
            async for line in services.lines("/audit/v1/replay", {"unit": unit_id, "as_of": as_of}):
                result = line
                if status is not None and not line.get("done"):
                    status.update(f"重放 {line.get('replayed', 0)}/{line.get('units', '…')} 个单位")
        return result


class _Silent:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _show_replay(result: dict[str, Any], *, past: bool) -> None:
    for each in result["differences"]:
        out.print(
            f"✗ {each['unit']}　{each['service']}.{each['view']} {each['document']}　{each['field']}："
            f"现为 {each['live']!r}，重放得 {each['replayed']!r}",
            soft_wrap=True,
            markup=False,
        )
    if not result["differences"]:
        compared = "" if past else "，与各服务所示一致"
        out.print(f"重放 {result['units']} 个单位、{result['documents']} 份状态文件{compared}")
    out.print(f"状态摘要 SHA-256：{result['digest']}", soft_wrap=True)
