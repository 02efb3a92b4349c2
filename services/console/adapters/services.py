"""Asking the services over HTTP with the visitor's own token; what they refuse comes back as a `Problem`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
import msgspec

BaseOf = Callable[[str], str]
AWAY: Final = "这项服务暂时连不上。填写的内容还在，请稍后再试。"


class Problem(Exception):
    """A refusal of a service (RFC 9457): `detail` is the sentence for the user, `rule` the rule's id if one says no."""

    def __init__(self, status: int, code: str, detail: str, members: Mapping[str, Any]) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.members = status, code, detail, members

    @property
    def rule(self) -> str | None:
        rule: str | None = self.members.get("rule")
        return rule

    @property
    def field(self) -> str:
        """The command's field that it is about, as the service names it; empty: about the whole."""
        return str(self.members.get("field", ""))

    @property
    def is_conflict(self) -> bool:
        return self.code == "version_conflict"


@dataclass(frozen=True, slots=True)
class Found:
    """A document and its version, which a command can expect."""

    document: dict[str, Any]
    version: int


@dataclass(frozen=True, slots=True)
class Content:
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Services:
    """`base_of` is where a service answers (`http://meeting:8420`)."""

    http: httpx.AsyncClient
    base_of: BaseOf

    def speaking_for(self, token: str) -> "Asked":
        return Asked(self, {"Authorization": f"Bearer {token}"})

    def address(self, service: str, path: str) -> str:
        return f"{self.base_of(service).rstrip('/')}/{service}/v1{path}"


@dataclass(frozen=True, slots=True)
class Asked:
    """The services, asked by one visitor. Every method raises Problem."""

    services: Services
    headers: Mapping[str, str] = field(repr=False)

    async def get(self, service: str, path: str, **query: Any) -> Any:
        return _json(await self._send(service, "GET", path, params=_plain(query)))

    async def find(self, service: str, path: str, **query: Any) -> Any | None:
        """None instead of a Problem when there is nothing, or nothing for this visitor."""
        try:
            return await self.get(service, path, **query)
        except Problem as problem:
            if problem.status == httpx.codes.NOT_FOUND:
                return None
            raise

    async def document(self, service: str, path: str, **query: Any) -> Found:
        response = await self._send(service, "GET", path, params=_plain(query))
        return Found(_json(response), int(response.headers.get("etag", '"0"').strip('"')))

    async def command(
        self, service: str, path: str, body: Mapping[str, Any], *, key: str, version: int | None = None
    ) -> dict[str, Any]:
        """`key` makes a repeated submission one command; `version` is the one that the visitor saw."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        response = await self._send(
            service, "POST", path, content=msgspec.json.encode(dict(body), enc_hook=str), headers=headers
        )
        answer: dict[str, Any] = _json(response)
        return answer

    async def post(self, service: str, path: str, body: Mapping[str, Any]) -> Any:
        """A question too large for an address."""
        return _json(await self._send(service, "POST", path, json=dict(body)))

    async def upload(self, service: str, content: bytes, media_type: str, salt: bytes) -> str:
        """The digest under which the service keeps it: that of salt and content, so the same when it comes again."""
        headers = {"Content-Type": media_type, "X-Content-Salt": salt.hex()}
        response = await self._send(service, "POST", "/documents", content=content, headers=headers)
        return str(_json(response)["digest"])

    async def send_file(self, service: str, path: str, content: bytes) -> dict[str, Any]:
        """A file that is no document of the service's: it is read, and what was found in it is answered."""
        headers = {"Content-Type": "application/octet-stream"}
        answer: dict[str, Any] = _json(await self._send(service, "POST", path, content=content, headers=headers))
        return answer

    async def content(self, service: str, path: str, **query: Any) -> Content:
        response = await self._send(service, "GET", path, params=_plain(query))
        return Content(response.headers.get("content-type", "application/octet-stream"), response.content)

    async def _send(self, service: str, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        try:
            response = await self.services.http.request(
                method, self.services.address(service, path), headers=headers, **more
            )
        except httpx.TransportError as error:
            raise Problem(503, "service_away", AWAY, {"service": service}) from error
        if response.is_error:
            raise _problem(response)
        return response


def _json(response: httpx.Response) -> Any:
    return msgspec.json.decode(response.content)


def _problem(response: httpx.Response) -> Problem:
    try:
        members = msgspec.json.decode(response.content, type=dict[str, Any])
    except msgspec.DecodeError:
        return Problem(503, "service_away", AWAY, {})
    return Problem(response.status_code, str(members.get("code", "")), str(members.get("detail", AWAY)), members)


def _plain(query: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [str(each) for each in value] if isinstance(value, (list, tuple)) else str(value)
        for name, value in query.items()
        if value is not None
    }
