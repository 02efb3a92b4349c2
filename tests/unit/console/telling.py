"""Where pages are asked: the whole story, and one chapter more."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from services.local.composition import Province
from tests.support.whole_story import opened, tell


def told_in(directory: Path, more: Callable[[Province], Awaitable[object]]) -> Path:
    async def story() -> None:
        async with opened(directory) as here:
            await tell(here.province)
            await more(here.province)

    asyncio.run(story())
    return directory
