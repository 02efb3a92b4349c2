"""A small domain for tests of the mechanism: matters are opened and noted in one service, watched by another."""

from collections.abc import Sequence
from uuid import UUID

from shared.commands.interface import Handler, Permissions, Work
from shared.database.interface import Reader
from shared.kernel.aggregate import Aggregate
from shared.kernel.command import Command
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Refusal
from shared.kernel.events import DomainEvent, EventRegistry
from shared.kernel.ids import derive
from shared.messaging.documents import Column, Doc, DocumentView
from shared.messaging.interface import Policy, PolicyCommand

ROLES = ("clerk", "service:watching")


class MatterClosed(Refusal):
    rule = "X1"
    code = "matter_closed"


class WatchFull(Refusal):
    rule = "X2"
    code = "watch_full"


class Matter(Aggregate):
    STREAM = "matters.matter"

    class Opened(DomainEvent, frozen=True, kw_only=True, event="matters.matter.opened"):
        matter_id: UUID
        unit_id: UUID
        title: str

    class Noted(DomainEvent, frozen=True, kw_only=True, event="matters.matter.noted"):
        text: str

    class Closed(DomainEvent, frozen=True, kw_only=True, event="matters.matter.closed"):
        pass

    @classmethod
    def open(cls, matter_id: UUID, unit_id: UUID, title: str, concerns: Sequence[UUID] = ()) -> "Matter":
        matter = cls(matter_id)
        matter.record(cls.Opened(matter_id=matter_id, unit_id=unit_id, title=title), concerns=concerns)
        return matter

    def note(self, text: str) -> None:
        self.check_open()
        self.record(self.Noted(text=text))

    def close(self) -> None:
        self.check_open()
        self.record(self.Closed())

    def check_open(self) -> None:
        if self.closed:
            raise MatterClosed("这件事已经办结。")

    def on_opened(self, event: Opened) -> None:
        self.owner_unit, self.closed, self.notes = event.unit_id, False, list[str]()

    def on_noted(self, event: Noted) -> None:
        self.notes.append(event.text)

    def on_closed(self, event: Closed) -> None:
        self.closed = True


class Watch(Aggregate):
    """Counts a matter's notes, up to three: the fourth is refused, so that a policy meets a rule."""

    STREAM = "watching.watch"
    NOTES_MAX = 3

    class Opened(DomainEvent, frozen=True, kw_only=True, event="watching.watch.opened"):
        matter_id: UUID
        unit_id: UUID

    class Counted(DomainEvent, frozen=True, kw_only=True, event="watching.watch.counted"):
        text: str

    def count(self, text: str) -> None:
        if len(self.texts) >= self.NOTES_MAX:
            raise WatchFull("最多记三条。")
        self.record(self.Counted(text=text))

    def on_opened(self, event: Opened) -> None:
        self.owner_unit, self.texts = event.unit_id, list[str]()

    def on_counted(self, event: Counted) -> None:
        self.texts.append(event.text)


class OpenMatter(Command, frozen=True, kw_only=True):
    matter_id: UUID
    title: str
    concerns: tuple[UUID, ...] = ()


class NoteMatter(Command, frozen=True, kw_only=True):
    matter_id: UUID
    text: str


class CloseMatter(Command, frozen=True, kw_only=True):
    matter_id: UUID


class OpenWatch(Command, frozen=True, kw_only=True):
    matter_id: UUID


class CountNote(Command, frozen=True, kw_only=True):
    matter_id: UUID
    text: str


def relations(owner: UUID, unit: UUID) -> set[str]:
    return {"own"} if owner == unit else set()


async def open_matter(command: OpenMatter, work: Work) -> None:
    work.permit({"own"})
    work.add(Matter.open(command.matter_id, work.actor.unit_id, command.title, command.concerns))


async def note_matter(command: NoteMatter, work: Work) -> dict[str, int]:
    matter = await work.get(Matter, command.matter_id)
    work.permit(relations(matter.owner_unit, work.actor.unit_id))
    matter.note(command.text)
    return {"notes": len(matter.notes)}


async def close_matter(command: CloseMatter, work: Work) -> None:
    matter = await work.get(Matter, command.matter_id)
    work.permit(relations(matter.owner_unit, work.actor.unit_id))
    matter.close()


async def open_watch(command: OpenWatch, work: Work) -> None:
    work.permit({"own"})
    watch = Watch(watch_id(command.matter_id))
    watch.record(Watch.Opened(matter_id=command.matter_id, unit_id=work.actor.unit_id))
    work.add(watch)


async def count_note(command: CountNote, work: Work) -> None:
    watch = await work.get(Watch, watch_id(command.matter_id))
    work.permit(relations(watch.owner_unit, work.actor.unit_id))
    watch.count(command.text)


def watch_id(matter_id: UUID) -> UUID:
    return derive("watch", matter_id)


MATTERS = EventRegistry([Matter.Opened, Matter.Noted, Matter.Closed])
WATCHING = EventRegistry([Watch.Opened, Watch.Counted])

MATTER_HANDLERS: dict[type[Command], Handler] = {
    OpenMatter: open_matter,
    NoteMatter: note_matter,
    CloseMatter: close_matter,
}
WATCH_HANDLERS: dict[type[Command], Handler] = {OpenWatch: open_watch, CountNote: count_note}
MATTER_PERMISSIONS: Permissions = dict.fromkeys(MATTER_HANDLERS, frozenset({("clerk", "own")}))
WATCH_PERMISSIONS: Permissions = dict.fromkeys(WATCH_HANDLERS, frozenset({("service:watching", "own")}))


def opened(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc.update(data, notes=[], stage="open")


def noted(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc["notes"].append(data["text"])


def closed(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc["stage"] = "closed"


def watch_opened(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc.update(data, texts=[])


def watch_counted(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc["texts"].append(data["text"])


def matters_view(name: str = "matters") -> DocumentView:
    """Titles that begin with 草 are drafts, so that tests can make one."""
    return DocumentView(
        name,
        {"matters.matter.opened": opened, "matters.matter.noted": noted, "matters.matter.closed": closed},
        draft=lambda doc: str(doc["title"]).startswith("草"),
        sort_key=lambda doc: str(doc["title"]),
        columns=(Column("stage", lambda doc: str(doc["stage"])),),
    )


def watches_view(name: str = "watches") -> DocumentView:
    return DocumentView(name, {"watching.watch.opened": watch_opened, "watching.watch.counted": watch_counted})


async def when_matter_opened_then_open_watch(event: RecordedEvent, view: Reader) -> Sequence[PolicyCommand]:
    matter = event.envelope.stream_id
    return [PolicyCommand(OpenWatch(matter_id=matter), matter, event.envelope.owner_unit)]


async def when_matter_noted_then_count_note(event: RecordedEvent, view: Reader) -> Sequence[PolicyCommand]:
    matter, text = event.envelope.stream_id, str(event.fields()["text"])
    return [PolicyCommand(CountNote(matter_id=matter, text=text), matter, event.envelope.owner_unit)]


FOLLOW_MATTERS = Policy(
    "watching.follow_matters",
    "matters",
    {
        "matters.matter.opened": when_matter_opened_then_open_watch,
        "matters.matter.noted": when_matter_noted_then_count_note,
    },
)
