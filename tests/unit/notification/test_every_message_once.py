"""Each event three times, in any order, with kills in between, against a real mail server and a real receiver:
every recipient's message counts once, as its receiver counts ids. Under SQLite, and PostgreSQL with --engine.
"""

import asyncio
import random
from collections import defaultdict
from pathlib import Path

import pytest

from services.notification.application import outbox
from services.notification.application.dispatching import Dispatcher
from services.notification.settings import NotificationSettings
from tests.support.mail_server import MailServer, Mood, mail_server
from tests.support.receiver import Receiver, Reply, receiving
from tests.unit.notification.sending import LOOPBACK, SECRET, Sending, mail_settings
from tests.unit.notification.world import MEMBERS, World

pytestmark = [pytest.mark.slow, pytest.mark.server]
MOODS: tuple[Mood, ...] = ("takes", "takes", "greylists", "drops", "drops_after")
REPLIES = (Reply(), Reply(), Reply(500), Reply(429, headers={"retry-after": "5"}), Reply(cut=True))
ROUNDS = 40


@pytest.mark.parametrize("number", range(4))
async def test_every_message_counts_once(
    tmp_path: Path, rng: random.Random, number: int, monkeypatch: pytest.MonkeyPatch
):
    # A kill under way is a try: twelve of them may be one message's lot, and giving up is tested elsewhere.
    monkeypatch.setattr(outbox, "ATTEMPTS_MAX", 1000)
    async with mail_server() as mailbox, receiving() as receiver:
        world = World(tmp_path)
        await Campaign(world, mailbox, receiver, rng).run()
        world.close()


class Campaign:
    def __init__(self, world: World, mailbox: MailServer, receiver: Receiver, rng: random.Random) -> None:
        self.world, self.mailbox, self.receiver, self.rng = world, mailbox, receiver, rng
        mail = mail_settings(mailbox.port).mail
        self.sending = Sending(world, NotificationSettings(mail=mail, networks=LOOPBACK))

    async def run(self) -> None:
        await self.addresses()
        self.world.drafts()
        self.world.calls()
        self.world.changes()
        self.world.passes_on(*MEMBERS)
        self.mailbox.moods.extend(self.rng.choice(MOODS) for _ in range(30))
        self.receiver.replies.extend(self.rng.choice(REPLIES) for _ in range(30))
        await self.delivered_and_killed()
        await self.until_all_is_sent()
        self.check()

    async def addresses(self) -> None:
        await self.world.settle()
        for unit in MEMBERS:
            await self.sending.contact("mail", f"u{MEMBERS.index(unit)}@lianxi.test", unit)
            await self.sending.contact("webhook", f"{self.receiver.url}/{unit}", unit, secret=SECRET)

    async def delivered_and_killed(self) -> None:
        """Each event three times, whole batches and single ones; a dispatcher is killed wherever it just is."""
        inboxes = [one.inbox for one in self.world.runner._followers() if one.inbox.log == "meeting"]
        batches = [self.world.meeting.events[:end] for end in range(1, len(self.world.meeting.events) + 1)] * 3
        self.rng.shuffle(batches)
        for batch in batches:
            running = asyncio.create_task(self.sending.again().run())
            for one in inboxes:
                await one.receive(batch)
            for _ in range(self.rng.randrange(60)):
                await asyncio.sleep(0)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            self.sending.machine.pass_seconds(self.rng.choice((0, 40, 4000)))

    async def until_all_is_sent(self) -> None:
        dispatcher = self.sending.again()
        await take_up(self.world, dispatcher)
        for _ in range(ROUNDS):
            await dispatcher.run_once()
            self.sending.machine.pass_seconds()
        assert set(await self.sending.states()) <= {"sent", "expired"}

    def check(self) -> None:
        """Ids of each recipient by what they are about. Before the notice changed, the former one may have gone out."""
        mails, hooks = defaultdict[tuple[str, str], set[str]](set), defaultdict[tuple[str, str], set[str]](set)
        for mail in self.mailbox.taken:
            mails[str(mail["To"]), str(mail["Subject"])[:6]].add(str(mail["Message-ID"]))
        for got in self.receiver.got:
            hooks[got.path, got.fields["kind"]].add(got.headers["webhook-id"])
        assert {len(ids) for ids in (*mails.values(), *hooks.values())} == {1}
        for number, unit in enumerate(MEMBERS):
            for kind, subject in (("meeting_changed", "【会议变更】"), ("transmittal", "【传达通知】")):
                assert (f"u{number}@lianxi.test", subject) in mails
                assert (f"/{unit}", kind) in hooks


async def take_up(world: World, dispatcher: Dispatcher) -> None:
    """What `run` does first: the rows that a killed one left under way wait again."""
    running = asyncio.create_task(dispatcher.run())
    rows = "SELECT 1 FROM {outbox} WHERE state = 'sending'"
    while await world.rows(rows):  # noqa: ASYNC110 - a dispatcher tells nobody what it did
        await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
