"""What organization refuses; each case has its own name, rule and code."""

from typing import ClassVar

from shared.kernel.errors import NotFound, Refusal


class UnitRule(Refusal):
    rule: ClassVar[str | None] = "O1"
    code = "unit_rule"


class CodeMalformed(UnitRule):
    rule = "O1"
    code = "unit_code_malformed"


class CodeTaken(UnitRule):
    rule = "O1"
    code = "unit_code_taken"


class CodeUnchanged(UnitRule):
    rule = "O1"
    code = "unit_code_unchanged"


class NameEmpty(UnitRule):
    rule = "O1"
    code = "unit_name_empty"


class BeforeFounding(UnitRule):
    rule = "O1"
    code = "before_founding"


class HistoryRewritten(UnitRule):
    rule = "O1"
    code = "history_rewritten"


class UnitDissolved(UnitRule):
    rule = "O1"
    code = "unit_dissolved"


class StatusUnchanged(UnitRule):
    rule = "O1"
    code = "status_unchanged"


class RelatedToItself(UnitRule):
    rule = "O1"
    code = "related_to_itself"


class RelationRepeated(UnitRule):
    rule = "O1"
    code = "relation_repeated"


class RelationSingle(UnitRule):
    rule = "O1"
    code = "relation_single"


class RelationPartnerUnfit(UnitRule):
    rule = "O1"
    code = "relation_partner_unfit"


class LineUnfit(UnitRule):
    rule = "O1"
    code = "line_unfit"


class SuperiorCycle(UnitRule):
    rule = "O1"
    code = "superior_cycle"


class RelationNotOpen(UnitRule):
    rule = "O1"
    code = "relation_not_open"


class StatusUnfit(UnitRule):
    rule = "O1"
    code = "status_unfit"


class SuccessionUnfit(UnitRule):
    rule = "O1"
    code = "succession_unfit"


class SuccessorBelow(UnitRule):
    rule = "O1"
    code = "successor_below"


class DependentsUnsettled(UnitRule):
    """`details["units"]`: who still has a relation to the unit that is to go."""

    rule = "O1"
    code = "dependents_unsettled"


class DependentsTooMany(UnitRule):
    rule = "O1"
    code = "dependents_too_many"


class RosterRule(Refusal):
    rule: ClassVar[str | None] = "O2"
    code = "roster_rule"


class OfficeTaken(RosterRule):
    rule = "O2"
    code = "office_taken"


class AlreadyInOffice(RosterRule):
    rule = "O2"
    code = "already_in_office"


class TermsOverlap(RosterRule):
    rule = "O2"
    code = "terms_overlap"


class TermEndsBeforeItBegins(RosterRule):
    rule = "O2"
    code = "term_ends_before_it_begins"


class NotInOffice(RosterRule):
    rule = "O2"
    code = "not_in_office"


class PersonsNamedAlike(RosterRule):
    rule = "O2"
    code = "persons_named_alike"


class NobodyChanges(RosterRule):
    rule = "O2"
    code = "nobody_changes"


class OfficeUnfit(RosterRule):
    rule = "O2"
    code = "office_unfit"


class SectionEmpty(RosterRule):
    rule = "O2"
    code = "section_empty"


class SectionHistoryRewritten(RosterRule):
    rule = "O2"
    code = "section_history_rewritten"


class GroupRule(Refusal):
    rule: ClassVar[str | None] = "O6"
    code = "group_rule"


class GroupNameEmpty(GroupRule):
    rule = "O6"
    code = "group_name_empty"


class GroupNameTaken(GroupRule):
    rule = "O6"
    code = "group_name_taken"


class SelectorInvalid(GroupRule):
    rule = "O6"
    code = "selector_invalid"


class SelectorUnitUnknown(GroupRule):
    rule = "O6"
    code = "selector_unit_unknown"


class NoCommittee(GroupRule):
    rule = "O6"
    code = "group_without_committee"


class GroupHistoryRewritten(GroupRule):
    rule = "O6"
    code = "group_history_rewritten"


class PersonNameEmpty(Refusal):
    code = "person_name_empty"


class PersonErased(Refusal):
    code = "person_erased"


class PersonUnknown(NotFound):
    code = "person_unknown"
