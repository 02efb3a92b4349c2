"""Commands to aggregates. Each handler reads, asks permission, calls one command method."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from services.organization.client import Registry
from services.supervision.application import commands as c
from services.supervision.application import policy_commands as given
from services.supervision.application.judging import calendar_around, thresholds_of
from services.supervision.domain.case import SupervisionCase
from services.supervision.domain.number import NoticeNumber, NumberText
from services.supervision.domain.refusals import NotACommittee, NumberTaken
from services.supervision.domain.thresholds import CommitteeThresholds, Thresholds
from services.supervision.domain.watch import Step, Watch
from services.supervision.domain.workdays import Calendar
from shared.commands.interface import Handler, Work
from shared.contents.store import check_known
from shared.kernel.clock import business_day
from shared.kernel.command import Command
from shared.kernel.errors import NotFound

OFFICE_OF_STEP: dict[Step, str] = {
    "liaison_officer": "liaison_officer",
    "leader_in_charge": "leader_in_charge",
}


def own(work: Work, unit_id: UUID) -> Iterable[str]:
    return ("own",) if work.actor.unit_id == unit_id else ()


async def set_thresholds(command: c.SetThresholds, work: Work) -> None:
    work.permit(own(work, command.committee_id))
    await check_is_committee(command.committee_id, work)
    stream_id = CommitteeThresholds.stream_of(command.committee_id)
    thresholds = await work.find(CommitteeThresholds, stream_id)
    if thresholds is None:
        thresholds = CommitteeThresholds(stream_id)
        work.add(thresholds)
    wanted = {name: value for name, value in msgspec.structs.asdict(command).items() if name != "committee_id"}
    thresholds.set(command.committee_id, Thresholds(**wanted))


async def publish_calendar(command: c.PublishCalendar, work: Work) -> None:
    stream_id = Calendar.stream_of(command.year)
    work.permit(await relations_to_calendars(work))
    calendar = await work.find(Calendar, stream_id)
    if calendar is None:
        calendar = Calendar(stream_id)
        work.add(calendar)
    calendar.publish(
        year=command.year,
        holidays=command.holidays,
        workdays=command.workdays,
        source=command.source,
        provisional=command.provisional,
        published_by=work.actor.unit_id,
    )


async def check_is_committee(unit_id: UUID, work: Work) -> None:
    registry = Registry(work.views)
    unit = await registry.unit(unit_id, _today(work))
    work.judged_by(await registry.position())
    if unit.kind != "committee":
        raise NotACommittee(f"{unit.name}不是关工委，没有预警规则可设。", unit_id=str(unit_id))


async def relations_to_calendars(work: Work) -> Iterable[str]:
    """Every committee's lights hang on the working days, so only a committee with none above it publishes them."""
    if work.actor.is_service:
        return ("loading",)
    registry = Registry(work.views)
    work.judged_by(await registry.position())
    unit_id = work.actor.unit_id
    if not await registry.exists(unit_id) or (await registry.unit(unit_id)).kind != "committee":
        return ("other",)
    return ("other",) if await registry.superiors(unit_id, _today(work)) else ("top",)


async def issue_supervision_notice(command: c.IssueSupervisionNotice, work: Work) -> dict[str, Any]:
    case = await work.get(SupervisionCase, command.case_id)
    work.permit(case.relations_of(work.actor.unit_id))
    registry = Registry(work.views)
    for unit_id in (command.lead, *command.co_units):
        await registry.unit(unit_id)
    work.judged_by(await registry.position())
    number = NumberText(body=command.body, year=command.year, sequence=command.sequence)
    case.issue_notice(
        _today(work),
        number=number.text,
        body=number.body,
        type=number.type,
        year=number.year,
        sequence=number.sequence,
        lead=command.lead,
        co_units=tuple(unit for unit in dict.fromkeys(command.co_units) if unit != command.lead),
        answer_due=command.answer_due,
        requirements=command.requirements,
        issued_on=command.issued_on,
    )
    await claim_number(number, case, work)
    return {"number": number.text}


async def claim_number(number: NumberText, case: SupervisionCase, work: Work) -> None:
    """Raises NumberMalformed, NumberTaken."""
    stream_id = NoticeNumber.stream_of(number)
    if await work.find(NoticeNumber, stream_id) is not None:
        raise NumberTaken(f"{number.text}已经用过，请换一个顺序号。", number=number.text)
    claim = NoticeNumber(stream_id)
    claim.claim(number, case.owner_unit, case.id)
    work.add(claim)


