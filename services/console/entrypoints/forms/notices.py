"""The forms about notices: a receipt by its link, the unit's own addresses."""

from collections.abc import Sequence
from typing import Any, Final

from services.console.application.notices import CHANNELS, TOLD_ROLES
from services.console.entrypoints.forms.fields import Field, Option, choices_of
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


async def _kept(visit: Visit, matter: Any) -> Sequence[Option]:
    return [Option(one["channel"], one["channel_name"], one["address"]) for one in matter]


CHANNELS_OF_ROLE: Final = Form(
    "channels",
    "选用哪些方式",
    "保存",
    "已经按您选的方式接收通知。",
    "notification",
    "/units/{unit_id}/contacts/{role}",
    (
        Field(
            "channels",
            "用哪些方式接收通知",
            "choices",
            "没有选的先停用，联系方式还留着；一个也不选，就只列在“我的工作”里。",
            options=_kept,
            start=lambda visit, matter: [one["channel"] for one in matter if one["wanted"]],
            required=False,
        ),
    ),
    body=lambda values, visit, matter: {"channels": values.get("channels", [])},
    checks_version=False,
    command="ChooseChannels",
)
# Of what one unit was told about a meeting: their pages hang on the unit's receipt.
RESEND: Final = Form(
    "resend",
    "重新发送通知",
    "重新发送",
    "已经安排重新发送，结果在发送记录里。",
    "notification",
    "/matters/{meeting_id}/units/{unit_id}/resend",
    why="按这个单位现在的联系方式再发一次；没有填写联系方式的，只列在它的“我的工作”里。",
    checks_version=False,
    is_awaited=False,
    command="ResendNotice",
)
RENEW_LINK: Final = Form(
    "renew-link",
    "作废回执链接",
    "作废",
    "原来的回执链接已经作废；再发送的通知里是新的链接。",
    "notification",
    "/matters/{meeting_id}/units/{unit_id}/renew-link",
    why="链接转给了不该看的人，就作废它。已经报过的回执不受影响；要用新链接的，请再重新发送通知。",
    checks_version=False,
    is_awaited=False,
    command="RenewReceiptLink",
)
AFTER_TELLING: Final = {form.name: form for form in (RESEND, RENEW_LINK)}
