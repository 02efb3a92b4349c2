"""What a handler reads of read models and replicas."""

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from shared.database.interface import Database, Params, Reader, Row


class Views:
    """One snapshot, taken with the first read: many a command reads nothing, and opening one costs statements."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open = AsyncExitStack()
        self._reader: Reader | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._reader is not None:
            await self._open.__aexit__(kind, error, trace)

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        return await (self._reader or await self._begun()).all(sql, params)

    async def one(self, sql: str, params: Params | None = None) -> Row | None:
        return await (self._reader or await self._begun()).one(sql, params)

    async def _begun(self) -> Reader:
        self._reader = reader = await self._open.enter_async_context(self._database.snapshot())
        return reader
