"""Streams that begin with the first thing recorded in them: rosters, claims."""

from uuid import UUID

from shared.commands.interface import A, Work


async def find_or_add(work: Work, cls: type[A], stream_id: UUID) -> A:
    found = await work.find(cls, stream_id)
    if found is None:
        found = cls(stream_id)
        work.add(found)
    return found
