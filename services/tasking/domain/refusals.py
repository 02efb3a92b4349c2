"""What plans and tasks refuse, one class per case."""

from shared.kernel.errors import Invalid, NotFound, Refusal


class ResolutionNotConsented(Refusal):
    rule = "T1"
    code = "resolution_not_consented"


class PlanExists(Refusal):
    kind = "conflict"
    rule = "T1"
    code = "plan_exists"


class PlanUntitled(Refusal):
    rule = "T1"
    code = "plan_untitled"


class PlanIsIssued(Refusal):
    rule = "T1"
    code = "plan_is_issued"


class PlanHasNoItems(Refusal):
    rule = "T1"
    code = "plan_has_no_items"


class IssueDayImpossible(Refusal):
    rule = "T1"
    code = "issue_day_impossible"


class NumberTaken(Refusal):
    kind = "conflict"
    rule = "T1"
    code = "document_number_taken"


class NumberMalformed(Invalid):
    rule = "T1"
    code = "document_number_malformed"


class ItemNotFound(NotFound):
    code = "item_not_found"


class ItemNumberTaken(Refusal):
    rule = "T1"
    code = "item_number_taken"


class ItemEmpty(Refusal):
    rule = "T1"
    code = "item_empty"


class TooManyItems(Refusal):
    rule = "T1"
    code = "too_many_items"


class SeveralLeads(Refusal):
    rule = "T2"
    code = "several_leads"


class NoLead(Refusal):
    rule = "T2"
    code = "no_lead"


class LeadIsGroup(Refusal):
    rule = "T2"
    code = "lead_is_group"


class LeadNotNamed(Refusal):
    rule = "T2"
    code = "lead_not_named"


class LeadCannotBeReleased(Refusal):
    rule = "T2"
    code = "lead_cannot_be_released"


class GroupIsEmpty(Refusal):
    rule = "O6"
    code = "group_is_empty"


class DueMalformed(Refusal):
    rule = "T4"
    code = "due_malformed"


class DueWithoutWords(Refusal):
    rule = "T4"
    code = "due_without_words"


class NameUnsettled(Refusal):
    rule = "T11"
    code = "name_unsettled"


class NameNotInPlan(Refusal):
    rule = "T11"
    code = "name_not_in_plan"


class AnswerUnclear(Refusal):
    rule = "T11"
    code = "answer_unclear"


class PlanHasItems(Refusal):
    rule = "T11"
    code = "plan_has_items"


class DocumentHasNoItems(Refusal):
    rule = "T11"
    code = "document_has_no_items"


class NotAssigned(Refusal):
    kind = "forbidden"
    rule = "T5"
    code = "unit_not_assigned"


class AlreadyAnswered(Refusal):
    rule = "T5"
    code = "assignment_already_answered"


class ReasonMissing(Refusal):
    rule = "T5"
    code = "reason_missing"


class NotRefused(Refusal):
    rule = "T5"
    code = "assignment_not_refused"


class NotTakenOn(Refusal):
    rule = "T7"
    code = "assignment_not_taken_on"


class PercentOutOfRange(Refusal):
    rule = "T7"
    code = "percent_out_of_range"


class ProgressFell(Refusal):
    rule = "T7"
    code = "progress_fell_without_problems"


class ProgressEmpty(Refusal):
    rule = "T7"
    code = "progress_empty"


class EvidenceUnknown(Invalid):
    rule = "T7"
    code = "evidence_unknown"


class PartIsFinished(Refusal):
    rule = "T8"
    code = "part_is_finished"


class LeadHasNoPart(Refusal):
    rule = "T8"
    code = "lead_has_no_part"


class OnlyLeadReports(Refusal):
    kind = "forbidden"
    rule = "T8"
    code = "only_lead_reports"


class PartsUnfinished(Refusal):
    rule = "T8"
    code = "parts_unfinished"


class TaskIsReported(Refusal):
    rule = "T8"
    code = "task_is_reported"


class TaskNotReported(Refusal):
    rule = "T8"
    code = "task_not_reported"


class TaskIsConcluded(Refusal):
    rule = "T8"
    code = "task_is_concluded"


class ConcludedDayImpossible(Refusal):
    rule = "T8"
    code = "concluded_day_impossible"


class WordsMissing(Refusal):
    rule = "T8"
    code = "words_missing"


class ReturnNamesNoUnit(Refusal):
    rule = "T8"
    code = "return_names_no_unit"


class ReturnedPartNotFinished(Refusal):
    rule = "T8"
    code = "returned_part_not_finished"
