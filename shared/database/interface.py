"""What an engine offers to projections, queries and policies.

SQL is what SQLite and PostgreSQL both speak. Parameters are named, `:name`. A read model's table is written in
braces, `{tasks}`, and becomes the physical name that is live at that moment. Ids, days and moments are TEXT:
a UUID parameter is bound as its canonical text, a day as `2026-03-05`, a moment as `2026-03-05T01:02:03.000004Z`
(always six digits, so text order is time order); rows give that text back. A NUL character in a parameter is
refused (ControlCharacters), whatever the engine would have done with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Row = Mapping[str, Any]
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A read model's table. `ddl` holds CREATE statements with the names in braces; names of indexes too."""

    name: str
    ddl: tuple[str, ...]


class Transaction(Protocol):
    """One write transaction, used synchronously by the code that owns it (projections, the inbox)."""

    def execute(self, sql: str, params: Params | None = None) -> int:
        """Returns the number of rows changed."""

    def execute_many(self, sql: str, rows: Sequence[Params]) -> None: ...

    def all(self, sql: str, params: Params | None = None) -> list[Row]: ...

    def one(self, sql: str, params: Params | None = None) -> Row | None: ...

    def savepoint(self) -> AbstractContextManager[None]:
        """What is done inside is undone alone when it raises; the exception goes on."""

    def beside(self, names: Iterable[str], suffix: str) -> "Transaction":
        """The same transaction, in which braces around these names mean the tables built beside the live ones."""

    def create_tables(self, tables: Sequence[Table], suffix: str = "") -> None:
        """Creates the tables that do not exist yet under this suffix."""

    def switch_tables(self, names: Iterable[str], suffix: str) -> None:
        """Makes the tables with this suffix live at the commit; who reads an older snapshot still finds the former."""

    def drop_former(self, names: Iterable[str]) -> None:
        """Throws away what `switch_tables` left, in a transaction after it, where the engine did not already."""

    def live_suffix(self, name: str) -> str: ...


class Reader(Protocol):
    """Reads of one consistent snapshot."""

    async def all(self, sql: str, params: Params | None = None) -> list[Row]: ...

    async def one(self, sql: str, params: Params | None = None) -> Row | None: ...


class Database(Protocol):
    """One service's database: its events, read models and tracking live in it together."""

    async def write(self, job: Callable[[Transaction], T], turn: str | None = None) -> T:
        """Runs the job in one durable transaction; it is rolled back when the job raises.

        Jobs of one `turn` never run beside each other, whichever processes they are given in: a consumer's, which
        reads a row, changes it and writes it back.
        """

    def snapshot(self) -> AbstractAsyncContextManager[Reader]:
        """All reads inside see the same moment."""


class Lease(Protocol):
    """A name that one process at a time holds, over all machines; it is gone with its holder."""

    async def take(self) -> None:
        """Waits until it is ours."""

    async def is_held(self) -> bool: ...

    async def release(self) -> None: ...
