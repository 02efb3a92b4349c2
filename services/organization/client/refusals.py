"""What a look-up answers when a text names no unit, or more than one."""

from shared.kernel.errors import Invalid, NotFound


class UnitUnknown(NotFound):
    code = "unit_unknown"


class UnitAmbiguous(Invalid):
    """`details["candidates"]`: [{unit_id, name}]."""

    rule = "O1"
    code = "unit_ambiguous"


class GroupUnknown(NotFound):
    code = "group_unknown"
