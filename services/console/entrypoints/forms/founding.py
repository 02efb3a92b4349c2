"""The forms of founding in batches."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.entrypoints.forms.fields import Field, Option
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.forms.unit import today
from services.console.entrypoints.visit import Visit, names_of

CONDITIONS: Final = "单位指派一名党政领导任主任\n聘请退休干部任常务副主任"
JOINT_CONDITIONS: Final = "规模小、人员少、过于分散，不宜单独建立"


def planned(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    alone = [
        {"unit_id": unit, "way": "alone", "conditions": values.get("conditions", [])}
        for unit in values.get("alone", [])
    ]
    jointly = [
        {
            "unit_id": unit,
            "way": "jointly",
            "jointly_under": values.get("jointly_under"),
            "conditions": values.get("joint_conditions", []),
        }
        for unit in values.get("jointly", [])
    ]
    kept = {name: values[name] for name in ("name", "planned_on")}
    return {**kept, "pilot": values.get("pilot", False), "committee_id": visit.unit_id, "entries": alone + jointly}


async def unmet(visit: Visit, batch: Any) -> Sequence[Option]:
    """`unit:number of its condition`."""
    names = await names_of(visit.asked, [entry["unit_id"] for entry in batch["entries"]])
    return [
        Option(f"{entry['unit_id']}:{number}", f"{names[entry['unit_id']]}：{condition['text']}")
        for entry in batch["entries"]
        if not entry["founded_on"]
        for number, condition in enumerate(entry["conditions"])
        if not condition["met_on"]
    ]


async def not_founded(visit: Visit, batch: Any) -> Sequence[Option]:
    waiting = [entry["unit_id"] for entry in batch["entries"] if not entry["founded_on"]]
    names = await names_of(visit.asked, waiting)
    return [Option(unit, names[unit]) for unit in waiting]


def condition_confirmed(values: Values, visit: Visit, batch: Any) -> dict[str, Any]:
    unit, _, number = str(values["unmet"]).partition(":")
    entry = next(entry for entry in batch["entries"] if entry["unit_id"] == unit)
    return {"unit_id": unit, "condition": entry["conditions"][int(number)]["text"], "on": values["on"]}


PLAN: Final = Form(
    "new",
    "安排一批建立",
    "保存",
    "这一批已经安排。",
    "organization",
    "/founding-batches",
    (
        Field("name", "这一批叫什么", hint="如：市直机关第一批。"),
        Field("pilot", "试点", "yes", required=False),
        Field("planned_on", "打算什么时候建成", "day"),
        Field("alone", "单独建立的单位", "units", "一行一个，写名称或代码；要先登记为待建。", required=False),
        Field(
            "conditions",
            "单独建立要具备的条件",
            "lines",
            "一行一项；成立前逐项确认。",
            required=False,
            start=lambda visit, matter: CONDITIONS,
        ),
        Field("jointly", "联合组建的单位", "units", "一行一个；没有就不填。", required=False),
        Field("jointly_under", "由哪个关工委联合", "unit", required=False),
        Field(
            "joint_conditions",
            "联合组建要具备的条件",
            "lines",
            "一行一项。",
            required=False,
            start=lambda visit, matter: JOINT_CONDITIONS,
        ),
    ),
    body=planned,
    why="突出重点、试点先行、分期分批、逐步推开：准备充分、条件成熟的先建；规模小、人员少、过于分散的，可以联合组建。",
    makes="batch_id",
)
FORMS: Final = (
    Form(
        "confirm-condition",
        "确认条件",
        "确认",
        "条件已经确认。",
        "organization",
        "/founding-batches/{batch_id}/confirm-condition",
        (
            Field("unmet", "哪个单位的哪一项", "choice", options=unmet),
            Field("on", "从哪一天起具备", "day", start=today),
        ),
        body=condition_confirmed,
        why="每个单位的条件都确认了，才能登记成立。",
    ),
    Form(
        "found",
        "登记成立",
        "登记",
        "成立已经登记。",
        "organization",
        "/founding-batches/{batch_id}/found",
        (
            Field("unit_id", "哪个单位", "choice", options=not_founded),
            Field("on", "成立日期", "day", start=today),
        ),
        why="单独建立的登记为已建，联合的登记为联合组建；条件没有确认齐的，不能登记。",
    ),
)
BY_NAME: Final[Mapping[str, Form]] = {form.name: form for form in FORMS}
