"""A real HTTP receiver on loopback (uvicorn): it keeps what came and answers as it was told."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send

from shared.serving.listener import HttpListener

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Reply:
    """`cut`: the connection ends after the request was kept, before the answer is whole; `hangs`: no answer."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    hangs: bool = False


@dataclass(frozen=True, slots=True)
class Got:
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, Any]:
        decoded: dict[str, Any] = msgspec.json.decode(self.body)
        return decoded


class Receiver:
    """`replies` are the next ones, then `usual`."""

    def __init__(self) -> None:
        self.got: list[Got] = []
        self.replies: deque[Reply] = deque()
        self.usual = Reply()
        self.port = 0
        self._released = asyncio.Event()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def ids(self) -> list[str]:
        """What a receiver tells repetitions by."""
        return [one.headers["webhook-id"] for one in self.got]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        more = True
        while more:
            part = await receive()
            if part["type"] == "http.disconnect":
                return  # who was killed while sending has sent nothing
            body, more = body + part.get("body", b""), part.get("more_body", False)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.got.append(Got(scope["path"], scope["query_string"].decode(), headers, body))
        await self._reply(self.replies.popleft() if self.replies else self.usual, send)

    async def _reply(self, reply: Reply, send: Send) -> None:
        if reply.hangs:
            await self._released.wait()
        headers = [(name.encode(), value.encode()) for name, value in reply.headers.items()]
        length = len(reply.body) + (1 if reply.cut else 0)  # uvicorn ends a connection whose body falls short
        headers.append((b"content-length", str(length).encode()))
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.body})

    def release(self) -> None:
        self._released.set()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    listener = HttpListener(receiver, HOST, 0)
    receiver.port = await listener.start()
    try:
        yield receiver
    finally:
        receiver.release()
        await listener.stop()
