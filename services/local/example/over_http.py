"""The example registry into a running installation, over its HTTP interface like anyone's; goes on where it stopped."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx

from services.local.demo.client import Api, Desk, StoryBroken
from services.local.demo.journal import Journal
from services.local.example.calendar import load_calendars
from services.local.example.load import Step, load_example, total
from shared.access.issuer import LocalIssuer
from shared.kernel.envelope import LogPosition
from shared.kernel.errors import Unavailable

JOURNAL: Final = "example"  # in the data directory: which steps were acknowledged
_TRIES: Final = 60
_PAUSE_SECONDS: Final = 1.0


class ExampleNotLoaded(Unavailable):
    code = "example_not_loaded"


def steps_total() -> int:
    return total() + len(load_calendars())


async def load_over_http(base_url: str, issuer: LocalIssuer, journal: Path, advance: Callable[[], object]) -> None:
    """Every command has a permanent idempotency key; what the journal has is not even sent again.

    Raises ExampleNotLoaded.
    """
    api = Api(base_url, lambda service: service, Journal(journal), issuer)
    try:
        await _Loading(api, advance).load()
    except StoryBroken as refused:
        raise ExampleNotLoaded(f"示例名册没有载入完：{refused}。再运行一次 lianxi up 会接着载入。") from refused
    finally:
        await api.close()


class _Loading:
    def __init__(self, api: Api, advance: Callable[[], object]) -> None:
        self._api, self._advance = api, advance
        self._last = ""

    async def load(self) -> None:
        await self._api.open()
        await load_example(self._register, self._until_seen)
        for seed in load_calendars():
            await self._publish(seed)

    async def _register(self, step: Step) -> None:
        # Asked for anew each time: a service's token holds for minutes only, and a busy machine takes longer.
        answer = await self._desk.do(step.name, "organization", step.command, **step.fields)
        self._last = max(self._last, answer["position"], key=_position)
        self._advance()

    async def _publish(self, seed: Any) -> None:
        fields = {
            "holidays": seed.holidays,
            "workdays": seed.workdays,
            "source": seed.source,
            "provisional": seed.provisional,
        }
        step = f"calendar.{seed.year}.{seed.edition}"
        await self._desk.do(step, "supervision", "PublishCalendar", year=seed.year, **fields)
        self._advance()

    @property
    def _desk(self) -> Desk:
        return self._api.loader

    async def _until_seen(self) -> None:
        """What a phase registered can be looked up by the next."""
        for _ in range(_TRIES):
            headers = {"Authorization": f"Bearer {self._desk.bearer}"}
            query: dict[str, str | int] = {"at_least": self._last, "limit": 1}
            answer = await self._api.http.get("/organization/v1/units", params=query, headers=headers)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return
            await asyncio.sleep(_PAUSE_SECONDS)
        raise ExampleNotLoaded("登记的单位迟迟没有汇入查询，请看 worker-organization 的日志。")


def _position(text: str) -> int:
    return LogPosition.parse(text).position if text else 0
