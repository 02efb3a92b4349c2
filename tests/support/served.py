"""A service called over HTTP in the test's own process, with real tokens."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import httpx

from shared.access.issuer import LocalIssuer
from shared.serving.service import ServiceParts


class Served:
    """What worlds of tests share: `settle` lets everything happen that follows from a command."""

    parts: ServiceParts
    issuer: LocalIssuer

    async def settle(self) -> None:
        raise NotImplementedError

    def client(self, unit: UUID, role: str = "clerk") -> httpx.AsyncClient:
        bearer = {"Authorization": f"Bearer {self.issuer.person_token(unit, role)}"}
        transport = httpx.ASGITransport(app=self.parts.app)
        return httpx.AsyncClient(transport=transport, base_url=f"http://test/{self.parts.name}/v1", headers=bearer)

    async def post(
        self, unit: UUID, path: str, body: Mapping[str, Any] | None = None, role: str = "clerk", status: int = 200
    ) -> dict[str, Any]:
        async with self.client(unit, role) as client:
            response = await client.post(path, json=body or {})
        assert response.status_code == status, response.text
        await self.settle()
        answer: dict[str, Any] = response.json()
        return answer

    async def get(self, unit: UUID, path: str, role: str = "clerk", status: int = 200, **query: str) -> dict[str, Any]:
        async with self.client(unit, role) as client:
            response = await client.get(path, params=query or None)
        assert response.status_code == status, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def upload(self, unit: UUID, content: bytes, media_type: str = "text/plain") -> str:
        async with self.client(unit) as client:
            response = await client.post("/documents", content=content, headers={"Content-Type": media_type})
        assert response.status_code == 201, response.text
        return str(response.json()["digest"])
