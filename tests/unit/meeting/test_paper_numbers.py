"""Numbers run without gap or repeat, also when many clerks number at once (R6)."""

import asyncio
from typing import Any

import pytest

from services.meeting.domain.paper_number import PaperNumbers, Series
from shared.kernel.ids import derive
from tests.unit.meeting.given import COMMITTEE
from tests.unit.meeting.office import Office
from tests.unit.meeting.paper_desk import PaperDesk, prepared

AT_ONCE = 12


@pytest.mark.accepts("R6")
async def test_r6_clerks_who_number_at_once_get_every_number_once(office: Office) -> None:
    desk = await prepared(office)
    names = [f"paper {number}" for number in range(AT_ONCE)]
    for name in names:
        await desk.signed(name)
    answers = await asyncio.gather(*(PaperDesk(office).step(name, "number") for name in names))
    assert sorted(one["number"] for one in answers) == sorted(f"云关通〔2023〕{n}号" for n in range(1, AT_ONCE + 1))


@pytest.mark.accepts("R6")
async def test_r6_withdrawing_and_numbering_at_once_leaves_no_gap(office: Office) -> None:
    """Who comes first is left open: what is withdrawn after the others have theirs is the next ones', lowest first."""
    desk = await prepared(office)
    for number in range(6):
        await desk.numbered(f"old {number}")
        await desk.signed(f"new {number}")
    withdrawn = [desk.step(f"old {number}", "withdraw", reason="不再印发。") for number in range(0, 6, 2)]
    numbered = [PaperDesk(office).step(f"new {number}", "number") for number in range(6)]
    await asyncio.gather(*withdrawn, *numbered)
    given = await numbers_given(desk)
    assert len(given) == len(set(given)) == 9
    gaps = sorted(set(range(1, max(given) + 1)) - set(given))
    assert set(gaps) <= {1, 3, 5}
    for number, free in enumerate([*gaps, max(given) + 1]):
        await desk.numbered(f"last {number}")
        assert set(await numbers_given(desk)) - set(given) == {free}
        given.append(free)


async def numbers_given(desk: PaperDesk) -> list[int]:
    papers = (await desk.get("/papers", stage="numbered", limit=50))["items"]
    return [int(one["number"].rpartition("〕")[2].rstrip("号")) for one in papers]


def series(**changes: Any) -> Series:
    known: dict[str, Any] = {"committee_id": COMMITTEE, "word": "云关", "type": "通", "year": 2023}
    return Series(**(known | changes))


def test_each_committee_word_type_and_year_counts_for_itself() -> None:
    others = [
        series(),
        series(committee_id=derive("other")),
        series(word="山关"),
        series(type="报"),
        series(year=2024),
        series(word="云", type="关通"),
    ]
    assert len({one.stream_id for one in others}) == len(others)


def test_a_released_number_is_the_next_one() -> None:
    ledger = PaperNumbers(series().stream_id)
    first, second = (ledger.assign(series(), derive("paper", name)) for name in "ab")
    ledger.release(derive("paper", "a"), series().text(first), first)
    assert [ledger.assign(series(), derive("paper", name)) for name in "cd"] == [first, second + 1]
