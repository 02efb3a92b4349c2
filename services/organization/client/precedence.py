"""The customary order in which organs stand in a list: on receipts, sheets, in minutes and tables.

Party departments, people's congress and consultative conference, government, court and procuratorate, mass
organisations, others; those of townships last. Within a group by the order in which the central organs are set out: the
party's departments and the mass organisations in the lists of the central institutions, the government's in the State
Council's of 2023 (国发〔2023〕5号); whoever no word names follows by code. Kinds say little (a court is a department), so
names do.
"""

import re
from collections.abc import Mapping
from typing import Final, Literal

from services.organization.client.records import UnitRecord

Group = Literal["party", "congress", "government", "courts", "mass", "others", "townships"]

ORDER: Final[Mapping[Group, tuple[str, ...]]] = {
    "party": (
        "纪律检查|纪委|监察委员会",
        "委办公[室厅]",
        "组织部",
        "宣传部",
        "统一战线|统战部",
        "社会工作部",
        "政法委",
        "网络安全和信息化|网信办",
        "机构编制|编办",
        "老干部",
        "机关工委|机关工作委员会",
        "精神文明|文明办",
        "党校",
    ),
    "congress": ("人民代表大会|人大", "政治协商|政协"),
    "government": (
        "人民政府$",
        "政府办公[室厅]",
        "发展和?改革",
        "教育|教体",
        "科学技术|科技",
        "工业和信息化|工信",
        "民族",
        "公安",
        "国家安全",
        "民政",
        "司法",
        "财政",
        "人力资源|人社",
        "自然资源",
        "生态环境",
        "住房和城乡建设|住建",
        "交通",
        "水利|水务",
        "农业",
        "商务",
        "文化|文体|文旅|旅游",
        "卫生|卫健",
        "退役军人",
        "应急管理",
        "审计",
        "国有资产|国资委",
        "税务",
        "市场监督|市场监管",
        "广播电视|广电",
        "体育",
        "信访",
        "统计",
        "医疗保障|医保",
    ),
    "courts": ("法院", "检察院"),
    "mass": (
        "工会",
        "共青团|^团",
        "妇女联合会|妇联",
        "文学艺术|文联",
        "科学技术协会|科协",
        "华侨|侨联",
        "台湾同胞|台联",
        "工商业联合会|工商联",
        "残疾人|残联",
        "红十字",
    ),
    "others": (),
    "townships": (),
}
_GROUPS: Final = tuple(ORDER)
_KINDS: Final = (
    "party_committee",
    "government",
    "department",
    "mass_organisation",
    "school",
    "enterprise",
    "other",
    "committee",
)
_MASS: Final = re.compile(r"总工会|共青团|^团.{0,6}委$|妇女联合会|妇联$")
_CONGRESS: Final = re.compile(r"人民代表大会|人大常委会|人大办|政治协商|政协")
_COURTS: Final = re.compile(r"法院$|检察院$")
# 市委宣传部, 县委政法委; not 鸡西市委员会, which is a league's or another party's.
_PARTY: Final = re.compile(r"^中共|[省市县区州盟旗地]委(?!员会)|纪律检查委员会|监察委员会$|精神文明|文明办$|党校$")


def precedence(unit: UnitRecord) -> tuple[int, int, int, str]:
    """A key to sort units by."""
    group = group_of(unit)
    places = [number for number, words in enumerate(ORDER[group]) if re.search(words, unit.name)]
    return _GROUPS.index(group), places[0] if places else len(ORDER[group]), _KINDS.index(unit.kind), unit.code


def group_of(unit: UnitRecord) -> Group:
    if unit.level in ("township", "village"):
        return "townships"
    if unit.kind in ("committee", "school", "enterprise"):
        return "others"
    if unit.kind == "mass_organisation" or _MASS.search(unit.name):
        return "mass"
    if _CONGRESS.search(unit.name):
        return "congress"
    if _COURTS.search(unit.name):
        return "courts"
    if unit.kind == "party_committee" or (unit.kind == "department" and _PARTY.search(unit.name)):
        return "party"
    return "government" if unit.kind in ("government", "department") else "others"
