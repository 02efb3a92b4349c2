"""What other services record, in their own events, for the roll-up to read."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.meeting.domain.record import MeetingRecord
from services.supervision.domain.case import SupervisionCase
from services.supervision.domain.light import Due as WatchDue
from services.supervision.domain.watch import Watch
from services.tasking.domain.plan import Plan
from services.tasking.domain.task import Task
from services.tasking.domain.values import Due
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive
from tests.unit.reporting.world import CITY, EDUCATION, FINANCE, PROVINCE

DAY = date(2023, 10, 9)
MOMENT = datetime(2023, 10, 9, 1, tzinfo=UTC)


def drafted(meeting: UUID, committee: UUID = CITY, *hosts: UUID) -> DomainEvent:
    return MeetingRecord.Drafted(
        meeting_id=meeting,
        committee_id=committee,
        hosts=hosts or (committee,),
        kinds=("thematic",),
        joint=True,
        enlarged=False,
        theme="校园周边环境整治",
        agenda=("通报情况",),
        matters=(),
        planned_on=DAY,
    )


def held() -> DomainEvent:
    return MeetingRecord.Held(held_on=DAY, chair=derive("person"), chair_office="director", delegation=None)


def plan_drafted(plan: UUID, committee: UUID = CITY) -> DomainEvent:
    return Plan.Drafted(
        plan_id=plan,
        committee_id=committee,
        kind="responsibility",
        title="责任分工方案",
        meeting_id=derive("meeting"),
        resolution_id=derive("resolution"),
        bodies=(committee,),
        carries_out=None,
    )


def plan_issued(*bodies: UUID) -> DomainEvent:
    return Plan.Issued(
        number="鸡关发〔2023〕2号",
        body="鸡关",
        type="发",
        year=2023,
        sequence=2,
        issued_on=DAY,
        bodies=bodies,
        items=(),
    )


def assigned(task: UUID, plan: UUID, committee: UUID = CITY, due: date | None = None) -> DomainEvent:
    return Task.Assigned(
        task_id=task,
        plan_id=plan,
        committee_id=committee,
        number=7,
        section="一",
        text="开展法治宣讲。",
        lead=EDUCATION,
        responsible=(FINANCE,),
        expansions=(),
        due=Due(kind="date", date=due, text="") if due else Due(),
        document_number="鸡关发〔2023〕2号",
        issued_on=DAY,
    )


def whole_reported() -> DomainEvent:
    return Task.WholeReported(unit_id=EDUCATION, summary="完成。", evidence=())


def returned() -> DomainEvent:
    return Task.Returned(reason="请补。", units=(FINANCE,))


def concluded(on: date = DAY) -> DomainEvent:
    return Task.Concluded(conclusion="同意办结。", concluded_on=on)


def watched(watch: UUID, unit: UUID = EDUCATION, committee: UUID = CITY) -> DomainEvent:
    return Watch.Opened(
        watch_id=watch,
        task_id=derive("task", watch),
        unit_id=unit,
        committee_id=committee,
        roles=("lead",),
        task_number=7,
        text="开展法治宣讲。",
        due=WatchDue(),
        document_number="鸡关发〔2023〕2号",
        opened_at=MOMENT,
    )


def light(stage: str, was: str = "green") -> DomainEvent:
    return Watch.LightChanged(
        light=stage,
        colour=stage,
        was=was,
        reason="due_close",
        at=MOMENT,
        thresholds_version=1,
        calendar_editions={},
    )


def watch_closed() -> DomainEvent:
    return Watch.Closed(reason="concluded", at=MOMENT)


def case_opened(case: UUID, committee: UUID = CITY) -> DomainEvent:
    return SupervisionCase.Opened(
        case_id=case,
        committee_id=committee,
        resolution_id=derive("resolution", case),
        meeting_id=derive("meeting"),
        text="校园周边整治",
        supervised_by="party_committee",
        listed_by=PROVINCE,
    )


def case_noticed(lead: UUID = EDUCATION) -> DomainEvent:
    return SupervisionCase.NoticeIssued(
        number="鸡关督〔2023〕1号",
        body="鸡关督",
        type="督办通知单",
        year=2023,
        sequence=1,
        lead=lead,
        co_units=(),
        answer_due=DAY,
        requirements="请答复。",
        issued_on=DAY,
    )


def case_answered(unit: UUID = EDUCATION) -> DomainEvent:
    return SupervisionCase.Answered(unit_id=unit, text="已办。", document=None, on=DAY, late=False)


def case_reported() -> DomainEvent:
    return SupervisionCase.Reported(to=PROVINCE, document="0" * 64, on=DAY)


def case_closed() -> DomainEvent:
    return SupervisionCase.Closed(reason="同意销号。", on=DAY)


def the(kind: str, number: int = 1) -> Any:
    return derive("test", kind, number)
