"""Names that are said relative to a place."""

import re

_RELATIVE = re.compile(r"(共青团|团|民盟|民建|民进)?[省市县区地州盟旗乡镇]")
_COMMITTEE = re.compile(r"(关工委|关心下一代工作委员会)$")


def is_relative(text: str) -> bool:
    """市教育局 or 团市委: means another unit in every city, so it is only looked for around the one who says it."""
    return _RELATIVE.match(text) is not None


def place_of(committee_name: str) -> str | None:
    """鸡西市 for 鸡西市关工委; None when the name does not end like a committee's."""
    place, found = _COMMITTEE.subn("", committee_name)
    return place if found and place else None


def spelled_out(text: str, place: str) -> str | None:
    """鸡西市教育局 for 市教育局 said in 鸡西市; None when the text does not begin with the place's own level."""
    return place + text[1:] if len(text) > 1 and text[0] == place[-1] else None
