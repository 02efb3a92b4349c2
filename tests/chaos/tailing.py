"""A reader tails eight writers in four processes: batches of 1 to 20, one in ten rolled back, one transaction held.

The reader is a process of its own, as another service would be; it must have missed nothing when the writers end.
"""

import os
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import msgspec
import psycopg

from services.local.engine.postgres_server import PostgresServer
from tests.chaos.processes import Told, all_of
from tests.chaos.report import Report
from tests.support.postgres import database_named

PROCESSES, TASKS = 4, 2


class WriterSaid(msgspec.Struct, frozen=True):
    stored: int
    rolled_back: int
    held_seconds: float
    refused: int
    largest: int


class ReaderSaid(msgspec.Struct, frozen=True):
    positions: list[int]
    recorded: list[int]
    reads: int


@dataclass
class Tailing(Report):
    fault: ClassVar[str] = "tailing"
    never: ClassVar[tuple[str, ...]] = ("missed", "out_of_order")
    some: ClassVar[tuple[str, ...]] = ("read", "rolled_back", "held_seconds", "reads")

    events: int = 0
    read: int = 0
    reads: int = 0
    missed: int = 0
    out_of_order: int = 0
    rolled_back: int = 0
    largest: int = 0
    held_seconds: float = 0.0
    refused: int = 0


def tailing(server: PostgresServer, seed: int, commands: int, hold_seconds: float) -> Tailing:
    """`commands` of each of the eight writers; the first one holds a transaction with its events for that long."""
    report = Tailing(seed)
    conninfo = database_named(server, "tailing", seed, os.getpid())
    reader = Told("tests.chaos.tail_reader", conninfo)
    writers = [
        Told("tests.chaos.tail_writer", conninfo, number, TASKS, commands, seed, hold_seconds if number == 0 else 0)
        for number in range(PROCESSES)
    ]
    with all_of([reader, *writers]):
        ends = [writer.joined() for writer in writers]
        with psycopg.connect(conninfo) as connection:
            row = connection.execute("SELECT position FROM log.log_head").fetchone()
        report.events = int(row[0]) if row else 0
        reader.write(f"{report.events}\n")
        ends.append(reader.joined())
    report.notes += [f"process {number} ended with {status}" for number, status in enumerate(ends) if status]
    if not report.notes:
        _judge(report, reader, writers)
    return report


def _judge(report: Tailing, reader: Told, writers: list[Told]) -> None:
    said = [msgspec.json.decode(writer.lines[-1], type=WriterSaid) for writer in writers]
    read = msgspec.json.decode(reader.lines[-1], type=ReaderSaid)
    report.read, report.reads = len(read.positions), read.reads
    report.missed = len(set(range(1, report.events + 1)) - set(read.positions))
    report.out_of_order = sum(before >= after for before, after in pairwise(read.positions))
    report.out_of_order += sum(before >= after for before, after in pairwise(read.recorded))
    report.rolled_back = sum(one.rolled_back for one in said)
    report.refused = sum(one.refused for one in said)
    report.held_seconds = max(one.held_seconds for one in said)
    report.largest = max(one.largest for one in said)
    if (stored := sum(one.stored for one in said)) != report.events:
        report.notes.append(f"{stored} events were answered, {report.events} are stored")
