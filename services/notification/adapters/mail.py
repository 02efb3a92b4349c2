"""Mail by one server that takes ours (SMTP). Answers of servers are not passed on: they quote addresses."""

import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import Final

import aiosmtplib

from services.notification.domain.sending import Address, Later, Message, Outcome, Refused, Sent
from services.notification.settings import MailSettings

SECONDS_MAX: Final = 20.0
_PERMANENT: Final = 500


class MailChannel:
    def __init__(self, settings: MailSettings, tls: ssl.SSLContext, now: Callable[[], float]) -> None:
        self._settings, self._tls, self._now = settings, tls, now

    async def send(self, to: Address, message: Message) -> Outcome:
        settings = self._settings
        client = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            username=settings.user or None,
            password=settings.password or None,
            use_tls=settings.tls == "tls",
            start_tls=settings.tls == "starttls",
            tls_context=self._tls,
            timeout=SECONDS_MAX,
        )
        try:
            await client.connect()
            await client.send_message(self._mail(to, message))
        except aiosmtplib.SMTPAuthenticationError:
            return Later("邮件服务器不接受本系统的登录，请管理员检查账号")
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _answered(max(one.code for one in refused.recipients), "收件人的邮件服务器不接收这个地址")
        except aiosmtplib.SMTPResponseException as answered:
            return _answered(answered.code, "邮件服务器不接收这封邮件")
        except aiosmtplib.SMTPNotSupported:
            return Later("邮件服务器不支持所要求的加密或登录，请管理员检查")
        except ssl.SSLError:
            return Later("邮件服务器的证书不可信，没有发送")
        except (aiosmtplib.SMTPException, OSError):
            return Later("连接不上邮件服务器，或连接中断")
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                await _leave(client)
        return Sent()

    def _mail(self, to: Address, message: Message) -> EmailMessage:
        """The Message-ID is the same at every try of one sending: a repetition can be told from a second mail."""
        mail = EmailMessage(policy=SMTP_POLICY)
        mail["From"], mail["To"], mail["Subject"] = self._settings.sender, to.address, message.subject
        mail["Date"] = format_datetime(datetime.fromtimestamp(self._now(), UTC))
        mail["Message-ID"] = f"<{message.delivery_id}@{self._settings.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail


async def _leave(client: aiosmtplib.SMTP) -> None:
    """A mail that was taken stays taken, however the goodbye goes."""
    if client.is_connected:
        await client.quit(timeout=1)
    client.close()


def _answered(code: int, words: str) -> Outcome:
    if code >= _PERMANENT:
        return Refused(f"{words}（{code}），请核对邮箱地址")
    return Later(f"邮件服务器要求稍后再发（{code}）")
