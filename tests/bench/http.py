"""A command over HTTP at 32 connections against FastAPI with one bare INSERT: `python -m tests.bench.http [--json]`.

Every server is one uvicorn process on loopback, the load comes from this one; requests carry a token and an
idempotency key. The floor is an `async def` endpoint that reads its JSON and does one durable INSERT of the row that
the store wrote, in the same flush mode, with the same indexes. Rounds of floor and commands take turns.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import msgspec
import uvloop

from shared.kernel.ids import random_id
from tests.bench.parts.apps import TITLE, UNIT
from tests.bench.parts.load import Load, answered, drive, post
from tests.bench.parts.server import started
from tests.bench.report import Row, print_rows

CONNECTIONS = 32
FLOOR = "FastAPI, one bare INSERT"


def open_matter(token: str) -> bytes:
    body = msgspec.json.encode({"matter_id": random_id(), "title": TITLE})
    return post("/matters/v1/matters", body, _headers(token))


def bare_row(token: str) -> bytes:
    return post("/rows", msgspec.json.encode({"matter_id": random_id(), "title": TITLE}), _headers(token))


def draft_meeting(token: str) -> bytes:
    fields = {
        "meeting_id": random_id(),
        "committee_id": UNIT,
        "hosts": [UNIT],
        "kinds": ["thematic"],
        "joint": True,
        "theme": TITLE,
        "agenda": ["审议责任制方案"],
    }
    return post("/meeting/v1/meetings", msgspec.json.encode(fields), _headers(token))


def _headers(token: str) -> str:
    return f"Authorization: Bearer {token}\r\nIdempotency-Key: {random_id()}\r\n"


MAKERS = {"floor": bare_row, "matters": open_matter, "meeting": draft_meeting}


async def measure(requests: int, rounds: int, postgres: Path | None = None) -> list[Row]:
    """`postgres`: the directory of a running server where the stores and the floor's table shall be."""
    loads = {name: Load() for name in MAKERS}
    with tempfile.TemporaryDirectory() as directory, ExitStack() as running:
        place = Path(directory)
        ports = {name: running.enter_context(started(name, place, postgres)) for name in ("matters", "meeting")}
        tokens = {name: (place / name / "token").read_text() for name in ports}
        await _ask_once(ports["matters"], open_matter(tokens["matters"]))  # the floor's row is taken from it
        ports["floor"], tokens["floor"] = running.enter_context(started("floor", place, postgres)), tokens["matters"]
        for number in range(rounds + 1):
            for name, make in MAKERS.items():
                made = [make(tokens[name]) for _ in range(requests)]
                # The first round warms connections, caches and files, and is not counted.
                await drive(ports[name], made, CONNECTIONS, loads[name] if number else Load())
    return [
        _row("a command over HTTP, 32 connections", loads["matters"], loads["floor"]),
        _row("draft_meeting over HTTP, 32 connections", loads["meeting"], loads["floor"]),
    ]


async def _ask_once(port: int, request: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    await answered(reader)
    writer.close()


def _row(measured: str, load: Load, floor: Load) -> Row:
    ratios = [rate / bare for rate, bare in zip(load.rates, floor.rates, strict=True)]
    return Row(
        measure=measured,
        median=median(load.rates),
        unit="requests/s",
        floor=median(floor.rates),
        floor_is=FLOOR,
        ratio=median(ratios),
        note=f"{load.percentiles}; floor {floor.percentiles}",
    )


def options(told: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--requests", type=int, default=1600, help="per round and server")
    parser.add_argument("--rounds", type=int, default=5, help="that count, after one that does not")
    return parser


def main(argv: Sequence[str]) -> int:
    arguments = options(__doc__).parse_args(argv)
    print_rows(uvloop.run(measure(arguments.requests, arguments.rounds)), as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
