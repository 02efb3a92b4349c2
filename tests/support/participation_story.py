"""What happens around a meeting, told after the whole story: topics, a notice that changes, receipts, who came.

`await tell_on(Story(province, "participation"))`; for kept histories and for audit, as whole_story is.
"""

from datetime import UTC, datetime
from typing import Any

from shared.kernel.ids import derive
from tests.support.whole_story import BUREAU, CITY, COUNTY, FINANCE, PARTY, PROVINCE, Story, person_of, unit_of

MEETING, DROPPED, OFFERED, INSTRUCTED = (derive("participation", name) for name in ("meeting", "dropped", "a", "b"))
TOWN = unit_of("990102100")
SUBJECT = {"theme": "假期青少年安全", "agenda": ["通报情况"], "matters": ["责任分工"]}


async def tell_on(story: Story) -> None:
    await story.move_to(datetime(2024, 3, 1, 1, tzinfo=UTC))
    await _settings(story)
    await _topics(story)
    await _notice(story)
    await _coming(story)


async def _settings(story: Story) -> None:
    on = story.today
    levels = {"levels": ["province", "prefecture", "county"], "begins_on": "2023-07-03", "on": on}
    await story.give("meeting", "SetDutyLevels", PROVINCE, "clerk", committee_id=PROVINCE, **levels)
    single = {"unit_id": COUNTY, "carries": False, "reason": "区划调整。", "on": on}
    await story.give("meeting", "SetCommitteeDuty", PROVINCE, "clerk", committee_id=PROVINCE, **single)
    await story.give("meeting", "SetDutyWarning", committee_id=CITY, warn_from="09-15", on=on)
    for kind in ("专家咨询会议", "现场会"):
        await story.give("meeting", "AddMeetingKind", committee_id=CITY, kind=kind, joint=True)
    await story.give("meeting", "RetireMeetingKind", committee_id=CITY, kind="现场会")


async def _topics(story: Story) -> None:
    offer = {"committee_id": CITY, "subject": "青少年心理健康", "grounds": "需要几个部门一起研究。"}
    await story.give("meeting", "ProposeTopic", BUREAU, "liaison", topic_id=OFFERED, **offer)
    await story.give("meeting", "DeclineTopic", topic_id=OFFERED, reason="条件还不成熟。")
    await story.give("meeting", "AcceptTopic", topic_id=OFFERED, note="再作研究。")
    instructed = {"committee_id": CITY, "subject": "假期安全", "decision": await _decision(story)}
    await story.give("meeting", "InstructTopic", topic_id=INSTRUCTED, **instructed)
    drafted = {"committee_id": CITY, "hosts": [CITY], "kinds": ["thematic"], "joint": True}
    for meeting in (DROPPED, MEETING):
        await story.give("meeting", "DraftMeeting", meeting_id=meeting, **drafted, **SUBJECT)
    await story.give("meeting", "TakeUpTopics", meeting_id=DROPPED, topics=[INSTRUCTED])
    await story.give("meeting", "CallOffMeeting", meeting_id=DROPPED, reason="并入下一次会议。")
    await story.give("meeting", "MergeTopic", topic_id=OFFERED, into=INSTRUCTED, reason="一并研究。")
    await story.give("meeting", "TakeUpTopics", meeting_id=MEETING, topics=[INSTRUCTED])


async def _decision(story: Story) -> dict[str, Any]:
    words, scan = await story.paper("meeting", "请研究。"), await story.paper("meeting", "批示扫描件")
    return {
        "unit_id": PARTY,
        "person_id": derive("story", "approver"),
        "decided_on": story.today,
        "words": words,
        "scan": scan,
    }


async def _notice(story: Story) -> None:
    await story.give(
        "meeting", "SubmitRequest", meeting_id=MEETING, document=await story.paper("meeting", "假期安全会请示")
    )
    await story.give("meeting", "RecordApproval", meeting_id=MEETING, decision=await _decision(story))
    notice = {"held_at": "2024-03-20T06:00:00Z", "place": "市委会议室", "scope": "all_members", "observers": [COUNTY]}
    await story.give("meeting", "IssueNotice", meeting_id=MEETING, **notice)
    changed = {"held_at": "2024-03-21T06:00:00Z", "place": "市委二号会议室", "reason": "会议室另有安排。"}
    await story.give("meeting", "ChangeNotice", meeting_id=MEETING, **changed)
    town = {"unit_id": TOWN, "code": "990102100", "kind": "committee", "level": "township"}
    registered = {"name": "丙镇关心下一代工作委员会", "short_names": ["丙镇关工委"], "on": story.today}
    await story.load("RegisterUnit", **town, **registered)
    await story.load("BeginRelation", unit_id=TOWN, relation="superior", target=COUNTY, on=story.today)
    forwarded = {"committee_id": COUNTY, "place": "县委会议室", "requirements": "请提前入场。", "units": [TOWN]}
    await story.give("meeting", "ForwardNotice", COUNTY, "clerk", meeting_id=MEETING, **forwarded)


async def _coming(story: Story) -> None:
    coming = {"meeting_id": MEETING, "attending": True, "mode": "on_site", "heads": 1}
    await story.give("meeting", "ReturnReceipt", BUREAU, "liaison", unit_id=BUREAU, seat="holder", **coming)
    away = {"meeting_id": MEETING, "attending": False, "reason": "参加省里的会议。"}
    await story.give("meeting", "ReturnReceipt", CITY, "clerk", unit_id=FINANCE, **away)
    town = {"unit_id": TOWN, "forwarded_by": COUNTY, "mode": "video"}
    await story.give("meeting", "ReturnReceipt", TOWN, "clerk", **{**coming, **town})
    await story.move_to(datetime(2024, 3, 21, 9, tzinfo=UTC))
    chair = person_of("990100", "executive_director")
    await story.give("meeting", "HoldMeeting", meeting_id=MEETING, held_on="2024-03-21", chair=chair)
    venues = [
        {"key": "main", "kind": "main", "name": "市委二号会议室"},
        {"key": "county", "kind": "video", "name": "乙县分会场"},
    ]
    rows = [
        {"unit_id": BUREAU, "presence": "present", "venue": "main", "heads": 2, "seat": "holder"},
        {"unit_id": FINANCE, "presence": "excused", "reason": "参加省里的会议。"},
        {"unit_id": COUNTY, "presence": "present", "venue": "county", "heads": 6},
    ]
    await story.give("meeting", "RecordAttendance", meeting_id=MEETING, venues=venues, rows=rows)
    late = {"unit_id": FINANCE, "presence": "present", "venue": "main", "heads": 1, "seat": "substitute"}
    substitute = {**late, "office": "副局长", "reason": "局长参加省里的会议。"}
    await story.give("meeting", "RecordAttendance", meeting_id=MEETING, rows=[substitute])
