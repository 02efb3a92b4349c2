"""The forms about notices: a receipt by its link, the unit's own addresses."""

from typing import Any, Final

from services.console.application.notices import CHANNELS, TOLD_ROLES
from services.console.entrypoints.forms.fields import Field, choices_of
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.forms.participation import RECEIPT
from services.console.entrypoints.visit import Visit


def receipt_fields(*, has_seat: bool) -> tuple[Field, ...]:
    """Those of the receipt at the desk; an observer holds no seat, so nobody asks who holds it."""
    return tuple(each for each in RECEIPT.fields if has_seat or each.name not in ("seat", "office"))


def receipt_body(values: Values) -> dict[str, Any]:
    """What does not count is left out, so that no rule is broken by a box that was ticked before."""
    if values.get("attending") != "yes":
        return {"attending": False, "reason": values.get("reason", "")}
    given = {name: values[name] for name in ("seat", "mode", "heads", "office", "reason") if name in values}
    return {**given, "attending": True}


def contact_body(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    return {"address": values["address"], "secret": values.get("secret", "")}


CONTACT: Final = Form(
    "contact",
    "填写联系方式",
    "保存",
    "联系方式已经保存。",
    "notification",
    "/units/{unit_id}/contacts/{role}/{channel}",
    (
        Field("role", "谁的联系方式", "choice", options=choices_of(TOLD_ROLES), missing="请选择是谁的。"),
        Field("channel", "用哪种方式", "choice", options=choices_of(CHANNELS), missing="请选择一种方式。"),
        Field("address", "邮箱、手机号或网址", hint="群机器人和网络回调填写它的网址，从对方的设置里整个复制。"),
        Field(
            "secret",
            "密钥",
            hint="网络回调必填，至少16个字符；钉钉机器人选了“加签”的填写加签密钥；其他方式不填。",
            required=False,
        ),
    ),
    why="联系方式只有本单位的经办人和联络员看得到，随时可以删除；换了人要重新填写。",
    body=contact_body,
    checks_version=False,
)
