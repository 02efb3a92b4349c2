"""An accepted command over HTTP at 32 connections on PostgreSQL: `python -m tests.bench.distributed.http [--json]`.

As tests/bench/http.py, with the stores in PostgreSQL. The floor is FastAPI with an `async def` endpoint and one bare
INSERT of the row that the store wrote, prepared, through a pool of 32 asynchronous psycopg connections.
"""

import sys
from collections.abc import Sequence

import uvloop

from tests.bench.http import measure, options
from tests.bench.parts.leaving import unless_left_out
from tests.bench.parts.postgres import running
from tests.bench.report import Row, print_rows


def main(argv: Sequence[str]) -> int:
    arguments = options(__doc__).parse_args(argv)

    def measured() -> list[Row]:
        with running() as server:
            return uvloop.run(measure(arguments.requests, arguments.rounds, server.directory))

    print_rows(unless_left_out(measured), as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
