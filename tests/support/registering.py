"""Clients of a running engine: each registers units and renames them, whatever the engine goes through.

What a client does about an answer that does not come or a 503 is what docs/architecture.md asks of it: the same
idempotency key again.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from services.local.engine.native import NativeEngine
from shared.kernel.ids import derive

ANSWERED_SECONDS_MAX = 240.0  # a machine shared by many takes its time over one restart
NAMES = 3  # of each unit: registered, then renamed
_RETRY_SECONDS = 0.2
_BETWEEN_SECONDS = 0.05
_LATER = (httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.BAD_GATEWAY)


@dataclass
class Registering:
    """`names`: unit → the names it was given, in order, every one acknowledged. `wrong`: answers nobody should get."""

    engine: NativeEngine
    prefix: str
    clients: int = 4
    names: dict[UUID, list[str]] = field(default_factory=dict)
    positions: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    queries: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    _ending: bool = False

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator["Registering"]:
        """Every client finishes the unit it is at before this returns."""
        async with httpx.AsyncClient(base_url=self.engine.base_url, timeout=30, trust_env=False) as http:
            clients = [asyncio.create_task(self._client(http, number)) for number in range(self.clients)]
            try:
                yield self
                self._ending = True
                await asyncio.gather(*clients)
            finally:
                for client in clients:
                    client.cancel()
                await asyncio.gather(*clients, return_exceptions=True)

    async def units(self, number: int) -> None:
        """Waits for so many more."""
        wanted = len(self.names) + number
        async with asyncio.timeout(ANSWERED_SECONDS_MAX):
            while len(self.names) < wanted and not self.wrong:  # noqa: ASYNC110 - the clients tell nobody
                await asyncio.sleep(_BETWEEN_SECONDS)

    async def _client(self, http: httpx.AsyncClient, client: int) -> None:
        unit = 0
        while not self._ending and not self.wrong:
            await self._unit(http, f"{self.prefix}-{client}-{unit}")
            unit += 1

    async def _unit(self, http: httpx.AsyncClient, name: str) -> None:
        unit_id = derive("registering", name)
        for number in range(NAMES):
            named = {"unit_id": str(unit_id), "name": f"{name}第{number}名", "on": f"2020-0{number + 1}-01"}
            if number == 0:
                new = {"kind": "other", "level": "prefecture", "code": f"230300-{name}"}
                position = await self._give(http, "/organization/v1/units", f"{name}-0", {**named, **new})
            else:
                path = f"/organization/v1/units/{unit_id}/rename"
                del named["unit_id"]
                position = await self._give(http, path, f"{name}-{number}", named)
            if position is None:
                return
            self.names.setdefault(unit_id, []).append(named["name"])
            await self._ask(http, unit_id, position, named["name"])
            await asyncio.sleep(_BETWEEN_SECONDS)

    async def _give(self, http: httpx.AsyncClient, path: str, key: str, body: Mapping[str, Any]) -> str | None:
        """The position of its last event; None when it was not answered as it should be."""
        loop = asyncio.get_running_loop()
        until = loop.time() + ANSWERED_SECONDS_MAX
        while loop.time() < until:
            try:
                answer = await http.post(path, json=body, headers={**self._bearer, "Idempotency-Key": key})
            except httpx.TransportError as error:
                self.statuses[type(error).__name__] += 1
            else:
                self.statuses[str(answer.status_code)] += 1
                if answer.status_code == httpx.codes.OK:
                    position = str(answer.json()["position"])
                    self.positions.append(position)
                    return position
                if answer.status_code not in _LATER:
                    self.wrong.append(f"{key}: {answer.status_code} {answer.text}")
                    return None
            await asyncio.sleep(_RETRY_SECONDS)
        self.wrong.append(f"{key}: not answered in {ANSWERED_SECONDS_MAX} s")
        return None

    async def _ask(self, http: httpx.AsyncClient, unit_id: UUID, position: str, name: str) -> None:
        """Once: either its own write is there, or the answer is 503 or none."""
        query = {"at_least": position}
        try:
            answer = await http.get(f"/organization/v1/units/{unit_id}", params=query, headers=self._bearer)
        except httpx.TransportError as error:
            self.queries[type(error).__name__] += 1
            return
        self.queries[str(answer.status_code)] += 1
        if answer.status_code in _LATER:
            return
        if answer.status_code != httpx.codes.OK or answer.json()["names"][-1]["name"] != name:
            self.wrong.append(f"query for {name}: {answer.status_code} {answer.text}")

    @property
    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.engine.issuer.service_token('local')}"}
