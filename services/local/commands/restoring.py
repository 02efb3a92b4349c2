"""restored: what an operator says once, after putting a backup back."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from services.local.commands.app import HERE, AsJson, app, errors, out, run, show_json
from services.local.commands.installation import AnyData, Engine, settings_of
from services.local.commands.words import SERVICES_SHOWN
from services.local.reaching import check_has_data
from services.local.server import running
from services.local.settings import LocalSettings

if TYPE_CHECKING:
    from services.distributed.restored import Restored


@app.command()
def restored(data: AnyData = None, engine: Engine = "embedded", as_json: AsJson = False) -> None:
    """从备份恢复数据之后、再启动之前运行一次：各服务的日志进入新的一代，读日志的系统由此得知旧的后半截作废。"""
    if engine == "distributed":
        found = run(_restored_on(data))
        if as_json:
            show_json(msgspec.to_builtins(found))
        else:
            show_restored(found)
        return
    generations = run(_restored(data or HERE))
    if as_json:
        show_json(generations)
    else:
        _show(generations)


def show_restored(found: "Restored") -> None:
    _show(found.generations)
    for loss in found.losses:
        words = f"{loss.service} 的 {loss.consumer} 曾读到 {loss.log} 的位置 {loss.seen}，备份只到 {loss.end}"
        errors.print(words, soft_wrap=True)
    if found.losses:
        hint = "启动后，其中 lianxi views list 里有的，用 lianxi views rebuild 服务 读模型 --engine distributed 重建。"
        errors.print(hint, soft_wrap=True)
    if not found.kafka_asked:
        errors.print("Kafka 连不上：若它还是旧的那个，请启动它，再运行一次 lianxi restored。", soft_wrap=True)


def _show(generations: dict[str, int]) -> None:
    for service, generation in generations.items():
        out.print(f"{SERVICES_SHOWN[service]}：日志进入第 {generation} 代")


async def _restored_on(data: Path | None) -> "Restored":
    from services.distributed.restored import begin_generations

    return await begin_generations(settings_of(data))


async def _restored(data: Path) -> dict[str, int]:
    """Raises DirectoryEmpty, DirectoryInUse."""
    check_has_data(data)
    async with running(LocalSettings(data=data, grpc_port=0, clock="as_left")) as here:
        stores = {name: parts.store for name, parts in here.province.services.items()}
        generations = {name: (await store.begin_generation()).generation for name, store in stores.items()}
        await here.province.settle()
        return generations
