"""The commands' table: one row each, with an example in the words of a clerk."""

from typing import Any
from uuid import UUID

from services.organization.application import commands
from shared.kernel.ids import derive
from shared.serving import samples
from shared.serving.commands import CommandRoute

_ON = "2023-07-03"
_NEW = {"unit_id": samples.matter("市青少年活动中心")}
_SOMEBODY = {"person_id": samples.matter("联络员")}
_GROUP_ID = {"group_id": str(derive("group", UUID(samples.COMMITTEE), "城区关工委"))}
_UNIT: dict[str, Any] = _NEW | {
    "kind": "other",
    "level": "prefecture",
    "name": "鸡西市青少年活动中心",
    "short_names": ["市青少年活动中心"],
    "code": "230300-qsnhdzx",
    "status": "established",
    "on": "2020-01-01",
}
_RENAME = _NEW | {"name": "鸡西市青少年宫", "short_names": ["市青少年宫"], "on": _ON}
_RELATION = _NEW | {"relation": "member_of", "target": samples.COMMITTEE, "on": "2020-01-01"}
_ENDED = _NEW | {"relation": "member_of", "target": samples.COMMITTEE, "on": _ON, "reason": "机构改革"}
_PERSON = _SOMEBODY | _NEW | {"name": "示例联络员"}
_OFFICE = _NEW | _SOMEBODY | {"office": "liaison_officer", "on": _ON}
_COUNTIES = {"kind": "subordinate_committees", "level": "county"}
_GROUP: dict[str, Any] = {
    "committee_id": samples.COMMITTEE,
    "name": "城区关工委",
    "aliases": ["各城区关工委"],
    "selector": _COUNTIES,
    "on": "2020-01-01",
}
_GROUP_AGAIN: dict[str, Any] = _GROUP_ID | {"selector": _COUNTIES, "aliases": [], "on": _ON}

ROUTES = (
    CommandRoute(commands.RegisterUnit, "/units", "登记单位", _UNIT, ("O1",)),
    CommandRoute(commands.RenameUnit, "/units/{unit_id}/rename", "单位更名", _RENAME, ("O1",)),
    CommandRoute(
        commands.ChangeUnitCode,
        "/units/{unit_id}/change-code",
        "变更单位代码",
        _NEW | {"code": "230300-qsng", "on": _ON},
        ("O1",),
    ),
    CommandRoute(
        commands.ChangeUnitStatus,
        "/units/{unit_id}/change-status",
        "变更单位状态",
        _NEW | {"status": "dissolved", "on": _ON},
        ("O1",),
    ),
    CommandRoute(commands.BeginRelation, "/units/{unit_id}/begin-relation", "建立关系", _RELATION, ("O1",)),
    CommandRoute(commands.EndRelation, "/units/{unit_id}/end-relation", "终止关系", _ENDED, ("O1",)),
    CommandRoute(commands.RegisterPerson, "/persons", "登记人员", _PERSON),
    CommandRoute(
        commands.CorrectPersonName,
        "/persons/{person_id}/correct-name",
        "更正姓名",
        _SOMEBODY | {"name": "示例联络员甲"},
    ),
    CommandRoute(commands.ErasePerson, "/persons/{person_id}/erase", "删除姓名", _SOMEBODY | {"reason": "本人要求"}),
    CommandRoute(commands.Appoint, "/units/{unit_id}/appoint", "登记任职", _OFFICE, ("O2",)),
    CommandRoute(commands.EndTerm, "/units/{unit_id}/end-term", "登记离任", {**_OFFICE, "reason": "工作调动"}, ("O2",)),
    CommandRoute(
        commands.SetUndertakingSection,
        "/units/{unit_id}/set-undertaking-section",
        "登记承办科室",
        _NEW | {"section": "思想政治教育科", "on": _ON},
        ("O2",),
    ),
    CommandRoute(commands.DefineGroup, "/groups", "定义组", _GROUP, ("O6",)),
    CommandRoute(commands.RedefineGroup, "/groups/{group_id}/redefine", "调整组", _GROUP_AGAIN, ("O6",)),
)
