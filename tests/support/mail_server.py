"""A real SMTP server on loopback, with TLS and sign-in, that takes mail or fails in a way that was asked for."""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Literal

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

HOST = "127.0.0.1"
USER, PASSWORD = "lianxi", "correct horse"
Mood = Literal["takes", "greylists", "refuses_recipient", "refuses_data", "drops", "drops_after", "hangs"]


class MailServer:
    """`moods` are those of the next mails, then it takes what comes; `taken` is what it stored, in order."""

    def __init__(self) -> None:
        self.moods: deque[Mood] = deque()
        self.taken: list[EmailMessage] = []
        self.encrypted: list[bool] = []
        self.port = 0
        self._released = asyncio.Event()
        self._mood: Mood = "takes"

    # what aiosmtpd calls

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        self._mood = self.moods.popleft() if self.moods else "takes"
        if self._mood == "greylists":
            return "451 4.7.1 try again later"
        if self._mood == "refuses_recipient":
            return f"550 5.1.1 <{address}> is nobody here"
        if self._mood == "drops":
            _cut(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self._mood == "refuses_data":
            return "554 5.7.1 not wanted"
        if self._mood == "hangs":
            await self._released.wait()
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        self.encrypted.append(_transport(server).get_extra_info("ssl_object") is not None)
        if self._mood == "drops_after":
            _cut(server)
        return "250 OK"

    def authenticates(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        known = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=data == known, handled=False)

    def release(self) -> None:
        self._released.set()

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.taken]


def _cut(server: SMTP) -> None:
    _transport(server).abort()


def _transport(server: SMTP) -> asyncio.Transport:
    transport = server.transport
    assert isinstance(transport, asyncio.Transport)
    return transport


@asynccontextmanager
async def mail_server(
    tls: ssl.SSLContext | None = None, *, from_the_first_byte: bool = False
) -> AsyncIterator[MailServer]:
    """With `tls` it wants encryption and sign-in before anything else."""
    mailbox = MailServer()
    loop = asyncio.get_running_loop()
    starttls = tls if tls and not from_the_first_byte else None

    def protocol() -> SMTP:
        return SMTP(
            mailbox,
            hostname="mail.test",
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=starttls is not None,
            auth_require_tls=starttls is not None,
            authenticator=mailbox.authenticates,
            loop=loop,
        )

    listening = await loop.create_server(protocol, HOST, 0, ssl=tls if from_the_first_byte else None)
    mailbox.port = listening.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        mailbox.release()
        listening.close()
