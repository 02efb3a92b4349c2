"""What a data directory's logs hold, read from the files of a stopped server."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

SERVICES = ("organization", "meeting", "tasking", "supervision", "reporting")


@dataclass(frozen=True, slots=True)
class Stored:
    log: str
    position: int
    recorded_at: int
    command_id: bytes
    stream_id: bytes
    stream_version: int
    type: str
    occurred_at: str
    data: Any


def events_of(data: Path, log: str) -> list[Stored]:
    with sqlite3.connect(data / f"{log}.sqlite3") as file:
        rows = file.execute(
            "SELECT position, recorded_at, command_id, stream_id, stream_version, type, envelope, data"
            " FROM events ORDER BY position"
        ).fetchall()
    return [_stored(log, row) for row in rows]


def _stored(log: str, row: tuple[Any, ...]) -> Stored:
    position, recorded_at, command_id, stream_id, stream_version, type_, envelope, data = row
    occurred_at = msgspec.json.decode(envelope)["occurred"]["at"]
    return Stored(
        log, position, recorded_at, command_id, stream_id, stream_version, type_, occurred_at, without_positions(data)
    )


def without_positions(data: bytes) -> Any:
    """A report quotes the log position its statement was made at, which is no business fact."""
    fields = msgspec.json.decode(data)
    if isinstance(fields.get("statement"), dict):
        fields["statement"].pop("position")
    return fields


def streams_of(data: Path) -> Mapping[str, list[Any]]:
    """Stream → what happened to it, in order: the business of a run, whatever its positions and recorded times."""
    streams: dict[str, list[Any]] = defaultdict(list)
    for log in SERVICES:
        for event in events_of(data, log):
            streams[f"{log}:{event.stream_id.hex()}"].append((event.type, event.occurred_at, event.data))
    return streams


def answers_of(data: Path, log: str) -> dict[bytes, Any]:
    """Command → its stored answer and the positions of its events."""
    with sqlite3.connect(data / f"{log}.sqlite3") as file:
        rows = file.execute("SELECT command_id, answer, first_position, last_position FROM commands").fetchall()
    return {command: (msgspec.json.decode(answer), first, last) for command, answer, first, last in rows}


def stored_rows(data: Path) -> dict[str, tuple[int, ...]]:
    """What a refused request must leave as it was, read beside a running server."""
    found = {}
    for log in SERVICES:
        with sqlite3.connect(data / f"{log}.sqlite3") as file:
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            counted = ["events", "commands", *sorted(tables & {"contents", "vault_names"})]
            counts = (file.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in counted)
            found[log] = (int(file.execute("SELECT position FROM log_head").fetchone()[0]), *counts)
    return found
