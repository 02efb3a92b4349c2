"""The story's expectations: what differs ends it."""

from typing import Any

from services.local.demo.client import StoryBroken


def assert_equal(got: Any, expected: Any) -> None:
    """Raises StoryBroken."""
    if got != expected:
        raise StoryBroken(f"应为 {expected!r}，实际 {got!r}")


def assert_true(condition: object, otherwise: str) -> None:
    """Raises StoryBroken."""
    if not condition:
        raise StoryBroken(otherwise)
