"""Any sequence of the slice's commands keeps M1 to M9, judged by an oracle that reads stored events alone.

`--sequences N` (LIANXI_SEQUENCES) sets how many runs there are: 2,000 in continuous integration. What comes later joins
as a mixin of the machine with its rules, and with its invariants in `machine/oracle.py`.
"""

import re
from collections import Counter
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from services.meeting.domain.meeting import Meeting
from services.meeting.domain.receipt import EVENTS as RECEIPT_EVENTS
from services.meeting.domain.record import EVENTS as MEETING_EVENTS
from services.meeting.domain.topic import EVENTS as TOPIC_EVENTS
from services.meeting.domain.way import Circumstances, way_of
from tests.unit.meeting.machine.around import AroundMeetings
from tests.unit.meeting.machine.oracle import INVARIANTS
from tests.unit.meeting.machine.world import PARTY, World

STEPS = 40
SEQUENCES_THAT_COME_EVERYWHERE = 1000
COMMANDS = (
    "DraftMeeting ReviseMeeting TakeUpTopics SubmitRequest RecordReturn RecordApproval IssueNotice ChangeNotice"
    " CallOffMeeting HoldMeeting RecordAttendance AdoptResolution GiveAdvice SubmitMeetingReport IssueMinutes"
    " FileMeeting RecordConsent InstructTopic ProposeTopic AcceptTopic MergeTopic DeclineTopic ReturnReceipt"
).split()

EVENTS = [event.NAME for event in (*MEETING_EVENTS, *TOPIC_EVENTS, *RECEIPT_EVENTS)]


class MeetingMachine(AroundMeetings, RuleBasedStateMachine):
    stored: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @invariant()
    def nothing_that_was_stored_breaks_a_rule(self) -> None:
        found = [line for check in INVARIANTS for line in check(self.world)]
        assert found == []

    @invariant()
    def every_refusal_names_its_rule(self) -> None:
        assert [one for one in self.world.refused if one[2] is None and one[1] != "text_missing"] == []

    @invariant()
    def the_way_can_be_told_of_every_meeting(self) -> None:
        for meeting in self.world.streams("meeting.drafted"):
            steps = way_of(self.world.load(Meeting, meeting), Circumstances(self.world.today, PARTY))
            assert {step.state for step in steps} <= {"done", "next", "not_yet", "not_needed"}

    def teardown(self) -> None:
        type(self).stored.update(one.name for one in self.world.log)
        type(self).refused.update(name for name, _, _ in self.world.refused)


def run(machine: type[MeetingMachine], sequences: int, *phases: Phase, derandomize: bool = False) -> None:
    """Derandomized it is the same run each time: what must be noticed is, or never."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=derandomize,
            database=None,
            phases=phases or tuple(Phase),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_m1_m3_m4_m5_m6_m7_m8_m9_hold_after_any_sequence(sequences: int) -> None:
    MeetingMachine.stored.clear()
    MeetingMachine.refused.clear()
    run(MeetingMachine, sequences)
    if sequences < SEQUENCES_THAT_COME_EVERYWHERE:
        return
    # Every command was stored and refused, so that no invariant held of nothing.
    assert set(EVENTS) <= set(MeetingMachine.stored)
    assert set(COMMANDS) <= set(MeetingMachine.refused)


# What is taken away → the rule whose invariant must notice.
TAKEN_AWAY = {
    "check_party_committee_approved": "notice",
    "check_not_approved_yet": "noticed is not what was agreed to",
    "check_revised_since_return": "asked again without a change",
    "check_reported_and_minuted": "filed after",
    "check_outcomes_open": "resolution_adopted|advice_given",
    "check_not_called_off": "called.off",
    "check_may_record_attendance": "signed in before|after the file|went on after",
}


@pytest.mark.parametrize("check", TAKEN_AWAY)
def test_a_rule_that_is_taken_away_is_noticed(check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Meeting, check, lambda *_: None)
    with pytest.raises((AssertionError, ExceptionGroup)) as noticed:
        run(MeetingMachine, 1500, Phase.generate, derandomize=True)
    assert re.search(TAKEN_AWAY[check], repr(noticed.value))
