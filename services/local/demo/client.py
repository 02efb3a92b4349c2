"""The story's client: HTTP and gRPC like anyone's, nothing else.

Commands are found by name in each service's OpenAPI document, so the story says what it wants, not where it is.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import grpc.aio
import httpx
import msgspec

from services.local.composition import BUILDERS
from services.local.demo import rpc
from services.local.demo.journal import Journal
from services.local.loopback import channel, heeds_proxies
from shared.access.issuer import LocalIssuer, service_unit

SERVICES = tuple(BUILDERS)
TRIES = 3
SECONDS_MAX = 300


class StoryBroken(Exception):
    """An answer that differs from what the story expects."""


@dataclass(frozen=True, slots=True)
class Refused:
    status: int
    code: str
    rule: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Route:
    path: str
    in_path: frozenset[str]


class Api:
    """All services behind one base URL; `grpc_at` says at which address a service takes its RPCs."""

    def __init__(self, base_url: str, grpc_at: Callable[[str], str], journal: Journal, issuer: LocalIssuer) -> None:
        self.http = httpx.AsyncClient(base_url=base_url, timeout=SECONDS_MAX, trust_env=heeds_proxies(base_url))
        self._grpc_at, self._channels = grpc_at, dict[str, grpc.aio.Channel]()
        self.journal = journal
        self._issuer = issuer
        self._routes: dict[tuple[str, str], Route] = {}
        self._tokens: dict[tuple[str, str, str | None], str] = {}
        self.commands = 0

    async def open(self) -> None:
        for service in SERVICES:
            document = (await self.http.get(f"/{service}/v1/openapi.json")).raise_for_status().json()
            for path, methods in document["paths"].items():
                for operation in methods.values():
                    names = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
                    self._routes[service, operation.get("operationId", path)] = Route(path, frozenset(names))

    async def close(self) -> None:
        await self.http.aclose()
        for opened in self._channels.values():
            await opened.close()
        self.journal.close()

    def channel_to(self, service: str) -> grpc.aio.Channel:
        address = self._grpc_at(service)
        if address not in self._channels:
            self._channels[address] = channel(address)
        return self._channels[address]

    def desk(self, unit_id: UUID | str, role: str, person_id: UUID | None = None) -> "Desk":
        unit = UUID(str(unit_id))
        key = (str(unit), role, str(person_id) if person_id else None)
        if key not in self._tokens:
            self._tokens[key] = self._issuer.person_token(unit, role, person_id)
        return Desk(self, unit, role, self._tokens[key])

    async def replay_all(self, token: str, progress: Callable[[int, int], None]) -> dict[str, Any]:
        """The last line of audit's answer; the ones before it tell how far it is."""
        headers = {"Authorization": f"Bearer {token}"}
        body = {"unit": None, "as_of": None}
        line: dict[str, Any] = {}
        async with self.http.stream("POST", "/audit/v1/replay", json=body, headers=headers) as response:
            if response.status_code != httpx.codes.OK:
                raise StoryBroken(f"replay: {response.status_code} {(await response.aread()).decode()}")
            async for text in response.aiter_lines():
                line = msgspec.json.decode(text)
                if not line.get("done"):
                    progress(line["replayed"], line["units"])
        return line

    @property
    def loader(self) -> "Desk":
        """Who may load an example registry into an empty system."""
        return Desk(self, service_unit("local"), "service:local", self._issuer.service_token("local"))

    def route(self, service: str, command: str) -> Route:
        return self._routes[service, command]


