"""What a topic refuses (M4), and a meeting about its topics."""

from services.meeting.domain.refusals import DecidedByAnother, DecisionDayImpossible, DecisionEvidenceMissing
from shared.kernel.errors import Refusal


class TopicAnswered(Refusal):
    rule = "M4"
    code = "topic_answered"


class TopicNotTheCommittees(Refusal):
    rule = "M4"
    code = "topic_not_the_committees"


class TopicReasonMissing(Refusal):
    rule = "M4"
    code = "topic_reason_missing"


class TopicNotOpenToMerge(Refusal):
    rule = "M4"
    code = "topic_not_open_to_merge"


class TopicNotAccepted(Refusal):
    rule = "M4"
    code = "topic_not_accepted"


class TopicElsewhere(Refusal):
    """Another committee's topic, or one that another meeting has taken up."""

    rule = "M4"
    code = "topic_elsewhere"


class TopicNamedTwice(Refusal):
    rule = "M4"
    code = "topic_named_twice"


class MoreThanOneTopic(Refusal):
    rule = "M1"
    code = "more_than_one_topic"


class InstructedByAnother(DecidedByAnother):
    rule = "M4"
    code = "instructed_by_another"


class InstructionEvidenceMissing(DecisionEvidenceMissing):
    rule = "M4"
    code = "instruction_evidence_missing"


class InstructionDayImpossible(DecisionDayImpossible):
    rule = "M4"
    code = "instruction_day_impossible"
