"""Load over HTTP/1.1: keep-alive connections, ready-made requests, one under way per connection."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter


@dataclass
class Load:
    """`milliseconds` holds one latency per request of the measured rounds."""

    rates: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    @property
    def percentiles(self) -> str:
        cuts = quantiles(self.milliseconds, n=100)
        return f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms"


class Unanswered(Exception):
    """The server said something else than 200."""


def post(path: str, body: bytes, headers: str = "") -> bytes:
    """`headers`: whole lines, each with its line end."""
    head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{headers}\r\n".encode() + body


def get(path: str, headers: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\n{headers}\r\n".encode()


async def drive(port: int, requests: Sequence[bytes], connections: int, load: Load) -> None:
    """Sends all requests, as fast as they are answered; raises Unanswered."""
    streams = [await asyncio.open_connection("127.0.0.1", port) for _ in range(connections)]
    left = iter(requests)
    began = perf_counter()
    taken = await asyncio.gather(*(_one(reader, writer, left) for reader, writer in streams))
    load.rates.append(len(requests) / (perf_counter() - began))
    for each in taken:
        load.milliseconds += each
    for _, writer in streams:
        writer.close()


async def _one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, left: Iterator[bytes]) -> list[float]:
    taken = []
    for request in left:
        began = perf_counter()
        writer.write(request)
        await answered(reader)
        taken.append((perf_counter() - began) * 1000)
    return taken


async def answered(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next(int(line[15:]) for line in lines if line.startswith(b"content-length:"))
    body = await reader.readexactly(length)
    if b" 200 " not in lines[0]:
        raise Unanswered(head.decode() + body.decode())
    return body
