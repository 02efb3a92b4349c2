"""The words of a meeting: kinds, stages, and the small values its events are made of."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

# Kinds are plain text in events, so that a province can add one without a new version of the event.
JOINT_KINDS = {
    "thematic": "专题会议",
    "consultation": "工作协商会议",
    "task_advancing": "任务推进会议",
    "experience_exchange": "工作经验交流会议",
    "briefing": "情况通报会议",
}
OTHER_KINDS = {
    "plenary": "全体委员会议",
    "directors_office": "主任办公会",
    "regular": "例会",
    "promotion": "推进会",
}
# In the order in which one of them is named when a person holds several.
CHAIRING_OFFICES = ("director", "executive_director")
OTHER_OFFICES = ("deputy_director", "secretary_general", "office_head", "leader_in_charge", "liaison_officer")

Stage = Literal["drafted", "requested", "returned", "approved", "noticed", "held", "reported", "filed", "called_off"]
RequestOutcome = Literal["returned", "approved"]
Scope = Literal["all_members", "some_members"]
Part = Literal["member", "observer"]
Importance = Literal["ordinary", "important"]
SupervisedBy = Literal["party_committee", "government"]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the values inside events; stored with every field, so that a null is told from an absence."""


class Invitation(Value, frozen=True, kw_only=True):
    """A unit's place at the meeting.

    `office` and `person_id` name who gets the notice (the liaison officer; null: the unit itself),
    `seat_person_id` the leader-in-charge who holds a member unit's seat (null: none in office).
    """

    unit_id: UUID
    part: Part = msgspec.field(name="as")
    office: str | None
    person_id: UUID | None
    seat_person_id: UUID | None


class Delegation(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why somebody else chairs, and who of the directors (a person id) asked them to."""

    reason: str
    delegated_by: UUID


class Subject(Value, frozen=True, kw_only=True):
    """What the party committee is asked about before a joint meeting."""

    theme: str
    agenda: tuple[str, ...]
    matters: tuple[str, ...]


class MemberUnit(Value, frozen=True, kw_only=True):
    """A unit as the registry knows it on the day of the meeting."""

    unit_id: UUID
    name: str
    is_member: bool
    liaison_officer: UUID | None
    leader_in_charge: UUID | None


class Listing(Value, frozen=True, kw_only=True):
    """Who lists a resolution for supervision."""

    supervised_by: SupervisedBy
    listed_by: UUID


class Recording(Value, frozen=True, kw_only=True):
    """Who records a decision, and when."""

    recorded_by: UUID
    today: date


class Judged(Value, frozen=True, kw_only=True):
    """What a decision of the party committee is judged by.

    `asked` is the party committee whose word counts, `earliest` the first day on which it can have decided.
    """

    asked: UUID | None
    earliest: date
    recording: Recording
