"""Who someone is to the system: one role, for one unit."""

from typing import Final

ROLES: Final[dict[str, str]] = {
    "clerk": "经办人",
    "director": "主任",
    "party_approver": "党委审批人",
    "liaison": "联络员",
    "leader": "分管领导",
    "supervisor": "督查人员",
    "auditor": "审计人员",
}
SERVICE_PREFIX: Final = "service:"
# Whoever holds a pass (tokens.py); nobody signs in with it, and no token of a person may name it.
PASS_ROLE: Final = "pass"  # noqa: S105


def is_role(text: str) -> bool:
    """True for a person's role and for `service:<name>`."""
    return text in ROLES or (text.startswith(SERVICE_PREFIX) and len(text) > len(SERVICE_PREFIX))
