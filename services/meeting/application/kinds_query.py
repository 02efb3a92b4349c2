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
        _item(kind, name, joint, None, here=False)
        for joint, names in ((True, JOINT_KINDS), (False, OTHER_KINDS))
        for kind, name in names.items()
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
    in_use = [(doc["committee_id"], kind) for doc in documents for kind in doc["kinds"] if not kind["retired"]]
    own = {kind["kind"] for adder, kind in in_use if adder == str(committee)}
    added = {
        kind["kind"]: _item(kind["kind"], kind["kind"], kind["joint"], adder, here=kind["kind"] in own)
        for adder, kind in in_use
    }
    return [*built_in, *added.values()]


def _item(kind: str, name: str, joint: bool, added_by: str | None, *, here: bool) -> Doc:
    """`here`: the committee that is asked about added it, whoever else did, too."""
    return {"kind": kind, "name": name, "joint": joint, "added_by": added_by, "added_here": here}
