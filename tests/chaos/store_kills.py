"""Eight writers in four processes while backends are ended and killed, and the whole server is.

What was answered is stored, once and with that answer; what was not is stored whole or not at all; nobody is refused
for a conflict that nobody caused, and every refusal says: try again.
"""

import os
import signal
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from random import Random
from typing import Any, ClassVar
from uuid import UUID

import msgspec
import psycopg

from services.local.engine.postgres_server import PostgresServer
from tests.chaos.processes import Told, all_of, until
from tests.chaos.report import Report
from tests.chaos.writer import Outcome
from tests.support.postgres import database_named

PROCESSES, TASKS = 4, 2
KINDS = ("terminate", "terminate", "backend", "server")
_PROGRESS = 20  # answered commands between two faults
_WRITING = (
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'chaos-writer' AND backend_type = 'client backend'"
)
_EVENTS = (
    "SELECT position, recorded_at, command_id, stream_id, stream_version, event_id FROM log.events ORDER BY position"
)
_COMMANDS = "SELECT command_id, request_digest, stream_id, version, position, events FROM log.commands"


@dataclass
class StoreKills(Report):
    fault: ClassVar[str] = "store-kills"
    never: ClassVar[tuple[str, ...]] = (
        "lost", "changed", "halves", "doubled", "false_conflicts", "other_errors", "gaps", "out_of_order",
    )  # fmt: skip
    some: ClassVar[tuple[str, ...]] = ("answered", "faults")  # a server that is back soon enough refuses nobody

    faults: dict[str, int] = field(default_factory=dict)
    commands: int = 0
    answered: int = 0
    refused: int = 0
    left_open: int = 0
    left_open_stored: int = 0
    events: int = 0
    lost: int = 0
    changed: int = 0
    halves: int = 0
    doubled: int = 0
    false_conflicts: int = 0
    other_errors: int = 0
    gaps: int = 0
    out_of_order: int = 0
    refusals: dict[str, int] = field(default_factory=dict)


def store_kills(server: PostgresServer, seed: int, kills: int) -> StoreKills:
    """The server flushes to disk (`safe`); it runs again when this returns."""
    rng, report = Random(f"{seed}:store-kills"), StoreKills(seed)
    name = ("store-kills", seed, os.getpid())
    conninfo = database_named(server, *name)
    writers = [Told("tests.chaos.writer", conninfo, f"w{number}", TASKS, seed) for number in range(PROCESSES)]
    done: Counter[str] = Counter()
    with all_of(writers):
        until(lambda: all(writer.lines for writer in writers), "every writer writes")
        for number in range(kills):
            before = _said(writers)
            until(lambda: _said(writers) > before + rng.randrange(1, _PROGRESS), "the writers write")  # noqa: B023
            # Each kind comes first in turn, so that few faults hold all of them too.
            done[_fault(server, KINDS[number % 4] if kills < len(KINDS) * 2 else rng.choice(KINDS), rng)] += 1
        before = _said(writers)
        until(lambda: _said(writers) > before + _PROGRESS, "the writers write after the last fault")
        for writer in writers:
            writer.ask_to_end()
        for number, writer in enumerate(writers):
            if (status := writer.joined()) != 0:
                report.notes.append(f"writer {number} ended with {status}")
    report.faults = dict(done)
    outcomes = [msgspec.json.decode(line, type=Outcome) for writer in writers for line in writer.lines]
    judge(report, outcomes, *stored(conninfo))
    return report


def _said(writers: Sequence[Told]) -> int:
    return sum(len(writer.lines) for writer in writers)


def _fault(server: PostgresServer, kind: str, rng: Random) -> str:
    if kind == "server":
        server.kill()
    else:
        with suppress(psycopg.OperationalError), psycopg.connect(server.conninfo(), autocommit=True) as admin:
            pids = [pid for (pid,) in admin.execute(_WRITING).fetchall()]
            for pid in rng.sample(pids, min(len(pids), 2)):
                if kind == "terminate":
                    admin.execute("SELECT pg_terminate_backend(%s)", (pid,))
                else:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                    break  # the server ends all others for it and recovers
    server.start()
    return kind


def stored(conninfo: str) -> tuple[list[Any], dict[UUID, Any]]:
    """Events in order, and commands by their ids, as the tables hold them."""
    with psycopg.connect(conninfo) as connection:
        events = connection.execute(_EVENTS).fetchall()
        commands = {row[0]: row for row in connection.execute(_COMMANDS).fetchall()}
    return events, commands


def judge(report: Any, outcomes: Sequence[Outcome], events: Sequence[Any], commands: Mapping[UUID, Any]) -> None:
    """Fills in the counts of a report that has StoreKills' fields."""
    by_command: dict[UUID, list[Any]] = defaultdict(list)
    for event in events:
        by_command[event[2]].append(event)
    known: Counter[str] = Counter()
    for outcome in outcomes:
        known.update(outcome.kinds)
        report.refused += outcome.refused
        report.false_conflicts += outcome.conflicts
        report.other_errors += bool(outcome.other)
        report.notes += [outcome.other] if outcome.other else []
        _judge_one(report, outcome, by_command.get(outcome.command, []), commands.get(outcome.command))
    report.commands, report.events, report.refusals = len(outcomes), len(events), dict(known)
    _judge_order(report, events)


def _judge_one(report: Any, outcome: Outcome, events: Sequence[Any], command: Any) -> None:
    whole = len(events) == outcome.events and command is not None and command[5] == outcome.events
    if outcome.position is None:
        report.left_open += 1
        report.left_open_stored += bool(events)
        report.halves += bool(events or command) and not whole
        return
    report.answered += 1
    report.changed += outcome.answers_differ
    if not whole:
        report.lost += 1
        return
    kept = (command[1].hex(), command[2], command[3], command[4])
    given = (outcome.digest, outcome.stream, outcome.version, outcome.position)
    report.changed += kept != given or events[-1][0] != outcome.position or events[-1][4] != outcome.version


def _judge_order(report: Any, events: Sequence[Any]) -> None:
    positions = [event[0] for event in events]
    report.gaps += positions != list(range(1, len(events) + 1))
    report.out_of_order += sum(before[1] >= after[1] for before, after in pairwise(events))
    versions: dict[UUID, int] = {}
    for event in events:
        report.out_of_order += event[4] != versions.get(event[3], 0) + 1
        versions[event[3]] = event[4]
    runs = Counter(command for command, _ in groupby(event[2] for event in events))
    report.doubled += sum(number - 1 for number in runs.values()) + len(events) - len({event[5] for event in events})
