"""The forms of a unit's entry in the registry, each a command."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.application import unit_page as words
from services.console.application.words import OFFICES
from services.console.entrypoints.forms.fields import Field, Option, choices_of
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.forms.people import names_of_people
from services.console.entrypoints.forms.reshuffle import RESHUFFLE
from services.console.entrypoints.visit import Visit, names_of

DATED: Final = "按日期登记：以前年份的名称、关系和任职保持原样，随时可以查到。"
STATUS_NEXT: Final[Mapping[str, Sequence[str]]] = {
    "planned": ("established", "federated", "dissolved"),
    "established": ("federated", "dissolved"),
    "federated": ("established", "dissolved"),
    "dissolved": (),
}


def today(visit: Visit, _: Any) -> str:
    return visit.today.isoformat()


def current(series: str, name: str) -> Any:
    return lambda visit, unit: unit[series][-1][name] if unit else None


def short_names(visit: Visit, unit: Any) -> str | None:
    return "\n".join(unit["names"][-1]["short_names"]) if unit else None


async def next_statuses(visit: Visit, unit: Any) -> Sequence[Option]:
    return [Option(each, words.STATUSES[each]) for each in STATUS_NEXT[unit["statuses"][-1]["status"]]]


async def open_relations(visit: Visit, unit: Any) -> Sequence[Option]:
    held = [each for each in unit["relations"] if not each["to"]]
    names = await names_of(visit.asked, [each["target"] for each in held])
    return [
        Option(f"{each['relation']}:{each['target']}", f"{words.relation_words(each)}：{names[each['target']]}")
        for each in held
    ]


async def holders_now(visit: Visit, unit: Any) -> Sequence[Option]:
    found = await visit.asked.find("organization", f"/units/{unit['unit_id']}/offices")
    terms = found["offices"] if found else []
    names = await names_of_people(visit, [term["person_id"] for term in terms])
    return [
        Option(f"{term['office']}:{term['person_id']}", f"{OFFICES[term['office']]} {names[term['person_id']]}")
        for term in terms
    ]


def relation_ended(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    relation, _mark, target = str(values["held"]).partition(":")
    return {"relation": relation, "target": target, "on": values["on"], "reason": values["reason"]}


def term_ended(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    office, _mark, person = str(values["held"]).partition(":")
    return {"office": office, "person_id": person, "on": values["on"], "reason": values["reason"]}


ON: Final = Field("on", "从哪一天起", "day", start=today)
REASON: Final = Field("reason", "原因", hint="如：机构改革、区划调整。")
NAMES: Final = (
    Field("name", "全称", start=current("names", "name")),
    Field("short_names", "简称", "lines", "一行一个；没有就不填。", required=False, start=short_names),
)
REGISTER: Final = Form(
    "new",
    "登记单位",
    "登记",
    "单位已经登记。",
    "organization",
    "/units",
    (
        Field("name", "全称"),
        Field("short_names", "简称", "lines", "一行一个；没有就不填。", required=False),
        Field("code", "代码", hint="当地关工委用6位区划代码（乡镇9位）；其他单位在其后加“-”和小写字母，如230300-jyj。"),
        Field("kind", "是什么单位", "choice", options=choices_of(words.KINDS)),
        Field("level", "哪一级", "choice", options=choices_of(words.LEVELS)),
        Field(
            "status",
            "状态",
            "choice",
            options=choices_of({key: words.STATUSES[key] for key in ("established", "planned", "federated")}),
        ),
        Field("on", "从哪一天起", "day", "成立的日期；待建的写列为待建的日期。", start=today),
    ),
    why="代码要在本关工委的辖区内。登记以后，再为它登记上级关工委或所属关工委。",
    makes="unit_id",
)
FORMS: Final = (
    Form(
        "rename",
        "更名",
        "保存",
        "更名已经登记。",
        "organization",
        "/units/{unit_id}/rename",
        (*NAMES, ON),
        why=DATED,
    ),
    Form(
        "change-code",
        "变更代码",
        "保存",
        "代码已经变更。",
        "organization",
        "/units/{unit_id}/change-code",
        (Field("code", "代码", start=current("codes", "code")), ON),
        why="原来的代码从这一天起可以给别的单位用。",
    ),
    Form(
        "change-status",
        "变更状态",
        "保存",
        "状态已经变更。",
        "organization",
        "/units/{unit_id}/change-status",
        (Field("status", "变更为", "choice", options=next_statuses), ON),
        why="撤销后，本单位的关系和任职同时终止，代码收回；还有下级或成员单位的，要先为它们变更上级或终止关系。",
    ),
    Form(
        "change-superior",
        "变更上级关工委",
        "保存",
        "上级关工委已经变更。",
        "organization",
        "/units/{unit_id}/change-superior",
        (Field("superior", "新的上级关工委", "unit", "写名称或代码。"), ON, REASON),
        why="原来的上级到前一天为止，新的上级从这一天起，中间不空。",
    ),
    Form(
        "begin-relation",
        "登记关系",
        "登记",
        "关系已经登记。",
        "organization",
        "/units/{unit_id}/begin-relation",
        (
            Field("relation", "什么关系", "choice", options=choices_of(words.RELATIONS)),
            Field("line", "哪一条线", "choice", options=choices_of(words.LINES), only_when=("relation", "line")),
            Field("target", "对方单位", "unit", "写名称或代码。"),
            ON,
        ),
        why=DATED,
    ),
    Form(
        "end-relation",
        "终止关系",
        "终止",
        "关系已经终止。",
        "organization",
        "/units/{unit_id}/end-relation",
        (Field("held", "终止哪一个", "choice", options=open_relations), ON, REASON),
        body=relation_ended,
        why=DATED,
    ),
    Form(
        "merge",
        "把别的单位并入本单位",
        "合并",
        "合并已经登记。",
        "organization",
        "/units/{unit_id}/merge",
        (
            Field("merged", "并入的单位", "units", "一行一个，写名称或代码。"),
            Field(
                "outcome",
                "并入以后",
                "choice",
                options=choices_of({"dissolved": "撤销，由本单位承接", "federated": "联合组建，由本单位牵头"}),
            ),
            ON,
            REASON,
        ),
        why="并入的单位的关系和任职同时终止；它的下级和成员单位从这一天起归本单位。",
    ),
    Form(
        "split",
        "分设",
        "分设",
        "分设已经登记。",
        "organization",
        "/units/{unit_id}/split",
        (
            Field("successors", "分设出的单位", "units", "一行一个，写名称或代码；要先登记好。"),
            Field("remains", "本单位保留", "yes", required=False),
            ON,
            REASON,
        ),
        why="本单位不保留的，还有下级或成员单位时，要先为它们变更上级或终止关系。",
    ),
    Form(
        "appoint",
        "登记任职",
        "登记",
        "任职已经登记。",
        "organization",
        "/units/{unit_id}/appoint",
        (
            Field("office", "职务", "choice", options=choices_of(OFFICES)),
            Field("person_id", "姓名", "person", "姓名只保存在名册里，以后可以删除。"),
            Field("on", "任职日期", "day", start=today),
            Field("basis", "依据", hint="如：关工委换届会议、市委文件。请不要写姓名。", required=False),
        ),
        why="一个人可以兼任几个职务；副主任可以有几位，其他职务同一时间只有一位。",
        checks_version=False,
    ),
    Form(
        "end-term",
        "登记离任",
        "登记",
        "离任已经登记。",
        "organization",
        "/units/{unit_id}/end-term",
        (
            Field("held", "谁离任", "choice", options=holders_now),
            Field("on", "离任日期", "day", "离任的第一天；接任的人可以从这一天起任职。", start=today),
            Field("reason", "原因", hint="请不要写姓名。"),
        ),
        body=term_ended,
        checks_version=False,
    ),
    RESHUFFLE,
    Form(
        "set-undertaking-section",
        "登记承办科室",
        "登记",
        "承办科室已经登记。",
        "organization",
        "/units/{unit_id}/set-undertaking-section",
        (Field("section", "承办处（室）、科"), ON),
        why="《联席会议制度》：成员单位应责成相关处（室）、科负责承办工作，并指定一名同志担任联络员。",
        checks_version=False,
    ),
)
BY_NAME: Final[Mapping[str, Form]] = {form.name: form for form in FORMS}
