"""What PostgreSQL's errors mean here: nothing was stored and the caller may try again, or a fault of the statement."""

import psycopg
from psycopg import errors

from shared.kernel.errors import Unavailable

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
)


class DatabaseAway(Unavailable):
    code = "database_away"


def kind_of(error: BaseException) -> str | None:
    """None: a fault of the statement itself."""
    if isinstance(error, _TIMEOUTS):
        return "timeout"
    if isinstance(error, _STORAGE):
        return "storage"
    if isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        return "connection"
    return None


def is_lost(connection: psycopg.Connection | psycopg.AsyncConnection) -> bool:
    return connection.closed or connection.broken


def away(cause: BaseException) -> DatabaseAway:
    refusal = DatabaseAway("数据库暂时连不上，请稍后再试。")
    refusal.__cause__ = cause
    return refusal
