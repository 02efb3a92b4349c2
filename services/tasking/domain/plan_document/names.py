"""Lists of unit names as documents write them.

Separators are 、 , ; / and, where both sides are names by themselves, 和 及 与 以及 (市文体广电和旅游局 is one name).
Names that share a prefix or a suffix are written out: 县(市)区、市直关工委 → 县(市)区关工委, 市直关工委.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.tasking.domain.plan_document.lettering import folded

NAME_CHARS_MAX = 40
_ENDINGS = (
    "局|委|部|办|办公室|委员会|会|院|中心|妇联|科协|残联|文联|侨联|工商联|社科联|团市委|团省委|团县委|团区委|台|报社|供销社|"
    "大学|学院|学校|中学|小学|党校|馆|所|站|厅|处|署|公司|集团|银行|政府|单位|部门|街道|乡镇|机关|"
    r"公检法司|公检法|工青妇|人大|政协|支队|总队|军分区|县\(市\)区|县\(市、区\)|县区|区县|各区|各县|市直|高校"
)
_UNIT = re.compile(rf"^.{{1,{NAME_CHARS_MAX}}}(?:{_ENDINGS})(?:\([^()]*\))?$|^(?:{_ENDINGS})$")
# What a new name begins with when nothing separates it from the one before.
_BEGINNING = re.compile(
    r"^(?:省|市(?!\))|县|区(?!关工委)|团[省市县区]|共青团|各(?!成员|有关|相关|责任)|全[省市县区]|中共|驻|工青妇|公检法)"
)
_AND = re.compile("以及|和|及|与|暨")
_REGIONS = r"(?:县\(市\)区|县\(市、区\)|县\(市区\)|县市区|市县区|县区|区县|市直|市属|省直|县直|乡镇)"
_REGION_STEM = re.compile(rf"^各?{_REGIONS}$")
_PARTY_ORGANS = re.compile("^(?:组织部|宣传部|统战部|政法委|网信办|编办|社会工作部|老干部局|党校|政研室|巡察办)$")
_LEAD_MARK = re.compile(r"\((?:共同)?牵头(?:单位|部门)?\)$")
_OPEN_LIST = re.compile("(?:等)(?:有关|相关|各)?(?:成员)?(?:单位|部门)?$")


@dataclass(slots=True)
class NameList:
    names: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)  # marked (牵头) inside the list
    written_out: list[tuple[str, str]] = field(default_factory=list)  # as written → written out
    repeated: list[str] = field(default_factory=list)
    open_ended: bool = False  # the list ends with 等: it names not everyone


def looks_like_units(sentence: str, *, last_may_be_cut: bool = False) -> bool:
    """Every piece reads like a unit's name by itself; the last of several may go on in the next line."""
    pieces = [piece.replace(" ", "") for piece in _separated(_normal(sentence))]
    if last_may_be_cut and len(pieces) > 1 and len(pieces[-1]) <= 10:
        pieces.pop()
    return bool(pieces) and all(_UNIT.match(piece) for piece in pieces)


def read_names(value: str) -> NameList:
    listed = NameList()
    pieces = [name for piece in _separated(_normal(value)) for name in _without_spaces(piece)]
    pieces = [name for piece in pieces for name in _without_and(piece)]
    for original, name in _written_out([_closed(piece, listed) for piece in pieces]):
        _add(listed, original, name)
    return listed


def _normal(value: str) -> str:
    value = folded(value)
    return re.sub(r"县\s*\(\s*市\s*\)\s*、?\s*区", "县(市)区", value)


def _separated(value: str) -> Iterator[str]:
    """Splits at separators that stand in no brackets: 县(市、区)关工委 is one name."""
    depth, start = 0, 0
    for index, char in enumerate(value):
        if char in "(〔[":
            depth += 1
        elif char in ")〕]":
            depth = max(0, depth - 1)
        elif char in "、,;/|·" and (depth == 0 or ")" not in value[index:]):
            yield value[start:index].strip()
            start = index + 1
    yield value[start:].strip()


def _without_spaces(piece: str) -> list[str]:
    """A space or a line break lies inside a name unless both sides are names by themselves."""
    names: list[str] = []
    for token in piece.split():
        if names and not (_UNIT.match(names[-1]) and _BEGINNING.match(token) and _UNIT.match(token)):
            names[-1] += token
        else:
            names.append(token)
    return names


