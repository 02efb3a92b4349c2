"""Why a document cannot be imported as a plan (T11)."""

from typing import ClassVar

from shared.kernel.errors import Kind, Refusal


class PlanRefused(Refusal):
    kind: ClassVar[Kind] = "invalid"
    rule = "T11"
    code = "plan_refused"


class PlanEmpty(PlanRefused):
    code = "plan_empty"


class PlanTooLarge(PlanRefused):
    kind = "too_large"
    code = "plan_too_large"


class PlanDocxNotSupported(PlanRefused):
    code = "plan_docx_not_supported"


class PlanFormatNotSupported(PlanRefused):
    code = "plan_format_not_supported"


class PlanBinary(PlanRefused):
    code = "plan_binary"


class PlanEncodingUnknown(PlanRefused):
    code = "plan_encoding_unknown"


class PlanControlCharacters(PlanRefused):
    code = "plan_control_characters"


class PlanHasNoItems(PlanRefused):
    code = "plan_has_no_items"


class PlanHasTooManyItems(PlanRefused):
    code = "plan_has_too_many_items"


class PlanItemTooLong(PlanRefused):
    code = "plan_item_too_long"


class PlanTooLong(PlanRefused):
    kind: ClassVar[Kind] = "too_large"
    code = "plan_too_long"
