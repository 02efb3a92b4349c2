"""What an engine offers to projections, queries and policies."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Row = Mapping[str, Any]
Params = Mapping[str, Any]


class Transaction(Protocol):
    """One write transaction, used synchronously by the code that owns it (projections, the inbox)."""

    def execute(self, sql: str, params: Params | None = None) -> int:
        """Returns the number of rows changed."""

    def execute_many(self, sql: str, rows: Sequence[Params]) -> None: ...

    def all(self, sql: str, params: Params | None = None) -> list[Row]: ...

    def one(self, sql: str, params: Params | None = None) -> Row | None: ...


class Reader(Protocol):
    """Reads of one consistent snapshot."""

    async def all(self, sql: str, params: Params | None = None) -> list[Row]: ...

    async def one(self, sql: str, params: Params | None = None) -> Row | None: ...


class Database(Protocol):
    """One service's database: its events, read models and tracking live in it together."""

    async def write(self, job: Callable[[Transaction], T]) -> T:
        """Runs the job in one durable transaction; it is rolled back when the job raises."""

    def snapshot(self) -> AbstractAsyncContextManager[Reader]:
        """All reads inside see the same moment."""


@dataclass(frozen=True, slots=True)
class Table:
    """A read model's table. `ddl` holds CREATE statements with the names in braces; names of indexes too."""

    name: str
    ddl: tuple[str, ...]
