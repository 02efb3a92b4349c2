"""A Faust app as the shell of one consumer group: it joins, fetches and commits, and decides nothing.

What is left out, because nothing of ours may rest on it or nobody asked for it: Faust's command line and signal
handlers, its web server, producer, tables, leader, declared topics and directories, its settings from the environment.
A member has a fixed name (`group_instance_id`): killed and started again within the session time-out it has its own
partitions back without a rebalance; otherwise others have them after it. Two members of one name would take the
partitions from each other for ever. Faust keeps its consumer in a thread of its own, so that a loop that waits for the
database does not lose its place in the group.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from aiokafka.errors import ConsumerStoppedError, KafkaError
from faust.types import TP

from shared.messaging.kafka.faust_app import App
from shared.messaging.kafka.troubles import Troubles

_WATCH_SECONDS: Final = 0.2
_STOP_SECONDS_MAX: Final = 3.0
_REACH_SECONDS_MAX: Final = 2.0
_PAUSE_SECONDS_MAX: Final = 5.0
_LASTED_SECONDS: Final = 60.0
_BUFFER_EVENTS: Final = 500
_FOR_EVER_SECONDS: Final = 7 * 86_400.0  # a member that waits for its database is kept
_METADATA_SECONDS: Final = 30.0  # until a topic that has grown is noticed
_AWAY: Final = (KafkaError, ConsumerStoppedError, OSError)
_log = logging.getLogger("lianxi.worker")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record, and what to call when its event has been dealt with: its offset may then be committed."""

    headers: Mapping[str, bytes]
    value: bytes | None
    place: str
    done: Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class GroupSettings:
    session_seconds: float = 6.0  # the least that a broker allows
    heartbeat_seconds: float = 1.0
    commit_seconds: float = 1.0


Receive = Callable[[Arrival], Awaitable[None]]


