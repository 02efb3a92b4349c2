"""Groups of units under a committee: what a name in a list of addressees stands for (O6)."""

from collections.abc import Mapping
from typing import Any, Final

from services.console.application.groups import KINDS
from services.console.application.unit_page import LEVELS, LINES
from services.console.entrypoints.forms.fields import Field, Start, choices_of
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.forms.meeting import today
from services.console.entrypoints.visit import Visit

_KIND: Final = "selector.kind"
_BELOW: Final = (_KIND, "subordinate_committees")
WHY: Final = "文件里写一个组的名称，发出时按当天的名册展开成单位；以后名册变了，发过的不变。"


def now(name: str) -> Start:
    """As the group stands; a new one has nothing yet."""

    def start(visit: Visit, group: Mapping[str, Any] | None) -> Any:
        return group["selector"][name] or "" if group else ""

    return start


def named(name: str) -> Start:
    """Units by their names, which the page has looked up."""
    return lambda visit, group: "\n".join(group["named"][name]) if group else ""


def aliases(visit: Visit, group: Mapping[str, Any] | None) -> str:
    return "\n".join(group["aliases"]) if group else ""


_MEANING: Final = (
    Field("aliases", "别的叫法", "lines", "一行一个，如“各城区关工委”；没有就不填。", False, start=aliases),
    Field(
        _KIND,
        "指哪些单位",
        "choice",
        options=choices_of(KINDS),
        start=now("kind"),
        missing="请选择这个组指哪些单位。",
    ),
    Field(
        "selector.level",
        "只要哪一级的",
        "choice",
        "不选就是每一级。",
        required=False,
        options=choices_of(LEVELS),
        start=now("level"),
        only_when=_BELOW,
    ),
    Field(
        "selector.line",
        "只要哪个条线的",
        "choice",
        "不选就不分条线。",
        required=False,
        options=choices_of(LINES),
        start=now("line"),
        only_when=_BELOW,
    ),
    Field(
        "selector.units",
        "名单",
        "units",
        "一行一个单位的名称或代码。",
        start=named("units"),
        only_when=(_KIND, "units"),
    ),
    Field(
        "selector.except",
        "除外的单位",
        "units",
        "一行一个单位的名称或代码；按名单定的组不用填。",
        False,
        start=named("except"),
    ),
    Field("on", "从哪一天起", "day", start=today),
)
DEFINE: Final = Form(
    "define",
    "定义组",
    "保存",
    "组已经定义，发通知时可以选。",
    "organization",
    "/groups",
    (Field("name", "组的名称", hint="如“各县（市）区关工委”“市关工委各成员单位”。"), *_MEANING),
    WHY,
    checks_version=False,
    command="DefineGroup",
)
REDEFINE: Final = Form(
    "redefine",
    "调整组",
    "保存",
    "组已经调整。",
    "organization",
    "/groups/{group_id}/redefine",
    _MEANING,
    WHY,
    command="RedefineGroup",
)
EVERY: Final = (DEFINE, REDEFINE)
