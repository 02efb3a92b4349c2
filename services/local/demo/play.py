"""The demo: a server on free ports in a directory, and the story as its client."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from services.distributed.settings import SettingNotValid, settings_from
from services.local.demo.cast import BEGINNING, Stage
from services.local.demo.client import Api, StoryBroken
from services.local.demo.journal import Journal
from services.local.demo.story import tell
from services.local.demo.teller import Teller
from services.local.engine.native import NativeEngine
from services.local.log_file import open_log
from services.local.loopback import HOST, all_at
from services.local.server import running
from services.local.settings import LocalSettings
from shared.access.issuer import LocalIssuer
from shared.kernel.errors import Refusal
from shared.serving.listener import HttpListener
from shared.telemetry.logs import configure_logs


class DemoDiffers(Refusal):
    code = "demo_differs"


async def play(directory: Path, *, quiet: bool = False) -> dict[str, Any]:
    """Raises DemoDiffers when anything is not as the story says."""
    with open_log(directory) as log:
        configure_logs(log)
        settings = LocalSettings(
            data=directory, http_port=0, grpc_port=0, clock="manual", manual_from=BEGINNING, load_example=False
        )
        async with running(settings) as here:
            listener = HttpListener(here.app, HOST, 0)
            port = await listener.start()
            try:
                base, issuer = f"http://127.0.0.1:{port}", here.province.issuer
                return await perform(base, all_at(here.grpc_port), issuer, directory / "journal", quiet=quiet)
            finally:
                await listener.stop()


async def play_on_engine(directory: Path, *, keep: bool, quiet: bool = False) -> dict[str, Any]:
    """The same on the distributed engine of this machine.

    On the one in the directory where its clock can be moved, or where its data are to be kept; otherwise on one of its
    own that is thrown away in the end, for a story of 2023 cannot be told in real time. Raises DemoDiffers,
    EngineNotStarted.
    """
    console = Console(quiet=quiet, highlight=False)
    engine = NativeEngine(directory)
    if keep or engine.clock == "manual":
        return await _told_on(engine, console, quiet=quiet)
    console.print("  · 故事要拨动时钟，另起一套临时的系统，讲完即删")
    engine = NativeEngine(Path(tempfile.mkdtemp(prefix="lianxi-demo-")), dies_with_us=True)
    try:
        return await _told_on(engine, console, quiet=quiet)
    finally:
        engine.remove()
        shutil.rmtree(engine.directory, ignore_errors=True)


async def _told_on(engine: NativeEngine, console: Console, *, quiet: bool) -> dict[str, Any]:
    await engine.up(lambda text: console.print(f"  · {text}", markup=False), clock="manual", clock_begins=BEGINNING)
    journal = engine.directory / "journal"
    return await perform(engine.base_url, engine.grpc_address, engine.issuer, journal, quiet=quiet)


async def play_here(*, quiet: bool = False) -> dict[str, Any]:
    """The same in the gateway's container of an installation whose clock can be moved and which has no data yet.

    Raises DemoDiffers, SettingNotValid.
    """
    settings = settings_from()
    if settings.clock != "manual":
        raise SettingNotValid(
            "故事要拨动时钟：请用 LIANXI_CLOCK=manual 启动（见 docs/deployment.md）。", setting="LIANXI_CLOCK"
        )
    issuer = LocalIssuer.from_file(settings.issuer_key)
    with tempfile.TemporaryDirectory(prefix="lianxi-demo-") as directory:
        journal = Path(directory) / "journal"
        return await perform(settings.own_url, settings.grpc_of, issuer, journal, quiet=quiet)


async def perform(
    base_url: str, grpc_at: Callable[[str], str], issuer: LocalIssuer, journal: Path, *, quiet: bool = False
) -> dict[str, Any]:
    """Plays against any server with a movable clock; goes on where the journal ends."""
    api = Api(base_url, grpc_at, Journal(journal), issuer)
    teller = Teller(Console(quiet=True) if quiet else None)
    try:
        await api.open()
        digest = await tell(Stage(api, teller))
    except StoryBroken as broken:
        raise DemoDiffers(f"演示与预期不符：{broken}", exit_code=1) from broken
    finally:
        await api.close()
    teller.console.print()
    teller.good(f"用时 {teller.seconds:.0f} 秒，命令 {api.commands} 条")
    teller.console.print(f"最终状态摘要 SHA-256：[bold]{digest}[/]", soft_wrap=True)
    return {"digest": digest, "commands": api.commands, "seconds": round(teller.seconds)}
