"""Relations between units: which kinds of units they bind, and which exclude each other (O1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.organization.domain.refusals import (
    HistoryRewritten,
    LineUnfit,
    RelationPartnerUnfit,
    RelationRepeated,
    RelationSingle,
)
from services.organization.domain.vocabulary import RELATION_WORDS, SINGLE_RELATIONS, Line, RelationKind, UnitKind


@dataclass(slots=True)
class Relation:
    """`until` is the first day on which the relation no longer holds."""

    kind: RelationKind
    target: UUID
    line: Line | None
    since: date
    until: date | None = None


def check_kinds(relation: RelationKind, unit: UnitKind, target: UnitKind) -> None:
    word = RELATION_WORDS[relation]
    if relation in ("superior", "hosted_by") and unit != "committee":
        raise RelationPartnerUnfit(f"只有关工委才登记“{word}”。")
    if relation == "hosted_by" and target == "committee":
        raise RelationPartnerUnfit("关工委的主管机关应是党委或其他机关，不能是另一个关工委。")
    if relation != "hosted_by" and target != "committee":
        raise RelationPartnerUnfit(f"“{word}”关系的另一方必须是关工委。")


def check_line(relation: RelationKind, line: Line | None) -> None:
    if relation == "line" and line is None:
        raise LineUnfit("条线关系要写明是哪一条线。")
    if relation != "line" and line is not None:
        raise LineUnfit("只有条线关系才写条线。")


def check_relation_free(relations: Sequence[Relation], kind: RelationKind, target: UUID, on: date) -> None:
    """A single relation follows its predecessor without overlap; so does a repeated one to the same target."""
    single = kind in SINGLE_RELATIONS
    same = [held for held in relations if held.kind == kind and (single or held.target == target)]
    still_open = [held.target for held in same if held.until is None]
    if target in still_open:
        raise RelationRepeated(f"这一“{RELATION_WORDS[kind]}”关系已经登记，不用重复登记。")
    if still_open:
        raise RelationSingle(f"“{RELATION_WORDS[kind]}”同一时间只能有一个，请先终止原来的关系。")
    last = max((held.until for held in same if held.until), default=on)
    if on < last:
        raise HistoryRewritten(f"原来的“{RELATION_WORDS[kind]}”关系到{last}才终止，新的关系不能早于这一天。")
