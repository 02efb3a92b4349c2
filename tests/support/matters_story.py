"""A chapter of the whole story: a leaders' visit, its opinions and report, and what is passed on and returned.

With it every event of instructions, transmittals and returns happens once at least.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from shared.kernel.ids import derive

INSTRUCTION, OPINIONS = derive("story", "instruction"), derive("story", "opinions")
OFFICE_MEETING = derive("story", "directors' office")
TRANSMITTAL, ONWARD = derive("story", "transmittal"), derive("story", "onward")


@dataclass(frozen=True)
class Places:
    """Where it happens: a city's committee, the one above, one below, its party committee and two member units.

    `group` is the city's group of its member units; both of these are in it.
    """

    province: UUID
    city: UUID
    county: UUID
    party: UUID
    bureau: UUID
    league: UUID
    group: UUID

    @classmethod
    def around(cls, province: str, city: str, county: str) -> "Places":
        return cls(
            province=derive("unit", "CN", province),
            city=derive("unit", "CN", city),
            county=derive("unit", "CN", county),
            party=derive("unit", "CN", f"{city}-sw"),
            bureau=derive("unit", "CN", f"{city}-jyj"),
            league=derive("unit", "CN", f"{city}-tsw"),
            group=derive("group", derive("unit", "CN", city), "市关工委各成员单位"),
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


async def _clerk(story: Story, at: Places, command_name: str, **fields: Any) -> None:
    await story.give("meeting", command_name, at.city, "clerk", **fields)


async def tell_matters(story: Story, at: Places) -> None:
    await _visit(story, at)
    decision = {
        "unit_id": at.party,
        "decided_on": story.today,
        "person_id": derive("story", "approver"),
        "words": await story.paper("meeting", "同意按意见办理。", at.city),
        "scan": await story.paper("meeting", "意见的扫描件", at.city),
    }
    await _clerk(
        story, at, "RecordOpinionsConsent", instruction_id=INSTRUCTION, opinions_id=OPINIONS, decision=decision
    )
    await _transmit(story, at)
    await _return(story, at)
    closed = {"instruction_id": INSTRUCTION, "closed_on": story.today}
    await _clerk(story, at, "CloseInstruction", **closed)
    await _clerk(
        story,
        at,
        "AddInstructionText",
        instruction_id=INSTRUCTION,
        text_id=derive("story", "text"),
        kind="instruction",
        title="在专题汇报上的批示",
        given_on=story.today,
        document=await story.paper("meeting", "批示原文", at.city),
    )


async def _visit(story: Story, at: Places) -> None:
    held_on, chair = story.today, derive("person", at.city, "executive_director")
    recorded = {"kinds": ["visit", "speech"], "title": "省关工委领导来甲市视察", "given_on": held_on}
    leaders = [{"office": "省关工委主任", "unit_id": at.province}, {"office": "中国关工委领导"}]
    about = {"instruction_id": INSTRUCTION}
    await _clerk(
        story,
        at,
        "RecordInstruction",
        **about,
        committee_id=at.city,
        **recorded,
        leaders=leaders,
        document=await story.paper("meeting", "视察情况", at.city),
    )
    meeting = {"meeting_id": OFFICE_MEETING}
    drafted = {"committee_id": at.city, "hosts": [at.city], "kinds": ["directors_office"], "joint": False}
    await _clerk(story, at, "DraftMeeting", **meeting, **drafted, theme="研究贯彻落实意见")
    held_at = f"{held_on.isoformat()}T15:59:00Z"
    await _clerk(story, at, "IssueNotice", **meeting, held_at=held_at, place="会议室", scope="some_members")
    await story.pass_days(1)
    await _clerk(story, at, "HoldMeeting", **meeting, held_on=held_on, chair=chair)
    opinions = ["形成情况汇报，报省关工委和市委。", "向各县（市）区传达。"]
    await _clerk(story, at, "PassOpinions", **about, **meeting, opinions_id=OPINIONS, opinions=opinions)
    recipients = [
        {"name": "省关工委", "unit_id": at.province},
        {"name": "市委", "unit_id": at.party},
        {"name": "市人大"},
    ]
    report = {"report_id": derive("story", "special report"), "recipients": recipients, "approved_at": OFFICE_MEETING}
    document = await story.paper("meeting", "专题汇报", at.city)
    await _clerk(story, at, "SubmitSpecialReport", **about, **report, document=document, submitted_on=story.today)
    campaign = {"campaign_id": derive("story", "campaign"), "purpose": "督导贯彻落实情况"}
    await _clerk(story, at, "LinkCampaign", **about, **campaign)


async def _transmit(story: Story, at: Places) -> None:
    document = await story.paper("meeting", "全会精神", at.province)
    conveyed = {"conveys": "superior_document", "title": "省关工委全会精神", "issuer": "省关工委", "document": document}
    await story.give(
        "meeting",
        "IssueTransmittal",
        at.province,
        "clerk",
        transmittal_id=TRANSMITTAL,
        committee_id=at.province,
        units=[at.city],
        due_on=story.today,
        **conveyed,
    )
    asked = {"questions": ["怎样落实？"], "tell_party_leader": True, "due_on": story.today}
    onward = {"transmittal_id": ONWARD, "source_id": TRANSMITTAL}
    await _clerk(story, at, "PassOnTransmittal", **onward, **asked, groups=[at.group])
    await _clerk(story, at, "WidenTransmittal", transmittal_id=ONWARD, units=[at.county])
    own = {"transmittal_id": derive("story", "own"), "committee_id": at.city, "matter_id": INSTRUCTION}
    about = {"conveys": "instruction", "title": "视察讲话精神", "units": [at.county], "due_on": story.today}
    await _clerk(story, at, "IssueTransmittal", **own, **about)


async def _return(story: Story, at: Places) -> None:
    content = {"held_on": story.today, "ways": ["gathered", "online"], "attended": 21, "measures": ["纳入学习计划。"]}
    told = content | {"told_on": story.today, "answers": ["每季度宣讲一次。"]}
    bureaus = derive("transmittal-return", ONWARD, at.bureau)
    await story.give("meeting", "SubmitReturn", at.bureau, "liaison", transmittal_id=ONWARD, content=told)
    await _clerk(story, at, "SendBackReturn", return_id=bureaus, reason="请附学习材料。")
    paper = await story.paper("meeting", "学习材料", at.bureau)
    again = told | {"documents": [paper]}
    await story.give(
        "meeting", "CorrectReturn", at.bureau, "liaison", return_id=bureaus, content=again, reason="已附。"
    )
    await _clerk(story, at, "AcceptReturn", return_id=bureaus)
    await story.pass_days(1)
    late = told | {"told_on": None, "not_told": "主要领导外出，下周汇报。"}
    await story.give("meeting", "SubmitReturn", at.league, "liaison", transmittal_id=ONWARD, content=late)
    await story.give("meeting", "SubmitReturn", at.city, "clerk", transmittal_id=TRANSMITTAL, content=content)
    await story.give("meeting", "SubmitReturn", at.county, "clerk", transmittal_id=ONWARD, content=told)