class Group:
    """One member of `lianxi.<service>`; `receivers` by topic.

    `changed` is called when partitions are taken away, with False, and when they are assigned, with True.
    """

    def __init__(
        self,
        service: str,
        instance: str,
        bootstrap: str,
        receivers: Mapping[str, Receive],
        settings: GroupSettings,
        troubles: Troubles,
        changed: Callable[[bool], None],
    ) -> None:
        self._id, self._member, self._bootstrap = f"lianxi.{service}", f"{service}-{instance}", bootstrap
        self._receivers, self._settings, self._troubles, self._changed = receivers, settings, troubles, changed
        self._app: App | None = None
        self._assigned: frozenset[TP] | None = None
        self._failed: Exception | None = None

    @property
    def assigned(self) -> bool:
        """Whether it is a member with its share, which may be none where members outnumber partitions."""
        return self._assigned is not None

    def partitions(self) -> dict[str, list[int]]:
        """Topic → Kafka's partitions that come to this member."""
        found: dict[str, list[int]] = {}
        for topic, partition in sorted(self._assigned or ()):
            found.setdefault(topic, []).append(partition)
        return found

    def holds(self, topic: str, partition: int) -> bool:
        """Whether a logical partition comes to this member."""
        if self._app is None or not self._assigned:
            return False
        count = self._app.consumer.topic_partitions(topic)
        return bool(count) and TP(topic, partition % (count or 1)) in self._assigned

    async def run(self) -> None:
        """Until cancelled; Kafka's being away is waited out. Raises whatever else ends the app or a receiver."""
        pause = 0.0
        while True:
            await self._reached()
            self._app, began = self._made(), monotonic()
            try:
                await self._watch(self._app)
            except _AWAY as error:
                self._troubles.add()
                _log.warning("the group %s was lost, it is joined again: %r", self._id, error)
                pause = min(_PAUSE_SECONDS_MAX, pause * 2 or 0.1) if monotonic() - began < _LASTED_SECONDS else 0.0
            finally:
                self._lose()
                await _end(self._app)
            await asyncio.sleep(pause)

    async def _watch(self, app: App) -> None:
        starting = asyncio.create_task(app.start())
        try:
            while not app.should_stop:
                await asyncio.wait({starting}, timeout=_WATCH_SECONDS)
                if starting.done():
                    _check_begun(starting)
                    await asyncio.sleep(_WATCH_SECONDS)
                if (broken := self._failed or app.group_consumer.broken()) is not None:
                    raise broken
            raise app.crash_reason if isinstance(app.crash_reason, Exception) else KafkaError("the app ended")
        finally:
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)

    def _made(self) -> App:
        app = App(
            self._id,
            env={},
            broker=";".join(f"kafka://{one}" for one in self._bootstrap.split(",")),
            broker_client_id=self._member,
            broker_session_timeout=self._settings.session_seconds,
            broker_heartbeat_interval=self._settings.heartbeat_seconds,
            broker_rebalance_timeout=15.0,
            broker_commit_interval=self._settings.commit_seconds,
            broker_max_poll_records=_BUFFER_EVENTS,
            broker_max_poll_interval=_FOR_EVER_SECONDS,
            consumer_group_instance_id=self._member,
            consumer_auto_offset_reset="earliest",
            consumer_metadata_max_age_ms=int(_METADATA_SECONDS * 1000),
            stream_buffer_maxsize=_BUFFER_EVENTS,
            stream_wait_empty=False,  # a batch that waits for its database must not hold a rebalance up
            store="memory://",
            table_standby_replicas=0,
            topic_allow_declare=False,
            topic_disable_leader=True,
            web_enabled=False,
        )
        for topic, receive in self._receivers.items():
            raw = app.topic(topic, key_serializer="raw", value_serializer="raw")
            app.agent(raw, name=topic)(self._agent(receive))
        app.on_partitions_assigned.connect(self._on_assigned, weak=False)
        app.on_partitions_revoked.connect(self._on_revoked, weak=False)
        return app

    def _agent(self, receive: Receive) -> Callable[[Any], Awaitable[None]]:
        async def agent(stream: Any) -> None:
            stream.enable_acks = False  # Faust would ack a record when the next one is asked for
            try:
                async for event in stream.events():
                    message = event.message
                    place = f"{message.topic}[{message.partition}]@{message.offset}"
                    await receive(Arrival(event.headers, event.value, place, _ack(stream, event)))
            except Exception as error:
                self._failed = error  # Faust would log it and begin again
                raise

        return agent

    async def _on_assigned(self, _app: Any, /, *given: Any, **_: Any) -> None:
        (assigned,) = given
        self._assigned = frozenset(assigned)
        self._changed(True)

    async def _on_revoked(self, _app: Any, /, *_given: Any, **_: Any) -> None:
        self._lose()

    def _lose(self) -> None:
        self._assigned = None
        self._changed(False)

    async def _reached(self) -> None:
        """Waits until a broker can be connected to: Faust that starts without one only fails, and loudly."""
        pause = 0.05
        while not await _answers(self._bootstrap):
            self._troubles.add()
            await asyncio.sleep(pause)
            pause = min(_REACH_SECONDS_MAX, pause * 2)


def _check_begun(starting: "asyncio.Task[None]") -> None:
    """Raises what went wrong. A start that a library cancelled from within would else end the group without a word."""
    if starting.cancelled():
        raise ConnectionError("the app's start was cancelled from within")
    starting.result()


def _ack(stream: Any, event: Any) -> Callable[[], Awaitable[object]]:
    return lambda: stream.ack(event)


async def _end(app: App) -> None:
    """Bounded: with Kafka away a commit under way never ends. What was not committed is skipped as done later."""
    stopping = asyncio.create_task(app.stop())
    await asyncio.wait({stopping}, timeout=_STOP_SECONDS_MAX)
    if stopping.done():
        if not stopping.cancelled() and (error := stopping.exception()) is not None:
            _log.warning("the group's app did not end in order: %r", error)
        return
    _log.warning("the group's app does not end within %s s and is left", _STOP_SECONDS_MAX)
    stopping.cancel()
    app.group_consumer.abandon()


async def _answers(bootstrap: str) -> bool:
    for one in bootstrap.split(","):
        host, _, port = one.strip().rpartition(":")
        try:
            async with asyncio.timeout(_REACH_SECONDS_MAX):
                _reader, writer = await asyncio.open_connection(host.strip("[]"), int(port))
        except (OSError, TimeoutError):
            continue
        writer.close()
        return True
    return False
