"""What the whole engine costs while nobody asks it anything: `python -m tests.bench.distributed.idle [--json]`.

20 seconds of PostgreSQL's own counts (transactions, as clients' statements outside a transaction are one each), the
broker's requests as its metrics tell them, and the processor time of each kind of process. No floor: nothing is free.
"""

import argparse
import asyncio
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import psycopg

from services.local.engine.layout import all_processes
from services.local.engine.native import NativeEngine
from shared.serving.process import run_process
from tests.bench.parts.engine import engine_up
from tests.bench.parts.leaving import unless_left_out
from tests.bench.report import Row, print_rows

SECONDS = 20
SETTLING_SECONDS = 10  # joining groups, first looks at every log
_TRANSACTIONS = "SELECT datname, xact_commit + xact_rollback FROM pg_stat_database WHERE datname LIKE 'lianxi%'"


def transactions(engine: NativeEngine) -> Counter[str]:
    """Per database, without this look: it is in another one."""
    with psycopg.connect(engine.postgres.conninfo(), autocommit=True) as connection:
        return Counter(dict(connection.execute(_TRANSACTIONS).fetchall()))


def processor_seconds(engine: NativeEngine) -> dict[str, float]:
    """Per kind of process: api, worker, relay, gateway, PostgreSQL with its backends, Kafka."""
    used: dict[str, float] = defaultdict(float)
    for process in all_processes():
        used[process.kind] += _seconds_of(engine.process(process).pid)
    used["kafka"] = _seconds_of(engine.kafka.pid)
    postgres = engine.postgres.pid
    used["postgres"] = _seconds_of(postgres) + sum(map(_seconds_of, _children(postgres)))
    return used


def _seconds_of(pid: int | None) -> float:
    """With its ended children's, which for PostgreSQL are backends that came and went."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0  # a backend that has just gone; its parent has its time
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int | None) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kafka_packets(engine: NativeEngine) -> int:
    """Segments that clients sent to the broker: each of an idle client's requests is one."""
    port = engine.kafka.bootstrap.rpartition(":")[2]
    command = ["ss", "-tinHO", f"dport = :{port}"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return sum(int(word.partition(":")[2]) for word in said.split() if word.startswith("data_segs_out:"))


async def measure(seconds: int) -> list[Row]:
    async with engine_up() as engine:
        await asyncio.sleep(SETTLING_SECONDS)
        before = transactions(engine), processor_seconds(engine), kafka_packets(engine)
        await asyncio.sleep(seconds)
        after = transactions(engine), processor_seconds(engine), kafka_packets(engine)
    asked, used = after[0] - before[0], {kind: after[1][kind] - before[1][kind] for kind in after[1]}
    rows = [
        Row(
            measure="idle: transactions at PostgreSQL",
            median=asked.total() / seconds,
            unit="per second",
            note=", ".join(
                f"{name.removeprefix('lianxi_')} {count / seconds:.0f}" for name, count in asked.most_common()
            ),
        ),
        Row(
            measure="idle: requests to Kafka, as segments with data",
            median=(after[2] - before[2]) / seconds,
            unit="per second",
        ),
    ]
    kinds = Counter(process.kind for process in all_processes())
    return rows + [
        Row(
            measure=f"idle: processor, {kind}",
            median=1000 * used[kind] / seconds,
            unit="ms/s",
            note=f"{kinds[kind]} processes" if kinds[kind] > 1 else "",
        )
        for kind in after[1]
    ]


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=int, default=SECONDS)
    arguments = parser.parse_args(argv)
    print_rows(unless_left_out(lambda: run_process(measure(arguments.seconds))), as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
