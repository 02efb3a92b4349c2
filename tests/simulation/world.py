"""One seeded run of feed, inbox and policies, and the undisturbed run it has to equal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from shared.commands.bus import CommandBus
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.command import Command
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Refusal, Unavailable
from shared.kernel.ids import derive
from shared.messaging.inbox import Inbox
from shared.messaging.policies import PolicyInbox
from shared.messaging.projecting import ProjectionInbox
from tests.simulation.delivery import Delivery
from tests.simulation.faults import Crash, DistantReader, Faults, Poison, PoisonedView, dying, poisoned_policy
from tests.support import matters as m
from tests.support.stores import open_store
from tests.support.two_services import START, context, dump, tables

Make = Callable[[], Inbox]
State = Mapping[str, Sequence[Mapping[str, Any]]]

REPAIRS_MAX = 1000  # with every fault over, far fewer do


@dataclass
class Consumer:
    """A consumer in a process that dies and comes again with nothing but its database."""

    make: Make
    delivery: Delivery
    source: SqliteStore
    poison: Poison
    inbox: Inbox

    async def step(self) -> None:
        self.delivery.send(await self.source.read(self.delivery.sent, 50))
        batch = self.delivery.take()
        try:
            await self.inbox.receive(batch)
        except Unavailable:
            self.delivery.again(batch)
        except Crash:
            self.delivery.again(batch)
            self.inbox = self.make()

    async def redrive(self) -> None:
        try:
            await self.inbox.redrive()
        except Unavailable:
            return
        except Crash:
            self.inbox = self.make()


class Watching:
    """The consuming service on its own store, wired with faults (or, when they are calm, without any)."""

    def __init__(self, directory: Path, name: str, producer: SqliteStore, faults: Faults, clock: ManualClock) -> None:
        views = m.matters_view("matter_copies"), m.watches_view()
        directory.joinpath(name).mkdir()
        self.store = open_store(directory / name, "watching", m.WATCHING, clock, tables(*views))
        self.faults = faults
        store = dying(self.store, faults)
        bus = CommandBus(store, m.WATCH_HANDLERS, m.WATCH_PERMISSIONS)
        matters, own = DistantReader(producer, faults), DistantReader(self.store, faults)
        poisons = [Poison(faults, faults.rng.randint(1, 30)) for _ in range(3)]
        replica, watches = (PoisonedView(view, poison) for view, poison in zip(views, poisons, strict=False))
        policy = poisoned_policy(m.FOLLOW_MATTERS, poisons[2])
        makes: list[tuple[Make, SqliteStore]] = [
            (lambda: ProjectionInbox(replica, store, matters), producer),
            (lambda: ProjectionInbox(watches, store, own), self.store),
            (lambda: PolicyInbox(policy, "watching", bus, store, matters, clock), producer),
        ]
        self.consumers = [
            Consumer(make, Delivery(faults), source, poison, make())
            for (make, source), poison in zip(makes, poisons, strict=True)
        ]

    async def follow_to_the_end(self) -> None:
        """What was lost on the way comes by the producers' tails; policies write, so it goes in rounds."""
        for _ in range(REPAIRS_MAX):
            if not any([await consumer.inbox.behind() for consumer in self.consumers]):
                return
            for consumer in self.consumers:
                try:
                    await consumer.inbox.catch_up()
                except Unavailable:
                    continue
                except Crash:
                    consumer.inbox = consumer.make()
        raise AssertionError("the consumers do not catch up")

    async def state(self) -> State:
        """Everything a user or an auditor could see, without positions, recorded times and transport ids."""
        store = self.store
        return {
            "matter_copies": await dump(store, "SELECT * FROM {matter_copies} ORDER BY id"),
            "matter_copies_units": await dump(store, "SELECT * FROM {matter_copies_units} ORDER BY id, unit_id"),
            "watches": await dump(store, "SELECT * FROM {watches} ORDER BY id"),
            "watches_units": await dump(store, "SELECT * FROM {watches_units} ORDER BY id, unit_id"),
            "refusals": await dump(store, "SELECT command_id, code FROM {policy_refusals} ORDER BY command_id"),
            "events": sorted(map(_essence, await store.read(0, 1000)), key=repr),
        }


