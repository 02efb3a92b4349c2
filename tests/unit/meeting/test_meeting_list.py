"""The list of meetings narrowed in every way, forward and back, page by page; the same on both engines."""

from typing import Any

import pytest

from shared.kernel.ids import derive
from tests.unit.meeting.given import COMMITTEE
from tests.unit.meeting.office import Office
from tests.unit.meeting.test_http import Desk

PLANNED = {
    "一月例会": ("2031-01-10", "regular", False),
    "三月例会": ("2031-03-10", "regular", False),
    "三月专题": ("2031-03-20", "thematic", True),
    "明年例会": ("2032-01-05", "regular", False),
    "未定": (None, "thematic", True),
}


@pytest.fixture
async def clerk(office: Office) -> Desk:
    desk = Desk(office)
    for theme, (day, kind, joint) in PLANNED.items():
        of = {"meeting_id": str(derive("listed", theme)), "theme": theme}
        await desk.draft(**of, planned_on=day, kinds=[kind], joint=joint)
    return desk


async def themes(clerk: Desk, **asked: Any) -> list[str]:
    """Two a page."""
    found, cursor = list[str](), None
    while True:
        page = await clerk.get("/meetings", limit=2, **asked, **({"cursor": cursor} if cursor else {}))
        found += [meeting["theme"] for meeting in page["items"]]
        cursor = page["cursor"]
        if cursor is None:
            return found


async def test_meetings_are_listed_by_year_kind_and_form(clerk: Desk) -> None:
    in_order = ["未定", "一月例会", "三月例会", "三月专题", "明年例会"]
    assert await themes(clerk) == in_order
    assert await themes(clerk, latest_first=True) == in_order[::-1]
    assert await themes(clerk, year=2031) == in_order[1:4]
    assert await themes(clerk, year=2031, latest_first=True) == in_order[3:0:-1]
    assert await themes(clerk, year=2031, kind="regular", stage="drafted") == ["一月例会", "三月例会"]
    assert await themes(clerk, dated=False) == ["未定"]
    assert await themes(clerk, dated=True, joint=True) == ["三月专题"]
    assert await themes(clerk, below=str(COMMITTEE), kind="thematic") == ["未定", "三月专题"]
    assert await themes(clerk, year=2030) == []
