"""Rebuilding a read model beside the live one (design: a view can be rebuilt and switched)."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

from shared.database.interface import Database, Transaction
from shared.messaging.follower import Follower
from shared.messaging.interface import Projection
from shared.messaging.projecting import ProjectionInbox

_FIRST = "_b"
_SECOND = "_c"


async def rebuild_beside(projection: Projection, database: Database, live: Sequence[Follower]) -> None:
    """Reads every log from its beginning into tables of another suffix, while the live ones go on being used.

    The last step waits for the live followers' turn, catches up, and in one transaction switches the tables and
    hands the tracking over. Left over tables of a rebuild that was interrupted are thrown away first.
    """
    suffix = await database.write(lambda tx: _begin(projection, tx, live))
    beside = [Follower(ProjectionInbox(projection, database, one.inbox.reader, suffix=suffix)) for one in live]
    for follower in beside:
        await follower.pump()
    async with AsyncExitStack() as turns:
        for follower in live:
            await turns.enter_async_context(follower.turn)
        for follower in beside:
            await follower.pump()
        await database.write(lambda tx: _switch(projection, tx, suffix, live), projection.name)
        for former, follower in zip(live, beside, strict=True):
            former.done = follower.done
    names = [table.name for table in projection.tables]
    await database.write(lambda tx: tx.drop_former(names), projection.name)


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
    tx.switch_tables([table.name for table in projection.tables], suffix)
    for follower in live:
        follower.inbox.tracking.take_over(tx, projection.name + suffix)
