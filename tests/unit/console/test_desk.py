"""我的工作: what waits for whom, in which order, and the form that does it."""

from pathlib import Path
from typing import Any

import pytest

from services.console.application.desk import Item, in_order, of_instruction, of_paper
from services.console.entrypoints.forms.instructions import BY_NAME as INSTRUCTIONS
from services.console.entrypoints.forms.papers import BY_NAME as PAPERS
from shared.kernel.ids import derive
from tests.support.matters_story import ONWARD
from tests.support.whole_story import BUREAU, CITY, COUNTY, MEETING, PARTY, Story, opened
from tests.unit.console.telling import told_in
from tests.unit.console.test_pages_around_a_meeting import browsing, page

TOPIC, VISIT, NEXT = (derive("desk", name) for name in ("topic", "visit", "meeting"))


async def tell_on(story: Story) -> None:
    offer = {"committee_id": CITY, "subject": "课后看护", "grounds": "家长反映多。"}
    await story.give("meeting", "ProposeTopic", BUREAU, "liaison", topic_id=TOPIC, **offer)
    document = await story.paper("meeting", "视察情况")
    recorded = {"kinds": ["visit"], "title": "省里来视察", "given_on": story.today, "leaders": [{"office": "省领导"}]}
    await story.give(
        "meeting", "RecordInstruction", instruction_id=VISIT, committee_id=CITY, document=document, **recorded
    )
    drafted = {"committee_id": CITY, "hosts": [CITY], "kinds": ["regular"], "joint": False, "theme": "下月例会"}
    await story.give("meeting", "DraftMeeting", meeting_id=NEXT, **drafted)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return told_in(tmp_path_factory.mktemp("desk"), lambda province: tell_on(Story(province, "desk")))


def test_what_is_due_first_is_first_and_what_has_no_day_is_last() -> None:
    items = [
        Item("", "", title, "", "", due) for title, due in (("c", ""), ("b", "2024-03-02"), ("a", "2024-03-01T01"))
    ]
    assert [item.title for item in in_order([*items, Item("", "", "d", "", "")])] == ["a", "b", "c", "d"]


def test_a_paper_leads_to_the_form_of_its_next_step() -> None:
    of = {"paper_id": "1", "matter_kind": "meeting", "bodies": ["2"], "title": "议程", "number": None}
    paper: dict[str, Any] = {**of, "kind": "agenda", "stage": "checked"}
    assert of_paper(paper).form == ("/console/papers/1/issue", "印发")
    assert of_paper({**paper, "kind": "notice"}).form == ("/console/papers/1/sign", "签发")
    back = of_paper({**paper, "stage": "returned"}).form
    assert back == ("/console/papers/1/revise", "修改")
    joint = of_paper({**paper, "kind": "notice", "stage": "signed", "bodies": ["2", "3"]}).form
    assert joint == ("/console/papers/1/cosign", "会签")
    assert {"issue", "sign", "revise", "cosign"} <= set(PAPERS)


def test_an_instruction_waits_until_its_opinions_are_agreed_to() -> None:
    row: dict[str, Any] = {"instruction_id": "1", "kinds": ["visit"], "title": "视察", "closed": None, "opinions": []}
    passed = {"consent": None}
    forms = []
    for opinions in ([], [passed]):
        item = of_instruction({**row, "opinions": opinions})
        assert item and item.form
        name = item.form[0].rpartition("/")[2]
        assert INSTRUCTIONS[name].title == item.form[1]
        forms.append(name)
    assert forms == ["pass-opinions", "record-consent"]
    assert of_instruction({**row, "opinions": [{"consent": {"unit_id": "2"}}]}) is None
    assert of_instruction({**row, "closed": {"closed_on": "2024-01-01"}}) is None


@pytest.mark.slow
async def test_the_office_sees_all_that_waits_for_it_and_where_it_is_done(told: Path) -> None:
    late = derive("transmittal-return", ONWARD, COUNTY)
    async with opened(told) as here:
        for role in ("clerk", "director"):
            async with browsing(here, CITY, role) as browser:
                shown = await page(browser, "/console/")
                for address in (f"/topics/{TOPIC}", f"/instructions/{VISIT}/pass-opinions", f"/returns/{late}"):
                    assert f'href="/console{address}"' in shown
                    await page(browser, f"/console{address}")
                assert f'href="/console/meetings/{NEXT}/issue-notice"' in shown
                assert f"/meetings/{MEETING}" not in shown  # it is filed
        for unit, role in ((CITY, "supervisor"), (BUREAU, "liaison"), (PARTY, "party_approver"), (COUNTY, "clerk")):
            async with browsing(here, unit, role) as browser:
                shown = await page(browser, "/console/")
                assert not any(str(one) in shown for one in (TOPIC, VISIT, NEXT, late))
