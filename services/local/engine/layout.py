"""Which processes the engine on this machine has, and where each listens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from services.distributed.names import LOGS, SERVICES
from services.local.engine.ports import free_port

FILE: Final = "ports.json"
GATEWAY: Final = "gateway"


@dataclass(frozen=True, slots=True)
class ProcessName:
    """`kind` is api, worker, relay or gateway; `instance` tells a service's workers and relays apart."""

    kind: str
    service: str = ""
    instance: str = "1"

    def __str__(self) -> str:
        if not self.service:
            return self.kind
        return f"{self.kind}-{self.service}" + ("" if self.instance == "1" else f"-{self.instance}")

    @property
    def arguments(self) -> list[str]:
        return [self.kind, *([self.service] if self.service else [])]


def all_processes() -> Iterator[ProcessName]:
    """In the order in which they are started: who answers questions first."""
    yield from (ProcessName("api", service) for service in SERVICES)
    yield from (ProcessName("relay", service) for service in LOGS)
    yield from (ProcessName("worker", service) for service in SERVICES)
    yield ProcessName(GATEWAY)


class Ports:
    """Taken once and kept, so that who is started again is found again."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / FILE
        self._known: dict[str, int] = msgspec.json.decode(self._file.read_bytes()) if self._file.exists() else {}

    def of(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = self._free()
            self._file.write_bytes(msgspec.json.encode(self._known))
        return self._known[name]

    def take(self, ports: Mapping[str, int]) -> None:
        """What somebody asked for by number."""
        self._known.update(ports)
        self._file.write_bytes(msgspec.json.encode(self._known))

    def _free(self) -> int:
        port = free_port()
        while port in self._known.values():
            port = free_port()
        return port
