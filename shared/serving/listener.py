"""uvicorn in our own loop: a listener that drains when it is stopped."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Iterator
from typing import Final

import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.kernel.errors import Invalid, Unavailable
from shared.serving.problems import refusal_response

GRACE_SECONDS: Final = 10
KEEP_ALIVE_SECONDS: Final = (
    75  # longer than a client's pause for thought, or its next request meets a closed connection
)
_WHY: Final = {errno.EADDRINUSE: "已被别的程序占用", errno.EACCES: "要有管理员权限才能用"}


class PortTaken(Invalid):
    code = "port_taken"


class Stopping(Unavailable):
    code = "stopping"


def bound(host: str, port: int, option: str) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises PortTaken, which names the option to choose another with."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        why = _WHY.get(error.errno or 0, f"不能用（{error.strerror}）")
        raise PortTaken(f"端口 {port} {why}，请用 {option} 换一个，如 {option} 0（任选空闲的）。", port=port) from error


class _Uvicorn(uvicorn.Server):
    """Without uvicorn's signal handling: it raises the signal again when it is done, before we have closed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Taking:
    """Hands requests on until it is closed; then it says so. uvicorn alone goes on serving a connection that was just
    being accepted when it was told to stop.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.closed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (_stopping() if self.closed else self.app)(scope, receive, send)


def _stopping() -> Response:
    response = refusal_response(Stopping("系统正在停止，没有保存，请稍后再试。"))
    response.headers["Connection"] = "close"
    return response


class HttpListener:
    """SIGTERM and SIGINT drain: what is under way is answered, nothing new is taken.

    `option` is what names its port to whoever starts the program.
    """

    def __init__(self, app: ASGIApp, host: str, port: int, option: str = "--http-port") -> None:
        self._taking = Taking(app)
        config = uvicorn.Config(
            self._taking,
            host=host,
            port=port,
            http="httptools",
            lifespan="off",
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        self._server = _Uvicorn(config)
        self._address = (host, port, option)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """The port it listens on. Raises PortTaken."""
        self._socket = bound(*self._address)
        # asyncio sets this on sockets of a declared protocol only; without it each answer on a kept connection
        # waits 40 ms for the client's delayed acknowledgement. Accepted connections inherit it.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._task = asyncio.create_task(self._serve())
        while not self._server.started:
            if self._task.done():
                await self._task
            await asyncio.sleep(0.01)
        port: int = self._socket.getsockname()[1]
        return port

    def hand_to(self, app: ASGIApp) -> None:
        """From the next request on."""
        self._taking.app = app

    async def _serve(self) -> None:
        await self._server.serve(sockets=[self._socket])

    async def until_stopped(self) -> None:
        """Until a signal comes; returns when the last request was answered."""
        await signalled()
        await self.stop()

    async def stop(self) -> None:
        self._taking.closed = True
        self._server.should_exit = True
        if self._task is not None:
            await self._task


async def signalled() -> signal.Signals:
    """The first SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    came: asyncio.Queue[signal.Signals] = asyncio.Queue()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, came.put_nowait, number)
    return await came.get()
