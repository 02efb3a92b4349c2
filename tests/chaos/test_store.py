"""Small counts of the faults at the store; `make chaos` runs them in full. A failure says how to repeat it."""

from pathlib import Path

import pytest

from services.local.engine.postgres_server import PostgresServer
from tests.chaos.disk import NoSmallDisk, file_limit, full_disk, slow_flushes
from tests.chaos.store_kills import store_kills
from tests.chaos.tailing import tailing

pytestmark = [pytest.mark.slow, pytest.mark.server]


def test_what_was_answered_is_stored_once_through_kills_of_backends_and_server(
    safe_postgres: PostgresServer, seed: int, kills: int
) -> None:
    store_kills(safe_postgres, seed, max(4, kills)).check()  # each kind once at least


def test_a_reader_that_tails_eight_writers_through_a_held_transaction_misses_nothing(
    safe_postgres: PostgresServer, seed: int
) -> None:
    tailing(safe_postgres, seed, commands=20, hold_seconds=3.0).check()


def test_nobody_is_answered_before_a_flush_that_takes_its_time(
    safe_postgres: PostgresServer, tmp_path: Path, seed: int
) -> None:
    slow_flushes(tmp_path, seed, answers=10).check()


def test_a_disk_that_is_full_refuses_for_now_and_loses_nothing(
    safe_postgres: PostgresServer, tmp_path: Path, seed: int
) -> None:
    """On a small disk where this machine lets us mount one, otherwise by a limit on the size of a file."""
    try:
        full_disk(tmp_path / "disk", seed).check()
    except NoSmallDisk:
        file_limit(tmp_path / "limit", seed).check()
