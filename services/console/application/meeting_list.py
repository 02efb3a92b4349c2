"""By what a list of meetings can be narrowed: its year, its kind, whose it is."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.application.words import MEETING_KINDS

UNDATED: Final = "undated"
YEAR: Final = f"^({UNDATED}|(19|20)[0-9][0-9])?$"
YEARS_BACK: Final = 9
# Words for the choices of a committee; anybody else sees what concerns it.
PREPARED: Final[Mapping[str, str]] = {"own": "本关工委", "below": "本关工委和下级"}
OF: Final = f"^({'|'.join(PREPARED)})?$"


def in_year(year: str) -> dict[str, Any]:
    """What the service is asked for."""
    if year == UNDATED:
        return {"dated": "false"}
    return {"year": int(year)} if year else {}


def prepared_by(of: str, unit: str) -> dict[str, str]:
    return {"own": {"committee": unit}, "below": {"below": unit}}.get(of, {})


def years_offered(this_year: int, chosen: str) -> list[tuple[str, str]]:
    """Next year's first, and one further back when it was asked for by its address."""
    years = {this_year + 1 - back for back in range(YEARS_BACK + 2)}
    years |= {int(chosen)} if chosen not in ("", UNDATED) else set()
    return [(UNDATED, "还没有定日子的"), *((str(year), f"{year}年") for year in sorted(years, reverse=True))]


def kinds_offered(kinds: Sequence[Mapping[str, Any]], chosen: str) -> list[tuple[str, str]]:
    """Those that can be chosen today; a retired one, or one from below, stays when it was asked for."""
    offered = {one["kind"]: one["name"] for one in kinds}
    if chosen and chosen not in offered:
        offered[chosen] = MEETING_KINDS.get(chosen, chosen)
    return list(offered.items())
