"""`make bench`: every module of tests/bench in a process of its own, one table.

A benchmark is a module with `main(argv)`; with `--json` it prints a list of rows (tests/bench/report.py) as its last
line. Each row stands beside its floor, measured in the same run. `python -m tests.bench append inbox` runs only those.
"""

import pkgutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

import tests.bench
from tests.bench.report import Row, table

ROOT = Path(__file__).resolve().parents[2]
NOT_BENCHMARKS = {"__main__", "report"}


def main(argv: Sequence[str]) -> int:
    known = sorted(each.name for each in pkgutil.iter_modules(tests.bench.__path__) if not each.ispkg)
    chosen = [name for name in known if name not in NOT_BENCHMARKS and (not argv or name in argv)]
    if unknown := set(argv) - set(chosen):
        print(f"no such benchmark: {', '.join(sorted(unknown))}")
        return 2
    rows, failed = [], []
    for name in chosen:
        print(f"… {name}", file=sys.stderr, flush=True)
        measured = run(name)
        rows += measured or []
        failed += [name] if measured is None else []
    print(table(rows))
    for name in failed:
        print(f"FAILED: {name}")
    return 1 if failed else 0


def run(name: str) -> list[Row] | None:
    """The rows of one benchmark; none when it left itself out and said why, None when it failed."""
    command = [sys.executable, "-m", f"tests.bench.{name}", "--json"]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    lines = result.stdout.strip().splitlines()
    if result.returncode != 0 or not lines:
        print(result.stdout)
        return None
    return msgspec.json.decode(lines[-1], type=list[Row])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
