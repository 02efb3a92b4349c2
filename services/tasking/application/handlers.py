"""Command → handler."""

from services.tasking.application import commands as c
from services.tasking.application import plan_handlers as plans
from services.tasking.application import task_handlers as tasks
from services.tasking.application.importing import import_plan
from services.tasking.application.policy_commands import DraftConsentedPlan
from shared.commands.interface import Handler
from shared.kernel.command import Command

HANDLERS: dict[type[Command], Handler] = {
    c.DraftPlan: plans.draft_plan,
    DraftConsentedPlan: plans.draft_consented_plan,
    c.ImportPlan: import_plan,
    c.PlaceItem: plans.place_item,
    c.SettleName: plans.settle_name,
    c.SettleLead: plans.settle_lead,
    c.IssuePlan: plans.issue,
    c.AcceptTask: tasks.accept_task,
    c.RefuseTask: tasks.refuse_task,
    c.UpholdAssignment: tasks.uphold_assignment,
    c.AcceptRefusal: tasks.accept_refusal,
    c.ReportProgress: tasks.report_progress,
    c.FinishPart: tasks.finish_part,
    c.ReportWhole: tasks.report_whole,
    c.ConcludeTask: tasks.conclude_task,
    c.ReturnTask: tasks.return_task,
}
