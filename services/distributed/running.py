"""What every process has: its HTTP listener, an end by signal, and failure of what it is for."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.types import ASGIApp

from services.distributed.building import Surroundings
from services.distributed.starting import NotStarted, Servers
from shared.serving.listener import HttpListener, signalled
from shared.serving.operations import Operations


class WorkEnded(Exception):
    """Nobody asked for it, and nothing said why."""


@dataclass(frozen=True, slots=True)
class Started:
    """What a process serves once it has what it needs, and what it works at until it is stopped."""

    app: ASGIApp
    work: Callable[[], Coroutine[Any, Any, None]] | None = None


class Process:
    """Listens from its first moment: alive, and not ready before it has started (`Servers`)."""

    def __init__(self, around: Surroundings, servers: Servers) -> None:
        http = around.settings.http
        words = NotStarted("系统正在启动，没有保存，请稍后再试。")
        starting = Operations(around.metrics, ready=[servers.ready], elsewhere=words)
        self._listener = HttpListener(starting, http.host, http.port, "LIANXI_HTTP")

    async def run(self, started: AbstractAsyncContextManager[Started]) -> None:
        """Until a signal comes, while the process starts, too: requests are drained before `started` is left.

        What the start or the work raises ends the process, so that whoever watches starts it again; a work that ends
        in any other way raises WorkEnded. Raises PortTaken.
        """
        await self._listener.start()
        stopped = asyncio.create_task(signalled())
        serving = asyncio.create_task(self._serve(started))
        try:
            await asyncio.wait({stopped, serving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            by_itself = serving.done()
            if stopped.done() and not by_itself:
                structlog.get_logger().info("stopping", signal=stopped.result().name)
            await self._listener.stop()
            for task in (stopped, serving):
                task.cancel()
            await asyncio.gather(stopped, serving, return_exceptions=True)
        if not serving.cancelled():
            serving.result()
        elif by_itself:
            raise WorkEnded("it was cancelled from within")

    async def _serve(self, started: AbstractAsyncContextManager[Started]) -> None:
        async with started as running:
            self._listener.hand_to(running.app)
            if running.work is None:
                await asyncio.Event().wait()
            else:
                await running.work()
        raise WorkEnded("it returned")
