"""Who may give which command: (role, relation of the acting unit to the plan or task)."""

from itertools import product

from services.tasking.application import commands as c
from services.tasking.application.policy_commands import DraftConsentedPlan
from shared.commands.interface import Permissions


def _rows(roles: str, relations: str) -> frozenset[tuple[str, str]]:
    return frozenset(product(roles.split(), relations.split()))


_COMMITTEE = _rows("clerk director", "own")
_UNIT = _rows("liaison leader clerk director", "lead responsible")
_LEAD = _rows("liaison leader clerk director", "lead")

PERMISSIONS: Permissions = {
    c.DraftPlan: _COMMITTEE,
    DraftConsentedPlan: _rows("service:tasking", "own"),
    c.ImportPlan: _COMMITTEE,
    c.PlaceItem: _COMMITTEE,
    c.SettleName: _COMMITTEE,
    c.SettleLead: _COMMITTEE,
    c.IssuePlan: _COMMITTEE,
    c.AcceptTask: _UNIT,
    c.RefuseTask: _UNIT,
    c.UpholdAssignment: _COMMITTEE,
    c.AcceptRefusal: _COMMITTEE,
    c.ReportProgress: _UNIT,
    c.FinishPart: _UNIT,
    c.ReportWhole: _LEAD,
    c.ConcludeTask: _COMMITTEE,
    c.ReturnTask: _COMMITTEE,
}
