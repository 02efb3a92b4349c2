"""The roll-up is what a replay gives (R4): reporting counts facts, audit counts folded documents."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.audit.domain.folding import Document
from services.audit.domain.rollups import figures, known, subtree
from services.local.server import Running
from tests.support.whole_story import CITY, COUNTY, PROVINCE, opened

DAY = date(2023, 9, 1)


def unit(name: str, *superiors: tuple[str, str, str | None]) -> Document:
    relations = [{"relation": "superior", "target": t, "from": f, "to": to} for t, f, to in superiors]
    return Document("organization", "units", name, body={"unit_id": name, "relations": relations})


def test_a_subtree_is_that_of_the_day() -> None:
    units = [
        unit("province"),
        unit("city", ("province", "2020-01-01", None)),
        unit("county", ("city", "2020-01-01", None)),
        unit("left", ("city", "2020-01-01", "2023-09-01")),
        unit("coming", ("city", "2023-09-02", None)),
    ]
    at = known(units, DAY)
    assert subtree("city", at) == {"city", "county"}
    assert subtree("province", at) == {"province", "city", "county"}


def task(number: int, state: str, due: str | None, concluded_on: str | None = None, **kind: str) -> Document:
    day = {"kind": "date" if due else "none", "date": due, "scope": "item", **kind}
    body = {"committee_id": "city", "state": state, "due": day, "concluded_on": concluded_on}
    return Document("tasking", "tasks", str(number), body=body)


def test_rates_are_made_of_counts() -> None:
    tasks = [
        task(1, "concluded", "2023-08-31", "2023-08-31"),
        task(2, "concluded", "2023-08-31", "2023-09-01"),
        task(3, "assigned", "2023-08-31"),
        task(4, "assigned", "2023-09-01"),  # due today: not yet passed
        task(5, "concluded", None, "2023-08-01"),
        task(6, "concluded", "2023-08-31", "2023-08-01", scope="part"),
    ]
    found = figures("city", known([unit("city"), *tasks], DAY))
    assert found["completion_rate"] == {"numerator": 4, "denominator": 6}
    assert found["on_time_rate"] == {"numerator": 1, "denominator": 3}
    assert figures("elsewhere", known(tasks, DAY))["completion_rate"] == {"numerator": 0, "denominator": 0}


async def rollups(here: Running, of: UUID, as_of: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """(reporting's, audit's): figure → its numbers."""
    token = here.province.issuer.person_token(PROVINCE, "auditor")
    headers = {"Authorization": f"Bearer {token}"}
    query = {"as_of": as_of} if as_of else {}
    transport = httpx.ASGITransport(app=here.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxi", headers=headers) as client:
        live = (await client.get(f"/reporting/v1/rollup/{of}", params=query)).json()
        audited = (await client.get(f"/audit/v1/units/{of}/rollup", params=query)).json()
    numbers = ("value", "numerator", "denominator")
    shown = {
        one["figure"]: {name: one[name] for name in numbers if one.get(name) is not None} for one in live["figures"]
    }
    return shown, audited["figures"]


@pytest.mark.slow
@pytest.mark.accepts("R4")
async def test_r4_the_live_rollup_equals_what_a_replay_gives_now_and_at_any_moment(province: Path) -> None:
    async with opened(province) as here:
        logs = [await log.read(0, 500) for log in here.province.logs.values()]
        moments = sorted(event.recorded_at for events in logs for event in events)
        chosen = [moment.isoformat() for moment in moments[::9]]
        for of in (PROVINCE, CITY, COUNTY):
            for as_of in (None, *chosen):
                live, audited = await rollups(here, of, as_of)
                assert live == audited, (of, as_of)
        live, _ = await rollups(here, CITY, None)
    assert live["tasks_issued"] == {"value": 3}
    assert sum(number["value"] for number in live.values() if "value" in number) > 10
