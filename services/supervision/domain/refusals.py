"""What supervision refuses, one class per case."""

from shared.kernel.errors import Invalid, Refusal, Unavailable


class NotACommittee(Refusal):
    rule = "O1"
    code = "not_a_committee"


class ThresholdsNotValid(Refusal):
    kind = "invalid"
    rule = "S1"
    code = "thresholds_not_valid"


class CalendarNotValid(Refusal):
    kind = "invalid"
    rule = "S1"
    code = "calendar_not_valid"


class WatchClosed(Refusal):
    rule = "S1"
    code = "watch_closed"


class ReminderAlreadyGiven(Refusal):
    rule = "S2"
    code = "reminder_already_given"


class ReminderOutOfTurn(Refusal):
    rule = "S2"
    code = "reminder_out_of_turn"


class NoticeAlreadyIssued(Refusal):
    rule = "S3"
    code = "notice_already_issued"


class NoticeNotIssued(Refusal):
    rule = "S3"
    code = "notice_not_issued"


class AnswerDueNotValid(Refusal):
    rule = "S3"
    code = "answer_due_not_valid"


class AnswerEmpty(Refusal):
    rule = "S3"
    code = "answer_empty"


class CaseNotAnswered(Refusal):
    rule = "S3"
    code = "case_not_answered"


class CaseNotReported(Refusal):
    rule = "S3"
    code = "case_not_reported"


class CaseIsClosed(Refusal):
    rule = "S3"
    code = "case_closed"


class NumberTaken(Refusal):
    kind = "conflict"
    rule = "S3"
    code = "document_number_taken"


class NumberMalformed(Invalid):
    rule = "S3"
    code = "document_number_malformed"


class IssueDayNotValid(Refusal):
    rule = "S3"
    code = "issue_day_not_valid"


class RequirementsMissing(Refusal):
    rule = "S3"
    code = "requirements_missing"


class ReportNotUpward(Refusal):
    rule = "S3"
    code = "report_not_upward"


class CloseReasonMissing(Refusal):
    rule = "S3"
    code = "close_reason_missing"


class TaskingAway(Unavailable):
    code = "tasking_unavailable"
