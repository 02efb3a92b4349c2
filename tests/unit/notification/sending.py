"""A dispatcher whose time and chance are the test's, and addresses of the golden units."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Any
from uuid import UUID

from services.notification.application.dispatching import Dispatcher, Machine
from services.notification.application.links import ReceiptLinks
from services.notification.bootstrap import channels
from services.notification.domain.sending import PAUSE_SECONDS_MAX, Address, ChannelPort, Message, Outcome, Sent
from services.notification.settings import MailSettings, NotificationSettings
from shared.database.interface import Row
from tests.support import mail_server
from tests.unit.notification.world import EDUCATION, World

SECRET = "a-secret-of-sixteen-or-more"
KEY = b"k" * 32
LOOPBACK = (ip_network("127.0.0.0/8"),)
SENDER = "tongzhi@lianxi.test"


@dataclass
class FakeMachine:
    """Its clock stands still unless it is moved; its chance is always the same."""

    at: float = 1_700_000_000.0
    chance: float = 0.5

    def pass_seconds(self, seconds: float = PAUSE_SECONDS_MAX) -> None:
        self.at += seconds

    @property
    def machine(self) -> Machine:
        return Machine(lambda: self.at, lambda: self.chance)


@dataclass
class RecordingChannel:
    """Takes everything, or answers what it was told to."""

    outcomes: list[Outcome] = field(default_factory=list)
    sent: list[tuple[Address, Message]] = field(default_factory=list)
    first: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, to: Address, message: Message) -> Outcome:
        self.sent.append((to, message))
        self.first.set()
        return self.outcomes.pop(0) if self.outcomes else Sent()

    @property
    def ids(self) -> list[str]:
        return [message.delivery_id for _, message in self.sent]


class Sending:
    """A world and its dispatcher; `again` is another one, as after a kill."""

    def __init__(
        self, world: World, settings: NotificationSettings, other: Mapping[str, ChannelPort] | None = None
    ) -> None:
        self.world, self.machine = world, FakeMachine()
        self.settings, self._other = settings, dict(other or {})
        self.links = ReceiptLinks(world.store, world.clock, lambda: KEY, settings.public_url, lambda: self.machine.at)
        self.dispatcher = self.again()

    def again(self) -> Dispatcher:
        found = {**channels(self.settings, self.machine.machine), **self._other}
        numbers = self.world.metrics.of("notification")
        return Dispatcher(self.world.store, found, self.links, self.world.clock, self.machine.machine, numbers)

    async def contact(
        self, channel: str, address: str, unit: UUID = EDUCATION, role: str = "liaison", secret: str = ""
    ) -> None:
        body = {"address": address, "secret": secret}
        await self.world.post(unit, f"/units/{unit}/contacts/{role}/{channel}", body, role="clerk")

    async def outbox(self) -> list[Row]:
        return await self.world.rows("SELECT * FROM {outbox} ORDER BY unit_id, channel")

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.outbox()]


def mail_settings(port: int, **changed: Any) -> NotificationSettings:
    given = {"tls": "none", **{name: value for name, value in changed.items() if name != "ca_file"}}
    mail = MailSettings(mail_server.HOST, port, SENDER, **given)
    return NotificationSettings(mail=mail, networks=LOOPBACK, ca_file=changed.get("ca_file"))
