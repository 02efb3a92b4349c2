"""Refusals: what a person is told when something is not possible.

A refusal carries the rule's id (`M5`), a machine code that never changes (`meeting_not_approved`) and a
Chinese sentence a clerk understands. One table in `shared.serving.errors` maps the kind to HTTP and gRPC.
"""

from typing import Any, ClassVar, Literal

Kind = Literal[
    "rule",  # a business rule says no
    "invalid",  # the request itself is malformed or out of bounds
    "unauthenticated",
    "forbidden",
    "not_found",  # absent, or not visible to who asks: the answer is the same
    "conflict",  # somebody else changed it first, or the key was used for something else
    "too_large",
    "unsupported",  # not in the form it must have: media type, method
    "unavailable",  # try again; nothing was stored
]


class Refusal(Exception):
    """Base of everything that is refused; nothing is stored.

    >>> class MeetingNotApproved(Refusal):
    ...     rule = "M5"
    ...     code = "meeting_not_approved"
    """

    kind: ClassVar[Kind] = "rule"
    rule: ClassVar[str | None] = None
    code: ClassVar[str] = "refused"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class Invalid(Refusal):
    kind = "invalid"
    code = "invalid_request"


class ControlCharacters(Invalid):
    code = "control_characters"


class TooLarge(Refusal):
    kind = "too_large"
    code = "too_large"


class Unauthenticated(Refusal):
    kind = "unauthenticated"
    code = "unauthenticated"


class NotPermitted(Refusal):
    kind = "forbidden"
    code = "not_permitted"


class NotFound(Refusal):
    kind = "not_found"
    code = "not_found"


class VersionConflict(Refusal):
    kind = "conflict"
    code = "version_conflict"


class IdempotencyKeyReused(Refusal):
    kind = "conflict"
    code = "idempotency_key_reused"


class Unavailable(Refusal):
    kind = "unavailable"
    code = "unavailable"
