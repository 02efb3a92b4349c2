"""What every process has: its HTTP listener, an end by signal, and failure of what it is for."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from starlette.types import ASGIApp

from services.distributed.settings import ProcessSettings
from shared.serving.listener import HttpListener, signalled


class Process:
    """Serves until a signal comes, or until what it works at ends."""

    def __init__(self, app: ASGIApp, settings: ProcessSettings) -> None:
        self._listener = HttpListener(app, settings.http.host, settings.http.port, "LIANXI_HTTP")

    async def until_stopped(self, work: Coroutine[Any, Any, None] | None = None) -> None:
        """`work` is cancelled at the end; what it raises ends the process, so that whoever watches starts it again."""
        await self._listener.start()
        waiting = [asyncio.create_task(signalled())]
        working = asyncio.create_task(work) if work is not None else None
        try:
            await asyncio.wait([*waiting, *([working] if working else [])], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
            if working is not None and not working.done():
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
            await self._listener.stop()
        if working is not None and working.done() and not working.cancelled():
            working.result()
