"""`make check`: lint, format, types, import contracts, generated files; `--write` makes the generated files anew.

Every step runs even after one has failed, so that one run tells everything.
"""

import importlib.util
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str]] = {
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "import contracts": [str(BIN / "lint-imports"), "--no-logo"],
}
# What each makes: the Python of the protocol files; the JSON Schemas of all events.
GENERATORS = ("shared.contracts.generate", "tests.support.export_events")


def main(arguments: Sequence[str]) -> int:
    steps = {} if "--write" in arguments else dict(CHECKS)
    for module in GENERATORS:
        if exists(module):
            steps[module] = [sys.executable, "-m", module, *([] if "--write" in arguments else ["--check"])]
    failed = [name for name, command in steps.items() if not run(name, command)]
    print(f"check: {len(steps) - len(failed)} of {len(steps)} in order", *(f"not: {name}" for name in failed), sep="; ")
    return 1 if failed else 0


def exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def run(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(f"{'ok  ' if result.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if result.returncode != 0:
        print(result.stdout + result.stderr, flush=True)
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
