"""The kinds of meeting a committee can choose: those of the rules, then those that it or one above it added (M1)."""

from typing import Any
from uuid import UUID

import msgspec

from services.meeting.domain.vocabulary import JOINT_KINDS, OTHER_KINDS
from services.organization.client import Registry
from shared.database.interface import Reader
from shared.messaging.documents import Doc


async def kinds_of(reader: Reader, committee: UUID) -> list[Doc]:
    built_in = [
        *({"kind": kind, "name": name, "joint": True, "added_by": None} for kind, name in JOINT_KINDS.items()),
        *({"kind": kind, "name": name, "joint": False, "added_by": None} for kind, name in OTHER_KINDS.items()),
    ]
    adders = [committee, *await Registry(reader).superiors(committee)]
    ids = {f"id_{number}": adder for number, adder in enumerate(adders)}
    rows = await reader.all(
        f"SELECT body FROM {{meeting_kinds}} WHERE owner_unit IN ({', '.join(f':{key}' for key in ids)}) ORDER BY id",
        ids,
    )
    documents = [msgspec.json.decode(row["body"], type=dict[str, Any]) for row in rows]
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
