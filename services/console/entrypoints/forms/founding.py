"""The forms of founding in batches."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.entrypoints.forms.fields import Field, Option, Start
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.forms.unit import today
from services.console.entrypoints.visit import Visit, names_of

CONDITIONS: Final = "单位指派一名党政领导任主任\n聘请退休干部任常务副主任"
LISTED: Final = "一行一个，写名称或代码；列入的要先登记为待建，不再建的删去。"
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


def waiting(batch: Any, way: str) -> list[Any]:
    """Those of the batch that are not founded yet: only they can be changed."""
    return [entry for entry in batch["entries"] if entry["way"] == way and not entry["founded_on"]]


def names_now(way: str) -> Start:
    """`names` of the units come with the batch."""
    return lambda visit, batch: "\n".join(batch["names"][entry["unit_id"]] for entry in waiting(batch, way))


def conditions_now(way: str) -> Start:
    """What all of them have to meet, each condition once."""

    def start(visit: Visit, batch: Any) -> str:
        texts = [each["text"] for entry in waiting(batch, way) for each in entry["conditions"]]
        return "\n".join(dict.fromkeys(texts))

    return start


def jointly_under_now(visit: Visit, batch: Any) -> str:
    under = [entry["jointly_under"] for entry in waiting(batch, "jointly")]
    return batch["names"][under[0]] if under else ""


def revised(values: Values, visit: Visit, batch: Any) -> dict[str, Any]:
    """Who is founded stays; who was listed keeps what is its own, unless what was shown for all was changed."""
    entries = planned({"name": "", **values}, visit, batch)["entries"]
    for way in ("alone", "jointly"):
        former = {entry["unit_id"]: entry for entry in waiting(batch, way)}
        shown = conditions_now(way)(visit, batch).splitlines()
        first = next((entry["jointly_under"] for entry in former.values()), None)
        for entry in (each for each in entries if each["way"] == way and each["unit_id"] in former):
            was = former[entry["unit_id"]]
            if entry["conditions"] == shown:
                entry["conditions"] = [each["text"] for each in was["conditions"]]
            if way == "jointly" and entry["jointly_under"] == first:
                entry["jointly_under"] = was["jointly_under"]
    founded = [
        {
            **{name: entry[name] for name in ("unit_id", "way", "jointly_under")},
            "conditions": [each["text"] for each in entry["conditions"]],
        }
        for entry in batch["entries"]
        if entry["founded_on"]
    ]
    return {"planned_on": values["planned_on"], "reason": values["reason"], "entries": founded + entries}


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
    Form(
        "revise",
        "调整这一批",
        "保存",
        "这一批已经调整。",
        "organization",
        "/founding-batches/{batch_id}/revise",
        (
            Field("planned_on", "打算什么时候建成", "day", start=lambda visit, batch: batch["planned_on"]),
            Field("alone", "单独建立的单位", "units", LISTED, required=False, start=names_now("alone")),
            Field(
                "conditions",
                "单独建立要具备的条件",
                "lines",
                "一行一项。改了，对上面的单位都按改过的；确认过、没有改动的条件不用再确认。",
                required=False,
                start=conditions_now("alone"),
            ),
            Field("jointly", "联合组建的单位", "units", LISTED, required=False, start=names_now("jointly")),
            Field("jointly_under", "由哪个关工委联合", "unit", required=False, start=jointly_under_now),
            Field(
                "joint_conditions",
                "联合组建要具备的条件",
                "lines",
                "一行一项。",
                required=False,
                start=conditions_now("jointly"),
            ),
            Field("reason", "调整的原因", hint="如：条件还不成熟，分期推开。"),
        ),
        body=revised,
        why="列入、去掉单位，改日期和条件。已经成立的单位不列在下面，仍在这一批里，不能改动。",
    ),
)
BY_NAME: Final[Mapping[str, Form]] = {form.name: form for form in FORMS}
