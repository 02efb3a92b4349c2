"""Who may import whom: the contracts in pyproject.toml, and what a domain may rest on."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.project import ROOT, python_files, relative

DOMAIN_RESTS_ON = ("msgspec", "eventsourcing.domain", "shared.kernel")
KERNEL_RESTS_ON = ("msgspec", "shared.kernel")


def test_import_contracts_are_kept():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def outside(path: Path, allowed: tuple[str, ...]) -> list[str]:
    names = [name for name in imported(path) if name.split(".")[0] not in sys.stdlib_module_names]
    return [name for name in names if not any(name == each or name.startswith(f"{each}.") for each in allowed)]


def domain_files() -> list[Path]:
    return [path for path in python_files() if relative(path).startswith("services/") and "/domain/" in relative(path)]


@pytest.mark.parametrize("path", domain_files(), ids=relative)
def test_a_domain_rests_on_the_standard_library_msgspec_and_the_kernel(path: Path):
    own = ".".join(relative(path).split("/")[:3])
    assert outside(path, (*DOMAIN_RESTS_ON, own)) == []


def test_the_kernel_rests_on_the_standard_library_and_msgspec():
    kernel = [path for path in python_files() if relative(path).startswith("shared/kernel/")]
    assert kernel
    assert {relative(path): found for path in kernel if (found := outside(path, KERNEL_RESTS_ON))} == {}


def test_a_forbidden_import_would_be_seen(tmp_path: Path):
    module = tmp_path / "task.py"
    module.write_text("import json\nimport msgspec\nfrom shared.kernel.ids import derive\nimport sqlite3, httpx\n")
    assert outside(module, DOMAIN_RESTS_ON) == ["httpx"]
