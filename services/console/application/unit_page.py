"""What the pages of units compute from the registry's answers, and the words for its terms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

Fields = Mapping[str, Any]

KINDS: Final[Mapping[str, str]] = {
    "committee": "关工委",
    "party_committee": "党委",
    "government": "政府",
    "department": "部门",
    "mass_organisation": "群团组织",
    "school": "学校",
    "enterprise": "企业",
    "other": "其他单位",
}
LEVELS: Final[Mapping[str, str]] = {
    "nation": "全国",
    "province": "省级",
    "prefecture": "市级",
    "county": "县级",
    "township": "乡级",
    "village": "村级",
    "agency": "机关单位",
}
STATUSES: Final[Mapping[str, str]] = {
    "planned": "待建",
    "established": "已建",
    "federated": "联合组建",
    "dissolved": "已撤销",
}
TONES: Final[Mapping[str, str]] = {"planned": "wait", "established": "done", "federated": "done", "dissolved": "none"}
RELATIONS: Final[Mapping[str, str]] = {
    "superior": "上级关工委",
    "line": "条线主管",
    "member_of": "成员单位（所属关工委）",
    "hosted_by": "主管机关",
}
LINES: Final[Mapping[str, str]] = {
    "education": "教育",
    "justice": "司法",
    "agencies": "机关",
    "beidahuang": "北大荒",
    "forestry": "森工",
    "railway": "铁路",
    "post": "邮政",
}
SUCCESSIONS: Final[Mapping[str, str]] = {"merged": "合并", "split": "分设", "federated": "联合组建"}
WAYS: Final[Mapping[str, str]] = {"alone": "单独建立", "jointly": "联合组建"}
IMPORT_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "prepared": ("等待开始", "next"),
    "started": ("正在导入", "wait"),
    "finished": ("已办完", "done"),
}
FAULTY: Final = ("有错误，不能开始", "late")
NOTHING_TO_DO: Final = ("没有要改动的", "none")
VERDICTS: Final[Mapping[str, tuple[str, str]]] = {
    "new": ("新增", "next"),
    "changed": ("有变", "wait"),
    "unchanged": ("不变", "none"),
}


def state_of(unit: Fields) -> tuple[str, str]:
    """The word of a unit's status, and its tone."""
    return STATUSES.get(unit["status"], unit["status"]), TONES.get(unit["status"], "none")


def kind_words(unit: Fields) -> str:
    return f"{LEVELS.get(unit['level'], unit['level'])}{KINDS.get(unit['kind'], unit['kind'])}"


def relation_words(held: Fields) -> str:
    line = held["line"]
    return RELATIONS[held["relation"]] + (f"（{LINES.get(line, line)}）" if line else "")


def units_named(document: Fields, batches: Iterable[Fields] = ()) -> list[str]:
    """Every unit that the page of one unit names."""
    related = [held["target"] for held in document["relations"]]
    others = [each["unit_id"] for side in ("predecessors", "successors") for each in document.get(side, ())]
    return [document["unit_id"], *related, *others, *batch_units(batches)]


def batch_units(batches: Iterable[Fields]) -> list[str]:
    entries = [entry for batch in batches for entry in batch["entries"]]
    joint = [entry["jointly_under"] for entry in entries if entry["jointly_under"]]
    return [entry["unit_id"] for entry in entries] + joint + [batch["committee_id"] for batch in batches]


def relations_newest_first(document: Fields) -> Sequence[Fields]:
    """What holds stands above what ended."""
    return sorted(document["relations"], key=lambda held: (held["to"] is not None, held["relation"], held["from"]))


def figure_words(figure: Fields) -> str:
    """已建12个（其中联合组建2个），应建15个，组建率80.0%."""
    if not figure["should"]:
        return "没有应建的关工委"
    joint = f"（其中联合组建{figure['federated']}个）" if figure["federated"] else ""
    return f"已建{figure['covered']}个{joint}，应建{figure['should']}个，组建率{figure['percent']}%"


def founded_words(batch: Fields) -> str:
    founded = sum(entry["founded_on"] is not None for entry in batch["entries"])
    return f"共{len(batch['entries'])}个单位，已成立{founded}个"


def can_found(entry: Fields) -> bool:
    return entry["founded_on"] is None and all(each["met_on"] for each in entry["conditions"])


def import_state(shown: Fields) -> tuple[str, str]:
    """A file that cannot be begun is not one that waits to be."""
    if shown["state"] == "prepared" and shown["errors"]:
        return FAULTY
    if shown["state"] == "prepared" and not shown["entries"]:
        return NOTHING_TO_DO
    return IMPORT_STATES[shown["state"]]


def verdict_choices(shown: Fields) -> list[tuple[str, str]]:
    """What can be looked at in a preview, with how many units each is; first what the file would do."""
    new, changed, unchanged = shown["new"], shown["changed"], shown["unchanged"]
    numbers = (("changing", "新增和有变", new + changed), ("new", "新增", new), ("changed", "有变", changed))
    more = (("unchanged", "不变", unchanged), ("", "全部", new + changed + unchanged))
    return [(value, f"{words}（{number}）") for value, words, number in (*numbers, *more)]


def import_words(shown: Fields) -> str:
    counted = f"共{shown['rows']}行：新增{shown['new']}个单位，有变{shown['changed']}个，不变{shown['unchanged']}个"
    return counted + (f"；有{shown['errors']}处错误" if shown["errors"] else "")
