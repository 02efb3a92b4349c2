"""The project's own files, modules and classes, for the tests that judge them."""

import importlib
import pkgutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import services

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("_pb2.py",)
T = TypeVar("T")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Files under version control, and new ones that are not ignored; all files where there is no repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if result.returncode != 0:
        return tuple(path for path in sorted(ROOT.rglob("*")) if path.is_file() and ".venv" not in path.parts)
    return tuple(path for name in result.stdout.decode().split("\0") if name and (path := ROOT / name).is_file())


def python_files() -> list[Path]:
    """Written by hand."""
    return [path for path in tracked_files() if path.suffix == ".py" and not path.name.endswith(GENERATED)]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def service_modules() -> tuple[ModuleType, ...]:
    """Every module of every service, imported."""
    walked = pkgutil.walk_packages(services.__path__, "services.")
    return tuple(importlib.import_module(each.name) for each in walked if not each.name.endswith("__main__"))


def subclasses(base: type[T]) -> Iterator[type[T]]:
    """All of them at any depth that a service defines."""
    service_modules()
    for cls in base.__subclasses__():
        if cls.__module__.startswith("services."):
            yield cls
        yield from subclasses(cls)
