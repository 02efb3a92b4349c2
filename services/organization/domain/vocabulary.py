"""The closed word lists of docs/services.md; a word in an event never changes its meaning."""

from typing import Literal, get_args

UnitKind = Literal[
    "committee", "party_committee", "government", "department", "mass_organisation", "school", "enterprise", "other"
]
Level = Literal["nation", "province", "prefecture", "county", "township", "village", "agency"]
Status = Literal["planned", "established", "federated", "dissolved"]
RelationKind = Literal["superior", "line", "member_of", "hosted_by"]
Succession = Literal["merged", "split", "federated"]
MergeOutcome = Literal["dissolved", "federated"]
FoundingWay = Literal["alone", "jointly"]
Line = Literal["education", "justice", "agencies", "beidahuang", "forestry", "railway", "post"]
Office = Literal[
    "director",
    "executive_director",
    "deputy_director",
    "secretary_general",
    "office_head",
    "leader_in_charge",
    "liaison_officer",
]
SelectorKind = Literal["members", "subordinate_committees", "units"]

ALL_OFFICES: frozenset[Office] = frozenset(get_args(Office))
SINGLE_OFFICES: frozenset[Office] = ALL_OFFICES - {"deputy_director"}
COMMITTEE_OFFICES: frozenset[Office] = frozenset(
    {"director", "executive_director", "deputy_director", "secretary_general"}
)
# Who has been founded is not put back among those still to be founded; who is dissolved stays so.
NEXT_STATUSES: dict[Status, frozenset[Status]] = {
    "planned": frozenset({"established", "federated", "dissolved"}),
    "established": frozenset({"federated", "dissolved"}),
    "federated": frozenset({"established", "dissolved"}),
    "dissolved": frozenset(),
}
# Who leads a committee; when it joins with others, the joint committee has these offices.
LEADING_OFFICES: frozenset[Office] = COMMITTEE_OFFICES | {"office_head"}
SINGLE_RELATIONS: frozenset[RelationKind] = frozenset({"superior", "hosted_by"})

OFFICE_WORDS: dict[Office, str] = {
    "director": "主任",
    "executive_director": "常务主任",
    "deputy_director": "副主任",
    "secretary_general": "秘书长",
    "office_head": "办公室主任",
    "leader_in_charge": "分管领导",
    "liaison_officer": "联络员",
}
STATUS_WORDS: dict[Status, str] = {
    "planned": "待建",
    "established": "已建",
    "federated": "联合组建",
    "dissolved": "撤销",
}
RELATION_WORDS: dict[RelationKind, str] = {
    "superior": "上级关工委",
    "line": "条线主管",
    "member_of": "成员单位",
    "hosted_by": "主管机关",
}
