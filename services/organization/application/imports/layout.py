"""The three tables of the registry's file: what stands in which column, in the words of a clerk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from services.organization.domain.vocabulary import OFFICE_WORDS, RELATION_WORDS, STATUS_WORDS

TableName = Literal["units", "relations", "offices"]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    key: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """`marks` are titles by which the table is recognised, in a workbook beside its sheet's name."""

    table: TableName
    title: str
    columns: Sequence[Column]
    marks: frozenset[str]

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(column.title for column in self.columns)


UNITS: Final = Layout(
    "units",
    "单位",
    (
        Column("代码", "code", required=True),
        Column("名称", "name", required=True),
        Column("简称", "short_names"),
        Column("类别", "kind", required=True),
        Column("层级", "level", required=True),
        Column("状态", "status", required=True),
        Column("起始日期", "since", required=True),
        Column("变更日期", "changed_on"),
    ),
    frozenset({"类别", "层级"}),
)
RELATIONS: Final = Layout(
    "relations",
    "关系",
    (
        Column("单位代码", "code", required=True),
        Column("单位名称", "name"),
        Column("关系", "relation", required=True),
        Column("对方代码", "target", required=True),
        Column("对方名称", "target_name"),
        Column("条线", "line"),
        Column("起始日期", "since", required=True),
        Column("终止日期", "until"),
        Column("终止原因", "reason"),
    ),
    frozenset({"关系", "对方代码"}),
)
OFFICES: Final = Layout(
    "offices",
    "任职",
    (
        Column("单位代码", "code", required=True),
        Column("单位名称", "name"),
        Column("职务", "office", required=True),
        Column("姓名", "person", required=True),
        Column("任职日期", "since", required=True),
        Column("离任日期", "until"),
        Column("离任原因", "reason"),
    ),
    frozenset({"职务", "姓名"}),
)
LAYOUTS: Final = (UNITS, RELATIONS, OFFICES)
LAYOUT_OF: Final[Mapping[TableName, Layout]] = {layout.table: layout for layout in LAYOUTS}

KIND_WORDS: Final[Mapping[str, str]] = {
    "committee": "关工委",
    "party_committee": "党委",
    "government": "政府",
    "department": "部门",
    "mass_organisation": "群团组织",
    "school": "学校",
    "enterprise": "企业",
    "other": "其他",
}
LEVEL_WORDS: Final[Mapping[str, str]] = {
    "nation": "全国",
    "province": "省级",
    "prefecture": "市级",
    "county": "县级",
    "township": "乡级",
    "village": "村级",
    "agency": "机关单位",
}
LINE_WORDS: Final[Mapping[str, str]] = {
    "education": "教育",
    "justice": "司法",
    "agencies": "机关",
    "beidahuang": "北大荒",
    "forestry": "森工",
    "railway": "铁路",
    "post": "邮政",
}


def _by_text(words: Mapping[Any, str]) -> Mapping[str, str]:
    return {str(code): word for code, word in words.items()}


WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": KIND_WORDS,
    "level": LEVEL_WORDS,
    "status": _by_text(STATUS_WORDS),
    "relation": _by_text(RELATION_WORDS),
    "line": LINE_WORDS,
    "office": _by_text(OFFICE_WORDS),
}
CODES: Final[Mapping[str, Mapping[str, str]]] = {
    key: {word: code for code, word in words.items()} for key, words in WORDS.items()
}
SHORT_NAMES_BETWEEN: Final = "、"
