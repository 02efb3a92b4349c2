"""What a meeting refuses, by rule."""

from shared.kernel.errors import Invalid, Refusal


class TextMissing(Invalid):
    code = "text_missing"


class UnknownUnit(Refusal):
    rule = "O1"
    code = "unknown_unit"


class NotACommittee(Refusal):
    rule = "O1"
    code = "not_a_committee"


class DayImpossible(Refusal):
    code = "day_impossible"


class StepOutOfTurn(Refusal):
    """The meeting is at another stage."""

    code = "step_out_of_turn"


class NoticeDayImpossible(DayImpossible):
    rule = "M6"
    code = "notice_day_impossible"


class HeldDayImpossible(DayImpossible):
    rule = "M3"
    code = "held_day_impossible"


class ClosingDayImpossible(DayImpossible):
    rule = "M9"
    code = "closing_day_impossible"


class NoticeIsOut(StepOutOfTurn):
    rule = "M5"
    code = "notice_is_out"


class NoticeNotOut(StepOutOfTurn):
    rule = "M6"
    code = "notice_not_out"


class MinutesAlreadyIssued(StepOutOfTurn):
    rule = "M9"
    code = "minutes_already_issued"


class MeetingIsFiled(StepOutOfTurn):
    rule = "M9"
    code = "meeting_is_filed"


class MeetingKindMissing(Refusal):
    rule = "M1"
    code = "meeting_kind_missing"


class UnknownMeetingKind(Refusal):
    rule = "M1"
    code = "unknown_meeting_kind"


class MeetingKindRepeated(Refusal):
    rule = "M1"
    code = "meeting_kind_repeated"


class JointDoesNotFitKinds(Refusal):
    rule = "M1"
    code = "joint_does_not_fit_kinds"


class NotOneTheme(Refusal):
    rule = "M1"
    code = "not_one_theme"


class CommitteeNotAmongHosts(Refusal):
    rule = "M1"
    code = "committee_not_among_hosts"


class ChairNotEntitled(Refusal):
    rule = "M3"
    code = "chair_not_entitled"


class DelegationIncomplete(Refusal):
    rule = "M3"
    code = "delegation_incomplete"


class DelegatorNotEntitled(Refusal):
    rule = "M3"
    code = "delegator_not_entitled"


class DelegationNotNeeded(Refusal):
    rule = "M3"
    code = "delegation_not_needed"


class MeetingNotApproved(Refusal):
    rule = "M5"
    code = "meeting_not_approved"


class RequestIncomplete(Refusal):
    rule = "M5"
    code = "request_incomplete"


class RequestStillOpen(Refusal):
    rule = "M5"
    code = "request_still_open"


class NotRevisedSinceReturn(Refusal):
    rule = "M5"
    code = "not_revised_since_return"


class MeetingAlreadyApproved(Refusal):
    rule = "M5"
    code = "meeting_already_approved"


class NoOpenRequest(Refusal):
    rule = "M5"
    code = "no_open_request"


class NoPartyCommittee(Refusal):
    rule = "M5"
    code = "no_party_committee"


class DecidedByAnother(Refusal):
    rule = "M5"
    code = "decided_by_another"


class DecisionEvidenceMissing(Refusal):
    rule = "M5"
    code = "decision_evidence_missing"


class DecisionDayImpossible(Refusal):
    rule = "M5"
    code = "decision_day_impossible"


class NobodyInvited(Refusal):
    rule = "M6"
    code = "nobody_invited"


class InvitedTwice(Refusal):
    rule = "M6"
    code = "invited_twice"


class NotAMemberUnit(Refusal):
    rule = "M6"
    code = "not_a_member_unit"


class MemberAsObserver(Refusal):
    rule = "M6"
    code = "member_as_observer"


class MembersLeftOut(Refusal):
    rule = "M6"
    code = "members_left_out"


class LiaisonOfficerMissing(Refusal):
    rule = "M6"
    code = "liaison_officer_missing"


class MeetingNotHeld(Refusal):
    rule = "M8"
    code = "meeting_not_held"


class OutcomesClosed(Refusal):
    rule = "M8"
    code = "outcomes_closed"


class OutcomeRepeated(Refusal):
    rule = "M8"
    code = "outcome_repeated"


class ListedByAnother(Refusal):
    rule = "M8"
    code = "listed_by_another"


class NothingToReport(Refusal):
    rule = "M9"
    code = "nothing_to_report"


class AlreadyReported(Refusal):
    rule = "M9"
    code = "already_reported"


class ReportMissing(Refusal):
    rule = "M9"
    code = "report_missing"


class MinutesMissing(Refusal):
    rule = "M9"
    code = "minutes_missing"


class ResolutionNotAdopted(Refusal):
    rule = "T1"
    code = "resolution_not_adopted"


class AlreadyConsented(Refusal):
    rule = "T1"
    code = "already_consented"


class ConsentedByAnother(DecidedByAnother):
    rule = "T1"
    code = "consented_by_another"


class ConsentEvidenceMissing(DecisionEvidenceMissing):
    rule = "T1"
    code = "consent_evidence_missing"


class ConsentDayImpossible(DecisionDayImpossible):
    rule = "T1"
    code = "consent_day_impossible"
