"""Replay: what audit folds from its own copy, beside what the services show, at the positions they name (A3)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from services.audit.application.catching_up import CatchingUp
from services.audit.application.jurisdiction import count_units, scope_of
from services.audit.application.states import fold_into
from services.audit.application.stored_events import changed_events
from services.audit.domain.comparing import Difference, differing
from services.audit.domain.digests import StateDigest
from services.audit.domain.folding import FOLDS, Document, Folding
from shared.database.interface import Database
from shared.eventstore.interface import LogReader
from shared.kernel.clock import Clock
from shared.kernel.envelope import Actor, LogPosition
from shared.kernel.limits import INTEGER_MAX

Line = dict[str, Any]
Tracking = Mapping[str, Mapping[str, Any]]
DIFFERENCES_SHOWN = 1000
UNITS_A_LINE = 50


class LiveStates(Protocol):
    """What a service shows: first `{"tracking": …}`, then `{"view", "documents"}` in parts, of one snapshot."""

    def of_all(self, service: str) -> AsyncIterator[Line]: ...

    def of_unit(self, service: str, unit: str) -> AsyncIterator[Line]: ...


@dataclass(slots=True)
class Result:
    """`scope` are the units that count (None: all), `unit` the one that was asked for, `expected` how many count."""

    unit: str | None
    scope: frozenset[str] | None
    expected: int
    digest: StateDigest = field(default_factory=StateDigest)
    differences: list[Difference] = field(default_factory=list)

    def in_scope(self, units: set[str]) -> set[str]:
        return units if self.scope is None else units & self.scope

    def add(self, document: Document) -> None:
        if units := self.in_scope(document.units):
            self.digest.add(document, units)

    def progress(self, **told: Any) -> Line:
        """A unit is replayed when its digest is made: after all services."""
        return {**told, "replayed": self.digest.made, "units": self.expected}

    def line(self) -> Line:
        of_unit = self.unit is not None
        return {
            "done": True,
            "units": self.digest.units,
            "documents": self.digest.documents,
            "differences": [asdict(one) for one in self.differences[:DIFFERENCES_SHOWN]],
            "differences_total": len(self.differences),
            "digest": (self.digest.of_unit(self.unit or "") if of_unit else self.digest.of_all()).hex(),
        }


@dataclass(frozen=True, slots=True)
class Replay:
    database: Database
    logs: Mapping[str, LogReader]
    live: LiveStates
    catching_up: CatchingUp
    clock: Clock

    async def begin(self, actor: Actor, unit: UUID | None, as_of: datetime | None) -> AsyncIterator[Line]:
        """Progress lines, then the result. Raises AuditorsOnly, HistoryNotVisible, CopyBehind before the first."""
        await self.catching_up.to_heads()
        async with self.database.snapshot() as reader:
            scope = await scope_of(reader, actor, unit)
            expected = await count_units(reader) if scope is None else len(scope)
        result = Result(str(unit) if unit else None, scope, expected)
        return self._as_of(result, as_of) if as_of else self._compared(result)

    async def _as_of(self, result: Result, as_of: datetime) -> AsyncIterator[Line]:
        """The state of a past moment; no service shows it, so it is compared with nothing."""
        for service in self._services():
            folding = Folding(FOLDS[service])
            async with self.database.snapshot() as reader:
                async for count in fold_into(folding, reader, unit=result.unit, as_of=as_of):
                    yield result.progress(service=service, events_folded=count)
            for document in folding.documents.values():
                result.add(document)
        for line in _digesting(result):
            yield line
        yield {**result.line(), "as_of": as_of}

    async def _compared(self, result: Result) -> AsyncIterator[Line]:
        """Raises CopyBehind, EventNotUnderstood."""
        for service in self._services():
            async for line in self._service(service, result):
                yield line
                await asyncio.sleep(0)  # a replay of everything lets others have their turn
        for line in _digesting(result):
            yield line
        yield result.line()

    async def _service(self, service: str, result: Result) -> AsyncIterator[Line]:
        async for count, differences in changed_events(
            self.database, self.logs[service], result.unit, self.clock.now()
        ):
            result.differences += [one for one in differences if result.in_scope({one.unit}) or result.unit]
            yield result.progress(service=service, events_compared=count)
        live = self.live.of_unit(service, result.unit) if result.unit else self.live.of_all(service)
        tracking: Tracking = (await anext(live))["tracking"]
        for place in _places(service, tracking):
            await self.catching_up.to(place)
        folding = Folding(FOLDS[service], _reached(service, tracking))
        async with self.database.snapshot() as reader:
            async for count in fold_into(folding, reader, unit=result.unit):
                yield result.progress(service=service, events_folded=count)
        for document in folding.documents.values():
            result.add(document)
        comparison = _Comparison(service, folding, result)
        async for part in live:
            comparison.take(part["view"], part["documents"])
            yield result.progress(service=service, documents_compared=comparison.compared)
        comparison.finish()

    def _services(self) -> list[str]:
        return [service for service in FOLDS if service in self.logs]


def _digesting(result: Result) -> Iterator[Line]:
    for made in result.digest.make():
        if made % UNITS_A_LINE == 0:
            yield result.progress()


def _places(service: str, tracking: Tracking) -> Iterator[LogPosition]:
    """Where the service's views stand in its own log."""
    for logs in tracking.values():
        if positions := logs.get(service, {}).get("partitions"):
            generation = logs[service]["generation"]
            yield LogPosition(log=service, generation=generation, position=max(positions.values()))


