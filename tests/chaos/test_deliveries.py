"""Small counts of the faults between log and consumers, on a real PostgreSQL and a real Kafka."""

from pathlib import Path

import pytest

from services.local.engine.kafka_server import KafkaServer
from services.local.engine.postgres_server import PostgresServer
from tests.chaos.deliveries import deliveries
from tests.chaos.rebalances import rebalances

pytestmark = [pytest.mark.slow, pytest.mark.server]


def test_records_three_times_and_the_topic_from_the_start_again_leave_the_same_read_models(
    postgres: PostgresServer, kafka: KafkaServer, seed: int
) -> None:
    deliveries(postgres, kafka.bootstrap, seed, notes=60).check()


def test_workers_and_relays_that_come_and_go_lose_and_double_nothing_and_poison_holds_up_its_stream_alone(
    postgres: PostgresServer, kafka: KafkaServer, tmp_path: Path, seed: int, kills: int
) -> None:
    rebalances(postgres, kafka.bootstrap, tmp_path, seed, changes=kills, every=200).check()
