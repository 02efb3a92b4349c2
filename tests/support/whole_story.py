"""A small province in which every event of every service happens once at least; through the buses, on real files.

For golden histories and for audit: `await tell(province)` on an empty one with a movable clock at `BEGINNING`.
"""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from services.local.composition import Province
from services.local.server import Running, running
from services.local.settings import LocalSettings
from shared.access.issuer import service_unit
from shared.contents.store import ContentStore
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import Actor
from shared.kernel.ids import derive
from shared.serving.reception import request_digest
from tests.support.matters_story import Places, tell_matters

BEGINNING = datetime(2023, 7, 3, 1, tzinfo=UTC)
FOUNDED = date(2020, 1, 1)
LOADER = "service:local"


def unit_of(code: str) -> UUID:
    return derive("unit", "CN", code)


def person_of(code: str, office: str) -> UUID:
    return derive("person", unit_of(code), office)


PROVINCE, CITY, COUNTY = (unit_of(code) for code in ("990000", "990100", "990102"))
PARTY, BUREAU, FINANCE, LEAGUE = (unit_of(f"990100-{code}") for code in ("sw", "jyj", "czj", "tsw"))
PLACES = Places.around("990000", "990100", "990102")
UNITS = (
    ("990000", "committee", "province", "示例省关心下一代工作委员会", ("示例省关工委",)),
    ("990100", "committee", "prefecture", "甲市关心下一代工作委员会", ("甲市关工委", "市关工委")),
    ("990102", "committee", "county", "乙县关心下一代工作委员会", ("乙县关工委",)),
    ("990100-sw", "party_committee", "prefecture", "中共甲市委", ("甲市委", "市委")),
    ("990100-jyj", "department", "prefecture", "甲市教育局", ("市教育局",)),
    ("990100-czj", "department", "prefecture", "甲市财政局", ("市财政局",)),
    ("990100-tsw", "mass_organisation", "prefecture", "共青团甲市委员会", ("团市委",)),
)
RELATIONS = (
    (CITY, "superior", PROVINCE),
    (COUNTY, "superior", CITY),
    (CITY, "hosted_by", PARTY),
    (BUREAU, "member_of", CITY),
    (FINANCE, "member_of", CITY),
    (LEAGUE, "member_of", CITY),
)
OFFICES = (
    ("990100", "executive_director"),
    ("990100", "office_head"),
    ("990100-jyj", "liaison_officer"),
    ("990100-jyj", "leader_in_charge"),
    ("990100-czj", "liaison_officer"),
    ("990100-tsw", "liaison_officer"),
)
MEETING, SECOND, RESOLUTION, LISTED = (derive("story", name) for name in ("meeting", "second", "resolution", "listed"))
PLAN, CASE, REQUEST = derive("plan", RESOLUTION), derive("case", LISTED), derive("story", "reports")
PLAN_TEXT = (
    "甲市2023年关心下一代工作责任分工方案\n\n一、宣传教育\n1．组织“五老”进校园宣讲。"
    "（牵头单位：市教育局；责任单位：市财政局，团市委；完成时限：2023年9月30日）\n"
    "2．编写宣讲提纲。（牵头单位：市教育局、市财政局；责任单位：市少工委；完成时限：2023年10月31日）\n"
)


class Story:
    """`name` keeps the ids of its commands apart from another story's on the same files."""

    def __init__(self, province: Province, name: str = "story") -> None:
        self.province = province
        self._name, self._step = name, 0

    async def give(
        self, service: str, command_name: str, unit: UUID = CITY, role: str = "clerk", /, **fields: Any
    ) -> CommandAnswer:
        """A command under an id of its own, by its place in the story; then everything settles."""
        self._step += 1
        parts = self.province.services[service]
        command_type = next(each for each in parts.bus.commands if each.__name__ == command_name)
        command: Command = msgspec.convert(msgspec.to_builtins(fields), command_type)
        command_id = derive(self._name, self._step)
        context = CommandContext(
            command_id=command_id,
            actor=Actor(unit_id=unit, role=role),
            now=self.province.clock.now(),
            correlation_id=command_id,
            request_digest=request_digest(command, str(self._step)),
        )
        answer = await parts.bus.handle(command, context)
        await self.province.settle()
        return answer

    async def load(self, command_name: str, /, **fields: Any) -> CommandAnswer:
        return await self.give("organization", command_name, service_unit("local"), LOADER, **fields)

    async def paper(self, service: str, text: str, unit: UUID = CITY) -> str:
        """Uploads a document with a salt of its own; returns its digest."""
        contents = ContentStore(self.province.services[service].store, _nobody)
        salt = hashlib.sha256(text.encode()).digest()
        content = await contents.put(unit, "text/plain; charset=utf-8", text.encode(), self.province.clock.now(), salt)
        return content.digest

    async def pass_days(self, days: int) -> None:
        await self.move_to(self.province.clock.now() + timedelta(days=days))

    async def move_to(self, moment: datetime) -> None:
        await self.province.move_to(moment)

    async def plan(self) -> Mapping[str, Any]:
        """The state document of its one plan."""
        [plan] = await self._documents("SELECT body FROM {plans} WHERE id = :id", id=PLAN)
        return plan

    async def tasks(self) -> Sequence[Mapping[str, Any]]:
        return await self._documents("SELECT body FROM {tasks}")

    async def _documents(self, sql: str, **params: Any) -> list[Mapping[str, Any]]:
        async with self.province.services["tasking"].store.snapshot() as reader:
            return [msgspec.json.decode(row["body"]) for row in await reader.all(sql, params)]

    @property
    def today(self) -> date:
        return self.province.clock.now().date()


