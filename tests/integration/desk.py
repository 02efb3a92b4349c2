"""A clerk's view of a real server process: requests by hand, and what they left in the files."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from services.local.demo.cast import CITY, person
from tests.support.logs import stored_rows
from tests.support.processes import Server

CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Desk:
    server: Server
    http: httpx.Client

    def token(self, unit: UUID = CITY, role: str = "clerk") -> str:
        return self.server.issuer.person_token(unit, role, person(unit, "office_head"))

    def headers(self, unit: UUID = CITY, role: str = "clerk", **more: str) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.token(unit, role)}", **named}

    def post(self, path: str, body: Any = None, unit: UUID = CITY, **headers: str) -> httpx.Response:
        return self.http.post(path, json=body, headers=self.headers(unit, **headers))

    def upload(self, service: str, content: bytes, media_type: str = "text/plain") -> httpx.Response:
        return self.http.post(
            f"/{service}/v1/documents", content=content, headers=self.headers(CITY, "clerk", Content_Type=media_type)
        )

    def digest(self, service: str, content: bytes) -> str:
        return str(self.upload(service, content).raise_for_status().json()["digest"])

    def settle(self) -> None:
        self.http.post("/clock/settle", json={}).raise_for_status()

    @contextmanager
    def nothing_stored(self) -> Iterator[None]:
        before = stored_rows(self.server.data)
        yield
        self.settle()
        assert stored_rows(self.server.data) == before


def check_refused(answer: httpx.Response, status: int, code: str, rule: str | None = None) -> Mapping[str, Any]:
    """A problem (RFC 9457) with this code, whose sentence a clerk can read."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem: Mapping[str, Any] = answer.json()
    assert (problem["code"], problem.get("rule"), problem["status"]) == (code, rule, status)
    assert problem["type"] == f"urn:lianxi:problem:{code}"
    assert CHINESE.search(problem["title"])
    assert CHINESE.search(problem["detail"])
    for word in ("Traceback", "Error", "Exception", "sqlite"):
        assert word not in answer.text
    return problem
