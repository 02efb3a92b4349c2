"""Groups of units by forms: defined, changed, and chosen where something is sent (O6)."""

from pathlib import Path
from typing import Any

import pytest

from services.console.application.groups import meaning
from shared.kernel.ids import derive
from tests.support.whole_story import BUREAU, CITY, COUNTY, FINANCE
from tests.support.whole_story import opened as opening
from tests.unit.console.paper_pages import done, fields_of
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

GROUPS = "/console/groups"
MEMBERS = f"{GROUPS}/{derive('group', CITY, '市关工委各成员单位')}"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    async def nothing_more(province: Any) -> None:
        del province

    return told_in(tmp_path, nothing_more)


def test_what_a_group_means_reads_as_an_office_says_it() -> None:
    def of(**selector: Any) -> str:
        plain: dict[str, Any] = {
            "kind": "subordinate_committees",
            "level": None,
            "line": None,
            "units": [],
            "except": [],
        }
        return meaning({"versions": [{"selector": {**plain, **selector}}]})

    assert of(kind="members") == "本关工委的成员单位"
    assert of() == "下级关工委"
    assert of(level="county", line="education") == "下级关工委（县级，教育条线）"
    assert of(kind="units") == "按名单"


@pytest.mark.slow
@pytest.mark.accepts("O6")
async def test_o6_a_group_is_defined_changed_and_offered_for_a_transmittal(told: Path) -> None:
    form = f"{GROUPS}/define"
    async with opening(told) as here, browsing(here, CITY) as clerk:
        assert "市关工委各成员单位" in await page(clerk, GROUPS)
        shown = await page(clerk, MEMBERS)
        assert all(f'href="/console/units/{unit}"' in shown for unit in (BUREAU, FINANCE))
        typed = {
            "name": "两家",
            "selector.kind": "units",
            "selector.units": "甲市教育和体育局\n甲市财政局",
            "on": "2023-07-03",
        }
        sent = {**fields_of(await page(clerk, form)), **typed, "aliases": "两个单位"}
        await done(clerk, form, sent, "组已经定义")
        group = f"{GROUPS}/{derive('group', CITY, '两家')}"
        assert "两个单位" in await page(clerk, group)
        assert "两家" in await page(clerk, "/console/transmittals/new")
        again = fields_of(await page(clerk, f"{group}/redefine"))
        assert again["selector.units"].splitlines() == ["甲市教育和体育局", "甲市财政局"]
        await done(clerk, f"{group}/redefine", {**again, "selector.units": "甲市财政局"}, "组已经调整")
        shown = await page(clerk, group)
        assert f'href="/console/units/{FINANCE}"' in shown
        assert f'href="/console/units/{BUREAU}"' not in shown


@pytest.mark.slow
@pytest.mark.refuses("O6")
async def test_o6_what_makes_no_group_is_told_and_nothing_typed_is_lost(told: Path) -> None:
    form = f"{GROUPS}/define"
    async with opening(told) as here:
        async with browsing(here, CITY) as clerk:
            sent = {**fields_of(await page(clerk, form)), "name": "空", "selector.kind": "units", "selector.units": ""}
            missing = await clerk.post(form, data=sent)
            assert missing.status_code == 422
            assert "请填写名单。" in missing.text
            taken = {**sent, "name": "市关工委各成员单位", "selector.kind": "members"}
            refused = await clerk.post(form, data=taken)
            assert refused.status_code in (400, 409, 422)
            assert 'value="市关工委各成员单位"' in refused.text
        async with browsing(here, COUNTY) as other:
            assert "市关工委各成员单位" not in await page(other, GROUPS)
            assert "/redefine" not in (await other.get(MEMBERS)).text
