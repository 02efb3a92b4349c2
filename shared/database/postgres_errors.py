"""What PostgreSQL's errors mean here: nothing was stored and the caller may try again, or a fault of the statement."""

import select
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from shared.database.group_commit import StorageFailed, storage_failed
from shared.kernel.errors import Invalid, Unavailable

_TIMEOUTS = (errors.QueryCanceled, errors.LockNotAvailable, errors.IdleInTransactionSessionTimeout)
# The table a rebuild replaced while a snapshot was open is among them: the question can be asked again.
_STORAGE = (
    errors.DiskFull,
    errors.OutOfMemory,
    errors.IoError,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.ReadOnlySqlTransaction,
    errors.InsufficientResources,
    errors.ConfigurationLimitExceeded,
    # What the system says of a file that PostgreSQL has no code for: a quota, a limit on a file's size, a bad block.
    errors.InternalError_,
    errors.DataCorrupted,
)


class DatabaseAway(Unavailable):
    code = "database_away"


class DatabaseRefused(Invalid):
    code = "database_refused"


def kind_of(error: BaseException) -> str | None:
    """None: a fault of the statement itself."""
    if isinstance(error, StorageFailed) and error.__cause__ is not None:
        return kind_of(error.__cause__)
    if isinstance(error, _TIMEOUTS):
        return "timeout"
    if isinstance(error, _STORAGE):
        return "storage"
    if isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        return "connection"
    return None


def is_lost(connection: psycopg.Connection | psycopg.AsyncConnection) -> bool:
    return connection.closed or connection.broken


def is_gone(connection: psycopg.Connection | psycopg.AsyncConnection) -> bool:
    """Of one that nobody uses: a server that ended says so, or closes, and nobody has read it yet.

    After a restart each idle connection would otherwise cost somebody a refusal. One system call, no trip.
    """
    if is_lost(connection):
        return True
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return bool(waiting.poll(0))


@contextmanager
def storage_told() -> Iterator[None]:
    """Around statements of who takes every exception for a fault of its own input, as a projection's of an event."""
    try:
        yield
    except psycopg.Error as error:
        if kind_of(error) is None:
            raise
        raise storage_failed(error) from error


def away(cause: BaseException) -> DatabaseAway:
    refusal = DatabaseAway("数据库暂时连不上，请稍后再试。")
    refusal.__cause__ = cause
    return refusal
