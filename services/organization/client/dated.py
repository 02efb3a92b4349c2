"""The condition that a dated row held on a day."""

from datetime import date


def during(on: date | None, of: str = "") -> str:
    """SQL over `since` and `until` with the parameter `:on`; without a day, what is recorded as open."""
    if on is None:
        return f"{of}until IS NULL"
    return f"{of}since <= :on AND ({of}until IS NULL OR {of}until > :on)"
