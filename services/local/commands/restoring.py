"""restored: what an operator says once, after putting a backup back."""

from pathlib import Path

from services.local.commands.app import HERE, AsJson, Data, app, out, run, show_json
from services.local.commands.words import SERVICES_SHOWN
from services.local.reaching import check_has_data
from services.local.server import running
from services.local.settings import LocalSettings


@app.command()
def restored(data: Data = HERE, as_json: AsJson = False) -> None:
    """从备份恢复数据之后、再启动之前运行一次：各服务的日志进入新的一代，读日志的系统由此得知旧的后半截作废。"""
    generations = run(_restored(data))
    if as_json:
        show_json(generations)
        return
    for service, generation in generations.items():
        out.print(f"{SERVICES_SHOWN[service]}：日志进入第 {generation} 代")


async def _restored(data: Path) -> dict[str, int]:
    """Raises DirectoryEmpty, DirectoryInUse."""
    check_has_data(data)
    async with running(LocalSettings(data=data, grpc_port=0, clock="as_left")) as here:
        stores = {name: parts.store for name, parts in here.province.services.items()}
        generations = {name: (await store.begin_generation()).generation for name, store in stores.items()}
        await here.province.settle()
        return generations
