"""The commands' table: one row each, with an example in the words of a clerk."""

from typing import Any

from services.organization.application import commands
from shared.kernel.ids import derive
from shared.serving.commands import CommandRoute


def sample_id(name: str) -> str:
    return str(derive("example", name))


_ON = "2023-07-03"
_UNIT: dict[str, Any] = {
    "unit_id": sample_id("市教育局"),
    "kind": "department",
    "level": "prefecture",
    "name": "鸡西市教育局",
    "short_names": ["市教育局"],
    "code": "230300-jyj",
    "status": "established",
    "on": "2020-01-01",
}
_RENAME = {"name": "鸡西市教育和体育局", "short_names": ["市教体局"], "on": _ON}
_RELATION = {"relation": "member_of", "target": sample_id("市关工委"), "on": "2020-01-01"}
_ENDED = {"relation": "member_of", "target": sample_id("市关工委"), "on": _ON, "reason": "机构改革"}
_PERSON = {"person_id": sample_id("联络员"), "unit_id": sample_id("市教育局"), "name": "示例联络员"}
_OFFICE = {"office": "liaison_officer", "person_id": sample_id("联络员"), "on": _ON}
_COUNTIES = {"kind": "subordinate_committees", "level": "county"}
_GROUP: dict[str, Any] = {
    "committee_id": sample_id("市关工委"),
    "name": "县(市)区关工委",
    "aliases": ["各县(市)区关工委"],
    "selector": _COUNTIES,
    "on": "2020-01-01",
}
_GROUP_AGAIN: dict[str, Any] = {"selector": _COUNTIES, "aliases": [], "on": _ON}

ROUTES = (
    CommandRoute(commands.RegisterUnit, "/units", "登记单位", _UNIT, ("O1",)),
    CommandRoute(commands.RenameUnit, "/units/{unit_id}/rename", "单位更名", _RENAME, ("O1",)),
    CommandRoute(
        commands.ChangeUnitCode,
        "/units/{unit_id}/change-code",
        "变更单位代码",
        {"code": "230300-jtj", "on": _ON},
        ("O1",),
    ),
    CommandRoute(
        commands.ChangeUnitStatus,
        "/units/{unit_id}/change-status",
        "变更单位状态",
        {"status": "dissolved", "on": _ON},
        ("O1",),
    ),
    CommandRoute(commands.BeginRelation, "/units/{unit_id}/begin-relation", "建立关系", _RELATION, ("O1",)),
    CommandRoute(commands.EndRelation, "/units/{unit_id}/end-relation", "终止关系", _ENDED, ("O1",)),
    CommandRoute(commands.RegisterPerson, "/persons", "登记人员", _PERSON),
    CommandRoute(commands.CorrectPersonName, "/persons/{person_id}/correct-name", "更正姓名", {"name": "示例联络员甲"}),
    CommandRoute(commands.ErasePerson, "/persons/{person_id}/erase", "删除姓名", {"reason": "本人要求"}),
    CommandRoute(commands.Appoint, "/units/{unit_id}/appoint", "登记任职", _OFFICE, ("O2",)),
    CommandRoute(commands.EndTerm, "/units/{unit_id}/end-term", "登记离任", {**_OFFICE, "reason": "工作调动"}, ("O2",)),
    CommandRoute(
        commands.SetUndertakingSection,
        "/units/{unit_id}/set-undertaking-section",
        "登记承办科室",
        {"section": "思想政治教育科", "on": _ON},
        ("O2",),
    ),
    CommandRoute(commands.DefineGroup, "/groups", "定义组", _GROUP, ("O6",)),
    CommandRoute(commands.RedefineGroup, "/groups/{group_id}/redefine", "调整组", _GROUP_AGAIN, ("O6",)),
)
