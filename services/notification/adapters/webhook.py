"""Webhooks: our own signed one, and the group robots of 企业微信 and 钉钉.

Ours is signed as Standard Webhooks says (https://www.standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`,
in the headers webhook-id, webhook-timestamp, webhook-signature. A receiver refuses a timestamp that is more than
five minutes off and an id that it has seen: the id is the same at every try of one sending.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from services.notification.adapters.outside import Outside, Stopped
from services.notification.domain.sending import Address, Later, Message, Outcome, Refused, Sent

WINDOW_SECONDS: Final = 300
_ROBOT_BUSY: Final = {45009: 60.0, 130101: 600.0, 410100: 600.0}  # a robot speaks twenty times a minute
_WIDE: Final = str.maketrans("<>[]*`#", "＜＞［］＊｀＃")
_MARKDOWN_BYTES: Final = 4000  # 企业微信 takes 4096
Seconds = Callable[[], float]
Form = Callable[[Message], Mapping[str, Any]]
Place = Callable[[Address], str]


class WebhookChannel:
    def __init__(self, outside: Outside, now: Seconds) -> None:
        self._outside, self._now = outside, now

    async def send(self, to: Address, message: Message) -> Outcome:
        body = msgspec.json.encode(
            {
                "id": message.delivery_id,
                "kind": message.kind,
                "subject": message.subject,
                "text": message.text,
                "link": message.link,
                "due_at": message.due_at,
            }
        )
        timestamp = str(int(self._now()))
        headers = {
            "webhook-id": message.delivery_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": signature(to.secret, message.delivery_id, timestamp, body),
        }
        try:
            answer = await self._outside.post(to.address, body, headers)
        except Stopped as stopped:
            return stopped.outcome
        return answer.outcome() or Sent()


def signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """`secret` is text as the receiver's operator typed it; its UTF-8 bytes are the key."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret.encode(), signed, hashlib.sha256)).decode()


class RobotChannel:
    """A robot answers 200 whatever it thinks; `errcode` tells."""

    def __init__(self, outside: Outside, form: Form, place: Place) -> None:
        self._outside, self._form, self._place = outside, form, place

    async def send(self, to: Address, message: Message) -> Outcome:
        try:
            answer = await self._outside.post(self._place(to), msgspec.json.encode(self._form(message)), {})
        except Stopped as stopped:
            return stopped.outcome
        return answer.outcome() or _robots_word(answer.body)


def wecom(outside: Outside) -> RobotChannel:
    """企业微信群机器人: the key is in the address."""
    return RobotChannel(outside, _wecom_form, lambda to: to.address)


def dingtalk(outside: Outside, now: Seconds) -> RobotChannel:
    """钉钉群机器人: with a secret (加签) the address carries a timestamp in milliseconds and its signature."""
    return RobotChannel(outside, _dingtalk_form, lambda to: _dingtalk_place(to, str(int(now() * 1000))))


def _wecom_form(message: Message) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"content": _markdown(message)}}


def _dingtalk_form(message: Message) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"title": _plain(message.subject), "text": _markdown(message)}}


def _dingtalk_place(to: Address, timestamp: str) -> str:
    if not to.secret:
        return to.address
    signed = hmac.digest(to.secret.encode(), f"{timestamp}\n{to.secret}".encode(), hashlib.sha256)
    added = urlencode({"timestamp": timestamp, "sign": base64.b64encode(signed).decode()})
    return f"{to.address}{'&' if '?' in to.address else '?'}{added}"


def _markdown(message: Message) -> str:
    """What people wrote is text in it and nothing else: no mention of others, no link of their own."""
    link = f"\n\n[打开回执]({message.link})" if message.link else ""
    lines = _plain(message.text.replace(message.link, "见下") if message.link else message.text)
    said = f"**{_plain(message.subject)}**\n\n" + lines.replace("\n", "\n\n")
    return _cut(said, _MARKDOWN_BYTES - len(link.encode())) + link


def _plain(text: str) -> str:
    return text.translate(_WIDE)


def _cut(text: str, size: int) -> str:
    raw = text.encode()
    return text if len(raw) <= size else raw[: size - 3].decode(errors="ignore") + "…"


def _robots_word(body: bytes) -> Outcome:
    try:
        code = int(msgspec.json.decode(body)["errcode"])
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        return Later("机器人的答复看不懂")
    if code == 0:
        return Sent()
    if code in _ROBOT_BUSY:
        return Later("群机器人发得太频繁，稍后再发", _ROBOT_BUSY[code])
    return Refused(f"群机器人不接收（{code}），请核对网址和加签密钥")