async def _nobody(_actor: Actor, _digest: str) -> bool:
    return False


async def tell(province: Province) -> None:
    await tell_as(Story(province))


async def tell_as(story: Story) -> None:
    """Whoever gives the commands and asks the questions as `Story` does: over HTTP, too."""
    await _organization(story)
    await _meeting(story)
    await tell_matters(story, PLACES)
    await _plan(story)
    await _work(story)
    await _supervision(story)
    await _reporting(story)
    await _later(story)


async def _organization(story: Story) -> None:
    for code, kind, level, name, short in UNITS:
        seed = {"unit_id": unit_of(code), "code": code, "kind": kind, "level": level, "on": FOUNDED}
        await story.load("RegisterUnit", **seed, name=name, short_names=short)
    for unit, relation, target in RELATIONS:
        await story.load("BeginRelation", unit_id=unit, relation=relation, target=target, on=FOUNDED)
    for code, office in OFFICES:
        person, unit = person_of(code, office), unit_of(code)
        await story.load("RegisterPerson", person_id=person, unit_id=unit, name=f"示例{office}")
        await story.load("Appoint", unit_id=unit, office=office, person_id=person, on=FOUNDED)
    await story.load("SetUndertakingSection", unit_id=BUREAU, section="思想政治科", on=FOUNDED)
    members = {"selector": {"kind": "members"}, "on": FOUNDED}
    group = await story.load(
        "DefineGroup", committee_id=CITY, name="市关工委各成员单位", aliases=["各成员单位", "成员单位"], **members
    )
    await story.load("RedefineGroup", group_id=group.stream_id, aliases=["各成员单位"], **members)


async def _meeting(story: Story) -> None:
    subject = {"theme": "推进全市关心下一代工作", "agenda": ["讨论责任分工"], "matters": ["责任分工方案"]}
    drafted = {"committee_id": CITY, "hosts": [CITY], "kinds": ["thematic"], "joint": True, "planned_on": "2023-07-20"}
    await story.give("meeting", "DraftMeeting", meeting_id=MEETING, **drafted, **subject)
    await story.give("meeting", "DraftMeeting", meeting_id=SECOND, **drafted, **subject)  # stays a draft
    await story.give("meeting", "SubmitRequest", meeting_id=MEETING, document=await story.paper("meeting", "请示"))
    await story.pass_days(2)
    decision = await _decision(story)
    returned = {"reason": "议题请再集中。", "decision": decision}
    await story.give("meeting", "RecordReturn", meeting_id=MEETING, **returned)
    revised = {**subject, "theme": "推进青少年思想道德建设", "planned_on": "2023-07-20"}
    await story.give("meeting", "ReviseMeeting", meeting_id=MEETING, **revised)
    await story.give(
        "meeting", "SubmitRequest", meeting_id=MEETING, document=await story.paper("meeting", "修改后的请示")
    )
    await story.give("meeting", "RecordApproval", meeting_id=MEETING, decision=decision)
    await story.give(
        "meeting",
        "IssueNotice",
        meeting_id=MEETING,
        held_at="2023-07-20T06:00:00Z",
        place="市委会议室",
        scope="all_members",
        observers=[COUNTY],
    )
    await story.move_to(datetime(2023, 7, 20, 9, tzinfo=UTC))
    chair = person_of("990100", "executive_director")
    await story.give("meeting", "HoldMeeting", meeting_id=MEETING, held_on="2023-07-20", chair=chair)
    resolution = {"importance": "important", "text": "制定责任分工方案。"}
    await story.give("meeting", "AdoptResolution", meeting_id=MEETING, resolution_id=RESOLUTION, **resolution)
    listed = {"supervised_by": "party_committee", "listed_by": PARTY, "text": "开学前完成校园周边整治。"}
    await story.give("meeting", "AdoptResolution", meeting_id=MEETING, resolution_id=LISTED, **listed)
    advice = {"advice_id": derive("story", "advice"), "text": "建议列入年度预算。"}
    await story.give("meeting", "GiveAdvice", meeting_id=MEETING, **advice)
    filed = story.today
    report = {"document": await story.paper("meeting", "会后报告"), "submitted_on": filed}
    await story.give("meeting", "SubmitMeetingReport", meeting_id=MEETING, **report)
    await story.give(
        "meeting", "IssueMinutes", meeting_id=MEETING, document=await story.paper("meeting", "纪要"), issued_on=filed
    )
    await story.give("meeting", "FileMeeting", meeting_id=MEETING, filed_on=filed)
    consented = {"resolution_id": RESOLUTION, "decision": await _decision(story)}
    await story.give("meeting", "RecordConsent", meeting_id=MEETING, **consented)


