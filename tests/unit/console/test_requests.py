"""A request as the party committee reads and answers it, asked of the whole program."""

import asyncio
import re
from pathlib import Path

import pytest

from services.console.application.notices import address_of
from tests.support.whole_story import BUREAU, CITY, MEETING, PARTY, SECOND, Story, opened, tell
from tests.unit.console.paper_pages import fields_of, step
from tests.unit.console.test_pages_around_a_meeting import browsing, page

pytestmark = pytest.mark.slow
ADDRESS = f"/console/requests/{SECOND}"


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    async def story() -> None:
        async with opened(tmp_path) as here:
            await tell(here.province)
            told = Story(here.province, "requests")
            document = await told.paper("meeting", "再次请示")
            await told.give("meeting", "SubmitRequest", meeting_id=SECOND, document=document)

    asyncio.run(story())
    return tmp_path


def test_the_desk_leads_to_the_request_and_not_to_a_draft_of_another() -> None:
    item = {"kind": "request_submitted", "matter": {"kind": "meeting", "id": str(SECOND)}}
    assert address_of(item, str(PARTY)) == ADDRESS


@pytest.mark.accepts("M5")
async def test_m5_the_party_committee_reads_the_request_and_approves_it(asked: Path) -> None:
    async with opened(asked) as here, browsing(here, PARTY, "party_approver") as approver:
        shown = await page(approver, ADDRESS)
        assert "推进全市关心下一代工作" in shown
        assert "等答复" in shown
        [document] = [
            part.split('"')[0] for part in shown.split('href="')[1:] if part.startswith("/console/documents/")
        ]
        assert (await approver.get(document)).status_code == 200
        await step(approver, ADDRESS, "record-approval", "已经答复同意", {"decision.words": "同意召开。"})
        assert "record-return" not in await page(approver, ADDRESS)
        assert "退回，议题请再集中。" in await page(approver, f"/console/requests/{MEETING}")
    async with opened(asked) as here, browsing(here, CITY) as clerk:
        assert "发会议通知" in await page(clerk, f"/console/meetings/{SECOND}")


@pytest.mark.accepts("M9")
async def test_m9_the_desk_leads_the_party_committee_to_the_report_and_it_opens(asked: Path) -> None:
    async with opened(asked) as here, browsing(here, PARTY, "party_approver") as approver:
        item = {"kind": "meeting_reported", "matter": {"kind": "meeting", "id": str(MEETING)}}
        shown = await page(approver, address_of(item, str(PARTY)))
        [report] = re.findall(r'href="(/console/documents/[^"]+)"[^>]*>[^<]*会后报告', shown)
        assert (await approver.get(report)).status_code == 200


@pytest.mark.refuses("M5")
async def test_m5_what_is_returned_has_its_reason_and_nobody_else_answers(asked: Path) -> None:
    async with opened(asked) as here, browsing(here, PARTY, "party_approver") as approver:
        sent = fields_of(await page(approver, f"{ADDRESS}/record-return"))
        refused = await approver.post(f"{ADDRESS}/record-return", data=sent)
        assert "请填写退回的原因。" in refused.text
        await step(approver, ADDRESS, "record-return", "已经退回", {"reason": "请写明议定事项。"})
        sent = fields_of(await page(approver, f"{ADDRESS}/record-approval"))
        again = await approver.post(f"{ADDRESS}/record-approval", data=sent)
        assert again.status_code == 422
        await page(approver, f"{ADDRESS}/poem", 404)
    async with opened(asked) as here, browsing(here, BUREAU, "liaison") as stranger:
        await page(stranger, ADDRESS, 404)
