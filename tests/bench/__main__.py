"""`make bench`: every module of tests/bench in a process of its own, one table.

A benchmark is a module with `main(argv)`; with `--json` it prints a list of rows (tests/bench/report.py) as its last
line. Each row stands beside its floor, measured in the same run. `python -m tests.bench append inbox` runs only those;
`--engine distributed` those of tests/bench/distributed: PostgreSQL, Kafka, the whole engine.
"""

import argparse
import pkgutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

import tests.bench
import tests.bench.distributed
from tests.bench.report import Row, table

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"embedded": tests.bench, "distributed": tests.bench.distributed}
NOT_BENCHMARKS = {"__main__", "report"}


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--engine", choices=PACKAGES, default="embedded")
    parser.add_argument("names", nargs="*", metavar="name")
    arguments = parser.parse_args(argv)
    package = PACKAGES[arguments.engine]
    known = sorted(each.name for each in pkgutil.iter_modules(package.__path__) if not each.ispkg)
    chosen = [name for name in known if name not in NOT_BENCHMARKS and name in (arguments.names or known)]
    if unknown := set(arguments.names) - set(chosen):
        print(f"no such benchmark: {', '.join(sorted(unknown))}")
        return 2
    rows, failed = [], []
    for name in chosen:
        print(f"… {name}", file=sys.stderr, flush=True)
        measured = run(f"{package.__name__}.{name}")
        rows += measured or []
        failed += [name] if measured is None else []
    print(table(rows))
    for name in failed:
        print(f"FAILED: {name}")
    return 1 if failed else 0


def run(module: str) -> list[Row] | None:
    """The rows of one benchmark; none when it left itself out and said why, None when it failed."""
    command = [sys.executable, "-m", module, "--json"]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    lines = result.stdout.strip().splitlines()
    if result.returncode != 0 or not lines:
        print(result.stdout)
        return None
    return msgspec.json.decode(lines[-1], type=list[Row])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
