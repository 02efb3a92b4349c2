"""Writing facts while one event is applied.

A fact is made and ended by events of one stream only. Streams keep their order whatever the order in which logs are
read or parked events are done again, so the rows come out the same.
"""

from collections.abc import Iterable
from typing import Any

from shared.database.interface import Row, Transaction
from shared.kernel.envelope import RecordedEvent

_INSERT = (
    "INSERT INTO {facts} (kind, subject, unit, value, due_on, recorded_from, recorded_to, log, position, event_id)"
    " VALUES (:kind, :subject, :unit, :value, :due_on, :at, NULL, :log, :position, :event_id)"
)
_OPEN = "SELECT unit, due_on FROM {facts} WHERE kind = :kind AND subject = :subject AND recorded_to IS NULL"
_END = "UPDATE {facts} SET recorded_to = :at WHERE kind = :kind AND subject = :subject AND recorded_to IS NULL"
_NOTE = (
    "INSERT INTO {fact_events} (event_id, log, generation, position, type, occurred_at, precision, recorded_at, unit)"
    " VALUES (:event_id, :log, :generation, :position, :type, :occurred_at, :precision, :at, :unit)"
)
_TERRITORY = (
    "INSERT INTO {fact_territory} (unit, superior, since, until, recorded_from, recorded_to, log, position, event_id)"
    " VALUES (:unit, :superior, :since, :until, :at, NULL, :log, :position, :event_id)"
)
_HELD = (
    "SELECT since FROM {fact_territory}"
    " WHERE unit = :unit AND superior = :superior AND until IS NULL AND recorded_to IS NULL"
)
_LET_GO = (
    "UPDATE {fact_territory} SET recorded_to = :at"
    " WHERE unit = :unit AND superior = :superior AND until IS NULL AND recorded_to IS NULL"
)


class FactBook:
    def __init__(self, tx: Transaction, event: RecordedEvent) -> None:
        self._tx, self._event = tx, event
        self.subject = str(event.envelope.stream_id)
        self.owner = str(event.envelope.owner_unit)
        self.concerned = [str(unit) for unit in event.envelope.units]
        self._source: dict[str, Any] = {
            "at": event.recorded_at,
            "log": event.log,
            "position": event.position,
            "event_id": str(event.envelope.id),
        }

    def note_event(self) -> None:
        envelope = self._event.envelope
        row = {
            "generation": self._event.generation,
            "type": envelope.type,
            "occurred_at": envelope.occurred.at,
            "precision": envelope.occurred.precision,
            "unit": self.owner,
        }
        self._tx.execute(_NOTE, {**self._source, **row})

    def add(
        self, kind: str, units: Iterable[str], value: str = "", *, due_on: str | None = None, subject: str | None = None
    ) -> None:
        """Each unit once; the subject is the event's stream unless it is named."""
        fact = {"kind": kind, "subject": subject or self.subject, "value": value, "due_on": due_on, **self._source}
        self._tx.execute_many(_INSERT, [{**fact, "unit": unit} for unit in sorted(set(units))])

    def units_of(self, kind: str) -> set[str]:
        return {row["unit"] for row in self.of(kind)}

    def of(self, kind: str) -> list[Row]:
        """The subject's facts of this kind that hold: `unit` and `due_on` of each."""
        return self._tx.all(_OPEN, {"kind": kind, "subject": self.subject})

    def end(self, kind: str) -> None:
        key = {"kind": kind, "subject": self.subject}
        self._tx.execute(_END, {**key, "at": self._event.recorded_at})

    def change(self, kind: str, value: str) -> None:
        """The same units and due day with another value, from now on."""
        held = self.of(kind)
        self.end(kind)
        for row in held:
            self.add(kind, [row["unit"]], value, due_on=row["due_on"])

    def begin_superior(self, superior: str, since: str) -> None:
        self._superior(superior, since, None)

    def end_superior(self, superior: str, until: str) -> None:
        key = {"unit": self.subject, "superior": superior}
        held = self._tx.one(_HELD, key)
        if held is None:
            raise LookupError(f"{superior} ceased to be superior of {self.subject} without having been it")
        self._tx.execute(_LET_GO, {**key, "at": self._event.recorded_at})
        self._superior(superior, held["since"], until)

    def _superior(self, superior: str, since: str, until: str | None) -> None:
        row = {"unit": self.subject, "superior": superior, "since": since, "until": until}
        self._tx.execute(_TERRITORY, {**row, **self._source})
