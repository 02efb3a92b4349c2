"""The commands of a meeting's own way, given in any order, rightly and wrongly filled."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from services.meeting.domain.meeting import Meeting
from services.meeting.domain.topic import Topic
from services.meeting.domain.vocabulary import Delegation, Listing, MemberUnit, Recording, Subject
from services.meeting.domain.way import Circumstances, standing_at, way_of
from shared.kernel.envelope import Decision
from shared.kernel.ids import derive
from tests.unit.meeting.machine.world import (
    COMMITTEE,
    DEPUTY,
    DIRECTOR,
    MEMBERS,
    NOBODY,
    OBSERVER,
    OFFICES,
    OTHER_PARTY,
    PARTY,
    STRANGER,
    World,
)

DIGEST = "d" * 64
MEETINGS = st.sampled_from([derive("meeting", number) for number in range(2)])
THEMES = st.sampled_from(["整治", "安全", "", "两个\n主题"])
KINDS = st.sampled_from([("thematic",), ("briefing", "thematic"), ("regular",), ("nonsense",), ()])
DAYS = st.sampled_from([-3, 0, 0, 0, 1, 5, 40])
AHEAD = st.sampled_from([-1, 0, 1, 5, 5, 400])
TEXTS = st.sampled_from(["已研究。", "  "])
PARTIES = st.sampled_from([PARTY, PARTY, PARTY, OTHER_PARTY])


def units() -> dict[UUID, MemberUnit]:
    def unit(unit_id: UUID, *, member: bool) -> MemberUnit:
        person = derive("person", unit_id)
        return MemberUnit(
            unit_id=unit_id, name=str(unit_id)[:4], is_member=member, liaison_officer=person, leader_in_charge=person
        )

    return {each: unit(each, member=True) for each in MEMBERS} | {OBSERVER: unit(OBSERVER, member=False)}


def decision(by: UUID, on: date, scan: str | None = DIGEST) -> Decision:
    return Decision(unit_id=by, decided_on=on, person_id=derive("secretary"), words=DIGEST, scan=scan)


class OfMeetings:
    """A mixin of the machine: `world` is the run's."""

    world: World

    def _meeting(self, meeting: UUID) -> Meeting | None:
        return self.world.load(Meeting, meeting) if self.world.has(meeting) else None

    @rule(days=st.integers(1, 20))
    def time_goes_on(self, days: int) -> None:
        self.world.pass_days(days)

    @rule(meeting=MEETINGS, kinds=KINDS, joint=st.booleans(), theme=THEMES, agenda=st.sampled_from([(), ("通报",)]))
    def draft(self, meeting: UUID, kinds: Any, joint: bool, theme: str, agenda: Any) -> None:
        if not self.world.has(meeting):
            drafted: list[Meeting] = []
            arguments: dict[str, Any] = {"hosts": [COMMITTEE], "kinds": kinds, "joint": joint, "enlarged": False}
            subject = Subject(theme=theme, agenda=agenda, matters=())
            known: dict[str, Any] = {
                "known_units": frozenset({COMMITTEE}),
                "added_kinds": {},
                "planned_on": None,
                "subject": subject,
            }
            self.world.give(
                "DraftMeeting",
                command=lambda: drafted.append(Meeting.draft(meeting, COMMITTEE, **arguments, **known)),
            )
            for one in drafted:
                self.world.store(one)

    @rule(meeting=MEETINGS, theme=THEMES, agenda=st.sampled_from([(), ("通报",), ("通报", "讨论")]))
    def revise(self, meeting: UUID, theme: str, agenda: Any) -> None:
        if one := self._meeting(meeting):
            subject = Subject(theme=theme, agenda=agenda, matters=())
            self.world.give("ReviseMeeting", one, command=lambda: one.revise(subject, None))

    @rule(meeting=MEETINGS, party=st.sampled_from([PARTY, PARTY, None]))
    def submit_request(self, meeting: UUID, party: UUID | None) -> None:
        if one := self._meeting(meeting):
            today = self.world.today
            self.world.give(
                "SubmitRequest", one, command=lambda: one.submit_request(DIGEST, party_committee=party, today=today)
            )

    @rule(meeting=MEETINGS, party=PARTIES, days=DAYS, scan=st.sampled_from([DIGEST, None]), agrees=st.booleans())
    def answer_request(self, meeting: UUID, party: UUID, days: int, scan: str | None, agrees: bool) -> None:
        if one := self._meeting(meeting):
            answer = decision(party, self.world.today - timedelta(days=days), scan)
            recording = Recording(recorded_by=COMMITTEE, today=self.world.today)
            if agrees:
                self.world.give("RecordApproval", one, command=lambda: one.record_approval(answer, recording))
            else:
                self.world.give("RecordReturn", one, command=lambda: one.record_return("请补充。", answer, recording))

    @rule(meeting=MEETINGS, days=AHEAD, members=st.lists(st.sampled_from([*MEMBERS, OBSERVER, STRANGER]), max_size=4))
    def issue_notice(self, meeting: UUID, days: int, members: list[UUID]) -> None:
        if one := self._meeting(meeting):
            self.world.give(
                "IssueNotice",
                one,
                command=lambda: one.issue_notice(
                    held_at=self._moment(days),
                    now=self.world.now,
                    place="会议室",
                    scope="some_members" if members else "all_members",
                    requirements="",
                    members=members,
                    observers=[] if OBSERVER in members else [OBSERVER],
                    units=units(),
                ),
            )

    @rule(
        meeting=MEETINGS,
        days=DAYS,
        chair=st.sampled_from(list(OFFICES)),
        asked=st.sampled_from([None, DIRECTOR, DEPUTY, NOBODY]),
    )
    def hold(self, meeting: UUID, days: int, chair: UUID, asked: UUID | None) -> None:
        if one := self._meeting(meeting):
            delegation = Delegation(reason="主任外出", delegated_by=asked) if asked else None
            self.world.give(
                "HoldMeeting",
                one,
                command=lambda: one.hold(
                    self.world.today - timedelta(days=days),
                    chair,
                    chair_offices=OFFICES[chair],
                    delegation=delegation,
                    delegator_offices=OFFICES[asked] if asked else frozenset(),
                    today=self.world.today,
                ),
            )

    @rule(meeting=MEETINGS, number=st.integers(0, 3), text=TEXTS, listed=st.sampled_from([None, PARTY, OTHER_PARTY]))
    def adopt(self, meeting: UUID, number: int, text: str, listed: UUID | None) -> None:
        if one := self._meeting(meeting):
            listing = Listing(supervised_by="party_committee", listed_by=listed) if listed else None
            resolution = derive("resolution", meeting, number)
            self.world.give(
                "AdoptResolution",
                one,
                command=lambda: one.adopt_resolution(
                    resolution, text, "ordinary", listing, party_committee=PARTY, unit_kinds={}
                ),
            )

    @rule(meeting=MEETINGS, number=st.integers(0, 2), text=TEXTS)
    def advise(self, meeting: UUID, number: int, text: str) -> None:
        if one := self._meeting(meeting):
            self.world.give("GiveAdvice", one, command=lambda: one.give_advice(derive("advice", number), text))

    @rule(meeting=MEETINGS, days=DAYS, which=st.sampled_from(["report", "minutes", "file"]))
    def close(self, meeting: UUID, days: int, which: str) -> None:
        if one := self._meeting(meeting):
            day, today = self.world.today - timedelta(days=days), self.world.today
            commands = {
                "report": (
                    "SubmitMeetingReport",
                    lambda: one.submit_report(DIGEST, day, party_committee=PARTY, today=today),
                ),
                "minutes": ("IssueMinutes", lambda: one.issue_minutes(DIGEST, day, today=today)),
                "file": ("FileMeeting", lambda: one.file(day, today=today)),
            }
            name, command = commands[which]
            self.world.give(name, one, command=command)

    @rule(meeting=MEETINGS, number=st.integers(0, 3), party=PARTIES)
    def consent(self, meeting: UUID, number: int, party: UUID) -> None:
        if one := self._meeting(meeting):
            recording = Recording(recorded_by=COMMITTEE, today=self.world.today)
            answer, resolution = decision(party, self.world.today), derive("resolution", meeting, number)
            self.world.give(
                "RecordConsent",
                one,
                command=lambda: one.record_consent(resolution, answer, recording, party_committee=PARTY),
            )

    @rule(meeting=MEETINGS, reason=TEXTS)
    def call_off(self, meeting: UUID, reason: str) -> None:
        if one := self._meeting(meeting):
            topics = [self.world.load(Topic, each) for each in one.topics]

            def command() -> None:
                one.call_off(reason)
                for topic in topics:
                    topic.put_back()

            self.world.give("CallOffMeeting", one, *topics, command=command)

    @rule(meeting=MEETINGS)
    def the_request_comes_back(self, meeting: UUID) -> None:
        self.submit_request(meeting, PARTY)
        self.answer_request(meeting, PARTY, 0, DIGEST, False)

    @rule(meeting=MEETINGS)
    def somebody_files_it_today(self, meeting: UUID) -> None:
        self.close(meeting, 0, "file")

    @rule(meeting=MEETINGS)
    def what_was_agreed_to_is_changed_and_sent(self, meeting: UUID) -> None:
        self.revise(meeting, "安全", ("另一项",))
        self.issue_notice(meeting, 5, [])

    @rule(meeting=MEETINGS, number=st.integers(0, 1))
    def a_resolution_is_consented_to(self, meeting: UUID, number: int) -> None:
        self.adopt(meeting, number, "已研究。", None)
        self.consent(meeting, number, PARTY)

    @rule(meeting=MEETINGS, number=st.integers(0, 2))
    def advice_is_written_down(self, meeting: UUID, number: int) -> None:
        self.advise(meeting, number, "请加强对这项工作的领导。")

    @rule(meeting=MEETINGS, steps=st.integers(1, 4))
    def the_next_steps_are_taken(self, meeting: UUID, steps: int) -> None:
        """As a clerk does who follows the page: so that runs come to their ends, too."""
        for _ in range(steps):
            self._take_next(meeting)

    def _take_next(self, meeting: UUID) -> None:
        one = self._meeting(meeting)
        if one is None:
            self.draft(meeting, ("thematic",), True, "整治", ("通报",))
            return
        standing = standing_at(way_of(one, Circumstances(self.world.today, PARTY)))
        if standing:
            self._take(meeting, one, standing.name)

    def _take(self, meeting: UUID, one: Meeting, step: str) -> None:
        day = one.noticed_for or self.world.today
        if step == "holding" and self.world.today < day:
            self.world.pass_days((day - self.world.today).days)
        ahead = (self.world.today - day).days
        takes: dict[str, Any] = {
            "topic": lambda: self.revise(meeting, "整治", ("通报", str(one.version))),
            "request": lambda: self.submit_request(meeting, PARTY),
            "approval": lambda: self.answer_request(meeting, PARTY, 0, DIGEST, True),
            "notice": lambda: self.issue_notice(meeting, 5, []),
            "holding": lambda: self.hold(meeting, ahead, DIRECTOR, None),
            "outcomes": lambda: self.adopt(meeting, 0, "已研究。", None),
            "report": lambda: self.close(meeting, 0, "report"),
            "minutes": lambda: self.close(meeting, 0, "minutes"),
            "filing": lambda: self.close(meeting, 0, "file"),
        }
        takes[step]()

    def _moment(self, days: int) -> datetime:
        day = self.world.today + timedelta(days=days)
        return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
