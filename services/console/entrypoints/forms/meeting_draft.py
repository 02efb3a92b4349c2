"""The form with which a meeting begins."""

from collections.abc import Sequence
from typing import Any, Final

from services.console.application import words
from services.console.entrypoints.forms.fields import Field, Option
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.forms.meeting import RULES, SUBJECT
from services.console.entrypoints.forms.meeting_kinds import forms_of_meetings, joint_kinds
from services.console.entrypoints.forms.participation import options_of
from services.console.entrypoints.visit import Visit


def asked_for(visit: Visit, _: Any) -> str:
    """By the page that led here."""
    form = visit.request.query_params.get("form", "")
    return form if form in words.OTHER_KINDS else ""


def drafted(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    kinds = [values["joint_kind"]] if "joint_kind" in values else values.get("joint_kinds", [])
    joint = values["form"] == "joint"
    body = {name: values[name] for name in ("agenda", "matters", "topics") if name in values}
    return {
        **body,
        "committee_id": visit.unit_id,
        "hosts": [visit.unit_id, *values.get("hosts", [])],
        "joint": joint,
        "kinds": kinds if joint else [values["form"]],
        "enlarged": values.get("enlarged", False),
        "theme": values.get("theme", ""),
        "planned_on": values.get("planned_on"),
    }


async def waiting_topics(visit: Visit, drafting: Any) -> Sequence[Option]:
    return options_of(drafting["waiting"], (None,))


TOPICS: Final = Field(
    "topics",
    "列入的议题",
    "choices",
    "本关工委已经采纳、还没有列入会议的。联席会议只列一个。",
    options=waiting_topics,
    start=lambda visit, drafting: drafting["topics"],
    required=False,
)
DRAFT: Final = Form(
    "new",
    "筹备一次会议",
    "保存",
    "会议已经建立。",
    "meeting",
    "/meetings",
    (
        Field(
            "form",
            "开什么会",
            "choice",
            options=forms_of_meetings,
            start=asked_for,
            missing="请选择开什么会。",
        ),
        Field(
            "joint_kinds",
            "联席会议的形式",
            "choices",
            "可以选几种。",
            options=joint_kinds,
            only_when=("form", "joint"),
            missing="请至少选一种形式。",
        ),
        Field("enlarged", "扩大会议", "yes", required=False),
        Field("hosts", "共同召开的单位", "units", "一行一个单位的名称；只由本关工委召开就不填。", required=False),
        TOPICS,
        *SUBJECT,
    ),
    why=f"{RULES}：主要采取专题会议、工作协商会议、任务推进会议、工作经验交流会议、情况通报会议等方式。",
    body=drafted,
    checks_version=False,
    makes="meeting_id",
)
