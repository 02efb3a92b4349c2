"""Who may give which command: role × relation of the acting unit to the unit concerned.

| relation | the acting unit |
| --- | --- |
| own | is the unit |
| superior | is a committee above it, or was until it let it go; for a new unit: its code lies in the territory |
| registrar | registered it, and nobody is its superior or has it as a member yet |
| committee_of_member | is a committee whose member it is |
| loading | is the local service that loads an example registry |

A unit does not choose its superior, nor the committee it is a member of (see relations.py), and does not give itself
up: who merges or splits units answers for those that go and those that carry on.
"""

from services.organization.application import commands
from services.organization.application.imports.commands import AdvanceImport, ImportItem
from shared.commands.interface import Permissions

IMPORTING = "service:organization"  # goes on with what a clerk began, for that clerk's unit and by its relations
LOADING = ("service:local", "loading")
UPKEEP = frozenset(
    {("clerk", "own"), ("clerk", "superior"), ("clerk", "registrar"), ("clerk", "committee_of_member"), LOADING}
)
ABOVE = UPKEEP - {("clerk", "own")}
COMMITTEE = frozenset({("clerk", "own"), ("clerk", "superior"), LOADING})

PERMISSIONS: Permissions = {
    commands.RegisterUnit: frozenset({("clerk", "superior"), LOADING}),
    commands.RenameUnit: UPKEEP,
    commands.ChangeUnitCode: UPKEEP,
    commands.ChangeUnitStatus: UPKEEP,
    commands.BeginRelation: UPKEEP,
    commands.EndRelation: UPKEEP,
    commands.ChangeSuperior: ABOVE,
    commands.MergeUnits: ABOVE,
    commands.SplitUnit: ABOVE,
    commands.PlanFoundingBatch: COMMITTEE,
    commands.ReviseFoundingBatch: COMMITTEE,
    commands.ConfirmFoundingCondition: COMMITTEE,
    commands.FoundUnit: COMMITTEE,
    commands.RegisterPerson: UPKEEP,
    commands.CorrectPersonName: UPKEEP,
    commands.ErasePerson: UPKEEP,
    commands.Appoint: UPKEEP,
    commands.EndTerm: UPKEEP,
    commands.ChangeOfficeHolders: UPKEEP,
    commands.SetUndertakingSection: UPKEEP,
    commands.StartImport: frozenset({("clerk", "own")}),
    ImportItem: frozenset((IMPORTING, relation) for role, relation in UPKEEP if role == "clerk"),
    AdvanceImport: frozenset({(IMPORTING, "own")}),
    commands.DefineGroup: COMMITTEE,
    commands.RedefineGroup: COMMITTEE,
}
