"""What a transmittal and its returns refuse (M10)."""

from shared.kernel.errors import Refusal, TooLarge


class TransmittalRefusal(Refusal):
    rule = "M10"


class NothingToConvey(TransmittalRefusal):
    code = "nothing_to_convey"


class MatterNotConveyable(TransmittalRefusal):
    code = "matter_not_conveyable"


class OnlyCommitteesTransmit(TransmittalRefusal):
    code = "only_committees_transmit"


class NobodyAddressed(TransmittalRefusal):
    code = "nobody_addressed"


class AddresseeNotBelow(TransmittalRefusal):
    code = "addressee_not_below"


class AddressedAlready(TransmittalRefusal):
    code = "addressed_already"


class TooManyAddressed(TooLarge):
    rule = "M10"
    code = "too_many_addressed"


class TransmittalDueDayPassed(TransmittalRefusal):
    code = "transmittal_due_day_passed"


class QuestionEmpty(TransmittalRefusal):
    code = "question_empty"


class UnitNotAddressed(TransmittalRefusal):
    code = "unit_not_addressed"


class ReturnWayMissing(TransmittalRefusal):
    code = "return_way_missing"


class ReturnDayImpossible(TransmittalRefusal):
    code = "return_day_impossible"


class AttendanceImpossible(TransmittalRefusal):
    code = "attendance_impossible"


class MeasuresMissing(TransmittalRefusal):
    code = "measures_missing"


class PartyLeaderNotTold(TransmittalRefusal):
    code = "party_leader_not_told"


class AnswersMissing(TransmittalRefusal):
    code = "answers_missing"


class ReturnedAlready(TransmittalRefusal):
    code = "returned_already"


class ReturnAccepted(TransmittalRefusal):
    code = "return_accepted"


class NothingCorrected(TransmittalRefusal):
    code = "nothing_corrected"


class ReturnNotWaiting(TransmittalRefusal):
    code = "return_not_waiting"


class ReasonMissing(TransmittalRefusal):
    code = "return_reason_missing"
