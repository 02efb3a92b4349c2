"""Small counts of the faults on the whole engine, one after the other on the same."""

from pathlib import Path

import pytest

from services.local.engine.native import NativeEngine
from tests.chaos.engine_kills import engine_kills
from tests.chaos.kafka_away import kafka_away
from tests.chaos.story import small_story

pytestmark = [pytest.mark.slow, pytest.mark.server]
AWAY_SECONDS = 5.0


def test_a_story_told_through_kills_and_without_kafka_ends_as_if_nothing_had_happened(
    hurt_engine: NativeEngine, tmp_path: Path, seed: int, kills: int
) -> None:
    """As many kinds of kills as `--kills` says, drawn from the seed; seven make all of them."""
    engine_kills(hurt_engine, tmp_path, seed, kills, small_story).check()
    kafka_away(hurt_engine, seed, AWAY_SECONDS).check()
