"""The way of a meeting: what is done, what can be done, and why not; never other than what the commands say."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.meeting.domain import refusals
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.record import EVENTS
from services.meeting.domain.way import WAY, Circumstances, Turn, standing_at, way_of
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, DECISION_DAY, DIGEST, DIRECTOR, LATER, PARTY, REVISED
from tests.unit.meeting.office import STRANGER, Office
from tests.unit.meeting.test_http import NOTICE, PATH, SUBJECT, Desk, approve


def consent(meeting: Meeting) -> None:
    """To the first resolution that waits for it, else to any, else to one that was never adopted."""
    resolutions = meeting.outcomes.resolutions
    waiting = [each for each, adopted in resolutions.items() if not adopted.consented]
    chosen = next(iter([*waiting, *resolutions, derive("resolution", "never")]))
    recording = given.recording(COMMITTEE, LATER)
    meeting.record_consent(chosen, given.decision(decided_on=LATER), recording, party_committee=PARTY)


AT = Circumstances(LATER, PARTY)
# What a clerk who fills every form rightly gives; each is tried on a copy of the meeting.
TRIES: dict[str, Callable[[Meeting], object]] = {
    "ReviseMeeting": lambda meeting: meeting.revise(meeting.subject, date(2023, 9, 21)),
    "TakeUpTopics": lambda meeting: meeting.take_up_topics([derive("topic")]),
    "SubmitRequest": given.submit,
    "RecordApproval": lambda meeting: meeting.record_approval(given.decision(), given.recording()),
    "RecordReturn": lambda meeting: meeting.record_return("请补充。", given.decision(), given.recording()),
    "IssueNotice": given.issue_notice,
    "ChangeNotice": given.change_notice,
    "CallOffMeeting": lambda meeting: meeting.call_off("因防汛取消。"),
    "HoldMeeting": lambda meeting: given.hold(meeting, held_on=meeting.noticed_for or LATER, today=LATER),
    "RecordAttendance": lambda meeting: given.attend(meeting, given.present(heads=meeting.version)),
    "AdoptResolution": lambda meeting: given.adopt(
        meeting, resolution_id=derive("resolution", len(meeting.outcomes.resolutions))
    ),
    "GiveAdvice": lambda meeting: meeting.give_advice(derive("advice", len(meeting.outcomes.advice)), "列入考核。"),
    "SubmitMeetingReport": given.report,
    "IssueMinutes": given.minutes,
    "FileMeeting": lambda meeting: meeting.file(LATER, today=LATER),
    "RecordConsent": consent,
}


def turns_of(meeting: Meeting, at: Circumstances = AT) -> Iterator[Turn]:
    for step in way_of(meeting, at):
        yield from step.turns


def outcome(try_it: Callable[[Meeting], object], meeting: Meeting) -> str | None:
    try:
        try_it(meeting)
    except Refusal as refusal:
        return refusal.code
    return None


def states(meeting: Meeting, at: Circumstances = AT) -> dict[str, str]:
    return {step.name: step.state for step in way_of(meeting, at)}


def codes(meeting: Meeting, at: Circumstances = AT) -> dict[str, str | None]:
    return {turn.command: turn.refusal.code if turn.refusal else None for turn in turns_of(meeting, at)}


@settings(max_examples=200, deadline=None)
@generated(
    joint=st.booleans(),
    gives=st.lists(st.sampled_from([*TRIES, "revise_subject"]), max_size=14),
    party=st.sampled_from([PARTY, PARTY, PARTY, None]),
)
def test_the_way_never_says_other_than_the_commands(joint: bool, gives: list[str], party: UUID | None) -> None:
    """Any sequence; after it every command is tried, and does what the way said, with the same code."""
    meeting = given.draft() if joint else given.not_joint()
    tries = TRIES | {
        "revise_subject": lambda one: one.revise(REVISED, None),
        "SubmitRequest": lambda one: given.submit(one, party_committee=party),
    }
    for name in ["SubmitRequest", "RecordApproval", "IssueNotice", "HoldMeeting", *gives][len(gives) % 5 :]:
        outcome(tries[name], meeting)
    stored = list(meeting.pending_events)
    for turn in turns_of(meeting, Circumstances(LATER, party)):
        copy = Meeting.project(None, stored)
        assert copy is not None
        said = turn.refusal.code if turn.refusal else None
        assert outcome(tries[turn.command], copy) == said, (turn.command, meeting.stage)


def test_every_command_of_a_meeting_but_its_draft_stands_at_one_step() -> None:
    commands = [command for fork in WAY for command in fork.commands]
    assert sorted(commands) == sorted(TRIES)
    events = [event for fork in WAY for event in fork.events]
    assert sorted(f"meeting.meeting.{event}" for event in events) == sorted(event.NAME for event in EVENTS)


@pytest.mark.refuses("M5")
def test_m5_the_way_of_a_draft_says_what_must_come_before_the_notice() -> None:
    meeting = given.draft()
    assert states(meeting) == {
        "topic": "done",
        "request": "next",
        "approval": "not_yet",
        "notice": "not_yet",
        "holding": "not_yet",
        "outcomes": "not_yet",
        "report": "not_yet",
        "minutes": "not_yet",
        "filing": "not_yet",
    }
    steps = {step.name: step for step in way_of(meeting, AT)}
    refusal = steps["notice"].leading.refusal
    assert isinstance(refusal, refusals.MeetingNotApproved)
    assert (refusal.rule, "请先报会前请示" in refusal.message) == ("M5", True)
    assert standing_at(way_of(meeting, AT)) == steps["request"]


def test_without_a_party_committee_the_request_waits_and_says_why() -> None:
    nobody = Circumstances(LATER, None)
    assert states(given.draft(), nobody)["request"] == "not_yet"
    assert codes(given.draft(), nobody)["SubmitRequest"] == "no_party_committee"
    standing = standing_at(way_of(given.draft(), nobody))
    assert standing is not None
    assert standing.name == "request"


def test_a_returned_request_leads_back_to_its_subject_and_then_up_again() -> None:
    meeting = given.returned()
    assert (states(meeting)["topic"], states(meeting)["request"]) == ("next", "not_yet")
    assert codes(meeting)["SubmitRequest"] == "not_revised_since_return"
    meeting.revise(REVISED, None)
    assert (states(meeting)["topic"], states(meeting)["request"]) == ("done", "next")


def test_a_meeting_that_asks_nobody_and_is_called_without_a_theme_needs_none() -> None:
    meeting = given.draft(kinds=["directors_office"], joint=False, subject=replace(given.SUBJECT, theme=""))
    assert states(meeting)["topic"] == "next"
    given.issue_notice(meeting, scope="some_members", members=[])
    assert (states(meeting)["topic"], states(meeting)["holding"]) == ("not_needed", "next")


def test_a_meeting_waits_for_its_day_and_for_its_answer() -> None:
    waiting = Circumstances(DECISION_DAY, PARTY)
    assert states(given.requested(), waiting)["approval"] == "next"
    assert codes(given.noticed(), waiting)["HoldMeeting"] == "held_day_impossible"
    assert states(given.noticed(), waiting)["holding"] == "not_yet"
    assert states(given.noticed())["holding"] == "next"


@pytest.mark.accepts("M9")
def test_m9_after_the_meeting_outcomes_report_and_minutes_are_open_and_filing_waits() -> None:
    meeting = given.held()
    after = {name: states(meeting)[name] for name in ("outcomes", "report", "minutes", "filing")}
    assert after == {"outcomes": "next", "report": "next", "minutes": "next", "filing": "not_yet"}
    given.report(meeting)
    assert (states(meeting)["outcomes"], codes(meeting)["FileMeeting"]) == ("not_needed", "minutes_missing")
    given.minutes(meeting)
    meeting.file(LATER, today=LATER)
    assert set(states(meeting).values()) == {"done", "not_needed"}
    assert standing_at(way_of(meeting, AT)) is None


def test_m5_and_m9_do_not_bind_a_meeting_that_is_not_joint() -> None:
    meeting = given.not_joint()
    free = {name: states(meeting)[name] for name in ("request", "approval", "notice", "report", "minutes")}
    assert free == {
        "request": "not_needed",
        "approval": "not_needed",
        "notice": "next",
        "report": "not_needed",
        "minutes": "not_needed",
    }
    assert codes(meeting)["SubmitRequest"] is None
    given.submit(meeting)
    assert states(meeting)["notice"] == "not_yet"


async def test_the_way_over_http_names_papers_people_and_what_the_viewer_may_do(office: Office) -> None:
    clerk = Desk(office)
    await approve(office, clerk)
    way = await clerk.get(f"{PATH}/way")
    assert (way["stage"], way["version"], way["standing_at"]) == ("approved", 3, "notice")
    steps = {step["step"]: step for step in way["steps"]}
    assert [step["label"] for step in way["steps"]] == (
        ["议题", "请示", "同意", "通知", "召开", "议定事项", "报告", "纪要", "归档"]
    )
    document = await clerk.get(PATH)
    [asked] = document["requests"]
    assert steps["request"]["documents"] == [asked["document"]]
    assert steps["approval"]["decision"] == asked["decision"]
    assert steps["approval"]["documents"] == [asked["decision"]["words"], asked["decision"]["scan"]]
    [act] = steps["approval"]["acts"]
    assert act["person_id"] == str(derive("example-person", COMMITTEE, "clerk"))
    assert (act["event"], act["happened_on"], act["unit_id"], act["role"], act["version"]) == (
        "request_approved",
        "2023-09-06",
        str(COMMITTEE),
        "clerk",
        3,
    )
    assert (steps["approval"]["on"], steps["notice"]["on"]) == ("2023-09-06", None)
    assert steps["holding"]["why_not"]["rule"] == "M6"
    issue, change, call_off = steps["notice"]["commands"]
    assert issue == {"command": "IssueNotice", "permitted": True, "refusal": None}
    assert (change["command"], change["refusal"]["code"]) == ("ChangeNotice", "notice_not_out")
    assert (call_off["command"], call_off["refusal"]) == ("CallOffMeeting", None)


async def test_the_way_is_for_whom_the_meeting_is_and_tells_each_what_they_may_do(office: Office) -> None:
    clerk = Desk(office)
    await approve(office, clerk)
    for unit in (PARTY, STRANGER):
        await Desk(office, unit).get(f"{PATH}/way", 404)
    await clerk.post(f"{PATH}/issue-notice", **NOTICE)
    office.clock.move_to(datetime(2023, 9, 25, 2, tzinfo=UTC))
    await clerk.post(f"{PATH}/hold", held_on="2023-09-20", chair=str(DIRECTOR))
    for unit, role, permitted in ((COMMITTEE, "clerk", True), (COMMITTEE, "auditor", False), (PARTY, "clerk", False)):
        way = await Desk(office, unit, role).get(f"{PATH}/way")
        commands = {one["command"]: one["permitted"] for step in way["steps"] for one in step["commands"]}
        assert commands["AdoptResolution"] is permitted
    approver = await Desk(office, PARTY, "party_approver").get(f"{PATH}/way")
    assert {one["command"] for step in approver["steps"] for one in step["commands"] if one["permitted"]} == {
        "RecordApproval",
        "RecordReturn",
        "RecordConsent",
    }
    await Desk(office, STRANGER).get(f"{PATH}/way", 404)


async def test_the_way_is_as_old_as_the_document_it_stands_beside(office: Office) -> None:
    """Nothing of the log shows before the read model has it: both are of one version."""
    clerk = Desk(office)
    await clerk.draft()
    await office.settle()
    await clerk.post(f"{PATH}/revise", **(SUBJECT | {"agenda": []}))
    async with office.client() as client:
        way = (await client.get(f"{PATH}/way")).json()
    assert (way["version"], way["standing_at"]) == (1, "request")
    way = await clerk.get(f"{PATH}/way")
    assert (way["version"], way["standing_at"]) == (2, "topic")
    assert DIGEST not in str(way)


@pytest.mark.accepts("M7")
def test_m7_the_way_says_that_attendance_is_missing_and_lets_the_meeting_be_filed() -> None:
    meeting = given.held()
    given.report(meeting)
    given.minutes(meeting)
    filing = {step.name: step for step in way_of(meeting, AT)}["filing"]
    assert (filing.state, filing.leading.refusal) == ("next", None)
    assert "签到还没有登记" in filing.note
    meeting.file(LATER, today=LATER)
    assert "没有登记签到" in {step.name: step for step in way_of(meeting, AT)}["filing"].note


def test_the_way_does_not_miss_attendance_that_is_there_or_cannot_be_yet() -> None:
    attended = given.held()
    given.attend(attended, given.present())
    other = given.not_joint()
    given.issue_notice(other)
    given.hold(other)
    for meeting in (given.draft(), other, attended):
        assert not any(step.note for step in way_of(meeting, AT))
