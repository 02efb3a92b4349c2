"""What a visit, a speech or an instruction of leaders refuses on its way (M12)."""

from services.meeting.domain.refusals import DecidedByAnother, DecisionDayImpossible, DecisionEvidenceMissing
from shared.kernel.errors import Refusal


class InstructionRefusal(Refusal):
    rule = "M12"


class InstructionIncomplete(InstructionRefusal):
    code = "instruction_incomplete"


class InstructionDayImpossible(InstructionRefusal):
    code = "instruction_day_impossible"


class LeaderNotRegistered(InstructionRefusal):
    code = "leader_not_registered"


class TextRepeated(InstructionRefusal):
    code = "instruction_text_repeated"


class OpinionsEmpty(InstructionRefusal):
    code = "opinions_empty"


class OpinionsRepeated(InstructionRefusal):
    code = "opinions_repeated"


class NotByDirectorsOffice(InstructionRefusal):
    code = "not_by_directors_office"


class DirectorsOfficeNotHeld(InstructionRefusal):
    code = "directors_office_not_held"


class OpinionsNotPassed(InstructionRefusal):
    code = "opinions_not_passed"


class OpinionsConsentedAlready(InstructionRefusal):
    code = "opinions_consented_already"


class OpinionsConsentedByAnother(DecidedByAnother):
    rule = "M12"
    code = "opinions_consented_by_another"


class OpinionsConsentEvidenceMissing(DecisionEvidenceMissing):
    rule = "M12"
    code = "opinions_consent_evidence_missing"


class OpinionsConsentDayImpossible(DecisionDayImpossible):
    rule = "M12"
    code = "opinions_consent_day_impossible"


class RecipientsMissing(InstructionRefusal):
    code = "report_recipients_missing"


class SpecialReportRepeated(InstructionRefusal):
    code = "special_report_repeated"


class CampaignLinkedAlready(InstructionRefusal):
    code = "campaign_linked_already"


class InstructionClosed(InstructionRefusal):
    code = "instruction_closed"


class ClosedWithoutOpinions(InstructionRefusal):
    code = "closed_without_opinions"


class ClosedWithoutReport(InstructionRefusal):
    code = "closed_without_report"
