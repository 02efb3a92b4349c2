"""A relay in a process of its own: `python -m tests.support.relay_process FILE SERVICE KAFKA PARTITIONS [LEASE]`.

Ends with status 3 when another relay fenced it.
"""

import asyncio
import logging
import sys
from pathlib import Path

from shared.database.sqlite_readers import SqliteReaders
from shared.eventstore.sqlite_log import SqliteLogReader
from shared.messaging.kafka.publisher import Publisher, RelayFenced
from shared.messaging.kafka.relay import Relay
from shared.telemetry.metrics import Metrics
from tests.support.relaying import FileLease

FENCED = 3


async def main(file: str, service: str, bootstrap: str, partitions: str, lease: str = "") -> int:
    logging.basicConfig(level=logging.CRITICAL)
    reader = SqliteLogReader(service, SqliteReaders(Path(file)))
    publisher = Publisher(bootstrap, service, int(partitions))
    relay = Relay(reader, publisher, Metrics().of(service), FileLease(Path(lease)) if lease else None)
    try:
        await relay.run()
    except RelayFenced as fenced:
        print(fenced.message, file=sys.stderr)
        return FENCED
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
