"""What a paper refuses (R6)."""

from shared.kernel.errors import Invalid, Refusal


class PaperTextMalformed(Invalid):
    code = "paper_text_malformed"


class UnknownPaperKind(Refusal):
    rule = "R6"
    code = "unknown_paper_kind"


class PaperMatterUnknown(Refusal):
    rule = "R6"
    code = "paper_matter_unknown"


class PaperKindOfAnotherMatter(Refusal):
    rule = "R6"
    code = "paper_kind_of_another_matter"


class CommitteeNotIssuing(Refusal):
    rule = "R6"
    code = "committee_not_issuing"


class NotOneAddressee(Refusal):
    rule = "R6"
    code = "not_one_addressee"


class AddresseeMissing(Refusal):
    rule = "R6"
    code = "addressee_missing"


class WishMissing(Refusal):
    rule = "R6"
    code = "wish_missing"


class ReportAsks(Refusal):
    rule = "R6"
    code = "report_asks"


class PaperOutOfTurn(Refusal):
    rule = "R6"
    code = "paper_out_of_turn"


class CheckedByItsWriter(Refusal):
    rule = "R6"
    code = "checked_by_its_writer"


class SignerNotEntitled(Refusal):
    rule = "R6"
    code = "signer_not_entitled"


class SignerNameMissing(Refusal):
    rule = "R6"
    code = "signer_name_missing"


class CosignerNotIssuing(Refusal):
    rule = "R6"
    code = "cosigner_not_issuing"


class CosignedAlready(Refusal):
    rule = "R6"
    code = "cosigned_already"


class CosignaturesMissing(Refusal):
    rule = "R6"
    code = "cosignatures_missing"


class PaperNotFilled(Refusal):
    rule = "R6"
    code = "paper_not_filled"


class PaperEvidenceMissing(Refusal):
    rule = "R6"
    code = "paper_evidence_missing"


class PaperDayImpossible(Refusal):
    rule = "R6"
    code = "paper_day_impossible"


class NumberNotWanted(Refusal):
    rule = "R6"
    code = "number_not_wanted"


class CodeWordMissing(Refusal):
    rule = "R6"
    code = "code_word_missing"


class WordReserved(Refusal):
    rule = "R6"
    code = "word_reserved"


class WordMalformed(Refusal):
    rule = "R6"
    code = "word_malformed"


class StyleIncomplete(Refusal):
    rule = "R6"
    code = "style_incomplete"
