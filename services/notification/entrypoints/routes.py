"""Every command of notification and its place; nothing is decided here."""

from services.notification.application import commands as c
from shared.serving import samples
from shared.serving.commands import CommandRoute

_CONTACT = {"unit_id": samples.unit("230300-jyj"), "role": "liaison", "channel": "mail"}
_TOLD = {"matter_id": samples.matter("会议"), "unit_id": samples.unit("230300-jyj")}

ROUTES = (
    CommandRoute(
        c.SetContact,
        "/units/{unit_id}/contacts/{role}/{channel}",
        "填写本单位的联系方式",
        _CONTACT | {"address": "lianluoyuan@jyj.example.cn"},
        ("O2",),
    ),
    CommandRoute(
        c.RemoveContact, "/units/{unit_id}/contacts/{role}/{channel}/remove", "删除本单位的联系方式", _CONTACT
    ),
    CommandRoute(
        c.ChooseChannels,
        "/units/{unit_id}/contacts/{role}",
        "选择用哪些方式接收通知",
        {"unit_id": samples.unit("230300-jyj"), "role": "liaison", "channels": ["mail"]},
    ),
    CommandRoute(
        c.ResendNotice,
        "/matters/{matter_id}/units/{unit_id}/resend",
        "把一件事的通知向一个单位重新发送",
        _TOLD,
    ),
    CommandRoute(
        c.RenewReceiptLink,
        "/matters/{matter_id}/units/{unit_id}/renew-link",
        "作废一个单位的回执链接，换成新的",
        _TOLD,
    ),
)