@dataclass(frozen=True, slots=True)
class Desk:
    """Someone who acts for one unit in one role."""

    api: Api
    unit_id: UUID
    role: str
    bearer: str

    async def do(self, step: str, service: str, command: str, **fields: Any) -> dict[str, Any]:
        """Gives a command under the step's name as idempotency key; raises StoryBroken when it is refused."""
        if step in self.api.journal:
            return self._known(step)
        response = await self._send(step, service, command, fields)
        if response.status_code != httpx.codes.OK:
            raise StoryBroken(f"{step} {service}.{command}: {response.status_code} {response.text}")
        answer: dict[str, Any] = response.json()
        self.api.commands += 1
        self.api.journal.acknowledge(step, answer)
        return answer

    async def call(self, step: str, service: str, command: str, **fields: Any) -> dict[str, Any]:
        """The same as `do`, over gRPC."""
        if step in self.api.journal:
            return self._known(step)
        try:
            answer = await rpc.command(self.api.channel_to(service), service, command, self.bearer, step, fields)
        except grpc.aio.AioRpcError as error:
            raise StoryBroken(f"{step} {service}.{command}: {error.code()} {error.details()}") from error
        self.api.commands += 1
        self.api.journal.acknowledge(step, answer)
        return answer

    async def refused(self, step: str, service: str, command: str, code: str, rule: str, **fields: Any) -> Refused:
        """Expects a refusal with this code and rule; raises StoryBroken otherwise."""
        if step in self.api.journal:
            return Refused(**self._known(step))
        response = await self._send(step, service, command, fields)
        problem = response.json()
        got = Refused(response.status_code, problem.get("code", ""), problem.get("rule"), problem.get("detail", ""))
        if response.status_code == httpx.codes.OK or (got.code, got.rule) != (code, rule):
            raise StoryBroken(
                f"{step} {service}.{command} 应被 {rule} {code} 拒绝，实际 {response.status_code} {problem}"
            )
        self.api.journal.acknowledge(step, msgspec.to_builtins(got))
        return got

    def _known(self, step: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.api.journal.answer(step)
        return answer

    async def _send(self, step: str, service: str, command: str, fields: Mapping[str, Any]) -> httpx.Response:
        route = self.api.route(service, command)
        plain = msgspec.to_builtins(fields)
        path = route.path.format(**{name: plain[name] for name in route.in_path})
        body = {name: value for name, value in plain.items() if name not in route.in_path}
        headers = {"Authorization": f"Bearer {self.bearer}", "Idempotency-Key": step}
        for attempt in range(1, TRIES):
            try:
                response = await self.api.http.post(path, json=body, headers=headers)
            except httpx.TransportError:  # a lost answer: the same key gets it again
                continue
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return response
            await asyncio.sleep(0.05 * attempt)  # what 503 asks for: the same key again, a little later
        return await self.api.http.post(path, json=body, headers=headers)

    async def upload(self, step: str, service: str, content: bytes, media_type: str) -> str:
        """Puts a document into a service's content store; returns its digest."""
        if step in self.api.journal:
            digest: str = self.api.journal.answer(step)
            return digest
        headers = {
            "Authorization": f"Bearer {self.bearer}",
            "Content-Type": media_type,
            "X-Content-Salt": digest_of(f"{service}:{step}"),  # our own salt: the same digest when sent again
        }
        response = await self.api.http.post(f"/{service}/v1/documents", content=content, headers=headers)
        if response.status_code not in (httpx.codes.OK, httpx.codes.CREATED):
            raise StoryBroken(f"{step}: {response.status_code} {response.text}")
        digest = response.json()["digest"]
        self.api.journal.acknowledge(step, digest)
        return digest

    async def get(self, path: str, **query: Any) -> Any:
        """A query's answer; raises StoryBroken when it is not 200."""
        response = await self.api.http.get(
            path, params=msgspec.to_builtins(query), headers={"Authorization": f"Bearer {self.bearer}"}
        )
        if response.status_code != httpx.codes.OK:
            raise StoryBroken(f"GET {path}: {response.status_code} {response.text}")
        return response.json()

    async def look(self, step: str, path: str, **query: Any) -> Any:
        """A query whose answer at this point of the story counts, also when the story is told again."""
        if step not in self.api.journal:
            self.api.journal.acknowledge(step, await self.get(path, **query))
        return self.api.journal.answer(step)

    async def all(self, path: str, **query: Any) -> list[Any]:
        """Every page of a list."""
        items: list[Any] = []
        cursor: str | None = None
        while True:
            page = await self.get(path, **query, limit=200, **({"cursor": cursor} if cursor else {}))
            items += page["items"]
            cursor = page["cursor"]
            if not cursor:
                return items


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
