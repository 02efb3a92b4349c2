"""Addresses as clerks type them: what cannot work is refused where it is typed."""

import re
from typing import Final
from urllib.parse import urlsplit

from services.notification.domain.refusals import AddressNotValid
from services.notification.domain.vocabulary import Channel

ADDRESS_CHARS_MAX: Final = 500
SECRET_CHARS_MIN: Final = 16
SECRET_CHARS_MAX: Final = 200
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_PHONE = re.compile(r"(\+86)?1[3-9]\d{9}", re.ASCII)
_SECRET = re.compile(r"[!-~]*")


def check_address(channel: Channel, address: str, secret: str) -> None:
    """Raises AddressNotValid."""
    if len(address) > ADDRESS_CHARS_MAX:
        raise AddressNotValid(f"联系方式最多{ADDRESS_CHARS_MAX}个字符。", field="address")
    if channel == "mail":
        _check(_MAIL.fullmatch(address) is not None, "邮箱地址应写作 名称@单位.cn。", "address")
    elif channel == "sms":
        _check(_PHONE.fullmatch(address) is not None, "手机号应是11位数字。", "address")
    else:
        check_url(address)
    check_secret(channel, secret)


def check_url(address: str) -> None:
    """https, or http where the operator names networks of ours: which one it leads to is asked when it is called."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    whole = re.fullmatch(r"[!-~]+", address) is not None and host is not None
    _check(whole and parts.scheme in ("https", "http"), "网址应以 https:// 开头。", "address")
    _check(not parts.username and not parts.password, "网址里不能写账号和密码。", "address")
    _check(not parts.fragment and port != 0, "网址的写法不对，请从对方的设置里整个复制。", "address")


def check_secret(channel: Channel, secret: str) -> None:
    """Ours is signed with it; a robot of 钉钉 gives one of its own, or none."""
    _check(
        _SECRET.fullmatch(secret) is not None and len(secret) <= SECRET_CHARS_MAX, "密钥里有不能用的字符。", "secret"
    )
    if channel == "webhook":
        _check(len(secret) >= SECRET_CHARS_MIN, f"网络回调要有密钥，至少{SECRET_CHARS_MIN}个字符。", "secret")
    elif channel != "dingtalk":
        _check(not secret, "这种联系方式不用密钥。", "secret")


def shown(channel: Channel, address: str) -> str:
    """As its own unit sees it again: a webhook's path and query are as good as a key."""
    if channel in ("mail", "sms"):
        return address
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/…"


def _check(holds: bool, words: str, field: str) -> None:
    if not holds:
        raise AddressNotValid(words, field=field)