def _without_and(piece: str) -> list[str]:
    names, start = [], 0
    for match in _AND.finditer(piece):
        left, right = piece[start : match.start()], piece[match.end() :]
        if _UNIT.match(left) and (_BEGINNING.match(right) or _stands_alone(left, right)):
            names.append(left)
            start = match.end()
    return [*names, piece[start:]]


def _stands_alone(left: str, right: str) -> bool:
    """市教育局和民政局: the left is complete, the right is a name whose level is shared."""
    return left.endswith(("局", "部", "委")) and _UNIT.match(right) is not None and len(right) > 2


def _closed(piece: str, listed: NameList) -> str:
    """Without what surrounds the name: 等单位, brackets that nothing opened, an initial 各 of a group."""
    without = _OPEN_LIST.sub("", piece)
    listed.open_ended = listed.open_ended or without != piece
    piece = without.strip(" .。:")
    if piece.count("(") != piece.count(")"):
        piece = piece.strip("()") if not re.search(r"\(市\)|\(区\)", piece) else piece.rstrip("(")
    return re.sub(rf"^各(?={_REGIONS})", "", piece)


def _written_out(pieces: list[str]) -> Iterator[tuple[str, str]]:
    names = list(pieces)
    begun = [False] * len(names)  # 市教育、民政、司法局: stems count from one that names its level
    for index, name in enumerate(names):
        begun[index] = _is_stem(name) and (bool(_BEGINNING.match(name)) or (index > 0 and begun[index - 1]))
    for index in range(len(names) - 2, -1, -1):  # a suffix is shared backwards
        if begun[index] or _REGION_STEM.match(names[index]):
            names[index] += _shared_suffix(names[index], names[index + 1])
    for index in range(1, len(names)):  # a prefix forwards
        names[index] = _shared_prefix(names[index], names[index - 1]) + names[index]
    yield from zip(pieces, names, strict=True)


def _shared_suffix(name: str, following: str) -> str:
    if _REGION_STEM.match(name) and following.endswith("关工委") and not following.endswith("机关工委"):
        return "关工委"
    return "局" if _is_stem(name) and following.endswith("局") else ""


def _is_stem(name: str) -> bool:
    return 1 < len(name) <= 10 and not _UNIT.match(name)


def _shared_prefix(name: str, before: str) -> str:
    level = re.match(r"^([省市县区])委", before)
    if level and _PARTY_ORGANS.match(name):
        return level[0]
    level = re.match(r"^([省市县区])(?!直)", before)
    if level and re.fullmatch(r"[^省市县区团各国驻中(].{1,14}局|法院|检察院", name):
        return level[1]
    return ""


def _add(listed: NameList, original: str, name: str) -> None:
    bare = _LEAD_MARK.sub("", name)
    if not bare:
        return
    if bare != name:
        listed.leads.append(bare)
        return
    if original != name:
        listed.written_out.append((original, name))
    (listed.repeated if name in listed.names else listed.names).append(name)


def qualified_names(name: str, issuer_name: str) -> tuple[str, ...]:
    """Spellings to look a name up by, the fullest first, the name as written last.

    Names are relative to who issues the plan: for 鸡西市关工委, 市教育局 is 鸡西市教育局, 团市委 共青团鸡西市委.
    """
    region = re.match(r"^(?:中共)?(.{2,12}?(?:省|市|县|区|州|盟|旗))", issuer_name)
    spellings: list[str] = []
    if region is not None:
        spellings += _in_region(name, region[1])
    spellings.append(name)
    spellings += _variants(name)
    return tuple(dict.fromkeys(spellings))


def _in_region(name: str, region: str) -> Iterator[str]:
    level = "市" if region[-1] in "州盟" else region[-1]
    if name.startswith(f"团{level}委"):
        yield f"共青团{region}委"
        yield f"团{region}委"
    elif name.startswith(level) and not name.startswith(("市直、", "市(")):
        yield region + name[1:]
    elif name.startswith(region):
        yield level + name[len(region) :]
    elif name.startswith("各成员单位") or name == "成员单位":
        yield f"{level}关工委各成员单位"
        yield f"{region}关工委各成员单位"


def _variants(name: str) -> Iterator[str]:
    for written in ("县(市、区)", "县(市区)", "县市区", "市县区", "县区", "区县"):
        if name.startswith(written):
            yield "县(市)区" + name[len(written) :]
            return
    if name.startswith("县(市)区"):
        yield "县(市、区)" + name[len("县(市)区") :]
