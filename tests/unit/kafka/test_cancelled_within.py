"""What a library cancels from within, while Kafka is away, ends no worker in silence."""

import asyncio
from typing import Any, cast

import pytest

from shared.messaging.kafka.faust_app import App
from shared.messaging.kafka.group import Group, GroupSettings
from shared.messaging.kafka.own_log import OwnLog
from shared.messaging.kafka.troubles import Troubles
from shared.messaging.kafka.worker import Worker
from shared.telemetry.metrics import Metrics


class Shell:
    """An app whose start is cancelled by what it waits for, or lasts."""

    should_stop = False
    crash_reason = None

    def __init__(self, lasting: asyncio.Event | None) -> None:
        self._lasting = lasting
        self.group_consumer = self

    async def start(self) -> None:
        if self._lasting is None:
            raise asyncio.CancelledError
        self._lasting.set()

    async def stop(self) -> None:
        return None

    def broken(self) -> None:
        return None


class GroupOfShells(Group):
    def __init__(self, *shells: Shell) -> None:
        super().__init__("notes", "1", "nowhere", {}, GroupSettings(), Troubles(lambda: None), lambda assigned: None)
        self._shells = list(shells)

    def _made(self) -> App:
        return cast("App", self._shells.pop(0))

    async def _reached(self) -> None:
        return None


async def test_a_group_whose_start_was_cancelled_from_within_is_joined_again() -> None:
    joined = asyncio.Event()
    running = asyncio.create_task(GroupOfShells(Shell(None), Shell(None), Shell(joined)).run())
    await asyncio.wait({running, asyncio.create_task(joined.wait())}, return_when=asyncio.FIRST_COMPLETED)
    assert joined.is_set()
    assert not running.done()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


class CancelledLog:
    inboxes: tuple[Any, ...] = ()

    async def run(self) -> None:
        raise asyncio.CancelledError


async def test_a_part_of_a_worker_that_was_cancelled_from_within_ends_it_with_an_error() -> None:
    own_log = cast("OwnLog", CancelledLog())
    worker = Worker("notes", "1", "nowhere", {}, Metrics().of("notes"), own_log=own_log)
    with pytest.raises(RuntimeError, match="cancelled from within"):
        await worker.run()
