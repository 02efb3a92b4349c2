"""Commands to aggregates. Each handler reads, asks permission, calls one command method."""

from datetime import date
from typing import Any
from uuid import UUID

from services.organization.client import Registry
from services.reporting.application import commands as c
from services.reporting.application.plans import check_plan_shared
from services.reporting.application.stating import SubmitStatedReport
from services.reporting.domain.report import Statement, UnitReport
from services.reporting.domain.request import ReportRequest
from shared.commands.interface import Handler, Work
from shared.contents.store import check_known
from shared.kernel.clock import business_day
from shared.kernel.command import Command

WITHOUT_STATEMENT = "任务服务暂时查询不到，这份报告没有附上任务办理情况。"


async def request_reports(command: c.RequestReports, work: Work) -> dict[str, Any]:
    work.permit(("own",) if work.actor.unit_id == command.committee_id else ())
    registry = Registry(work.views)
    for unit_id in dict.fromkeys(command.units):
        await registry.unit(unit_id)
    work.judged_by(await registry.position())
    if command.plan_id is not None:
        await check_plan_shared(command.plan_id, command.committee_id, work)
    request = ReportRequest(command.request_id)
    request.open(
        command.committee_id,
        subject=command.subject,
        plan_id=command.plan_id,
        units=command.units,
        due_on=command.due_on,
        requirements=command.requirements,
        today=_today(work),
    )
    work.add(request)
    return {"reports": [str(UnitReport.stream_of(request.id, unit)) for unit in request.units]}


async def submit_report(command: c.SubmitReport, work: Work) -> dict[str, Any]:
    return await _submit(command, None, work)


async def submit_stated_report(command: SubmitStatedReport, work: Work) -> dict[str, Any]:
    return await _submit(command, command.statement, work)


async def _submit(command: c.SubmitReport, statement: Statement | None, work: Work) -> dict[str, Any]:
    unit_id = work.actor.unit_id
    request = await work.get(ReportRequest, command.request_id)
    work.permit(request.relations_of(unit_id))
    await check_known(work.views, [command.document], unit_id)
    report = await _report_of(request.id, unit_id, work)
    report.submit(request, unit_id, text=command.text, document=command.document, on=_today(work), statement=statement)
    note = {"note": WITHOUT_STATEMENT} if request.plan_id and statement is None else {}
    return {"report_id": str(report.id), "round": report.rounds, "late": report.late, **note}


async def _report_of(request_id: UUID, unit_id: UUID, work: Work) -> UnitReport:
    stream_id = UnitReport.stream_of(request_id, unit_id)
    report = await work.find(UnitReport, stream_id)
    if report is None:
        report = UnitReport(stream_id)
        work.add(report)
    return report


async def accept_report(command: c.AcceptReport, work: Work) -> None:
    report = await work.get(UnitReport, command.report_id)
    work.permit(report.relations_of(work.actor.unit_id))
    report.accept(_today(work))


async def return_report(command: c.ReturnReport, work: Work) -> None:
    report = await work.get(UnitReport, command.report_id)
    work.permit(report.relations_of(work.actor.unit_id))
    report.send_back(command.reason, _today(work))


def _today(work: Work) -> date:
    return business_day(work.context.occurred.at if work.context.occurred else work.now)


HANDLERS: dict[type[Command], Handler] = {
    c.RequestReports: request_reports,
    c.SubmitReport: submit_report,
    SubmitStatedReport: submit_stated_report,
    c.AcceptReport: accept_report,
    c.ReturnReport: return_report,
}
