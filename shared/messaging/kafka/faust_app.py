"""Faust's parts as we need them: its app without what it would do beside consuming, a consumer that can be watched."""

import asyncio
from contextlib import suppress

import faust
from faust.app.base import BootStrategy
from faust.transport.drivers import aiokafka as driver


class ConsumerThread(driver.AIOKafkaConsumerThread):
    async def on_thread_stop(self) -> None:
        # aiokafka's consumer may end with it while Kafka is away; who waits for the thread would wait for ever.
        with suppress(asyncio.CancelledError):
            await super().on_thread_stop()

    def broken(self) -> Exception | None:
        """What aiokafka keeps for a caller of its `getmany`: Faust does not call that, and would go on in silence."""
        coordinator = getattr(self._consumer, "_coordinator", None)
        if coordinator is None:
            return None
        pending: Exception | None = coordinator._pending_exception  # noqa: SLF001 - there is no other way to it
        if pending is not None:
            return ConnectionError(repr(pending))
        coordination: asyncio.Task[None] | None = getattr(coordinator, "_coordination_task", None)
        if coordination is not None and coordination.done():
            return ConnectionError("the group's coordination ended")
        return None

    def abandon(self) -> None:
        """Tells the thread to end without waiting for it."""
        with suppress(RuntimeError):  # its loop is closed: it has ended
            self._stopped_set()


class Consumer(driver.Consumer):
    _thread: ConsumerThread

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def verify_all_partitions_active(self) -> None:
        """Faust only logs what it finds, and looks into another thread's state while that changes."""

    def broken(self) -> Exception | None:
        return self._thread.broken()

    def abandon(self) -> None:
        self._thread.abandon()


class Transport(driver.Transport):
    Consumer = Consumer


class Boot(BootStrategy):
    enable_kafka_producer = False


class App(faust.App):
    BootStrategy = Boot

    async def on_first_start(self) -> None:
        """Makes no directory: the file system may be read-only."""

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    @property
    def group_consumer(self) -> Consumer:
        assert isinstance(self.consumer, Consumer)
        return self.consumer
