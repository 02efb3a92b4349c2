"""example: the example registry into an installation that runs."""

import tempfile
from pathlib import Path

from rich.progress import Progress

from services.distributed.settings import settings_from
from services.local.commands.app import app, out, run
from shared.access.issuer import LocalIssuer


@app.command()
def example() -> None:
    """把黑龙江示例名册载入分布式系统：在 gateway 的容器里运行；可以重复运行，载入过的不再载入。"""
    run(_load())


async def _load() -> None:
    from services.local.example.over_http import JOURNAL, load_over_http, steps_total

    settings = settings_from()
    issuer = LocalIssuer.from_file(settings.issuer_key)
    with Progress(console=out, transient=True) as bar, tempfile.TemporaryDirectory(prefix="lianxi-") as directory:
        task = bar.add_task("载入黑龙江示例名册", total=steps_total())
        await load_over_http(settings.own_url, issuer, Path(directory) / JOURNAL, lambda: bar.advance(task))
    out.print("黑龙江示例名册已载入。")
