"""Who sees a document: one rule, built into SQL here and nowhere else.

A unit sees what it owns; and, unless it is a draft, what it takes part in and what a unit below it owns or takes
part in. An auditor sees what its unit and its subtree have, drafts excluded. Services see everything.
"""

from dataclasses import dataclass
from uuid import UUID

from shared.database.interface import Table

# Kept by the replica of the registry in each service's database: `ancestor` is superior of `unit`, at any distance.
REACH = Table(
    "reach",
    (
        "CREATE TABLE {reach} (ancestor TEXT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY (ancestor, unit))",
        "CREATE INDEX {reach_by_unit} ON {reach} (unit)",
    ),
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: one unit, in one role."""

    unit_id: UUID
    role: str

    @property
    def sees_everything(self) -> bool:
        return self.role.startswith("service:")

    @property
    def sees_own_drafts(self) -> bool:
        return self.role != "auditor"


_TAKES_PART = "EXISTS (SELECT 1 FROM {%(units)s} AS u WHERE u.id = d.id AND u.unit_id = :viewer_unit)"
_ABOVE_A_UNIT = (
    "EXISTS (SELECT 1 FROM {%(units)s} AS u JOIN {reach} AS r ON r.unit = u.unit_id"
    " WHERE u.id = d.id AND r.ancestor = :viewer_unit)"
)
_ABOVE_THE_OWNER = "EXISTS (SELECT 1 FROM {reach} AS r WHERE r.unit = d.owner_unit AND r.ancestor = :viewer_unit)"


def visible(view: str, viewer: Viewer) -> tuple[str, dict[str, object]]:
    """The condition on the rows `d` of a document view, and its parameters."""
    if viewer.sees_everything:
        return "1 = 1", {}
    own = "d.owner_unit = :viewer_unit"
    shared = f"{own} OR {_TAKES_PART} OR {_ABOVE_THE_OWNER} OR {_ABOVE_A_UNIT}" % {"units": f"{view}_units"}
    condition = f"(d.draft = 0 AND ({shared}))"
    if viewer.sees_own_drafts:
        condition = f"({own} OR {condition})"
    return condition, {"viewer_unit": str(viewer.unit_id)}
