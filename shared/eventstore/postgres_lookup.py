"""Looking something up by id, for whoever asks at the same moment: one statement for all of them.

Every command first asks for its stored answer. Asked one by one that is a trip for each; whoever asks while an answer
is under way goes with the next. A statement begins after the last of its questions came, so each sees what it would
have seen alone.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from shared.database.postgres_readers import PostgresReaders

ASKED_AT_ONCE_MAX = 100

Rows = Mapping[UUID, tuple[Any, ...]]
_Waiting = dict[UUID, "asyncio.Future[tuple[Any, ...] | None]"]


class Lookup:
    """`statement` takes an array of ids and answers rows that begin with their id."""

    def __init__(self, readers: PostgresReaders, statement: str) -> None:
        self._readers, self._statement = readers, statement
        self._waiting: WeakKeyDictionary[asyncio.AbstractEventLoop, _Waiting] = WeakKeyDictionary()
        self._asking: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[None]] = WeakKeyDictionary()

    async def of(self, key: UUID) -> tuple[Any, ...] | None:
        """The row without its id. Raises DatabaseAway."""
        loop = asyncio.get_running_loop()
        waiting = self._waiting.setdefault(loop, {})
        future = waiting.get(key)
        if future is None:
            future = waiting[key] = loop.create_future()
            if loop not in self._asking:
                self._asking[loop] = loop.create_task(self._ask(loop, waiting))
        # Two who ask for the same wait for one answer: that one of them is cancelled must not cancel it.
        return await asyncio.shield(future)

    async def _ask(self, loop: asyncio.AbstractEventLoop, waiting: _Waiting) -> None:
        try:
            while waiting:
                asked = {key: waiting.pop(key) for key in list(waiting)[:ASKED_AT_ONCE_MAX]}
                await self._answer(asked)
        finally:
            self._asking.pop(loop, None)

    async def _answer(self, asked: _Waiting) -> None:
        try:
            found = await self._select(list(asked))
        except asyncio.CancelledError:
            for future in asked.values():
                future.cancel()  # the loop is ending
            raise
        except Exception as error:  # noqa: BLE001 - who asked must hear of it, whatever it is
            for future in asked.values():
                if not future.done():
                    future.set_exception(error)
            return
        for key, future in asked.items():
            with suppress(asyncio.InvalidStateError):
                future.set_result(found.get(key))

    async def _select(self, keys: Sequence[UUID]) -> Rows:
        async with self._readers.single() as connection:
            cursor = await connection.execute(self._statement, (keys,), binary=True, prepare=True)
            return {row[0]: row[1:] for row in await cursor.fetchall()}
