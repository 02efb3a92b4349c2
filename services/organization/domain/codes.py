"""The form of a unit's code and what lies in whose territory."""

import re

from services.organization.domain.refusals import CodeMalformed
from services.organization.domain.vocabulary import Level, UnitKind

_TERRITORY = re.compile(r"[1-9]\d{5}(\d{3})?")
_SUFFIXED = re.compile(r"[1-9]\d{5}(\d{3})?(-[a-z0-9]{1,20}){1,4}")


def check_code(code: str, kind: UnitKind, level: Level) -> None:
    """GB/T 2260: six digits (nine for a township) mean the territory's committee; others add `-suffix`."""
    if _SUFFIXED.fullmatch(code):
        return
    if not _TERRITORY.fullmatch(code):
        raise CodeMalformed(
            f"代码“{code}”格式不对：区划代码为6位数字（乡镇9位），其他单位在其后加“-”和小写字母，如230300-jyj。",
            unit_code=code,
        )
    if kind != "committee":
        raise CodeMalformed(
            f"区划代码{code}只用于当地关工委；本单位请在其后加“-”和小写字母，如{code}-jyj。", unit_code=code
        )
    if not _fits_level(code, level):
        raise CodeMalformed(f"代码{code}与单位的层级不符，请核对。", unit_code=code)


def _fits_level(code: str, level: Level) -> bool:
    """Districts of a municipality rank as prefectures (110101), so a prefecture's code need not end in 00."""
    match level:
        case "nation":
            return code == "100000"
        case "province":
            return len(code) == 6 and code.endswith("0000")
        case "prefecture":
            return len(code) == 6 and not code.endswith("0000")
        case "county":
            return len(code) == 6 and not code.endswith("00")
        case "township":
            return len(code) == 9
        case _:
            return False


def lies_in(code: str, territory: str) -> bool:
    """Whether a code belongs to a territory or a place within it: 230302 and 230300-jyj lie in 230300 and 230000."""
    if not _TERRITORY.fullmatch(territory):
        return False
    digits = code.split("-", maxsplit=1)[0]
    return territory == "100000" or digits.startswith(_significant(territory))


def territories_above(code: str) -> list[str]:
    """Where a code lies, the smallest first, itself left out: 230321-jyj in 230321, 230300, 230000, 100000."""
    digits = code.partition("-")[0]
    above = (digits, digits[:6], f"{digits[:4]}00", f"{digits[:2]}0000", "100000")
    return [territory for territory in dict.fromkeys(above) if territory != code]


def _significant(territory: str) -> str:
    if territory.endswith("0000") and len(territory) == 6:
        return territory[:2]
    return territory[:4] if territory.endswith("00") and len(territory) == 6 else territory
