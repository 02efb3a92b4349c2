"""Rows for bare INSERTs: as the store itself wrote one, under a position, event id and stream id of their own."""

from typing import Any
from uuid import UUID

import psycopg

from tests.support.notes import context


def own_row(sample: tuple[Any, ...], position: int) -> tuple[Any, ...]:
    """Ids as random as the store's."""
    ids = context().command_id.bytes
    return (position, sample[1], ids, ids[::-1], *sample[4:])


def own_postgres_row(sample: tuple[Any, ...], position: int) -> tuple[Any, ...]:
    _, generation, event_id, stream_id, *others = own_row(sample, position)
    return (position, generation, UUID(bytes=event_id), UUID(bytes=stream_id), *others)


def store_sample(conninfo: str) -> tuple[Any, ...]:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute("SELECT * FROM log.events LIMIT 1").fetchone()
    assert row is not None
    return tuple(row)
