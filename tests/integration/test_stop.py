"""SIGTERM: what is under way is answered, what is not answered is not stored, and the process ends with 0."""

import asyncio
import random
import sqlite3
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.local.example.registry import PROVINCE, unit_id
from shared.access.issuer import service_unit
from shared.kernel.ids import derive
from tests.support.logs import answers_of
from tests.support.processes import Server, serving, story_options

pytestmark = [pytest.mark.slow, pytest.mark.server]
CALLERS = 24
UNIT = unit_id(PROVINCE)


class Answers(dict[str, Any]):
    """Key → answer; `enough` is set when there are that many."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.enough = asyncio.Event()

    def __setitem__(self, key: str, answer: Any) -> None:
        super().__setitem__(key, answer)
        if len(self) >= self._number:
            self.enough.set()


async def test_a_stopping_server_answers_or_does_not_store(tmp_path: Path, rng: random.Random) -> None:
    with serving(tmp_path, *story_options()) as server:
        async with client_of(server) as http:
            await register(http)
            answered = Answers(100 + rng.randrange(100))
            asked: set[str] = set()
            callers = [
                asyncio.create_task(call(http, f"caller-{number}", asked, answered)) for number in range(CALLERS)
            ]
            async with asyncio.timeout(60):
                await answered.enough.wait()
            server.ask_to_stop()
            await asyncio.gather(*callers)
        assert server.wait() == 0
    stored = answers_of(tmp_path, "organization")
    commands = {key: derive("organization", service_unit("local"), key).bytes for key in asked}
    assert {key for key in asked if commands[key] in stored} == set(answered)
    for key, answer in answered.items():
        assert (stored[commands[key]][0]["version"], str(UUID(stored[commands[key]][0]["stream_id"]))) == (
            answer["version"],
            answer["id"],
        )
    assert whole(tmp_path)
    with serving(tmp_path, *story_options()) as again:
        async with client_of(again) as http:
            key = next(iter(answered))
            assert (await give(http, key)).json() == answered[key]
        assert again.terminate() == 0


def client_of(server: Server) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {server.issuer.service_token('local')}"}
    return httpx.AsyncClient(base_url=f"{server.base_url}/organization/v1", headers=headers, timeout=60)


async def register(http: httpx.AsyncClient) -> None:
    names = {"kind": "committee", "level": "province", "name": "示例省关工委", "code": PROVINCE, "on": "2020-01-01"}
    (await http.post("/units", json={"unit_id": str(UNIT), **names})).raise_for_status()


async def call(http: httpx.AsyncClient, caller: str, asked: set[str], answered: Answers) -> None:
    """One command after the other until the server takes no more."""
    number = 0
    while True:
        number += 1
        key = f"{caller}-{number}"
        asked.add(key)
        try:
            response = await give(http, key)
        except httpx.TransportError:
            return
        if response.status_code == 503:  # stopping, and said so
            return
        answered[key] = response.raise_for_status().json()


async def give(http: httpx.AsyncClient, key: str) -> httpx.Response:
    body = {"person_id": str(derive("person", key)), "unit_id": str(UNIT), "name": "示例人员"}
    return await http.post("/persons", json=body, headers={"Idempotency-Key": key})


def whole(data: Path) -> bool:
    """The file is in order, and no write-ahead log is left to be replayed."""
    with sqlite3.connect(data / "organization.sqlite3") as file:
        sound = file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    left = data / "organization.sqlite3-wal"
    return sound and (not left.exists() or left.stat().st_size == 0)
