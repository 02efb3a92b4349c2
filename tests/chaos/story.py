"""What the whole engine is given to do while it is hurt: a story with a known end, through HTTP like anyone's.

The small one is tests/support/whole_story.py, in which every event of every service happens; the full one is the demo.
Both go on where they were answered last, and both must end with the digest that an undisturbed embedded engine gives.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import msgspec
from rich.console import Console

from services.local.demo.cast import Stage
from services.local.demo.client import Api, Desk, StoryBroken
from services.local.demo.journal import Journal
from services.local.demo.story import tell
from services.local.demo.teller import Teller
from services.local.loopback import all_at
from tests.support import whole_story as small
from tests.support.processes import Server, story_options

Load = Callable[[Api], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    stream_id: UUID


class RemoteStory:
    """Meets what the chapters of the small story ask of `whole_story.Story`; every step is in the journal."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._now = small.BEGINNING
        self._step = 0

    async def give(
        self, service: str, command: str, unit: UUID = small.CITY, role: str = "clerk", /, **fields: Any
    ) -> Answer:
        return await self._give(self._api.desk(unit, role), service, command, fields)

    async def load(self, command: str, /, **fields: Any) -> Answer:
        return await self._give(self._api.loader, "organization", command, fields)

    async def _give(self, desk: Desk, service: str, command: str, fields: Mapping[str, Any]) -> Answer:
        step = self._named(command)
        answer = await desk.do(step, service, command, **msgspec.to_builtins(dict(fields)))
        await self._clock(f"{step}, settled", "settle", {})
        return Answer(UUID(answer["id"]))

    async def paper(self, service: str, text: str, unit: UUID = small.CITY) -> str:
        desk = self._api.desk(unit, "clerk" if unit == small.CITY else "liaison")
        return await desk.upload(self._named("paper"), service, text.encode(), "text/plain; charset=utf-8")

    async def pass_days(self, days: int) -> None:
        await self.move_to(self._now + timedelta(days=days))

    async def move_to(self, moment: datetime) -> None:
        await self._clock(self._named("move"), "move", {"to": moment.isoformat()})
        self._now = moment

    @property
    def today(self) -> date:
        return self._now.date()

    async def plan(self) -> Mapping[str, Any]:
        path = f"/tasking/v1/plans/{small.PLAN}"
        return cast(Mapping[str, Any], await self._clerk.look(self._named("plan"), path))

    async def tasks(self) -> Sequence[Mapping[str, Any]]:
        found = await self._clerk.look(self._named("tasks"), "/tasking/v1/tasks", plan=small.PLAN)
        return cast(Sequence[Mapping[str, Any]], found["items"])

    @property
    def _clerk(self) -> Desk:
        return self._api.desk(small.CITY, "clerk")

    def _named(self, what: str) -> str:
        self._step += 1
        return f"{self._step}.{what}"

    async def _clock(self, step: str, what: str, body: Mapping[str, str]) -> None:
        if step not in self._api.journal:
            (await self._api.http.post(f"/clock/{what}", json=body)).raise_for_status()
            self._api.journal.acknowledge(step, what)


async def small_story(api: Api) -> str:
    """Returns the digest of the final state. Raises StoryBroken."""
    await small.tell_as(cast(small.Story, RemoteStory(api)))
    return await digest(api, small.PROVINCE)


async def demo_story(api: Api) -> str:
    return await tell(Stage(api, Teller(Console(quiet=True))))


async def digest(api: Api, province: UUID) -> str:
    """Replays everything and compares it with what is live. Raises StoryBroken."""
    (await api.http.post("/clock/settle", json={})).raise_for_status()
    result = await api.replay_all(api.desk(province, "auditor").bearer, lambda done, total: None)
    if result["differences"]:
        raise StoryBroken(f"replay differs from live: {result['differences'][:5]}")
    return str(result["digest"])


async def undisturbed(load: Load, directory: Path) -> tuple[str, list[str]]:
    """On the embedded engine: the digest, and the steps that were acknowledged, in order."""
    server, journal = Server(directory / "embedded", *story_options()), Journal(directory / "embedded.journal")
    try:
        server.start()
        api = Api(server.base_url, all_at(server.grpc_port), journal, server.issuer)
        try:
            await api.open()
            return await load(api), list(journal._answers)
        finally:
            await api.close()
    finally:
        server.close()
