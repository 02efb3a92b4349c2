"""How a reading command reaches the services: a running server, or a stopped one's files."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec

from services.local.composition import BUILDERS
from services.local.example.registry import PROVINCE, unit_id
from services.local.loopback import heeds_proxies
from services.local.server import Running, running
from services.local.settings import LocalSettings
from services.organization.client import Registry
from shared.database.sqlite_directory import DirectoryInUse
from shared.database.sqlite_readers import SqliteReaders
from shared.kernel.errors import Invalid, Refusal

SERVICES = tuple(BUILDERS)
REGISTER = "organization.sqlite3"  # there from the first start
SECONDS = 600  # a replay of everything takes its time


class NoToken(Invalid):
    code = "token_missing"


class DirectoryEmpty(Invalid):
    code = "no_data"


class DirectoryUnreadable(Invalid):
    code = "data_unreadable"


class Answered(Refusal):
    """A problem that a server answered with, shown as it came."""

    code = "answered"


@dataclass(frozen=True, slots=True)
class Reach:
    http: httpx.AsyncClient

    async def get(self, path: str, **query: Any) -> Any:
        """Raises Answered."""
        response = await self.http.get(path, params={name: value for name, value in query.items() if value is not None})
        return _checked(response)

    async def post(self, path: str, content: bytes = b"", **query: Any) -> Any:
        """Raises Answered."""
        return _checked(await self.http.post(path, content=content, params=query))

    async def pages(self, path: str, **query: Any) -> AsyncIterator[Any]:
        cursor: str | None = None
        while True:
            page = await self.get(path, **query, limit=200, cursor=cursor)
            for item in page["items"]:
                yield item
            cursor = page["cursor"]
            if not cursor:
                return

    async def lines(self, path: str, body: Any) -> AsyncIterator[dict[str, Any]]:
        """The JSON lines of a long answer, as they come. Raises Answered."""
        async with self.http.stream("POST", path, json=body) as response:
            if not response.is_success:
                await response.aread()
                _checked(response)
            async for line in response.aiter_lines():
                yield msgspec.json.decode(line)

    async def unit(self, text: str) -> UUID:
        """An id, a code or a unique name. Raises Answered."""
        found = await self.get("/organization/v1/resolve", name=text)
        return UUID(found["unit_id"])


def _checked(response: httpx.Response) -> Any:
    if response.is_success:
        return response.json()
    problem = response.json() if "json" in response.headers.get("content-type", "") else {}
    raise Answered(problem.get("detail") or f"服务器答复{response.status_code}", **problem)


@asynccontextmanager
async def reach(server: str | None, data: Path, token: str | None, *, service: bool = False) -> AsyncIterator[Reach]:
    """`--server URL` with a token, or the files of a stopped server with the province's auditor or, for what only
    services may see, as `service:local`.

    Raises NoToken, DirectoryEmpty, DirectoryInUse.
    """
    if server is not None:
        if not token:
            raise NoToken("连接运行中的服务要有令牌：用 --token，或先运行 lianxi token。")
        async with _client(server, token) as http:
            yield Reach(http)
        return
    check_has_data(data)
    # Port 0 and a clock of its own: reading somebody's files moves nothing.
    settings = LocalSettings(data=data, grpc_port=0, load_example=False, clock="as_left")
    async with _opened(settings) as here:
        issuer = here.province.issuer
        bearer = issuer.service_token("local") if service else issuer.person_token(unit_id(PROVINCE), "auditor")
        transport = httpx.ASGITransport(app=here.app)
        async with _client("http://lianxi", bearer, transport) as http:
            yield Reach(http)


def _client(base: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"}
    proxies = heeds_proxies(base)
    return httpx.AsyncClient(base_url=base, headers=headers, timeout=SECONDS, transport=transport, trust_env=proxies)


@asynccontextmanager
async def _opened(settings: LocalSettings) -> AsyncIterator[Running]:
    try:
        async with running(settings) as here:
            yield here
    except DirectoryInUse as refusal:
        raise DirectoryInUse(f"{refusal.message}要看运行中的服务，请用 --server 网址 --token 令牌。") from None


def check_has_data(data: Path) -> None:
    """Raises DirectoryEmpty."""
    if not (data / REGISTER).exists():
        raise DirectoryEmpty(f"目录 {data} 里没有数据，请用 --data 指明，或用 --server 连接运行中的服务。")


async def resolve_in_files(data: Path, text: str) -> UUID:
    """A unit by id, code or name, read beside a server that may be running.

    Raises DirectoryEmpty, DirectoryUnreadable, UnitUnknown.
    """
    check_has_data(data)
    readers = SqliteReaders(data / REGISTER)
    try:
        with readers.snapshot() as reader:
            return await Registry(reader).resolve(text)
    except sqlite3.OperationalError as error:
        raise DirectoryUnreadable(f"不能读目录 {data} 里的数据库（{error}），请核对权限和磁盘。") from error
    finally:
        readers.close()
