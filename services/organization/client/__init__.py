"""What other services may import of organization: the replica of the registry and its look-ups.

    parts.projections = [RegistryProjection()]
    seat = await Registry(work.views).holders(unit, "liaison_officer", day)
    work.judged_by(await registry.position())

Made from the published events alone; it imports nothing else of organization. Every look-up with `on` answers as
of that day, so old years stay as they were; without `on` it answers by what is recorded as open now, whatever day
it counts from. `reach` follows the record too, over `superior` only: a line (条) narrows look-ups and figures, it
lets nobody see more.
"""

from services.organization.client.directory import PlanDirectory
from services.organization.client.precedence import precedence
from services.organization.client.projection import RegistryProjection
from services.organization.client.records import GroupRecord, SuccessionRecord, UnitRecord
from services.organization.client.refusals import GroupUnknown, UnitAmbiguous, UnitUnknown
from services.organization.client.registry import Registry
from services.organization.client.territory import CommitteeRecord, Territory, territory_of

__all__ = [
    "CommitteeRecord",
    "GroupRecord",
    "GroupUnknown",
    "PlanDirectory",
    "Registry",
    "RegistryProjection",
    "SuccessionRecord",
    "Territory",
    "UnitAmbiguous",
    "UnitRecord",
    "UnitUnknown",
    "precedence",
    "territory_of",
]
