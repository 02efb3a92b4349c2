"""What R1 does not allow, each case by its own name."""

from shared.kernel.errors import Refusal


class SubjectMissing(Refusal):
    rule = "R1"
    code = "subject_missing"


class NobodyAsked(Refusal):
    rule = "R1"
    code = "nobody_asked"


class TooManyAsked(Refusal):
    rule = "R1"
    code = "too_many_asked"


class AskedItself(Refusal):
    rule = "R1"
    code = "asked_itself"


class DueDayPassed(Refusal):
    rule = "R1"
    code = "due_day_passed"


class PlanNotShared(Refusal):
    rule = "R1"
    code = "plan_not_shared"


class UnitNotAsked(Refusal):
    rule = "R1"
    code = "unit_not_asked"


class ReportEmpty(Refusal):
    rule = "R1"
    code = "report_empty"


class ReportStillOpen(Refusal):
    rule = "R1"
    code = "report_still_open"


class ReportAlreadyAccepted(Refusal):
    rule = "R1"
    code = "report_already_accepted"


class ReportNotOpen(Refusal):
    rule = "R1"
    code = "report_not_open"


class ReturnReasonMissing(Refusal):
    rule = "R1"
    code = "return_reason_missing"
