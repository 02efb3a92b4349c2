"""The commands around a meeting: topics, the notice after it was issued, receipts, the attendance sheet."""

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from services.meeting.domain.attendance import Attendance, Venue
from services.meeting.domain.receipt import Receipt, Reply
from services.meeting.domain.topic import Topic
from services.meeting.domain.vocabulary import Recording
from shared.kernel.ids import derive
from tests.unit.meeting.machine.meetings import AHEAD, MEETINGS, PARTIES, TEXTS, OfMeetings, decision
from tests.unit.meeting.machine.world import COMMITTEE, MEMBERS, OBSERVER, PARTY, STRANGER

TOPICS = st.sampled_from([derive("topic", number) for number in range(2)])
UNITS = st.sampled_from([*MEMBERS, OBSERVER, STRANGER])
ROWS = st.builds(
    Attendance,
    unit_id=UNITS,
    presence=st.sampled_from(["present", "present", "excused", "absent"]),
    venue=st.sampled_from(["main", None, "nowhere"]),
    heads=st.integers(0, 3),
    seat=st.sampled_from(["holder", "substitute", None]),
    person_id=st.none(),
    office=st.sampled_from(["副局长", ""]),
    reason=st.sampled_from(["出差。", ""]),
)
REPLIES = st.builds(
    Reply,
    attending=st.booleans(),
    seat=st.sampled_from(["holder", "substitute", None]),
    person_id=st.none(),
    office=st.sampled_from(["副局长", ""]),
    mode=st.sampled_from(["on_site", "video", None]),
    heads=st.integers(0, 3),
    reason=st.sampled_from(["出差。", ""]),
)


class AroundMeetings(OfMeetings):
    @rule(topic=TOPICS, party=PARTIES, instructed=st.booleans(), subject=st.sampled_from(["安全", " "]))
    def give_topic(self, topic: UUID, party: UUID, instructed: bool, subject: str) -> None:
        if self.world.has(topic):
            return
        made: list[Topic] = []
        facts: dict[str, Any] = {
            "decision": decision(party, self.world.today),
            "recording": Recording(recorded_by=COMMITTEE, today=self.world.today),
            "party_committee": PARTY,
        }
        name = "InstructTopic" if instructed else "ProposeTopic"
        give = (
            (lambda: made.append(Topic.instruct(topic, COMMITTEE, subject, "", **facts)))
            if instructed
            else (lambda: made.append(Topic.propose(topic, COMMITTEE, MEMBERS[0], subject, "需要研究。")))
        )
        self.world.give(name, command=give)
        for one in made:
            self.world.store(one)

    @rule(topic=TOPICS, instructed=st.booleans())
    def a_topic_comes(self, topic: UUID, instructed: bool) -> None:
        self.give_topic(topic, PARTY, instructed, "安全")

    @rule(meeting=MEETINGS)
    def a_notice_is_moved(self, meeting: UUID) -> None:
        self.change_notice(meeting, 5, "另有安排。")

    @rule(meeting=MEETINGS)
    def a_draft_leaves_its_topics(self, meeting: UUID) -> None:
        self.a_draft_takes_up_what_it_can(meeting)
        self.take_up_topics(meeting, [])

    @rule(meeting=MEETINGS)
    def a_draft_takes_up_what_it_can(self, meeting: UUID) -> None:
        for topic in self.world.streams("topic.instructed"):
            self.take_up_topics(meeting, [topic])

    @rule(topic=TOPICS, into=TOPICS, answer=st.sampled_from(["accept", "merge", "decline"]), reason=TEXTS)
    def answer_topic(self, topic: UUID, into: UUID, answer: str, reason: str) -> None:
        if not self.world.has(topic):
            return
        one, other = self.world.load(Topic, topic), self.world.load(Topic, into)
        if not self.world.has(into):
            return
        commands = {
            "accept": ("AcceptTopic", lambda: one.accept(reason)),
            "merge": ("MergeTopic", lambda: one.merge(other, reason)),
            "decline": ("DeclineTopic", lambda: one.decline(reason)),
        }
        name, command = commands[answer]
        self.world.give(name, one, command=command)

    @rule(topic=TOPICS)
    def a_topic_is_merged_where_it_can_be(self, topic: UUID) -> None:
        """Two drawn at random seldom fit: of one committee, one still open, the other accepted."""
        for into in self.world.streams("topic.instructed"):
            self.answer_topic(topic, into, "merge", "与已有的议题同类。")

    @rule(meeting=MEETINGS, topics=st.lists(TOPICS, max_size=2))
    def take_up_topics(self, meeting: UUID, topics: list[UUID]) -> None:
        one = self._meeting(meeting)
        if one is None or not all(self.world.has(each) for each in topics):
            return
        loaded = {each: self.world.load(Topic, each) for each in {*topics, *one.topics}}

        def command() -> None:
            before = one.topics
            one.take_up_topics(topics)
            for left in before:
                if left not in topics:
                    loaded[left].put_back()
            for come in topics:
                if come not in before:
                    loaded[come].take_up(meeting, COMMITTEE)

        self.world.give("TakeUpTopics", one, *loaded.values(), command=command)

    @rule(meeting=MEETINGS, days=AHEAD, reason=TEXTS)
    def change_notice(self, meeting: UUID, days: int, reason: str) -> None:
        if one := self._meeting(meeting):
            self.world.give(
                "ChangeNotice",
                one,
                command=lambda: one.change_notice(
                    held_at=self._moment(days), now=self.world.now, place="会议室", requirements="", reason=reason
                ),
            )

    @rule(meeting=MEETINGS, unit=UNITS, reply=REPLIES)
    def return_receipt(self, meeting: UUID, unit: UUID, reply: Reply) -> None:
        if one := self._meeting(meeting):
            receipt = self.world.load(Receipt, Receipt.stream_id(meeting, COMMITTEE, unit))

            def command() -> None:
                one.check_receipts_open()
                one.check_invited(unit)
                has_seat = one.notice.invitations[unit].part == "member"
                receipt.answer(meeting, COMMITTEE, unit, reply, notice=one.notice.number, has_seat=has_seat)

            self.world.give("ReturnReceipt", receipt, command=command)

    @rule(meeting=MEETINGS, unit=st.sampled_from(MEMBERS))
    def somebody_answers(self, meeting: UUID, unit: UUID) -> None:
        """As it should be answered."""
        away = Reply(attending=False, seat=None, person_id=None, office="", mode=None, heads=0, reason="出差。")
        self.return_receipt(meeting, unit, away)

    @rule(meeting=MEETINGS, rows=st.lists(ROWS, max_size=3), named=st.booleans())
    def record_attendance(self, meeting: UUID, rows: list[Attendance], named: bool) -> None:
        if one := self._meeting(meeting):
            venues = [Venue(key="main", kind="main", name="会议室")] if named else []
            self.world.give(
                "RecordAttendance",
                one,
                command=lambda: one.record_attendance(venues, rows, today=self.world.today),
            )

    @rule(meeting=MEETINGS, unit=st.sampled_from(MEMBERS), heads=st.integers(1, 9))
    def somebody_comes(self, meeting: UUID, unit: UUID, heads: int) -> None:
        """A line as it should be."""
        row = Attendance(
            unit_id=unit,
            presence="present",
            venue="main",
            heads=heads,
            seat="holder",
            person_id=None,
            office="",
            reason="",
        )
        self.record_attendance(meeting, [row], True)
