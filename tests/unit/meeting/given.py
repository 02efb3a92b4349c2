"""Meetings at a stage, and the facts they are judged by: the givens of this folder's tests."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.meeting.domain.attendance import Attendance, Venue
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.vocabulary import Listing, MemberUnit, Recording, Subject
from shared.kernel.envelope import Decision
from shared.kernel.ids import derive

COMMITTEE = derive("committee")
PARTY = derive("party committee")
GOVERNMENT = derive("government")
EDUCATION, JUSTICE, YOUTH_LEAGUE = derive("education"), derive("justice"), derive("youth league")
HOSPITAL = derive("hospital")
SECRETARY, DIRECTOR, DEPUTY = derive("secretary"), derive("director"), derive("deputy")
RESOLUTION = derive("resolution")
DIGEST = "d" * 64

DRAFT_DAY, DECISION_DAY, MEETING_DAY = date(2023, 9, 1), date(2023, 9, 5), date(2023, 9, 20)
NOTICE_MOMENT = datetime(2023, 9, 10, 1, tzinfo=UTC)
HELD_AT = datetime(2023, 9, 20, 1, 30, tzinfo=UTC)
LATER_AT = datetime(2023, 9, 21, 1, 30, tzinfo=UTC)
LATER = date(2023, 10, 8)

SUBJECT = Subject(theme="校园周边环境整治", agenda=("通报情况", "讨论分工"), matters=("整治责任分工",))
REVISED = Subject(theme="校园周边环境整治", agenda=("通报情况", "讨论分工", "表态发言"), matters=("整治责任分工",))
VENUES = [Venue(key="main", kind="main", name="市委一号会议室"), Venue(key="hall", kind="branch", name="县分会场")]
UNIT_KINDS = {GOVERNMENT: "government", PARTY: "party_committee", EDUCATION: "department"}


def unit(unit_id: UUID, name: str, *, member: bool = True, liaison: bool = True) -> MemberUnit:
    return MemberUnit(
        unit_id=unit_id,
        name=name,
        is_member=member,
        liaison_officer=derive("liaison", unit_id) if liaison else None,
        leader_in_charge=derive("leader", unit_id) if member else None,
    )


UNITS = {
    EDUCATION: unit(EDUCATION, "市教育局"),
    JUSTICE: unit(JUSTICE, "市司法局"),
    YOUTH_LEAGUE: unit(YOUTH_LEAGUE, "团市委"),
    HOSPITAL: unit(HOSPITAL, "市医院", member=False, liaison=False),
}
MEMBERS = [EDUCATION, JUSTICE, YOUTH_LEAGUE]


def decision(unit_id: UUID = PARTY, decided_on: date = DECISION_DAY, **changes: Any) -> Decision:
    evidence: dict[str, Any] = {"person_id": SECRETARY, "words": DIGEST, "scan": DIGEST} | changes
    return Decision(unit_id=unit_id, decided_on=decided_on, **evidence)


def recording(recorded_by: UUID = COMMITTEE, today: date = DECISION_DAY) -> Recording:
    return Recording(recorded_by=recorded_by, today=today)


def replayed(meeting: Meeting) -> Meeting:
    """The same meeting as its stored events make it, so that no test passes on what only memory knows."""
    again = Meeting.project(None, meeting.collect_events())
    assert again is not None
    return again


def draft(**changes: Any) -> Meeting:
    arguments: dict[str, Any] = {
        "hosts": [COMMITTEE],
        "kinds": ["thematic"],
        "joint": True,
        "enlarged": False,
        "subject": SUBJECT,
        "planned_on": MEETING_DAY,
        "known_units": frozenset({COMMITTEE, GOVERNMENT}),
        "added_kinds": {},
    }
    return Meeting.draft(derive("meeting"), COMMITTEE, **(arguments | changes))


def submit(meeting: Meeting, **changes: Any) -> int:
    arguments: dict[str, Any] = {"party_committee": PARTY, "today": DRAFT_DAY}
    return meeting.submit_request(DIGEST, **(arguments | changes))


def issue_notice(meeting: Meeting, **changes: Any) -> None:
    arguments: dict[str, Any] = {
        "held_at": HELD_AT,
        "now": NOTICE_MOMENT,
        "place": "市委一号会议室",
        "scope": "all_members",
        "requirements": "请带分工意见。",
        "members": MEMBERS,
        "observers": [],
        "units": UNITS,
    }
    meeting.issue_notice(**(arguments | changes))


def change_notice(meeting: Meeting, **changes: Any) -> None:
    arguments: dict[str, Any] = {
        "held_at": LATER_AT,
        "now": NOTICE_MOMENT,
        "place": f"会议室{meeting.version}",
        "requirements": "",
        "reason": "另有安排。",
    }
    meeting.change_notice(**(arguments | changes))


def present(unit_id: UUID = EDUCATION, **changes: Any) -> Attendance:
    """A line of the sheet: the leader-in-charge came, alone."""
    line: dict[str, Any] = {"presence": "present", "venue": "main", "heads": 1, "seat": "holder"}
    rest: dict[str, Any] = {"person_id": None, "office": "", "reason": ""}
    return Attendance(unit_id=unit_id, **(line | rest | changes))


def away(unit_id: UUID, presence: str = "excused", reason: str = "参加省里的会议。") -> Attendance:
    return present(unit_id, presence=presence, venue=None, heads=0, seat=None, reason=reason)


def attend(meeting: Meeting, *rows: Attendance, **changes: Any) -> int:
    arguments: dict[str, Any] = {"venues": VENUES, "today": LATER}
    return meeting.record_attendance(rows=rows, **(arguments | changes))


def hold(meeting: Meeting, **changes: Any) -> None:
    arguments: dict[str, Any] = {
        "held_on": MEETING_DAY,
        "chair": DIRECTOR,
        "chair_offices": frozenset({"director"}),
        "delegation": None,
        "delegator_offices": frozenset({"director"}),
        "today": MEETING_DAY,
    }
    meeting.hold(**(arguments | changes))


def adopt(meeting: Meeting, **changes: Any) -> int:
    arguments: dict[str, Any] = {
        "resolution_id": RESOLUTION,
        "text": "开展校园周边环境集中整治。",
        "importance": "important",
        "listing": Listing(supervised_by="party_committee", listed_by=PARTY),
        "party_committee": PARTY,
        "unit_kinds": UNIT_KINDS,
    }
    return meeting.adopt_resolution(**(arguments | changes))


def report(meeting: Meeting, **changes: Any) -> None:
    arguments: dict[str, Any] = {
        "document": DIGEST,
        "submitted_on": LATER,
        "party_committee": PARTY,
        "today": LATER,
    }
    meeting.submit_report(**(arguments | changes))


def minutes(meeting: Meeting, **changes: Any) -> None:
    arguments: dict[str, Any] = {"document": DIGEST, "issued_on": LATER, "today": LATER}
    meeting.issue_minutes(**(arguments | changes))


def requested() -> Meeting:
    meeting = draft()
    submit(meeting)
    return meeting


def returned() -> Meeting:
    meeting = requested()
    meeting.record_return("议程请补表态发言。", decision(), recording(COMMITTEE, DECISION_DAY))
    return meeting


def approved() -> Meeting:
    meeting = requested()
    meeting.record_approval(decision(), recording(COMMITTEE, DECISION_DAY))
    return meeting


def noticed(**changes: Any) -> Meeting:
    meeting = approved()
    issue_notice(meeting, **changes)
    return meeting


def held() -> Meeting:
    meeting = noticed()
    hold(meeting)
    return meeting


def resolved() -> Meeting:
    meeting = held()
    adopt(meeting)
    return meeting


def not_joint() -> Meeting:
    return draft(kinds=["directors_office"], joint=False)