def _reached(service: str, tracking: Tracking) -> Callable[[str, int], int]:
    def reached(view: str, partition: int) -> int:
        """A view that the service does not show counts whole: its documents are then missing, and said to be."""
        if view not in tracking:
            return INTEGER_MAX
        position: int = tracking[view][service]["partitions"].get(str(partition), 0)
        return position

    return reached


class _Comparison:
    """One service's documents, live against folded; what is left in the end is missing live."""

    def __init__(self, service: str, folding: Folding, result: Result) -> None:
        self.compared = 0
        self._service, self._result = service, result
        self._left = {key: one for key, one in folding.documents.items() if result.in_scope(one.units)}

    def take(self, view: str, documents: list[Line]) -> None:
        for live in documents:
            folded_one = self._left.pop((view, live["id"]), None)
            if folded_one is None and not self._result.in_scope(_units_of(live)) and self._result.unit is None:
                continue
            self.compared += 1
            self._compare(view, live, folded_one)

    def finish(self) -> None:
        for (view, _), document in sorted(self._left.items()):
            self._note(view, document.id, document.owner_unit, "", None, document.body)

    def _compare(self, view: str, live: Line, replayed: Document | None) -> None:
        if replayed is None:
            self._note(view, live["id"], live["owner_unit"], "", live["body"], None)
            return
        for path, one, other in _all_differences(live, replayed):
            self._note(view, replayed.id, replayed.owner_unit, path, one, other)

    def _note(self, view: str, document: str, owner: str, path: str, live: Any, replayed: Any) -> None:
        unit = self._result.unit or owner
        self._result.differences.append(Difference(unit, self._service, view, document, path, live, replayed))


def _units_of(live: Line) -> set[str]:
    """An invented document may say that it takes part in nothing; it has an owner all the same."""
    return {*live.get("units", ()), live["owner_unit"]}


def _all_differences(live: Line, replayed: Document) -> Iterator[tuple[str, Any, Any]]:
    """The body's fields by their paths; what stands beside the body with @."""
    yield from differing(live["body"], replayed.body)
    yield from differing(live["owner_unit"], replayed.owner_unit, "@owner_unit")
    yield from differing(live["version"], replayed.version, "@version")
    if "units" in live:
        yield from differing(sorted(live["units"]), sorted(replayed.units), "@units")
