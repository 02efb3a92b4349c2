"""A log in PostgreSQL through the relay to Kafka: `python -m tests.bench.distributed.relay [--json]`.

As tests/bench/relay.py: the floor is the same client's bare transactional produce of the same finished records.
"""

import sys
from collections.abc import Sequence

from tests.bench import relay
from tests.bench.parts.leaving import LeftOut
from tests.bench.parts.postgres import running
from tests.support.stores import ENGINE


def main(argv: Sequence[str]) -> int:
    try:
        with running() as server:
            ENGINE.postgres = server
            return relay.main(argv)
    except LeftOut as left_out:
        print("[]" if "--json" in argv else f"left out: {left_out}")
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
