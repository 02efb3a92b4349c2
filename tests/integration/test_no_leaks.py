"""K4: of ten thousand random requests across all units and roles, none learns anything that is not its unit's business.

What an answer may hold is decided by an oracle that reads stored events only (tests/integration/oracle.py).
"""

import random
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from services.local.server import Running
from shared.access.roles import ROLES
from tests.integration.asking import Asked, Asker, Operation, operations
from tests.integration.oracle import Oracle, texts
from tests.support.asgi import Answer, ask
from tests.support.matters_story import Places, tell_matters
from tests.support.whole_story import Story

pytestmark = pytest.mark.slow
REQUESTS = 10_000
SHARE_OF_COMMANDS = 0.3
COMPARED_EVERY = 20
ABSENT = "00000000-0000-4000-8000-000000000000"


COUNTED = {
    "meetings_held": "meeting.meeting",
    "plans_issued": "tasking.plan",
    "tasks_issued": "tasking.task",
    "cases_open": "supervision.case",
    "cases_closed": "supervision.case",
}


@pytest.fixture
async def oracle(lived_in: Running) -> AsyncIterator[Oracle]:
    """After the story and one more chapter, so that there is something of every kind to learn of."""
    await tell_matters(Story(lived_in.province, "matters"), Places.around("230000", "230300", "230302"))
    oracle = Oracle(lived_in.province.settings.data)
    yield oracle
    oracle.close()


def decoded(answer: Answer) -> Any:
    if answer.headers.get("content-type") == "application/x-ndjson":
        return [msgspec.json.decode(line) for line in answer.body.splitlines()]
    return answer.json() if answer.is_json else answer.body.decode("utf-8", "replace")


