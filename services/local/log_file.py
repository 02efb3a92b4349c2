"""The log of a data directory: one file beside the databases, written on and on."""

from pathlib import Path
from typing import TextIO

FILE = "lianxi.log"


def open_log(directory: Path) -> TextIO:
    """Makes the directory when there is none."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return (directory / FILE).open("a", encoding="utf-8")
