"""What founding in batches refuses (O3)."""

from typing import ClassVar

from shared.kernel.errors import Refusal


class FoundingRule(Refusal):
    rule: ClassVar[str | None] = "O3"
    code = "founding_rule"


class BatchEmpty(FoundingRule):
    rule = "O3"
    code = "founding_batch_empty"


class BatchNameEmpty(FoundingRule):
    rule = "O3"
    code = "founding_batch_name_empty"


class BatchUnitRepeated(FoundingRule):
    rule = "O3"
    code = "founding_batch_unit_repeated"


class BatchUnitUnfit(FoundingRule):
    """`details["unit_id"]`: the unit that cannot be founded in this batch."""

    rule = "O3"
    code = "founding_batch_unit_unfit"


class NoFoundingCommittee(FoundingRule):
    rule = "O3"
    code = "founding_without_committee"


class JointlyUnfit(FoundingRule):
    rule = "O3"
    code = "founding_jointly_unfit"


class JointCommitteeNotFounded(FoundingRule):
    rule = "O3"
    code = "joint_committee_not_founded"


class ConditionsUnmet(FoundingRule):
    """`details["conditions"]`: those not confirmed yet."""

    rule = "O3"
    code = "founding_conditions_unmet"


class ConditionUnknown(FoundingRule):
    rule = "O3"
    code = "founding_condition_unknown"


class ConditionUnfit(FoundingRule):
    rule = "O3"
    code = "founding_condition_unfit"


class AlreadyFounded(FoundingRule):
    rule = "O3"
    code = "already_founded"


class NotInBatch(FoundingRule):
    rule = "O3"
    code = "not_in_founding_batch"
