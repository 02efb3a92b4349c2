"""Forms of the joint-meeting duty: which levels carry it, one committee apart from its level, the day to warn from."""

from typing import Any, Final

from services.console.application import duties as about
from services.console.entrypoints.forms.fields import Field, Start, choices_of
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.forms.meeting import today
from services.console.entrypoints.visit import Visit

RULES: Final = "《联席会议制度》：联席会议每年至少召开一次。"
SINCE: Final = Field("on", "从哪天起执行", "day", "不能早于上一次规定的日子；以前的年份还按以前的规定看。", start=today)


def set_now(kind: str, name: str, usual: Any) -> Start:
    """What the newest setting says."""
    return lambda visit, duty: about.last_of(duty, kind).get(name, usual)


def apart(values: Values, visit: Visit, duty: Any) -> dict[str, Any]:
    return {**values, "carries": values["carries"] == "yes"}


def warned(values: Values, visit: Visit, duty: Any) -> dict[str, Any]:
    return {**values, "warn_from": about.month_and_day(values["warn_from"])}


LEVELS: Final = Form(
    "set-levels",
    "规定哪些层级每年召开",
    "保存",
    "每年召开联席会议的层级已经规定。",
    "meeting",
    "/duties/{committee_id}/set-levels",
    (
        Field(
            "levels",
            "哪些层级的关工委",
            "choices",
            "本关工委和所有下级，按这里选的层级。",
            options=choices_of(about.LEVELS),
            start=set_now("levels", "levels", list(about.USUAL_LEVELS)),
            missing="请选择哪些层级。",
        ),
        Field(
            "begins_on",
            "从哪天起应当召开",
            "day",
            "这一年起计入召开情况；这一天以后才建立的，从建立那天起。",
            start=set_now("levels", "begins_on", about.USUAL_BEGIN),
        ),
        SINCE,
    ),
    why=f"{RULES}没有规定时，省、市、县三级从2023年7月3日起每年召开。",
    checks_version=False,
    command="SetDutyLevels",
)
COMMITTEE: Final = Form(
    "set-committee",
    "单独规定一个关工委",
    "保存",
    "单独规定已经保存。",
    "meeting",
    "/duties/{committee_id}/set-committee",
    (
        Field("unit_id", "哪个关工委", "unit", "名称或代码，本关工委或下级关工委。"),
        Field("carries", "要不要每年召开", "choice", options=choices_of(about.CARRIES), missing="请选择要不要召开。"),
        Field("reason", "原因", "long", "如区划调整期间暂不单独召开。那个关工委会看到。"),
        SINCE,
    ),
    why=f"{RULES}情况特殊的，可以不按层级，单独规定一个关工委要不要召开，并写明原因。",
    body=apart,
    checks_version=False,
    command="SetCommitteeDuty",
)
WARNING: Final = Form(
    "set-warning",
    "规定从哪一天起提醒",
    "保存",
    "提醒的日子已经规定。",
    "meeting",
    "/duties/{committee_id}/set-warning",
    (
        Field(
            "warn_from",
            "每年从哪一天起提醒",
            hint="写月和日，如9月15日。",
            start=lambda visit, duty: about.warning_words(
                about.last_of(duty, "warnings").get("warn_from", about.USUAL_WARNING)
            ),
        ),
        SINCE,
    ),
    why="到这一天还没有召开联席会议的，标为“该召开了”。对本关工委和没有自己规定的下级有效；都没有规定时是10月1日。",
    body=warned,
    checks_version=False,
    command="SetDutyWarning",
)
OF_THE_TOP: Final = (LEVELS, COMMITTEE)
EVERY: Final = (*OF_THE_TOP, WARNING)
BY_NAME: Final = {form.name: form for form in EVERY}
