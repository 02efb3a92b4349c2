"""Who leads, who is responsible, until when: the labelled parts of an item."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from services.tasking.domain.plan_document.lettering import folded
from services.tasking.domain.plan_document.names import looks_like_units

Role = Literal["lead", "responsible", "due", "people"]


def _spaced(*words: str) -> str:
    """Layouts put spaces into labels: 牵 头 单 位."""
    return "|".join(r"\s*".join(word) for word in words)


_ANY = _spaced("责任单位", "单位", "部门")
_LEADING = _spaced("牵头", "主办", "主责")
_SHARING = _spaced("责任", "配合", "落实", "协办", "参与", "参加", "协同", "协作", "承办", "实施", "负责")
_LABELS: dict[Role, str] = {
    "people": _spaced(*"责任领导 牵头领导 分管领导 包保领导 牵头人 责任人 联系人 联络员 负责人".split()),
    "due": _spaced(
        *"完成时限 办结时限 工作时限 推进时限 完成期限 完成时间 办结时间 时限要求 时间要求 时间安排".split(),
        *"时间节点 进度安排 时限 期限".split(),
    ),
    "lead": rf"(?:{_LEADING})\s*(?:{_spaced('负责')})?\s*(?:{_ANY})|{_spaced('牵头')}",
    "responsible": rf"(?:{_SHARING})\s*(?:{_spaced('落实')})?\s*(?:{_spaced('单位', '部门')})",
}
_LABEL = re.compile(
    r"(?P<open>[(\[【〔]?)\s*(?:"
    + "|".join(f"(?P<{role}>{pattern})" for role, pattern in _LABELS.items())
    + r")\s*(?:\(\s*(?:单位|部门|处室)\s*\)\s*)?(?P<close>[)\]】〕]\s*:?|:)"
    # a label on a line of its own needs no colon
    + r"|(?:^|(?<=\n))\s*(?:(?P<lead_>"
    + _spaced("牵头单位", "牵头部门")
    + r")|(?P<responsible_>"
    + _spaced("责任单位", "责任部门", "配合单位", "落实单位")
    + r"))(?=\s)"
)
_DUE_ENDS = re.compile("(?:[前内底末日月年旬次止]|坚持|推进|完成|开展|季度|半年|期间)$")
_END = re.compile(r"。|(?<!\d)\.|\.(?!\d)")
_PAIRED = re.compile(
    r"[(（](?P<lead>[^()（）。]{2,40}?)牵头(?:负责)?[,，;；](?P<others>(?:[^()（）。]|[(（][^()（）。]*[)）])"
    r"{2,200}?)(?:配合|参与|参加|负责|落实|协办|按职责分工负责)[)）]"
)


@dataclass(slots=True)
class Roles:
    """The values as written, one entry per label; `rest` are the item's words without them."""

    lead: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    people: bool = False
    rest: str = ""
    after: str = ""  # words in new paragraphs after the last value


@dataclass(frozen=True, slots=True)
class _Label:
    role: Role
    start: int
    end: int


def has_roles(body: str) -> bool:
    narrow = folded(body)
    return any(label.role in ("lead", "responsible") for label in _labels(narrow)) or bool(_PAIRED.search(narrow))


def read_roles(body: str) -> Roles:
    """`body` is an item with its line breaks."""
    narrow = folded(body)
    roles, words, at = Roles(), [], 0
    labels = list(_labels(narrow))
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        words.append(body[at : label.start])
        limit = following.start if following else len(body)
        at = _value_end(narrow, label, limit)
        _note(roles, label.role, narrow[label.end : at].strip(" \n.。;,、"))
        if at < limit and narrow[at] in "。.":
            at += 1
    words.append(_after_value(body[at:], roles, bool(labels)))
    roles.rest = "".join(words)
    return roles if labels else _read_pair(body, narrow, roles)


def _after_value(words: str, roles: Roles, labelled: bool) -> str:
    """Words after the last value stay the item's when they go on in the same paragraph."""
    words = re.sub(r"^[ )）\]】〕。;；]+", "", words) if labelled else words
    if labelled and words.startswith("\n"):
        roles.after = words.strip()
        return ""
    return words


def _note(roles: Roles, role: Role, value: str) -> None:
    if value.endswith((")", "]", "】", "〕")) and value.count("(") < value.count(")") + value.count("]"):
        value = value[:-1]
    if role == "people":
        roles.people = True
    elif value:
        getattr(roles, role).append(value)


def _labels(narrow: str) -> Iterator[_Label]:
    for match in _LABEL.finditer(narrow):
        groups = match.groupdict()
        role = next(role for role in _LABELS if groups[role] or groups.get(f"{role}_"))
        closing = (match["close"] or ":").strip()
        opens, closes = bool(match["open"]), closing[0] in ")]】〕"
        if closes and not opens:
            continue  # 各责任单位) in running text
        if closing == ")":
            continue  # (牵头单位) beside a name is no label
        if (
            role == "lead"
            and (groups["lead"] or "").replace(" ", "") == "牵头"
            and not _begins_clause(narrow, match.start())
        ):
            continue
        yield _Label(role, match.start(), match.end())


def _begins_clause(narrow: str, start: int) -> bool:
    return start == 0 or narrow[start - 1] in "。.;,(\n "


def _value_end(narrow: str, label: _Label, limit: int) -> int:
    """A value ends with its sentence; over a line break it goes on while names are open or names follow."""
    at = label.end
    while at < limit:
        line_end = narrow.find("\n", at, limit)
        line_end = limit if line_end < 0 else line_end
        stop = _END.search(narrow, at, line_end)
        if stop:
            return stop.start()
        following = narrow[line_end:limit].lstrip("\n")
        if not following or not _goes_on(narrow[label.end : line_end], following.split("\n")[0], label.role):
            return line_end
        at = limit - len(narrow[line_end:limit].lstrip("\n"))
    return limit


def _goes_on(value: str, line: str, role: Role) -> bool:
    value = value.strip(" \n")
    if not value:
        return True
    if role == "people":
        return False
    if role == "due":
        return not _DUE_ENDS.search(value) and len(line) < 20
    if value[-1] in "、,;(和及与" or line[0] in "、,;)。.":
        return True
    sentence = _END.split(line)[0]
    return looks_like_units(sentence, last_may_be_cut=line == sentence) or (
        not looks_like_units(value.replace("\n", "、")) and len(sentence) < 80
    )


def _read_pair(body: str, narrow: str, roles: Roles) -> Roles:
    """(市委宣传部牵头,市教育局、团市委配合)"""
    match = _PAIRED.search(narrow)
    if match is not None:
        roles.lead.append(match["lead"])
        roles.responsible.append(match["others"])
        roles.rest = body[: match.start()] + body[match.end() :]
    return roles
