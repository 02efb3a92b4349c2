"""The commands' table: one row each, with an example in the words of a clerk."""

from typing import Any
from uuid import UUID

from services.organization.application import commands
from shared.kernel.ids import derive
from shared.serving import samples
from shared.serving.commands import CommandRoute

_ON = "2023-07-03"
_NEW = {"unit_id": samples.matter("市青少年活动中心关工委")}
_SOMEBODY = {"person_id": samples.matter("联络员")}
_GROUP_ID = {"group_id": str(derive("group", UUID(samples.COMMITTEE), "城区关工委"))}
_UNIT: dict[str, Any] = _NEW | {
    "kind": "committee",
    "level": "agency",
    "name": "鸡西市青少年活动中心关工委",
    "short_names": ["市青少年活动中心关工委"],
    "code": "230300-qsnhdzx-ggw",
    "status": "planned",
    "on": "2020-01-01",
}
_RENAME = _NEW | {"name": "鸡西市青少年宫关工委", "short_names": ["市青少年宫关工委"], "on": _ON}
_RELATION = _NEW | {"relation": "superior", "target": samples.COMMITTEE, "on": "2020-01-01"}
_ENDED = _NEW | {"relation": "superior", "target": samples.COMMITTEE, "on": _ON, "reason": "机构改革"}
_HOSPITAL = samples.unit("230300-zyy-ggw")
_MOVED = {
    "unit_id": _HOSPITAL,
    "superior": samples.unit("230300-szjggw-ggw"),
    "on": _ON,
    "reason": "市直机关关工委统一归口管理",
}
_SPLIT: dict[str, Any] = {
    "unit_id": _HOSPITAL,
    "successors": [_NEW["unit_id"]],
    "on": _ON,
    "reason": "单独设立",
    "remains": True,
}
_MERGED: dict[str, Any] = {
    "unit_id": _HOSPITAL,
    "merged": [_NEW["unit_id"]],
    "on": _ON,
    "reason": "机构改革",
    "outcome": "dissolved",
}
_BATCH = {"batch_id": samples.matter("市直机关第一批")}
_LED = "单位指派一名党政领导任主任"
_STAFFED = "聘请退休干部任常务副主任"
_PLANNED: dict[str, Any] = _BATCH | {
    "committee_id": samples.COMMITTEE,
    "name": "市直机关第一批",
    "pilot": True,
    "planned_on": "2023-08-01",
    "entries": [{**_NEW, "way": "alone", "conditions": [_LED, _STAFFED]}],
}
_REPLANNED: dict[str, Any] = _BATCH | {
    "planned_on": "2023-09-01",
    "entries": [{**_NEW, "way": "alone", "conditions": [_LED]}],
    "reason": "退休干部人选待定，先行成立",
}
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
        _NEW | {"code": "230300-qsng-ggw", "on": _ON},
        ("O1",),
    ),
    CommandRoute(
        commands.ChangeUnitStatus,
        "/units/{unit_id}/change-status",
        "变更单位状态",
        {"unit_id": samples.unit("230300-jtj-ggw"), "status": "federated", "on": _ON},
        ("O1",),
    ),
    CommandRoute(commands.BeginRelation, "/units/{unit_id}/begin-relation", "建立关系", _RELATION, ("O1",)),
    CommandRoute(commands.EndRelation, "/units/{unit_id}/end-relation", "终止关系", _ENDED, ("O1",)),
    CommandRoute(commands.ChangeSuperior, "/units/{unit_id}/change-superior", "变更上级关工委", _MOVED, ("O1",)),
    CommandRoute(commands.MergeUnits, "/units/{unit_id}/merge", "合并单位", _MERGED, ("O1",)),
    CommandRoute(commands.SplitUnit, "/units/{unit_id}/split", "分设单位", _SPLIT, ("O1",)),
    CommandRoute(commands.PlanFoundingBatch, "/founding-batches", "安排一批建立", _PLANNED, ("O3",)),
    CommandRoute(
        commands.ReviseFoundingBatch, "/founding-batches/{batch_id}/revise", "调整一批建立", _REPLANNED, ("O3",)
    ),
    CommandRoute(
        commands.ConfirmFoundingCondition,
        "/founding-batches/{batch_id}/confirm-condition",
        "确认建立的条件",
        _BATCH | _NEW | {"condition": _LED, "on": _ON},
        ("O3",),
    ),
    CommandRoute(
        commands.FoundUnit, "/founding-batches/{batch_id}/found", "登记成立", _BATCH | _NEW | {"on": _ON}, ("O1", "O3")
    ),
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
        commands.ChangeOfficeHolders,
        "/units/{unit_id}/change-office-holders",
        "调整任职（换届）",
        _NEW | {"on": _ON, "leaving": [], "coming": [{"office": "office_head", **_SOMEBODY}], "reason": "换届"},
        ("O2",),
    ),
    CommandRoute(
        commands.StartImport, "/imports/{import_id}/start", "开始导入", {"import_id": samples.matter("名册导入")}
    ),
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