async def answer_case(command: c.AnswerCase, work: Work) -> None:
    case = await work.get(SupervisionCase, command.case_id)
    work.permit(case.relations_of(work.actor.unit_id))
    await check_known(work.views, [command.document], work.actor.unit_id)
    case.answer(work.actor.unit_id, command.text, command.document, _today(work))


async def report_case(command: c.ReportCase, work: Work) -> None:
    case = await work.get(SupervisionCase, command.case_id)
    work.permit(case.relations_of(work.actor.unit_id))
    await check_known(work.views, [command.document], work.actor.unit_id)
    case.report(command.to, command.document, _today(work), above=await units_above(case.owner_unit, work))


async def units_above(committee: UUID, work: Work) -> set[UUID]:
    """The committees above it, and the party committee that hosts it."""
    registry = Registry(work.views)
    work.judged_by(await registry.position())
    party_committee = await registry.party_committee(committee, _today(work))
    above = await registry.superiors(committee, _today(work))
    return {*above, party_committee} if party_committee else set(above)


async def close_case(command: c.CloseCase, work: Work) -> None:
    case = await work.get(SupervisionCase, command.case_id)
    work.permit(case.relations_of(work.actor.unit_id))
    case.close(command.reason, _today(work))


# policies and timers


async def open_case(command: given.OpenCase, work: Work) -> None:
    work.permit(("policy",))
    if await work.find(SupervisionCase, command.case_id) is not None:
        return
    case = SupervisionCase(command.case_id)
    case.open(**_fields_but(command, "case_id"))
    work.add(case)


async def open_watch(command: given.OpenWatch, work: Work) -> None:
    work.permit(("policy",))
    if await work.find(Watch, command.watch_id) is not None:
        return
    watch = Watch(command.watch_id)
    watch.open(**_fields_but(command, "watch_id"))
    work.add(watch)


async def note_fact(command: given.NoteFact, work: Work) -> None:
    work.permit(("policy",))
    watch = await work.find(Watch, command.watch_id)
    if watch is not None and not watch.closed:
        watch.note_fact(command.fact, command.at)


async def close_watch(command: given.CloseWatch, work: Work) -> None:
    """A task's units are told together; one whose watch was closed before stays closed."""
    work.permit(("policy",))
    watch = await work.find(Watch, command.watch_id)
    if watch is not None and not watch.closed:
        watch.close(command.reason, command.at)


async def judge_light(command: given.JudgeLight, work: Work) -> None:
    """Announces a changed light and gives the reminder that is due, in one transaction."""
    work.permit(("policy",))
    watch = await work.find(Watch, command.watch_id)
    if watch is None:
        raise NotFound("没有这盏灯。")
    if watch.closed:
        return
    thresholds = await thresholds_of(work, watch.committee_id)
    calendar = await calendar_around(work, command.at, watch.due.day)
    watch.judge_light(thresholds, calendar, command.at)
    step = watch.step_due(thresholds, calendar, command.at)
    if step is not None:
        watch.remind(step, await _holder(work, watch.unit_id, step, business_day(command.at)), command.at)


async def _holder(work: Work, unit_id: UUID, step: Step, on: date) -> UUID | None:
    """Who is reminded; a vacant office is reminded too, so that the climb goes on and shows the gap."""
    registry = Registry(work.views)
    holders = await registry.holders(unit_id, OFFICE_OF_STEP[step], on)
    work.judged_by(await registry.position())
    return holders[0] if holders else None


def _fields_but(command: Command, *names: str) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(command).items() if name not in names}


def _today(work: Work) -> date:
    return business_day(work.context.occurred.at if work.context.occurred else work.now)


HANDLERS: dict[type[Command], Handler] = {
    c.SetThresholds: set_thresholds,
    c.PublishCalendar: publish_calendar,
    c.IssueSupervisionNotice: issue_supervision_notice,
    c.AnswerCase: answer_case,
    c.ReportCase: report_case,
    c.CloseCase: close_case,
    given.OpenCase: open_case,
    given.OpenWatch: open_watch,
    given.NoteFact: note_fact,
    given.CloseWatch: close_watch,
    given.JudgeLight: judge_light,
}
