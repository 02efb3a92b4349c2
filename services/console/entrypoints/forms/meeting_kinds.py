"""Kinds of meeting beside those of the rules: what a committee adds, retires, and can choose (M1)."""

from collections.abc import Sequence
from typing import Any, Final

from services.console.entrypoints.forms.fields import Field, Option, choices_of
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.visit import Visit

RULES: Final = "《联席会议制度》：主要采取专题会议、工作协商会议等方式。"
JOINT: Final = {"yes": "联席会议的形式", "no": "其他会议"}


async def joint_kinds(visit: Visit, _: Any) -> Sequence[Option]:
    """Those that the visitor's committee can choose for a joint meeting, added ones after those of the rules."""
    return [Option(one["kind"], one["name"]) for one in await kinds_for(visit) if one["joint"]]


async def forms_of_meetings(visit: Visit, _: Any) -> Sequence[Option]:
    """A joint meeting, whose kinds are asked for next, or one of the others."""
    others = [Option(one["kind"], one["name"]) for one in await kinds_for(visit) if not one["joint"]]
    return [Option("joint", "联席会议"), *others]


async def own_kinds(visit: Visit, _: Any) -> Sequence[Option]:
    return [Option(one["kind"], one["name"]) for one in await kinds_for(visit) if one["added_here"]]


async def kinds_for(visit: Visit) -> list[dict[str, Any]]:
    page = await visit.asked.get("meeting", "/meeting-kinds", at_least=visit.at_least)
    items: list[dict[str, Any]] = page["items"]
    return items


def added(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    return {**values, "joint": values["joint"] == "yes"}


ADD: Final = Form(
    "add",
    "增加会议形式",
    "增加",
    "会议形式已经增加，筹备会议时可以选。",
    "meeting",
    "/meeting-kinds/{committee_id}/add",
    (
        Field("kind", "名称", hint="如专家咨询会议。本关工委和所有下级筹备会议时都可以选。"),
        Field("joint", "是哪一类", "choice", options=choices_of(JOINT), missing="请选择是哪一类。"),
    ),
    why=f"{RULES}另有需要的，可以增加形式。",
    body=added,
    checks_version=False,
    command="AddMeetingKind",
)
RETIRE: Final = Form(
    "retire",
    "停用会议形式",
    "停用",
    "会议形式已经停用。",
    "meeting",
    "/meeting-kinds/{committee_id}/retire",
    (
        Field(
            "kind",
            "停用哪一种",
            "choice",
            "只列出本关工委增加的。",
            options=own_kinds,
            start=lambda visit, _: visit.request.query_params.get("kind"),
            missing="请选择停用哪一种。",
        ),
    ),
    why="停用以后，本关工委和下级筹备会议时不能再选；以前的会议不变。上级也增加了同样的形式的，仍可以选。",
    checks_version=False,
    command="RetireMeetingKind",
)
EVERY: Final = (ADD, RETIRE)
BY_NAME: Final = {form.name: form for form in EVERY}
GIVEN_BY: Final = frozenset({"clerk", "director"})