async def _decision(story: Story) -> dict[str, Any]:
    """What the party committee decided on paper: who, when, the words, the scan."""
    words, scan = await story.paper("meeting", "同意。"), await story.paper("meeting", "扫描件")
    who = {"unit_id": PARTY, "person_id": derive("story", "approver"), "decided_on": story.today}
    return {**who, "words": words, "scan": scan}


async def _plan(story: Story) -> None:
    document = await story.paper("tasking", PLAN_TEXT)
    await story.give("tasking", "ImportPlan", plan_id=PLAN, document=document)
    item = {
        "item_id": derive("story", "item", 3),
        "number": 3,
        "section": "一、宣传教育",
        "text": "开展走访慰问。",
        "leads": [{"name": "市教育局", "unit_id": BUREAU}],
        "responsible": [{"name": "市关工委各成员单位"}],
        "due": {"kind": "none", "text": "尽快"},
    }
    await story.give("tasking", "PlaceItem", plan_id=PLAN, **item)
    await story.give("tasking", "PlaceItem", plan_id=PLAN, **{**item, "text": "开展走访慰问和结对帮扶。"})
    await story.give("tasking", "SettleName", plan_id=PLAN, name="市少工委", unit_ids=[LEAGUE, COUNTY])
    second = next(one for one in (await story.plan())["items"] if one["number"] == 2)
    await story.give("tasking", "SettleLead", plan_id=PLAN, item_id=second["item_id"], unit_id=BUREAU)
    await story.move_to(datetime(2023, 8, 1, 1, tzinfo=UTC))
    number = {"body": "甲关", "type": "发", "year": 2023, "sequence": 1, "issued_on": story.today}
    await story.give("tasking", "IssuePlan", plan_id=PLAN, **number)


async def tasks_of(story: Story) -> dict[int, str]:
    """Item number → task id."""
    return {task["number"]: task["task_id"] for task in await story.tasks()}


async def _work(story: Story) -> None:
    tasks = await tasks_of(story)
    first, second, third = (tasks[number] for number in (1, 2, 3))
    for unit in (BUREAU, LEAGUE):
        await story.give("tasking", "AcceptTask", unit, "liaison", task_id=first)
    await story.give("tasking", "RefuseTask", FINANCE, "liaison", task_id=first, reason="不属于本单位职责。")
    await story.give("tasking", "UpholdAssignment", task_id=first, unit_id=FINANCE, reason="经费需要财政配合。")
    await story.give("tasking", "RefuseTask", COUNTY, "clerk", task_id=second, reason="没有少工委。")
    await story.give("tasking", "AcceptRefusal", task_id=second, unit_id=COUNTY, reason="情况属实。")
    await story.pass_days(5)
    progress = {
        "percent": 40,
        "done": "已宣讲两场。",
        "problems": "缺讲解员。",
        "evidence": [await story.paper("tasking", "活动说明", LEAGUE)],
    }
    await story.give("tasking", "ReportProgress", LEAGUE, "liaison", task_id=first, **progress)
    for unit in (FINANCE, LEAGUE):
        await story.give("tasking", "FinishPart", unit, "liaison", task_id=first, summary="本单位部分已完成。")
    await story.give("tasking", "ReportWhole", BUREAU, "liaison", task_id=first, summary="全部完成。")
    await story.give("tasking", "ReturnTask", task_id=first, reason="请补充乡镇学校情况。", units=[LEAGUE])
    await story.give("tasking", "FinishPart", LEAGUE, "liaison", task_id=first, summary="已补充。")
    await story.give("tasking", "ReportWhole", BUREAU, "liaison", task_id=first, summary="补充后全部完成。")
    await story.give("tasking", "ConcludeTask", task_id=first, conclusion="同意办结。", concluded_on=story.today)
    await story.give("tasking", "AcceptTask", BUREAU, "liaison", task_id=third)


