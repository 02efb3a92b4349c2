"""What is refused about the joint-meeting duty (M2), its board (S6), and kinds that a province adds (M1)."""

from shared.kernel.errors import Refusal


class DutyLevelsMissing(Refusal):
    rule = "M2"
    code = "duty_levels_missing"


class DutyUnchanged(Refusal):
    rule = "M2"
    code = "duty_unchanged"


class DutyOfAnother(Refusal):
    """Only of committees below the one that sets it."""

    rule = "M2"
    code = "duty_of_another"


class DutyReasonMissing(Refusal):
    rule = "M2"
    code = "duty_reason_missing"


class DutySetBackwards(Refusal):
    rule = "M2"
    code = "duty_set_backwards"


class WarningDayImpossible(Refusal):
    rule = "S6"
    code = "warning_day_impossible"


class MeetingKindKnown(Refusal):
    rule = "M1"
    code = "meeting_kind_known"


class MeetingKindNotAdded(Refusal):
    rule = "M1"
    code = "meeting_kind_not_added"
