"""Papers of a meeting, told after the whole story: issued, sent back and withdrawn, issued jointly; the look set.

`await tell_on(Story(province, "papers"))`; for kept histories and for audit, as whole_story is.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from shared.kernel.ids import derive
from tests.support.whole_story import BUREAU, CITY, FINANCE, MEETING, Story, person_of

ISSUED, WITHDRAWN, SHEET, JOINT = (derive("papers", name) for name in ("issued", "withdrawn", "sheet", "joint"))
CHECKER = derive("papers", "checker")
TEXT: dict[str, Any] = {
    "title": "关于传达贯彻专题会议精神的通知",
    "addressees": ["各成员单位"],
    "text": "现将有关事项通知如下。\n一、传达内容\n会议精神。",
}


async def tell_on(story: Story) -> None:
    await story.move_to(datetime(2024, 4, 1, 1, tzinfo=UTC))
    style = {"red_head": True, "with_word": True, "code_word": "甲关", "copies_to": ["省关工委"]}
    await story.give("meeting", "SetPaperStyle", committee_id=CITY, on="2024-01-01", style=style)
    await _way_to_its_number(story, ISSUED)
    await story.give("meeting", "IssuePaper", paper_id=ISSUED, issued_on=story.today)
    await _way_to_its_number(story, WITHDRAWN)
    await story.give("meeting", "ReturnPaper", paper_id=WITHDRAWN, reason="传达范围有误。")
    await story.give("meeting", "RevisePaper", paper_id=WITHDRAWN, text=await _text(story), addressees=[FINANCE])
    await story.give("meeting", "WithdrawPaper", paper_id=WITHDRAWN, reason="不再单独印发。")
    await _draft(story, SHEET, "attendance_sheet", [])
    await _check(story, SHEET)
    await story.give("meeting", "IssuePaper", paper_id=SHEET, issued_on=story.today)
    await _jointly(story)


async def _jointly(story: Story) -> None:
    """Signed by the bureau, too; what was sent back in between is signed anew."""
    await _draft(story, JOINT, "transmittal_notice", [FINANCE], BUREAU)
    await _check(story, JOINT)
    await _cosign(story)
    await story.give("meeting", "ReturnPaper", paper_id=JOINT, reason="写明期限。")
    again = {"text": await _text(story), "bodies": [CITY, BUREAU], "addressees": [FINANCE]}
    await story.give("meeting", "RevisePaper", paper_id=JOINT, **again)
    await _check(story, JOINT)
    await _sign(story, JOINT)
    await _cosign(story)
    await story.give("meeting", "NumberPaper", paper_id=JOINT)
    await story.give("meeting", "IssuePaper", paper_id=JOINT, issued_on=story.today)


async def _cosign(story: Story) -> None:
    decision = {**await _decision(story, person_of("990100-jyj", "leader_in_charge")), "unit_id": BUREAU}
    await story.give("meeting", "CosignPaper", paper_id=JOINT, body=BUREAU, decision=decision)


async def _way_to_its_number(story: Story, paper: UUID) -> None:
    await _draft(story, paper, "transmittal_notice", [BUREAU, FINANCE])
    await _check(story, paper)
    await _sign(story, paper)
    await story.give("meeting", "NumberPaper", paper_id=paper)


async def _sign(story: Story, paper: UUID) -> None:
    signed = await _decision(story, person_of("990100", "executive_director"))
    await story.give("meeting", "SignPaper", paper_id=paper, decision=signed)


async def _draft(story: Story, paper: UUID, kind: str, addressees: list[UUID], *others: UUID) -> None:
    about = {"kind": kind, "matter_id": MEETING, "bodies": [CITY, *others], "addressees": addressees}
    await story.give("meeting", "DraftPaper", paper_id=paper, committee_id=CITY, text=await _text(story), **about)


async def _check(story: Story, paper: UUID) -> None:
    await story.give("meeting", "CheckPaper", paper_id=paper, decision=await _decision(story, CHECKER))


async def _text(story: Story) -> str:
    return await story.paper("meeting", msgspec.json.encode(TEXT).decode())


async def _decision(story: Story, person: UUID) -> dict[str, Any]:
    scan = await story.paper("meeting", "签批单扫描件")
    return {"unit_id": CITY, "person_id": person, "decided_on": story.today, "scan": scan}
