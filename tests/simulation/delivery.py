"""A feed that drops, duplicates, delays, reorders, and may miss the last message."""

from shared.kernel.envelope import RecordedEvent
from tests.simulation.faults import Faults


class Delivery:
    """The messages under way to one consumer."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._under_way: list[RecordedEvent] = []
        self.sent = 0  # position up to which the log was handed to the feed

    def send(self, events: list[RecordedEvent]) -> None:
        for event in events:
            self.sent = event.position
            copies = 0 if self._faults.happens(0.1) else 2 if self._faults.happens(0.15) else 1
            for _ in range(copies):
                self._put(event)

    def _put(self, event: RecordedEvent) -> None:
        # A delayed message is overtaken by those of other partitions, and a repeated one by its own.
        late = self._faults.rng.randrange(len(self._under_way) + 1) if self._faults.happens(0.3) else 0
        self._under_way.insert(late, event)

    def take(self) -> list[RecordedEvent]:
        """The next batch: the oldest messages stand last."""
        size = min(self._faults.rng.randint(1, 8), len(self._under_way))
        batch = [self._under_way.pop() for _ in range(size)]
        if self._faults.happens(0.2):
            self._faults.rng.shuffle(batch)
        return batch

    def again(self, batch: list[RecordedEvent]) -> None:
        """The consumer did not confirm: the messages come again, or are lost with the process."""
        if not self._faults.happens(0.3):
            self._under_way += reversed(batch)

    def lose(self) -> None:
        self._under_way.clear()

    @property
    def empty(self) -> bool:
        return not self._under_way
