"""M1–M9 read from stored events alone, a second time and without the aggregates: what must hold after any step.

Each invariant yields a sentence for what it finds wrong; rules that come later add theirs to INVARIANTS.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, timedelta, timezone
from typing import Any
from uuid import UUID

from tests.unit.meeting.machine.world import OFFICES, Stored, World

CHINA = timezone(timedelta(hours=8))
Invariant = Callable[[World], Iterator[str]]
SUBJECT = ("theme", "agenda", "matters")


def kinds(stored: Sequence[Stored]) -> list[str]:
    return [one.name.rpartition(".")[2] for one in stored]


def subject(event: Any) -> tuple[Any, ...]:
    return tuple(getattr(event, name) for name in SUBJECT)


def is_joint(world: World, meeting: UUID) -> bool:
    return bool(world.of(meeting, "meeting.drafted")[0].event.joint)


def m1_a_joint_meeting_has_one_theme_and_one_topic(world: World) -> Iterator[str]:
    for meeting in world.streams("meeting.drafted"):
        for one in world.of(meeting, "meeting.drafted", "meeting.revised"):
            lines = [line for line in one.event.theme.splitlines() if line.strip()]
            if len(lines) > 1 or (is_joint(world, meeting) and not lines):
                yield f"{meeting}: theme {one.event.theme!r}"
        for one in world.of(meeting, "meeting.topics_taken_up"):
            if is_joint(world, meeting) and len(one.event.topics) > 1:
                yield f"{meeting}: {len(one.event.topics)} topics"


def m3_the_director_chairs_or_somebody_the_director_asked(world: World) -> Iterator[str]:
    for meeting in world.streams("meeting.drafted"):
        for held in world.of(meeting, "meeting.held"):
            chair, asked = held.event.chair, held.event.delegation
            entitled = bool(OFFICES[chair] & {"director", "executive_director"})
            by_director = asked is not None and bool(OFFICES[asked.delegated_by] & {"director", "executive_director"})
            if is_joint(world, meeting) and not entitled and not (by_director and asked.reason.strip()):
                yield f"{meeting}: chaired by {OFFICES[chair]}"


def m4_a_topic_is_of_one_meeting_that_took_it_up_when_it_was_accepted(world: World) -> Iterator[str]:
    for topic in (*world.streams("topic.instructed"), *world.streams("topic.proposed")):
        state, meeting = "", None
        for one in world.of(topic):
            kind = one.name.rpartition(".")[2]
            if kind == "taken_up":
                if state != "accepted" or meeting is not None:
                    yield f"{topic}: taken up while {state}, by {meeting}"
                meeting = one.event.meeting_id
            elif kind == "put_back":
                meeting = None
            else:
                if state == "merged" or (meeting is not None and kind != "proposed"):
                    yield f"{topic}: answered {kind} though {state}, by {meeting}"
                state = "accepted" if kind == "instructed" else kind
            if kind in ("merged", "declined") and not one.event.reason.strip():
                yield f"{topic}: {kind} without a reason"
        taken = [each for each in world.streams("meeting.drafted") if topic in _topics_of(world, each)]
        if taken != ([meeting] if meeting else []):
            yield f"{topic}: says {meeting}, meetings say {taken}"


def _topics_of(world: World, meeting: UUID) -> tuple[UUID, ...]:
    said = world.of(meeting, "meeting.topics_taken_up")
    called_off = world.of(meeting, "meeting.called_off")
    return () if called_off or not said else tuple(said[-1].event.topics)


def m5_no_notice_before_the_party_committee_agreed_to_what_is_noticed(world: World) -> Iterator[str]:
    for meeting in world.streams("meeting.drafted"):
        events = world.of(meeting)
        noticed = next((at for at, one in enumerate(events) if one.name.endswith(".notice_issued")), None)
        before = events[:noticed] if noticed is not None else events
        asked = [one for one in before if ".request_" in one.name]
        if noticed is not None and (is_joint(world, meeting) or asked):
            if not asked or not asked[-1].name.endswith("approved"):
                yield f"{meeting}: noticed without consent"
            elif _subject_at(before, before.index(asked[-2])) != _subject_at(before, len(before)):
                yield f"{meeting}: noticed is not what was agreed to"
        yield from _answered_in_turn(meeting, asked, before)


def _answered_in_turn(meeting: UUID, asked: Sequence[Stored], before: Sequence[Stored]) -> Iterator[str]:
    """Request and answer alternate; after a return the subject is another one before it is asked again."""
    for at, one in enumerate(asked):
        is_request = one.name.endswith("submitted")
        if is_request != (at % 2 == 0):
            yield f"{meeting}: {kinds(asked)}"
        if not is_request and (
            one.change.decision is None or one.change.decision.unit_id != asked[at - 1].event.party_committee
        ):
            yield f"{meeting}: answered by another"
        returned = at >= 1 and asked[at - 1].name.endswith("returned")
        if is_request and returned:
            earlier, now = before.index(asked[at - 1]), before.index(one)
            changed = any(
                _subject_at(before, earlier) != subject(each.event)
                for each in before[earlier:now]
                if each.name.endswith(".revised")
            )
            if not changed:
                yield f"{meeting}: asked again without a change"


def _subject_at(events: Sequence[Stored], end: int) -> tuple[Any, ...]:
    said = [one for one in events[:end] if one.name.endswith((".drafted", ".revised"))]
    return subject(said[-1].event)


def m6_only_who_was_asked_answers_and_before_the_meeting(world: World) -> Iterator[str]:
    for one in world.log:
        if one.name == "meeting.receipt.returned":
            until = world.log[: world.log.index(one)]
            of_meeting = [each for each in until if each.stream == one.event.meeting_id]
            invited = {
                each.unit_id
                for notice in of_meeting
                if notice.name.endswith("notice_issued")
                for each in notice.event.invitations
            }
            if one.event.unit_id not in invited:
                yield f"receipt of {one.event.unit_id}, who was not asked"
            if {"held", "called_off"} & set(kinds(of_meeting)):
                yield "receipt after the meeting"
            number = 1 + kinds(of_meeting).count("notice_changed")
            if one.event.notice != number:
                yield f"receipt for notice {one.event.notice} of {number}"


def m7_the_sheet_names_who_was_asked_from_the_day_to_the_filing(world: World) -> Iterator[str]:
    for meeting in world.streams("meeting.drafted"):
        called: Any = None
        invited: set[UUID] = set(world.of(meeting, "meeting.drafted")[0].event.hosts)
        for one in world.of(meeting):
            if one.name.endswith(("notice_issued", "notice_changed")):
                called = one.event.held_at.astimezone(UTC).astimezone(CHINA).date()
                invited |= {each.unit_id for each in getattr(one.event, "invitations", ())}
            if one.name.endswith("attendance_recorded"):
                if called is None or one.on < called:
                    yield f"{meeting}: signed in before {called}"
                for row in one.event.rows:
                    if row.unit_id not in invited or (row.presence == "present") != (row.heads > 0):
                        yield f"{meeting}: {row}"


def m8_outcomes_are_numbered_and_come_between_the_meeting_and_its_report(world: World) -> Iterator[str]:
    for meeting in world.streams("meeting.drafted"):
        events = kinds(world.of(meeting))
        for at, kind in enumerate(events):
            before = set(events[:at])
            in_time = "held" in before and not {"report_submitted", "minutes_issued", "filed"} & before
            if kind in ("resolution_adopted", "advice_given") and not in_time:
                yield f"{meeting}: {kind} after {before}"
        numbers = [one.event.number for one in world.of(meeting, "meeting.resolution_adopted")]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{meeting}: resolutions {numbers}"


def m9_filed_only_after_report_and_minutes_and_then_nothing_but_consent(world: World) -> Iterator[str]:
    for meeting in world.streams("meeting.drafted"):
        events = kinds(world.of(meeting))
        if "filed" in events:
            before, after = events[: events.index("filed")], events[events.index("filed") + 1 :]
            if is_joint(world, meeting) and not {"report_submitted", "minutes_issued"} <= set(before):
                yield f"{meeting}: filed after {before}"
            if set(after) - {"resolution_consented"}:
                yield f"{meeting}: after the file {after}"
        if "called_off" in events and events[-1] != "called_off":
            yield f"{meeting}: went on after it was called off"
        once = ("notice_issued", "called_off", "held", "report_submitted", "minutes_issued", "filed")
        if any(events.count(kind) > 1 for kind in once):
            yield f"{meeting}: {events}"


INVARIANTS: tuple[Invariant, ...] = (
    m1_a_joint_meeting_has_one_theme_and_one_topic,
    m3_the_director_chairs_or_somebody_the_director_asked,
    m4_a_topic_is_of_one_meeting_that_took_it_up_when_it_was_accepted,
    m5_no_notice_before_the_party_committee_agreed_to_what_is_noticed,
    m6_only_who_was_asked_answers_and_before_the_meeting,
    m7_the_sheet_names_who_was_asked_from_the_day_to_the_filing,
    m8_outcomes_are_numbered_and_come_between_the_meeting_and_its_report,
    m9_filed_only_after_report_and_minutes_and_then_nothing_but_consent,
)