def _essence(event: RecordedEvent) -> dict[str, Any]:
    envelope = event.envelope
    return {
        "stream": str(envelope.stream_id),
        "version": envelope.stream_version,
        "id": str(envelope.id),
        "type": envelope.type,
        "cause": str(envelope.causation_id),
        "data": event.data,
    }


def script(rng: Random) -> list[tuple[Command, int]]:
    """Commands and the unit that gives each; some will be refused."""
    matters = [derive("matter", rng.random()) for _ in range(rng.randint(2, 6))]
    steps: list[tuple[Command, int]] = [
        (m.OpenMatter(matter_id=matter, title=f"事{n}", concerns=(derive("unit", n + 1),)), n)
        for n, matter in enumerate(matters)
    ]
    for number in range(rng.randint(10, 30)):
        owner = rng.randrange(len(matters))
        note = m.NoteMatter(matter_id=matters[owner], text=str(number))
        steps.append((m.CloseMatter(matter_id=matters[owner]) if rng.random() < 0.08 else note, owner))
    return steps


async def simulate(seed: int, directory: Path) -> tuple[State, State]:
    """The final states of the disturbed and of the undisturbed run; raises AssertionError on the way."""
    rng, clock = Random(seed), ManualClock(START)
    producer = open_store(directory, "matters", m.MATTERS, clock)
    bus = CommandBus(producer, m.MATTER_HANDLERS, m.MATTER_PERMISSIONS)
    faults, calm = Faults(rng), Faults(Random(seed))
    calm.calm = calm.mended = True
    disturbed = Watching(directory, "disturbed", producer, faults, clock)
    undisturbed = Watching(directory, "undisturbed", producer, calm, clock)
    try:
        for ordinal, (command, owner) in enumerate(script(rng)):
            await _give(bus, command, ordinal, owner)
            for consumer in rng.choices(disturbed.consumers, k=rng.randint(0, 4)):
                await consumer.step()
        await _end(disturbed)
        await undisturbed.follow_to_the_end()
        return await disturbed.state(), await undisturbed.state()
    finally:
        for store in (producer, disturbed.store, undisturbed.store):
            store.close()


async def _give(bus: CommandBus, command: Command, ordinal: int, owner: int) -> None:
    try:
        await bus.handle(command, context(str(ordinal), derive("unit", owner)))
    except Refusal:
        return  # a note to a closed matter: nothing is stored, nothing follows


async def _end(watching: Watching) -> None:
    for consumer in watching.consumers:
        while not consumer.delivery.empty and not watching.faults.happens(0.05):
            await consumer.step()
        consumer.delivery.lose()  # the last messages never come
    await watching.follow_to_the_end()
    for consumer in watching.consumers:
        await check_parked(consumer)
    watching.faults.mended = True
    for consumer in watching.consumers:  # the process may die in a re-drive too
        await consumer.redrive()
    watching.faults.calm = True
    for consumer in watching.consumers:
        outcome = await consumer.inbox.redrive()
        assert outcome.still_parked == 0, f"{consumer.inbox.consumer} keeps {outcome.still_parked} events parked"
    await watching.follow_to_the_end()


async def check_parked(consumer: Consumer) -> None:
    """Exactly the poisoned events are listed, with what came after them in their streams."""
    expected: list[tuple[int, int | None]] = []
    stopped: dict[object, int] = {}
    for event in await consumer.source.read(0, 1000):
        stream = event.envelope.stream_id
        if event.envelope.type not in consumer.inbox.names:
            continue
        if stream in stopped:
            expected.append((event.position, stopped[stream]))
        elif consumer.poison.spoils(event):
            expected.append((event.position, None))
            stopped[stream] = event.position
    listed = [(one.position, one.waits_behind) for one in await consumer.inbox.parked()]
    assert listed == expected, f"{consumer.inbox.consumer} lists {listed}, not {expected}"
