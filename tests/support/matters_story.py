"""A chapter of the whole story: a leaders' visit, its opinions and report, and what is passed on and returned.

With it every event of instructions, transmittals and returns happens once at least.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from shared.kernel.ids import derive

INSTRUCTION, OPINIONS = derive("story", "instruction"), derive("story", "opinions")
OFFICE_MEETING = derive("story", "directors' office")
TRANSMITTAL, ONWARD = derive("story", "transmittal"), derive("story", "onward")
PROVINCE, CITY, COUNTY, BUREAU, PARTY, LEAGUE = (
    derive("unit", "CN", f"99{code}") for code in ("0000", "0100", "0102", "0100-jyj", "0100-sw", "0100-tsw")
)


class Story(Protocol):
    """Who gives commands: in the process, over HTTP."""

    @property
    def today(self) -> date: ...

    async def give(
        self, service: str, command_name: str, unit: UUID = ..., role: str = ..., /, **fields: Any
    ) -> Any: ...

    async def paper(self, service: str, text: str, unit: UUID = ...) -> str: ...

    async def pass_days(self, days: int) -> None: ...


async def tell_matters(story: Story, decision: Mapping[str, Any], chair: UUID) -> None:
    """`decision` is the party committee's, with its evidence; `chair` the executive director."""
    await _visit(story, chair)
    await story.give(
        "meeting", "RecordOpinionsConsent", instruction_id=INSTRUCTION, opinions_id=OPINIONS, decision=decision
    )
    await _transmit(story)
    await _return(story)
    closed = {"instruction_id": INSTRUCTION, "closed_on": story.today}
    await story.give("meeting", "CloseInstruction", **closed)
    await story.give(
        "meeting",
        "AddInstructionText",
        instruction_id=INSTRUCTION,
        text_id=derive("story", "text"),
        kind="instruction",
        title="在专题汇报上的批示",
        given_on=story.today,
        document=await story.paper("meeting", "批示原文"),
    )


async def _visit(story: Story, chair: UUID) -> None:
    held_on = story.today
    recorded = {"kinds": ["visit", "speech"], "title": "省关工委领导来甲市视察", "given_on": held_on}
    leaders = [{"office": "省关工委主任", "unit_id": PROVINCE}, {"office": "中国关工委领导"}]
    about = {"instruction_id": INSTRUCTION}
    await story.give(
        "meeting",
        "RecordInstruction",
        **about,
        committee_id=CITY,
        **recorded,
        leaders=leaders,
        document=await story.paper("meeting", "视察情况"),
    )
    meeting = {"meeting_id": OFFICE_MEETING}
    drafted = {"committee_id": CITY, "hosts": [CITY], "kinds": ["directors_office"], "joint": False}
    await story.give("meeting", "DraftMeeting", **meeting, **drafted, theme="研究贯彻落实意见")
    held_at = f"{held_on.isoformat()}T15:59:00Z"
    await story.give("meeting", "IssueNotice", **meeting, held_at=held_at, place="会议室", scope="some_members")
    await story.pass_days(1)
    await story.give("meeting", "HoldMeeting", **meeting, held_on=held_on, chair=chair)
    opinions = ["形成情况汇报，报省关工委和市委。", "向各县（市）区传达。"]
    await story.give("meeting", "PassOpinions", **about, **meeting, opinions_id=OPINIONS, opinions=opinions)
    recipients = [{"name": "省关工委", "unit_id": PROVINCE}, {"name": "市委", "unit_id": PARTY}, {"name": "市人大"}]
    report = {"report_id": derive("story", "special report"), "recipients": recipients, "approved_at": OFFICE_MEETING}
    document = await story.paper("meeting", "专题汇报")
    await story.give("meeting", "SubmitSpecialReport", **about, **report, document=document, submitted_on=story.today)
    campaign = {"campaign_id": derive("story", "campaign"), "purpose": "督导贯彻落实情况"}
    await story.give("meeting", "LinkCampaign", **about, **campaign)


async def _transmit(story: Story) -> None:
    document = await story.paper("meeting", "全会精神", PROVINCE)
    conveyed = {"conveys": "superior_document", "title": "省关工委全会精神", "issuer": "省关工委", "document": document}
    await story.give(
        "meeting",
        "IssueTransmittal",
        PROVINCE,
        "clerk",
        transmittal_id=TRANSMITTAL,
        committee_id=PROVINCE,
        units=[CITY],
        due_on=story.today,
        **conveyed,
    )
    group = derive("group", CITY, "市关工委各成员单位")
    asked = {"questions": ["怎样落实？"], "tell_party_leader": True, "due_on": story.today}
    onward = {"transmittal_id": ONWARD, "source_id": TRANSMITTAL}
    await story.give("meeting", "PassOnTransmittal", **onward, **asked, groups=[group])
    await story.give("meeting", "WidenTransmittal", transmittal_id=ONWARD, units=[COUNTY])
    own = {"transmittal_id": derive("story", "own"), "committee_id": CITY, "matter_id": INSTRUCTION}
    about = {"conveys": "instruction", "title": "视察讲话精神", "units": [COUNTY], "due_on": story.today}
    await story.give("meeting", "IssueTransmittal", **own, **about)


async def _return(story: Story) -> None:
    content = {"held_on": story.today, "ways": ["gathered", "online"], "attended": 21, "measures": ["纳入学习计划。"]}
    told = content | {"told_on": story.today, "answers": ["每季度宣讲一次。"]}
    bureaus = derive("transmittal-return", ONWARD, BUREAU)
    await story.give("meeting", "SubmitReturn", BUREAU, "liaison", transmittal_id=ONWARD, content=told)
    await story.give("meeting", "SendBackReturn", return_id=bureaus, reason="请附学习材料。")
    paper = await story.paper("meeting", "学习材料", BUREAU)
    again = told | {"documents": [paper]}
    await story.give("meeting", "CorrectReturn", BUREAU, "liaison", return_id=bureaus, content=again, reason="已附。")
    await story.give("meeting", "AcceptReturn", return_id=bureaus)
    await story.pass_days(1)
    late = told | {"told_on": None, "not_told": "主要领导外出，下周汇报。"}
    await story.give("meeting", "SubmitReturn", LEAGUE, "liaison", transmittal_id=ONWARD, content=late)
    await story.give("meeting", "SubmitReturn", CITY, "clerk", transmittal_id=TRANSMITTAL, content=content)
