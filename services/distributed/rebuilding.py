"""Rebuilds a read model of a running installation beside the live one, in a process of its own."""

import asyncio
from collections.abc import Mapping, Sequence

from services.distributed.building import BuiltService, Surroundings
from services.distributed.names import SERVICES, check_service
from services.distributed.settings import ProcessSettings
from shared.database.postgres_lease import PostgresLease
from shared.database.postgres_turn import turn_held
from shared.kernel.errors import Invalid, Unavailable
from shared.messaging.follower import Follower
from shared.messaging.interface import Projection
from shared.messaging.rebuilding import rebuild_beside

_LEASE_SECONDS = 2.0


class ViewUnknown(Invalid):
    code = "view_unknown"


class RebuildUnderWay(Unavailable):
    code = "rebuild_under_way"


async def views_of(settings: ProcessSettings) -> dict[str, list[str]]:
    """Service → its read models that can be rebuilt."""
    around = Surroundings.of(settings)
    try:
        return {service: _views(service, around) for service in SERVICES}
    finally:
        await around.close()


def _views(service: str, around: Surroundings) -> list[str]:
    built = BuiltService(service, around)
    try:
        return list(rebuildable(built.parts.projections))
    finally:
        built.close()


async def rebuild(service: str, view: str, settings: ProcessSettings) -> None:
    """The service's processes go on; of its workers those that wait for the switch wait as long as it takes.

    Raises ServiceUnknown, ViewUnknown, RebuildUnderWay, DatabaseAway, and Unavailable when another service's log,
    which is read from its api process, does not answer.
    """
    check_service(service)
    around = Surroundings.of(settings)
    try:
        built = BuiltService(service, around)
        try:
            await _rebuild(built, view, settings.database_of(service))
        finally:
            built.close()
    finally:
        await around.close()


async def _rebuild(built: BuiltService, view: str, conninfo: str) -> None:
    projection = rebuildable(built.parts.projections).get(view)
    if projection is None:
        raise ViewUnknown(f"没有读模型 {built.name} {view}，可用 lianxi views list 查看。")
    lease = PostgresLease(conninfo, f"rebuild:{view}")
    try:
        async with asyncio.timeout(_LEASE_SECONDS):
            await lease.take()
    except TimeoutError:
        await lease.release()
        raise RebuildUnderWay(f"{built.name} 的 {view} 正在另一处重建。") from None
    try:
        live = [Follower(inbox) for inbox in built.inboxes if inbox.consumer == view]
        await rebuild_beside(projection, built.database, live, turn_held(conninfo, view))
    finally:
        await lease.release()


def rebuildable(projections: Sequence[Projection]) -> Mapping[str, Projection]:
    """By name. Audit's copy has no tables of its own: what was read first is never replaced."""
    return {one.name: one for one in projections if one.tables}
