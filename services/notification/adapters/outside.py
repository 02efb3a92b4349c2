"""HTTP to addresses that clerks typed: it must reach nothing that is not meant for the public.

Every address that a name leads to is looked at, and the connection goes to the one that was looked at, so that a
name that answers differently the second time gains nothing. No redirect is followed, no proxy of the environment
used, and no more of an answer is read than is asked for.
"""

import asyncio
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

import httpx

from services.notification.domain.sending import Later, Outcome, Refused
from services.notification.settings import Network

SECONDS_MAX: Final = 15.0
ANSWER_BYTES_MAX: Final = 64 * 1024
RETRY_SECONDS_MAX: Final = 24 * 3600.0
_TOO_MANY: Final = 429
_WORTH_ANOTHER_TRY: Final = frozenset({408, 425, _TOO_MANY})
NOT_ALLOWED: Final = Refused("网址指向内部网络，不能发送；确需使用请管理员开放该网段")
NOT_ENCRYPTED: Final = Refused("网址不是 https，不能发送")
REDIRECTED: Final = Refused("对方要求转到别的网址，请填写最终的网址")
Ip = IPv4Address | IPv6Address


class Stopped(Exception):
    """The request never got an answer that counts; `outcome` says what that means."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    retry_after: float | None

    def outcome(self) -> Outcome | None:
        """What the status alone says; None: it was taken."""
        if 200 <= self.status < 300:
            return None
        if self.status < 400:
            return REDIRECTED
        if self.status >= 500 or self.status in _WORTH_ANOTHER_TRY:
            return Later(_busy_words(self.status), self.retry_after)
        return Refused(f"对方不接收（{self.status}），请核对网址和密钥")


class Outside:
    """`networks` are those beside the public ones that the operator opened; only into them http is spoken."""

    def __init__(self, tls: ssl.SSLContext, networks: Sequence[Network] = ()) -> None:
        self._networks = tuple(networks)
        self._tls = tls

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Raises Stopped."""
        try:
            async with asyncio.timeout(SECONDS_MAX):
                asked = httpx.URL(url)
                return await self._post(asked, await self._place_of(asked), body, headers)
        except (TimeoutError, httpx.TimeoutException):
            raise Stopped(Later("对方没有按时答复")) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise Stopped(Refused("网址的写法不对")) from None
        except httpx.TransportError as error:
            raise Stopped(Later(_unreachable_words(error))) from None

    async def _place_of(self, url: httpx.URL) -> Ip:
        places = await _resolved(url.host, url.port or (443 if url.scheme == "https" else 80))
        opened = [any(place in network for network in self._networks) for place in places]
        if url.scheme != "https" and not all(opened):
            raise Stopped(NOT_ENCRYPTED)
        if not all(each or place.is_global for place, each in zip(places, opened, strict=True)):
            raise Stopped(NOT_ALLOWED)
        return places[0]

    async def _post(self, url: httpx.URL, place: Ip, body: bytes, headers: Mapping[str, str]) -> Answer:
        sent = {"Content-Type": "application/json", **headers, "Host": url.netloc.decode("ascii")}
        async with httpx.AsyncClient(verify=self._tls, trust_env=False, timeout=SECONDS_MAX) as client:
            request = client.build_request(
                "POST",
                url.copy_with(host=str(place)),
                content=body,
                headers=sent,
                extensions={"sni_hostname": url.host},
            )
            response = await client.send(request, stream=True, follow_redirects=False)
            try:
                return Answer(response.status_code, await _beginning(response), _retry_after(response))
            finally:
                await response.aclose()


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """The system's authorities, and those of the file."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context


async def _resolved(host: str, port: int) -> list[Ip]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise Stopped(Later("找不到网址里的主机")) from None
    places = [ip_address(str(address[0]).partition("%")[0]) for *_, address in found]
    return [_unwrapped(place) for place in dict.fromkeys(places)]


def _unwrapped(place: Ip) -> Ip:
    """An IPv4 address in IPv6 clothes is judged as what it is."""
    mapped = place.ipv4_mapped if isinstance(place, IPv6Address) else None
    return mapped or place


async def _beginning(response: httpx.Response) -> bytes:
    read = b""
    async for part in response.aiter_bytes():
        read += part
        if len(read) >= ANSWER_BYTES_MAX:
            break
    return read[:ANSWER_BYTES_MAX]


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds only: a date would be the other's clock."""
    text = response.headers.get("retry-after", "")
    return min(float(text), RETRY_SECONDS_MAX) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _busy_words(status: int) -> str:
    return "对方要求稍后再发" if status == _TOO_MANY else f"对方暂时不能接收（{status}）"


def _unreachable_words(error: httpx.TransportError) -> str:
    if "CERTIFICATE" in str(error).upper():
        return "对方的证书不可信，没有发送"
    return "连接不上对方" if isinstance(error, httpx.ConnectError) else "与对方的连接中断"
