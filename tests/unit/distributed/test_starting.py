"""What is waited for at a start, and what is not."""

import psycopg
import pytest

from services.distributed.starting import Servers
from shared.database.group_commit import storage_failed
from shared.database.postgres import SchemaBehind
from shared.database.postgres_errors import DatabaseAway, DatabaseRefused, away
from shared.kernel.errors import Refusal
from shared.messaging.kafka.client import KafkaNotReachable
from shared.messaging.kafka.topics import TopicNotProvisioned


class Attempts:
    """Fails with each error in turn, then gives its number."""

    def __init__(self, *errors: Refusal) -> None:
        self._errors = list(errors)
        self.made = 0

    async def __call__(self) -> int:
        self.made += 1
        if self._errors:
            raise self._errors.pop(0)
        return self.made


async def test_servers_that_are_away_in_turn_are_waited_for_and_named_meanwhile() -> None:
    servers, seen = Servers(60), []

    class Seen(Attempts):
        async def __call__(self) -> int:
            seen.append(dict(await servers.ready()))
            return await super().__call__()

    attempt = Seen(away(ConnectionError()), KafkaNotReachable("kafka:9092", ConnectionError()))
    assert await servers.waited_for(attempt) == 3
    assert seen == [{"started": False}, {"started": False, "database": False}, {"started": False, "kafka": False}]
    assert await servers.ready() == {"started": False}


@pytest.mark.parametrize(
    "error",
    [
        SchemaBehind("旧"),
        TopicNotProvisioned("无"),
        DatabaseRefused("不让进"),
        storage_failed(OSError("disk full")),
    ],
)
async def test_what_waiting_does_not_mend_is_raised_at_once(error: Refusal) -> None:
    attempt = Attempts(error)
    with pytest.raises(type(error)):
        await Servers(60).waited_for(attempt)
    assert attempt.made == 1


async def test_a_connection_that_was_lost_while_tables_were_made_is_waited_for() -> None:
    attempt = Attempts(storage_failed(psycopg.OperationalError("terminating connection")))
    assert await Servers(60).waited_for(attempt) == 2


async def test_when_the_time_is_over_the_last_error_is_raised() -> None:
    attempt = Attempts(away(ConnectionError()), away(ConnectionError()))
    with pytest.raises(DatabaseAway):
        await Servers(0).waited_for(attempt)
    assert attempt.made == 1
