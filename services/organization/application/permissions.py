"""Who may give which command: role × relation of the acting unit to the unit concerned.

| relation | the acting unit |
| --- | --- |
| own | is the unit |
| superior | is a committee above it, or was until it let it go; for a new unit: its code lies in the territory |
| registrar | registered it, and nobody is its superior or has it as a member yet |
| committee_of_member | is a committee whose member it is |
| loading | is the local service that loads an example registry |

A unit does not choose its superior, nor the committee it is a member of: see relations.py.
"""

from services.organization.application import commands
from shared.commands.interface import Permissions

LOADING = ("service:local", "loading")
UPKEEP = frozenset(
    {("clerk", "own"), ("clerk", "superior"), ("clerk", "registrar"), ("clerk", "committee_of_member"), LOADING}
)
COMMITTEE = frozenset({("clerk", "own"), ("clerk", "superior"), LOADING})

PERMISSIONS: Permissions = {
    commands.RegisterUnit: frozenset({("clerk", "superior"), LOADING}),
    commands.RenameUnit: UPKEEP,
    commands.ChangeUnitCode: UPKEEP,
    commands.ChangeUnitStatus: UPKEEP,
    commands.BeginRelation: UPKEEP,
    commands.EndRelation: UPKEEP,
    commands.RegisterPerson: UPKEEP,
    commands.CorrectPersonName: UPKEEP,
    commands.ErasePerson: UPKEEP,
    commands.Appoint: UPKEEP,
    commands.EndTerm: UPKEEP,
    commands.SetUndertakingSection: UPKEEP,
    commands.DefineGroup: COMMITTEE,
    commands.RedefineGroup: COMMITTEE,
}
