"""Groups of units as their pages show them."""

from collections.abc import Mapping
from typing import Any, Final

from services.console.application.unit_page import LEVELS, LINES

KINDS: Final[Mapping[str, str]] = {
    "members": "本关工委的成员单位",
    "subordinate_committees": "下级关工委",
    "units": "按名单",
}


def standing(group: Mapping[str, Any]) -> dict[str, Any]:
    """The group as it was said last: {selector, aliases, on}."""
    version: dict[str, Any] = group["versions"][-1]
    return version


def units_named(group: Mapping[str, Any]) -> list[str]:
    selector = standing(group)["selector"]
    return [*selector["units"], *selector["except"]]


def meaning(group: Mapping[str, Any]) -> str:
    """Which units the name stands for: 下级关工委（县级，教育条线）."""
    selector = standing(group)["selector"]
    level = [LEVELS[selector["level"]]] if selector["level"] else []
    line = [f"{LINES[selector['line']]}条线"] if selector["line"] else []
    narrowed = "，".join((*level, *line))
    return KINDS[selector["kind"]] + (f"（{narrowed}）" if narrowed else "")