async def _supervision(story: Story) -> None:
    thresholds = {"colours": ["green", "blue", "red"], "warn_before_workdays": [10], "climb_after_workdays": 3}
    waiting = {"accept_within_workdays": 5, "progress_every_workdays": 22}
    await story.give("supervision", "SetThresholds", CITY, "supervisor", committee_id=CITY, **thresholds, **waiting)
    calendar = {"year": 2023, "holidays": ["2023-09-29"], "workdays": ["2023-10-07"], "source": "示例日历"}
    await story.give("supervision", "PublishCalendar", PROVINCE, "supervisor", **calendar)
    notice = {"body": "甲关督", "year": 2023, "sequence": 1, "lead": BUREAU, "co_units": [FINANCE]}
    due = {"answer_due": "2023-09-15", "issued_on": story.today, "requirements": "请书面答复。"}
    await story.give("supervision", "IssueSupervisionNotice", CITY, "supervisor", case_id=CASE, **notice, **due)
    await story.pass_days(20)
    await story.give("supervision", "AnswerCase", BUREAU, "liaison", case_id=CASE, text="整治已完成。")
    reported = {"to": PARTY, "document": await story.paper("supervision", "督查报告")}
    await story.give("supervision", "ReportCase", CITY, "supervisor", case_id=CASE, **reported)
    await story.give("supervision", "CloseCase", CITY, "supervisor", case_id=CASE, reason="同意销号。")


async def _reporting(story: Story) -> None:
    wanted = {"subject": "三季度情况", "plan_id": PLAN, "units": [BUREAU, COUNTY], "due_on": "2023-10-10"}
    await story.give("reporting", "RequestReports", request_id=REQUEST, committee_id=CITY, **wanted)
    report = derive("report", REQUEST, BUREAU)
    submitted = {"request_id": REQUEST, "text": "进展顺利。"}
    await story.give("reporting", "SubmitReport", BUREAU, "liaison", **submitted)
    await story.give("reporting", "ReturnReport", report_id=report, reason="请补充数字。")
    await story.pass_days(60)
    await story.give("reporting", "SubmitReport", BUREAU, "liaison", **submitted)
    await story.give("reporting", "SubmitReport", COUNTY, "clerk", **submitted)
    await story.give("reporting", "AcceptReport", report_id=report)


async def _later(story: Story) -> None:
    """What ends: names, codes, terms, relations, a unit."""
    on = story.today
    await story.give(
        "organization", "RenameUnit", unit_id=BUREAU, name="甲市教育和体育局", short_names=["市教体局"], on=on
    )
    await story.give("organization", "ChangeUnitCode", unit_id=BUREAU, code="990100-jtj", on=on)
    office = {"unit_id": LEAGUE, "office": "liaison_officer", "person_id": person_of("990100-tsw", "liaison_officer")}
    await story.give("organization", "CorrectPersonName", person_id=office["person_id"], name="示例乙")
    await story.give("organization", "EndTerm", **office, on=on, reason="换届")
    await story.give("organization", "ErasePerson", person_id=office["person_id"], reason="本人要求")
    leaving = {"relation": "member_of", "target": CITY, "on": on, "reason": "机构改革"}
    await story.give("organization", "EndRelation", unit_id=LEAGUE, **leaving)
    await story.give("organization", "ChangeUnitStatus", unit_id=COUNTY, status="federated", on=on)


@asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Running]:
    """A province with real gRPC on loopback; its clock is moved by hand and begins at BEGINNING."""
    settings = LocalSettings(
        data=directory, http_port=0, grpc_port=0, clock="manual", manual_from=BEGINNING, load_example=False
    )
    async with running(settings) as here:
        yield here
