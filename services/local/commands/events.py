"""events parked, events redrive: what could not be processed, and trying it again."""

from typing import Any

from services.local.commands.app import HERE, AsJson, Data, Server, Token, app, out, run, show_json
from services.local.commands.chinese import ChineseTyper
from services.local.reaching import SERVICES, reach

events = ChineseTyper("events", "没能处理而停放的事件：查看、再做一遍。")
app.add_typer(events)


@events.command()
def parked(data: Data = HERE, server: Server = None, token: Token = None, as_json: AsJson = False) -> None:
    """列出没能处理而停放的事件，以及排在它们后面的。连接运行中的服务时用 --role service:local 的令牌。"""
    found = run(_parked(data, server, token))
    if as_json:
        for one in found:
            show_json(one)
        return
    for one in found:
        why = one["reason"] or f"排在位置 {one['waits_behind']} 之后"
        out.print(
            f"{one['service']} {one['consumer']} {one['log']}:{one['position']} {why}", soft_wrap=True, markup=False
        )
    out.print(f"共 {len(found)} 件停放" if found else "没有停放的事件")


async def _parked(data: Any, server: Any, token: Any) -> list[dict[str, Any]]:
    async with reach(server, data, token, service=True) as services:
        found = []
        for service in SERVICES:
            items = (await services.get(f"/{service}/v1/parked"))["items"]
            found += [{"service": service, **item} for item in items]
        return found


@events.command()
def redrive(data: Data = HERE, server: Server = None, token: Token = None, as_json: AsJson = False) -> None:
    """把停放的事件再做一遍。连接运行中的服务时用 --role service:local 的令牌。"""
    outcomes = run(_redrive(data, server, token))
    if as_json:
        show_json(outcomes)
        return
    for service, outcome in outcomes.items():
        out.print(f"{service}：做成 {outcome['done']} 件，仍停放 {outcome['still_parked']} 件")


async def _redrive(data: Any, server: Any, token: Any) -> dict[str, Any]:
    async with reach(server, data, token, service=True) as services:
        return {service: await services.post(f"/{service}/v1/parked/redrive") for service in SERVICES}
