"""A meeting, from its draft to its file: each command method checks the rules and records one event."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from services.meeting.domain import refusals, rules
from services.meeting.domain.decisions import (
    BEFORE_THE_MEETING,
    ON_A_RESOLUTION,
    check_decision,
)
from services.meeting.domain.invitations import invite
from services.meeting.domain.participation import MeetingWithParticipants
from services.meeting.domain.record import Request
from services.meeting.domain.topic import check_topics_of_one_meeting
from services.meeting.domain.vocabulary import (
    CHAIRING_OFFICES,
    OTHER_OFFICES,
    Delegation,
    Importance,
    Invitation,
    Judged,
    Listing,
    MemberUnit,
    Recording,
    Scope,
    Subject,
)
from shared.kernel.envelope import Decision


class Meeting(MeetingWithParticipants):
    @classmethod
    def draft(
        cls,
        meeting_id: UUID,
        committee_id: UUID,
        *,
        hosts: Sequence[UUID],
        kinds: Sequence[str],
        joint: bool,
        enlarged: bool,
        subject: Subject,
        planned_on: date | None,
        known_units: frozenset[UUID],
        added_kinds: Mapping[str, bool],
    ) -> "Meeting":
        rules.check_kinds(kinds, joint, added_kinds)
        rules.check_theme(subject.theme, joint)
        rules.check_hosts(hosts, committee_id, known_units)
        meeting = cls(meeting_id)
        meeting.record(
            cls.Drafted(
                meeting_id=meeting_id,
                committee_id=committee_id,
                hosts=tuple(hosts),
                kinds=tuple(kinds),
                joint=joint,
                enlarged=enlarged,
                theme=subject.theme,
                agenda=subject.agenda,
                matters=subject.matters,
                planned_on=planned_on,
            )
        )
        return meeting

    def revise(self, subject: Subject, planned_on: date | None) -> None:
        self.check_may_revise()
        rules.check_theme(subject.theme, self.joint)
        if subject != self.subject:
            self.check_not_approved_yet()
        self.record(
            self.Revised(theme=subject.theme, agenda=subject.agenda, matters=subject.matters, planned_on=planned_on)
        )

    def take_up_topics(self, topics: Sequence[UUID]) -> None:
        """All of them anew; what is theirs to say, each topic says itself."""
        self.check_may_take_up_topics()
        check_topics_of_one_meeting(topics, self.joint)
        self.record(self.TopicsTakenUp(topics=tuple(topics)))

    def submit_request(self, document: str, *, party_committee: UUID | None, today: date) -> int:
        """Asks the party committee; returns the round (1, 2, …)."""
        asked = self.check_may_submit_request(party_committee)
        asked_round = len(self.requests) + 1
        self.record(
            self.RequestSubmitted(round=asked_round, document=document, party_committee=asked, submitted_on=today),
            concerns=[asked],
        )
        return asked_round

    def record_return(self, reason: str, decision: Decision, recording: Recording) -> None:
        request = self.check_request_open()
        rules.check_not_blank(reason, "退回原因")
        check_decision(decision, judged_by_request(request, recording), BEFORE_THE_MEETING)
        self.record(
            self.RequestReturned(round=request.round, reason=reason),
            concerns=[request.party_committee],
            decision=decision,
        )

    def record_approval(self, decision: Decision, recording: Recording) -> None:
        request = self.check_request_open()
        check_decision(decision, judged_by_request(request, recording), BEFORE_THE_MEETING)
        self.record(self.RequestApproved(round=request.round), concerns=[request.party_committee], decision=decision)

    def issue_notice(
        self,
        *,
        held_at: datetime,
        now: datetime,
        place: str,
        scope: Scope,
        requirements: str,
        members: Sequence[UUID],
        observers: Sequence[UUID],
        units: Mapping[UUID, MemberUnit],
    ) -> tuple[Invitation, ...]:
        self.check_may_issue_notice()
        rules.check_not_blank(place, "开会地点")
        held_at = rules.check_called_for(held_at, now)
        invitations = invite(scope, members, observers, units, self.joint)
        self.record(
            self.NoticeIssued(
                held_at=held_at, place=place, scope=scope, requirements=requirements, invitations=invitations
            ),
            concerns={*(invitation.unit_id for invitation in invitations), *self.hosts},
        )
        return invitations

    def hold(
        self,
        held_on: date,
        chair: UUID,
        *,
        chair_offices: frozenset[str],
        delegation: Delegation | None,
        delegator_offices: frozenset[str],
        today: date,
    ) -> None:
        """`chair_offices`, `delegator_offices`: what they hold in the committee on that day."""
        rules.check_held_on(held_on, self.check_may_hold(today), today)
        rules.check_chair(chair, chair_offices, delegation, delegator_offices, self.joint)
        office = next((name for name in (*CHAIRING_OFFICES, *OTHER_OFFICES) if name in chair_offices), None)
        self.record(
            self.Held(held_on=held_on, chair=chair, chair_office=office, delegation=delegation),
            effective_on=held_on,
        )

    def adopt_resolution(
        self,
        resolution_id: UUID,
        text: str,
        importance: Importance,
        listing: Listing | None,
        *,
        party_committee: UUID | None,
        unit_kinds: Mapping[UUID, str],
    ) -> int:
        """Returns its number within the meeting."""
        self.check_outcomes_open()
        rules.check_not_blank(text, "议定事项")
        if resolution_id in self.outcomes.resolutions:
            raise refusals.OutcomeRepeated("这项议定事项已经记录过。")
        rules.check_listing(listing, party_committee, unit_kinds)
        number = len(self.outcomes.resolutions) + 1
        self.record(
            self.ResolutionAdopted(
                resolution_id=resolution_id,
                number=number,
                text=text,
                importance=importance,
                supervised_by=listing.supervised_by if listing else None,
                listed_by=listing.listed_by if listing else None,
            ),
            concerns=[listing.listed_by] if listing else [],
        )
        return number

    def give_advice(self, advice_id: UUID, text: str) -> None:
        self.check_outcomes_open()
        rules.check_not_blank(text, "意见建议")
        if advice_id in self.outcomes.advice:
            raise refusals.OutcomeRepeated("这条意见建议已经记录过。")
        self.record(self.AdviceGiven(advice_id=advice_id, text=text))

    def submit_report(self, document: str, submitted_on: date, *, party_committee: UUID | None, today: date) -> None:
        held_on = self.check_may_report()
        rules.check_day(submitted_on, "报送日期", held_on, today)
        told = party_committee or next((request.party_committee for request in self.requests[::-1]), None)
        self.record(self.ReportSubmitted(document=document, submitted_on=submitted_on), concerns=[told] if told else [])

    def issue_minutes(self, document: str, issued_on: date, *, today: date) -> None:
        held_on = self.check_may_issue_minutes()
        rules.check_day(issued_on, "印发日期", held_on, today)
        self.record(
            self.MinutesIssued(document=document, issued_on=issued_on),
            concerns={*self.notice.invitations, *self.hosts},
        )

    def file(self, filed_on: date, *, today: date) -> None:
        rules.check_day(filed_on, "归档日期", self.check_may_file(), today)
        self.record(self.Filed(filed_on=filed_on))

    def record_consent(
        self, resolution_id: UUID, decision: Decision, recording: Recording, *, party_committee: UUID | None
    ) -> None:
        """The party committee agrees that the resolution is arranged as work (T1); filing does not end this.

        `party_committee` is the committee's on the day of the decision.
        """
        self.check_may_record_consent()
        resolution = self.check_adopted(resolution_id)
        judged = Judged(asked=party_committee, earliest=self.held_on or recording.today, recording=recording)
        check_decision(decision, judged, ON_A_RESOLUTION)
        self.record(
            self.ResolutionConsented(
                resolution_id=resolution_id,
                meeting_id=self.id,
                committee_id=self.owner_unit,
                text=resolution.text,
            ),
            concerns=[decision.unit_id],
            decision=decision,
        )

    def relations_of(self, unit_id: UUID, party_committee: UUID | None = None) -> frozenset[str]:
        """`party_committee`: the one the registry names today; before a request or the notice nobody
        but the owner has anything to do with a draft.
        """
        relations = set()
        if unit_id == self.owner_unit:
            relations.add("own")
        asked = {request.party_committee for request in self.requests}
        if unit_id in asked or (unit_id == party_committee and self.noticed_for is not None):
            relations.add("party_committee")
        return frozenset(relations)


def judged_by_request(request: Request, recording: Recording) -> Judged:
    return Judged(asked=request.party_committee, earliest=request.submitted_on, recording=recording)
