"""How events become documents, whatever service they are of.

A view says which events change its documents; a document's id is its stream's. A service's module lists beside its
views the events that change no document, so that an event nobody thought of is an error and never passed over.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.refusals import check_understood

Body = dict[str, Any]
Change = Callable[[Body, Fields, CopiedEvent], None]


@dataclass(frozen=True, slots=True)
class View:
    """`on` maps event name → what version 1 of it changes; `draft` tells a document that only its owner may see."""

    name: str
    on: Mapping[str, Change]
    draft: Callable[[Body], bool] = lambda body: False


@dataclass(slots=True)
class Document:
    """A state document; `units` are all that any of its events concerned."""

    service: str
    view: str
    id: str
    owner_unit: str = ""
    version: int = 0
    draft: bool = False
    units: set[str] = field(default_factory=set)
    body: Body = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Folds:
    """One service's views, and its events that belong to no document."""

    service: str
    views: tuple[View, ...]
    elsewhere: frozenset[str] = frozenset()


Step = tuple[View, Change]
NEWEST = 1  # the version of every event that has had no other


class Folding:
    """Folds one service's events, in the log's order, into its documents.

    `reached(view, partition)` is the last position that counts for a view; None: all do.
    """

    def __init__(self, folds: Folds, reached: Callable[[str, int], int] | None = None) -> None:
        self.service = folds.service
        self.documents: dict[tuple[str, str], Document] = {}
        self._elsewhere = folds.elsewhere
        self._steps = steps_of(folds.views)
        self._reached = reached

    def apply(self, event: CopiedEvent) -> None:
        """Raises EventNotUnderstood."""
        head = event.head
        steps = self._steps.get(head.type, ())
        if not steps or head.version != NEWEST:
            check_understood(head.type, head.version, head.type in self._elsewhere and head.version == NEWEST)
            return
        for step in steps:
            self._fold(*step, event)

    def _fold(self, view: View, change: Change, event: CopiedEvent) -> None:
        head = event.head
        if self._reached is not None and event.position > self._reached(view.name, head.partition):
            return
        key = (view.name, head.stream_id)
        document = self.documents.get(key)
        if document is None:
            document = self.documents[key] = Document(self.service, view.name, head.stream_id)
        change(document.body, event.fields(), event)
        document.owner_unit, document.version = head.owner_unit, head.stream_version
        document.draft = view.draft(document.body)
        document.units.update(head.units)

    def apply_all(self, events: Iterable[CopiedEvent]) -> None:
        for event in events:
            self.apply(event)


def steps_of(views: Iterable[View]) -> dict[str, list[Step]]:
    """Event name → its views and changes. TypeError when it changes two views: then a document needs a key.

    Beside the one that it changes there may be another of its stream, of which it is only a version (`unchanged`).
    """
    steps: dict[str, list[Step]] = {}
    for view in views:
        for name, change in view.on.items():
            earlier = steps.setdefault(name, [])
            if change is not unchanged and any(each is not unchanged for _, each in earlier):
                raise TypeError(f"{name} changes two views")
            earlier.append((view, change))
    return steps


def put(name: str) -> Change:
    """The event's data become one field."""

    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        body[name] = data

    return change


def append(name: str) -> Change:
    """The event's data become the last entry of a list."""

    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        body[name].append(data)

    return change


def whole(body: Body, data: Fields, _event: CopiedEvent) -> None:
    """The event's data are the document."""
    body.update(data)


def unchanged(body: Body, data: Fields, event: CopiedEvent) -> None:
    """Only the document's version tells that something happened."""