class Campaign:
    """Counts what happened, so that a system that answers nothing at all does not pass."""

    def __init__(self, here: Running, oracle: Oracle, rng: random.Random) -> None:
        self.here, self.oracle, self.rng = here, oracle, rng
        self.units = [*oracle.of_kind("organization.unit"), ABSENT]
        # Half of all requests come from those whom the story concerns.
        self.busy = sorted({unit for task in oracle.of_kind("tasking.task") for unit in oracle.matters[task].units})
        names = sorted({text for text in oracle.said_in if text.startswith("鸡西市") and len(text) < 12})
        self.asker = Asker(rng, oracle, self.units, self.busy, names)
        self.tokens: dict[tuple[str, str], str] = {}
        self.counts: Counter[str] = Counter()
        self.leaks: list[str] = []

    def token(self, unit: str, role: str) -> str:
        if (unit, role) not in self.tokens:
            self.tokens[unit, role] = self.here.province.issuer.person_token(unit, role)  # type: ignore[arg-type]
        return self.tokens[unit, role]

    async def one(self, operation: Operation) -> None:
        unit = self.rng.choice(self.busy if self.rng.random() < 0.5 else self.units)
        role = "clerk" if operation.method == "POST" and self.rng.random() < 0.5 else self.rng.choice([*ROLES])
        asked = self.asker.ask_about(operation, unit)
        hidden = asked.matter is not None and not self.oracle.sees(unit, role, asked.matter)
        answer = await self._ask(asked, unit, role)
        if operation.method == "POST" and answer.status == 200:
            await self._after_command(hidden, asked, unit)
            self.counts["accepted"] += 1
        self._judge(asked, answer, unit, role)
        self.counts["hidden" if hidden else "open", answer.status] += 1  # type: ignore[index]
        if hidden and self.rng.randrange(COMPARED_EVERY) == 0:
            await self._same_as_absent(asked, answer, unit, role)

    async def _ask(self, asked: Asked, unit: str, role: str) -> Answer:
        token = self.token(unit, role)
        return await ask(
            self.here.app, asked.operation.method, asked.path, token=token, query=asked.query, json=asked.body
        )

    async def _after_command(self, hidden: bool, asked: Asked, unit: str) -> None:
        if hidden:
            self.leaks.append(f"{unit} gave {asked.operation.path} about {asked.matter}")
        await self.here.province.settle()
        self.oracle.catch_up()

    def _judge(self, asked: Asked, answer: Answer, unit: str, role: str) -> None:
        assert answer.status < 500 or answer.status == 503, (asked, answer)
        value = decoded(answer)
        said = f"{asked.path} {asked.query} {asked.body}"
        for text in texts(value):
            if not self.oracle.may_read(unit, role, text) and text not in said:
                self.leaks.append(f"{role} of {unit} read {text!r} at {asked.path} {asked.query} {asked.body}")
            elif text in self.oracle.said_in:
                self.counts["texts shown"] += 1
        if isinstance(value, dict) and value.get("cursor"):
            self.asker.cursors = [*self.asker.cursors[-50:], value["cursor"]]
        if isinstance(value, dict) and "assigned" in value and "plan_id" in value:
            self._judge_statement(asked, value["assigned"], unit, role)
        if isinstance(value, dict) and "levels" in value:
            self._judge_levels(asked, value["levels"], unit, role)
        if isinstance(value, dict) and "figures" in value:
            self._judge_figures(asked, value["figures"], unit, role)

    def _judge_statement(self, asked: Asked, assigned: int, unit: str, role: str) -> None:
        """A count gives away as much as a list."""
        tasks = [
            task
            for task in self.oracle.of_kind("tasking.task")
            if asked.query["unit"] in self.oracle.matters[task].units and self.oracle.sees(unit, role, task)
        ]
        if assigned > len(tasks):
            self.leaks.append(f"{role} of {unit} counted {assigned} tasks of {asked.query['unit']}")

    def _judge_levels(self, asked: Asked, levels: Any, unit: str, role: str) -> None:
        """Returns are counted only by those who may read them."""
        seen = sum(self.oracle.sees(unit, role, one) for one in self.oracle.of_kind("meeting.transmittal_return"))
        if sum(level["returned"] for level in levels) > seen:
            self.leaks.append(f"{role} of {unit} counted {levels} at {asked.path}")

    def _judge_figures(self, asked: Asked, answered: Any, unit: str, role: str) -> None:
        """Reporting lists figures, audit names them."""
        named = answered.items() if isinstance(answered, dict) else ()
        for figure in [{"figure": name, **values} for name, values in named] or answered:
            kind = COUNTED.get(figure["figure"])
            if kind and figure["value"] > sum(self.oracle.sees(unit, role, one) for one in self.oracle.of_kind(kind)):
                self.leaks.append(f"{role} of {unit} counted {figure} at {asked.path}")

    async def _same_as_absent(self, asked: Asked, answer: Answer, unit: str, role: str) -> None:
        assert asked.matter is not None
        absent = Asked(asked.operation, asked.path.replace(asked.matter, ABSENT), asked.query, asked.body)
        other = await self._ask(absent, unit, role)
        if (other.status, other.body) != (answer.status, answer.body):
            self.leaks.append(f"{asked.path} tells {unit} that it exists: {answer.body!r} {other.body!r}")
        self.counts["compared"] += 1


async def test_k4_no_request_learns_of_a_matter_that_is_none_of_its_units_business(
    lived_in: Running, oracle: Oracle, rng: random.Random
) -> None:
    campaign = Campaign(lived_in, oracle, rng)
    every = await operations(lived_in.app, list(lived_in.province.services))
    queries = [one for one in every if one.method == "GET"]
    commands = [one for one in every if one.method == "POST"]
    for _ in range(REQUESTS):
        of = commands if rng.random() < SHARE_OF_COMMANDS else queries
        await campaign.one(rng.choice(of))
    assert campaign.leaks[:10] == []
    assert campaign.counts["texts shown"] > REQUESTS, "the queries show next to nothing: the test proves nothing"
    assert campaign.counts["accepted"] > REQUESTS / 1000
    assert campaign.counts["hidden", 404] > REQUESTS / 20  # type: ignore[index]
    assert campaign.counts["compared"] > REQUESTS / 1000
    assert campaign.counts["open", 200] > REQUESTS / 10  # type: ignore[index]
