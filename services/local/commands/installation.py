"""Which distributed installation an operator's command is about: this machine's, or the environment's."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from services.distributed.settings import ProcessSettings, settings_from
from services.local.reaching import DirectoryEmpty

if TYPE_CHECKING:
    from services.local.engine.native import NativeEngine

ENGINE_DATA: Final = Path("data-distributed")
Engine = Annotated[
    Literal["embedded", "distributed"],
    typer.Option(help="distributed：分布式系统，用 --data 指明本机的数据目录，或由环境变量 LIANXI_… 指明"),
]
AnyData = Annotated[
    Path | None, typer.Option("--data", help="数据目录；不写：data，分布式系统为环境变量所指或 data-distributed")
]
InstallationData = Annotated[
    Path | None, typer.Option("--data", help="本机分布式系统的数据目录；不写：环境变量所指或 data-distributed")
]
EngineData = Annotated[Path, typer.Option("--data", help="本机分布式系统的数据目录")]


def settings_of(data: Path | None) -> ProcessSettings:
    """A directory that was named, else the environment, else the usual directory.

    Raises DirectoryEmpty, SettingNotValid.
    """
    if data is None and named_by_environment():
        return settings_from()
    return engine_in(data or ENGINE_DATA).settings()


def named_by_environment() -> bool:
    """As in the containers of an installation."""
    return not {"LIANXI_DATABASE", "LIANXI_DATABASE_FILE"}.isdisjoint(os.environ)


def engine_in(data: Path) -> "NativeEngine":
    """Raises DirectoryEmpty: none was ever started there."""
    from services.local.engine.native import NativeEngine

    if not is_engine(data):
        raise DirectoryEmpty(f"目录 {data} 里没有分布式系统的数据，请用 --data 指明，或先运行 lianxi up。")
    return NativeEngine(data)


def is_engine(data: Path) -> bool:
    return (data / "postgres").is_dir() and (data / "ports.json").exists()
