"""How messages leave: read once from the environment, typed from then on. Without any of it the desk tells all.

| variable | what |
| --- | --- |
| LIANXI_MAIL_SERVER | host:port of the mail server that takes our mail |
| LIANXI_MAIL_TLS | starttls (default), tls from the first byte, or none: only to this machine itself |
| LIANXI_MAIL_FROM | the address that mail comes from |
| LIANXI_MAIL_USER, LIANXI_MAIL_PASSWORD | how we sign in there; none: without signing in |
| LIANXI_SMS_URL | the SMS gateway's address, https |
| LIANXI_SMS_SECRET | sent to it as a bearer token |
| LIANXI_SMS_BODY | the JSON that it wants, with {phone}, {text} and {id} in its strings |
| LIANXI_NOTICE_NETWORKS | networks besides the public ones in which a webhook may stand, as 10.1.0.0/16,… |
| LIANXI_NOTICE_CA_FILE | further authorities that certificates of mail servers and webhooks may come from |
| LIANXI_PUBLIC_URL | where the pages are reached from outside: links in messages begin with it; none: no links |

LIANXI_MAIL_PASSWORD and LIANXI_SMS_SECRET may be in files that `…_FILE` names.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Final, Literal, cast
from urllib.parse import urlsplit

from shared.kernel.errors import Invalid

MailTls = Literal["starttls", "tls", "none"]
Network = IPv4Network | IPv6Network
VARIABLES: Final = (
    "LIANXI_MAIL_SERVER",
    "LIANXI_MAIL_TLS",
    "LIANXI_MAIL_FROM",
    "LIANXI_MAIL_USER",
    "LIANXI_MAIL_PASSWORD",
    "LIANXI_MAIL_PASSWORD_FILE",
    "LIANXI_SMS_URL",
    "LIANXI_SMS_SECRET",
    "LIANXI_SMS_SECRET_FILE",
    "LIANXI_SMS_BODY",
    "LIANXI_NOTICE_NETWORKS",
    "LIANXI_NOTICE_CA_FILE",
    "LIANXI_PUBLIC_URL",
)
SMS_BODY: Final = '{"phone": "{phone}", "text": "{text}", "id": "{id}"}'


class SettingNotValid(Invalid):
    code = "setting_not_valid"


@dataclass(frozen=True, slots=True)
class MailSettings:
    host: str
    port: int
    sender: str
    tls: MailTls = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SmsSettings:
    url: str
    secret: str = field(default="", repr=False)
    body: str = SMS_BODY


@dataclass(frozen=True, slots=True)
class NotificationSettings:
    """`networks` are those besides the public ones in which a webhook may stand."""

    mail: MailSettings | None = None
    sms: SmsSettings | None = None
    networks: tuple[Network, ...] = ()
    ca_file: Path | None = None
    public_url: str = ""


def settings_from(environment: Mapping[str, str]) -> NotificationSettings:
    """Raises SettingNotValid, which names the variable and never its value."""
    ca_file = environment.get("LIANXI_NOTICE_CA_FILE", "")
    if ca_file and not Path(ca_file).is_file():
        raise _not_valid("LIANXI_NOTICE_CA_FILE", "所指的文件不存在。")
    return NotificationSettings(
        mail=_mail(environment),
        sms=_sms(environment),
        networks=_networks(environment.get("LIANXI_NOTICE_NETWORKS", "")),
        ca_file=Path(ca_file) if ca_file else None,
        public_url=_public_url(environment.get("LIANXI_PUBLIC_URL", "")),
    )


def _mail(environment: Mapping[str, str]) -> MailSettings | None:
    server = environment.get("LIANXI_MAIL_SERVER", "")
    if not server:
        return None
    host, _, port = server.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise _not_valid("LIANXI_MAIL_SERVER", "应写作 主机:端口。")
    tls = environment.get("LIANXI_MAIL_TLS") or "starttls"
    if tls not in ("starttls", "tls", "none"):
        raise _not_valid("LIANXI_MAIL_TLS", "只能是 starttls、tls、none。")
    if tls == "none" and not _is_this_machine(host):
        raise _not_valid("LIANXI_MAIL_TLS", "不加密只能用于本机的邮件服务器。")
    sender = environment.get("LIANXI_MAIL_FROM", "")
    if "@" not in sender.strip("@"):
        raise _not_valid("LIANXI_MAIL_FROM", "应写明发件人的邮箱地址。")
    user, password = environment.get("LIANXI_MAIL_USER", ""), _secret(environment, "LIANXI_MAIL_PASSWORD")
    if bool(user) != bool(password):
        raise _not_valid("LIANXI_MAIL_USER", "账号和密码要一起写明。")
    return MailSettings(host, int(port), sender, cast(MailTls, tls), user, password)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _sms(environment: Mapping[str, str]) -> SmsSettings | None:
    url = environment.get("LIANXI_SMS_URL", "")
    if not url:
        return None
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and not _is_this_machine(parts.hostname)):
        raise _not_valid("LIANXI_SMS_URL", "应是 https 地址。")
    body = environment.get("LIANXI_SMS_BODY", "") or SMS_BODY
    try:
        whole = isinstance(json.loads(body), dict) and "{phone}" in body and "{text}" in body
    except ValueError:
        whole = False
    if not whole:
        raise _not_valid("LIANXI_SMS_BODY", "应是含 {phone} 和 {text} 的 JSON。")
    return SmsSettings(url, _secret(environment, "LIANXI_SMS_SECRET"), body)


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())
    except ValueError:
        raise _not_valid("LIANXI_NOTICE_NETWORKS", "应写作 10.1.0.0/16,10.2.3.0/24。") from None


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise _not_valid("LIANXI_PUBLIC_URL", "应是页面对外的网址，如 https://lianxi.example。")
    return text.rstrip("/")


def _secret(environment: Mapping[str, str], name: str) -> str:
    file = environment.get(f"{name}_FILE", "")
    if environment.get(name) or not file:
        return environment.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise _not_valid(f"{name}_FILE", "所指的文件读不了。") from None


def _not_valid(name: str, words: str) -> SettingNotValid:
    return SettingNotValid(f"{name} {words}", setting=name)
