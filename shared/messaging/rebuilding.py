"""Rebuilding a read model beside the live one (design: a view can be rebuilt and switched)."""

import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack

from shared.database.interface import Database, Transaction
from shared.kernel.errors import Unavailable
from shared.messaging.follower import Follower
from shared.messaging.interface import Projection
from shared.messaging.projecting import ProjectionInbox

_FIRST = "_b"
_SECOND = "_c"
_TRIES = 3
_log = logging.getLogger("lianxi.messaging")


class _LiveWentOn(Exception):
    """The live read model has done more than the one beside it: switched to, it would go back in time."""


async def rebuild_beside(
    projection: Projection,
    database: Database,
    live: Sequence[Follower],
    turn: AbstractAsyncContextManager[None] | None = None,
) -> None:
    """Reads every log from its beginning into tables of another suffix, while the live ones go on being used.

    The last step waits for the live followers' turn, catches up, and in one transaction switches the tables and
    hands the tracking over. Left over tables of a rebuild that was interrupted are thrown away first. `turn` holds
    up who follows in other processes, where there are any; what they have done they find done afterwards.
    """
    suffix = await database.write(lambda tx: _begin(projection, tx, live))
    beside = [Follower(ProjectionInbox(projection, database, one.inbox.reader, suffix=suffix)) for one in live]
    for follower in beside:
        await follower.pump()
    async with AsyncExitStack() as turns:
        if turn is not None:
            await turns.enter_async_context(turn)
        for follower in live:
            await turns.enter_async_context(follower.turn)
        await _catch_up_and_switch(projection, database, live, beside, suffix)
    await _drop_former([table.name for table in projection.tables], database)


async def _drop_former(names: Sequence[str], database: Database) -> None:
    """Waits for who still reads them; readers that never end do not undo the switch."""
    for _ in range(_TRIES):
        try:
            await database.write(lambda tx: tx.drop_former(names))
        except Unavailable as error:
            _log.warning("the former tables %s are still in use: %s", names, error)
        else:
            return


async def _catch_up_and_switch(
    projection: Projection, database: Database, live: Sequence[Follower], beside: Sequence[Follower], suffix: str
) -> None:
    """Whoever else follows has lost the turn unnoticed at most: then what they did meanwhile is caught up with."""
    for tries_left in reversed(range(_TRIES)):
        for follower in beside:
            await follower.pump()
        try:
            await database.write(lambda tx: _switch(projection, tx, suffix, live))
        except _LiveWentOn:
            if not tries_left:
                raise
        else:
            break
    for former, follower in zip(live, beside, strict=True):
        former.done = follower.done


def _begin(projection: Projection, tx: Transaction, live: Sequence[Follower]) -> str:
    names = [table.name for table in projection.tables]
    suffix = _SECOND if tx.live_suffix(names[0]) == _FIRST else _FIRST
    for name in names:
        tx.beside(names, suffix).execute(f"DROP TABLE IF EXISTS {{{name}}}")
    tx.create_tables(projection.tables, suffix)
    for follower in live:
        follower.inbox.tracking.named(projection.name + suffix).forget(tx)
    return suffix


def _switch(projection: Projection, tx: Transaction, suffix: str, live: Sequence[Follower]) -> None:
    for follower in live:
        _check_not_behind(follower, tx, suffix)
    tx.switch_tables([table.name for table in projection.tables], suffix)
    for follower in live:
        follower.inbox.tracking.take_over(tx, projection.name + suffix)


def _check_not_behind(live: Follower, tx: Transaction, suffix: str) -> None:
    """A live one that is ahead of its log, as after a restore, has nothing that could be caught up with."""
    tracking = live.inbox.tracking
    beside = tracking.named(tracking.consumer + suffix)
    generation, rebuilt = tracking.generation(tx).number, beside.generation(tx).number
    if generation != rebuilt:
        return
    done = beside.tracked(tx, rebuilt)
    if any(position > done.get(partition, 0) for partition, position in tracking.tracked(tx, generation).items()):
        raise _LiveWentOn(tracking.consumer)
