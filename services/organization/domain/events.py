"""Every event organization stores."""

from services.organization.domain.claim import GroupName, UnitCode
from services.organization.domain.founding import FoundingBatch
from services.organization.domain.group import Group
from services.organization.domain.person import Person
from services.organization.domain.registry_import import RegistryImport
from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from shared.kernel.events import EventRegistry

REGISTRY = EventRegistry(
    [
        Unit.Registered,
        Unit.Renamed,
        Unit.CodeChanged,
        Unit.StatusChanged,
        Unit.RelationBegun,
        Unit.RelationEnded,
        Unit.Superseded,
        Unit.Succeeded,
        FoundingBatch.Planned,
        FoundingBatch.Revised,
        FoundingBatch.ConditionMet,
        FoundingBatch.UnitFounded,
        RegistryImport.Started,
        RegistryImport.Advanced,
        RegistryImport.Finished,
        UnitCode.Claimed,
        UnitCode.Released,
        Roster.Appointed,
        Roster.TermEnded,
        Roster.SectionSet,
        Group.Defined,
        Group.Redefined,
        GroupName.Claimed,
        GroupName.Released,
        Person.Registered,
        Person.NameCorrected,
        Person.Erased,
    ]
)
