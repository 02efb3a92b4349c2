"""The kinds of meeting a committee can choose: those of the rules, then those that it or one above it added (M1)."""

from typing import Any
from uuid import UUID

import msgspec

from services.meeting.domain.vocabulary import JOINT_KINDS, OTHER_KINDS
from services.organization.client import Registry
from shared.database.interface import Reader
from shared.messaging.documents import Doc


async def kinds_of(reader: Reader, viewer: UUID, committee: UUID) -> list[Doc]:
    """A kind that several of them added is what the highest says, as `DraftMeeting` judges it (`added_kinds`).

    What a committee added is shown to itself, to those it may choose it too (below it), and to those above it.
    """
    built_in = [
        *({"kind": kind, "name": name, "joint": True, "added_by": None} for kind, name in JOINT_KINDS.items()),
        *({"kind": kind, "name": name, "joint": False, "added_by": None} for kind, name in OTHER_KINDS.items()),
    ]
    registry = Registry(reader)
    handed_down = [viewer, *await registry.superiors(viewer)]
    adders = [
        adder
        for adder in [committee, *await registry.superiors(committee)]
        if adder in handed_down or await registry.is_superior(viewer, adder)
    ]
    ids = {f"id_{number}": adder for number, adder in enumerate(adders)}
    if not ids:
        return built_in
    rows = await reader.all(
        f"SELECT body FROM {{meeting_kinds}} WHERE owner_unit IN ({', '.join(f':{key}' for key in ids)})",
        ids,
    )
    documents = [msgspec.json.decode(row["body"], type=dict[str, Any]) for row in rows]
    documents.sort(key=lambda doc: adders.index(UUID(doc["committee_id"])))
    added = {
        kind["kind"]: {
            "kind": kind["kind"],
            "name": kind["kind"],
            "joint": kind["joint"],
            "added_by": doc["committee_id"],
        }
        for doc in documents
        for kind in doc["kinds"]
        if not kind["retired"]
    }
    return [*built_in, *added.values()]
