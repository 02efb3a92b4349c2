"""Who may see what, worked out again from the stored events alone: no view, no query and no rule of the product.

A matter is a stream. Its owner, the units concerned and whether it is still a draft are read from its events; the
units above a unit from the registry's. The register of units, thresholds and calendars are open to all.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

OPEN_TO_ALL = {"organization.unit", "supervision.thresholds", "supervision.calendar"}
# What a committee sets for all below it.
HANDED_DOWN = {"meeting.kinds"}
# Claims on names and numbers; no query shows them, and what they hold stands in the matter they belong to.
SHOWN_NOWHERE = {
    "organization.code",
    "organization.group_name",
    "meeting.paper_number",
    "tasking.number",
    "supervision.number",
}
PUBLISHED_BY = {
    "meeting.meeting": "meeting.meeting.notice_issued",
    "meeting.paper": "meeting.paper.issued",
    "tasking.plan": "tasking.plan.issued",
}
REQUESTED = "meeting.meeting.request_submitted"
# Words of the vocabulary, dates and log positions stand in every kind of matter and say whose they are to nobody.
_MEANS_NOTHING = re.compile(r"[a-z_]*|[a-z]+:\d+:\d+|.{1,3}|\d{4}-\d\d-\d\d.*")


@dataclass
class Matter:
    id: str
    kind: str
    owner: str = ""
    units: set[str] = field(default_factory=set)
    draft: bool = False
    asked: set[str] = field(default_factory=set)  # party committees that a request was put to


class Oracle:
    """Reads the files beside the running system; `catch_up` reads what is new."""

    def __init__(self, data: Path) -> None:
        self._files = {path.stem: sqlite3.connect(path) for path in sorted(data.glob("*.sqlite3"))}
        self._read: dict[str, int] = dict.fromkeys(self._files, 0)
        self._superior: dict[str, set[str]] = defaultdict(set)
        self._members: dict[str, set[str]] = defaultdict(set)
        self._registrar: dict[str, str] = {}
        self.matters: dict[str, Matter] = {}
        self.said_in: dict[str, set[str]] = defaultdict(set)  # text → matters whose events hold it
        self.names: dict[str, str] = {}  # of the vault → person
        self.served: dict[str, set[str]] = defaultdict(set)  # person → units it was registered by or held office in
        self.uploads: dict[str, set[str]] = defaultdict(set)  # text of a document → units that uploaded it
        self.named_in: dict[str, set[str]] = defaultdict(set)  # digest → matters
        self.digests: dict[str, str] = {}  # digest → text
        self.catch_up()

    def catch_up(self) -> None:
        for log, file in self._files.items():
            rows = file.execute(
                "SELECT position, envelope, data FROM events WHERE position > ? ORDER BY position", (self._read[log],)
            )
            for position, envelope, data in rows.fetchall():
                self._read[log] = position
                self._take(msgspec.json.decode(envelope), msgspec.json.decode(data))
            if log != "organization":
                self._take_documents(file)
        rows = self._files["organization"].execute("SELECT person_id, name FROM vault_names")
        self.names = {name: person for person, name in rows.fetchall()}

    def _take(self, envelope: Mapping[str, Any], data: Mapping[str, Any]) -> None:
        kind, stream, type_ = envelope["stream_type"], envelope["stream_id"], envelope["type"]
        if type_.startswith("organization."):
            self._take_registry(type_, stream, data)
        if kind in SHOWN_NOWHERE:
            return
        matter = self.matters.setdefault(stream, Matter(stream, kind, draft=kind in PUBLISHED_BY))
        matter.owner = envelope["owner_unit"]
        matter.units |= set(envelope["units"])
        matter.draft = matter.draft and type_ != PUBLISHED_BY.get(kind)
        if type_ == REQUESTED:
            matter.asked.add(data["party_committee"])
        for text in (stream, *texts(data), *texts(envelope)):
            self.said_in[text].add(stream)
            if len(text) == 64:
                self.named_in[text].add(stream)

    def _take_registry(self, type_: str, stream: str, data: Mapping[str, Any]) -> None:
        relations = {"superior": self._superior, "member_of": self._members}.get(data.get("relation", ""))
        if type_ == "organization.unit.relation_begun" and relations is not None:
            relations[stream].add(data["target"])
        if type_ == "organization.unit.relation_ended" and relations is not None:
            relations[stream].discard(data["target"])
        if type_ == "organization.unit.registered":
            self._registrar[stream] = data["registered_by"]
        if type_ in ("organization.person.registered", "organization.roster.appointed"):
            self.served[data["person_id"]].add(data["unit_id"])

    def _take_documents(self, file: sqlite3.Connection) -> None:
        if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'contents'").fetchone():
            return
        for digest, owner, body in file.execute("SELECT digest, owner_unit, body FROM contents").fetchall():
            text = bytes(body).decode("utf-8", "replace")
            self.uploads[text].add(owner)
            self.digests[digest] = text

    def above(self, unit: str) -> set[str]:
        seen: set[str] = set()
        waiting = [unit]
        while waiting:
            found = self._superior[waiting.pop()] - seen
            seen |= found
            waiting += found
        return seen

    def sees(self, unit: str, role: str, stream: str) -> bool:
        """Whether the unit, in that role, may see anything of the matter."""
        matter = self.matters[stream]
        if matter.kind in OPEN_TO_ALL or (matter.owner == unit and not (matter.draft and role == "auditor")):
            return True
        if matter.kind in HANDED_DOWN and matter.owner in self.above(unit):
            return True
        if matter.draft:
            return unit in matter.asked
        if matter.kind == "organization.roster":
            return self.concerned(unit, [matter.owner])
        if matter.kind == "organization.person" and self.concerned(unit, [matter.owner, *self.served[stream]]):
            return True
        return any(self._reaches(unit, role, each) for each in {matter.owner, *matter.units})

    def _reaches(self, viewer: str, role: str, unit: str) -> bool:
        """It is the unit, stands above it or, as an auditor, above the committee that registered it."""
        if viewer == unit or viewer in self.above(unit):
            return True
        registrar = self._registrar.get(unit, "")
        return role == "auditor" and (viewer == registrar or viewer in self.above(registrar))

    def concerned(self, unit: str, units: Iterable[str]) -> bool:
        """Of people and offices: the unit itself, committees above it, and those whose member it is."""
        return any(unit == each or unit in self.above(each) or unit in self._members[each] for each in units)

    def may_read(self, unit: str, role: str, text: str) -> bool:
        """Whether a text may stand in an answer to the unit; what no event, vault or document holds may."""
        if text in self.names:
            return self.concerned(unit, self.served[self.names[text]])
        if text in self.uploads:
            naming = {
                stream for digest, body in self.digests.items() if body == text for stream in self.named_in[digest]
            }
            return unit in self.uploads[text] or any(self.sees(unit, role, stream) for stream in naming)
        holding = self.said_in.get(text)
        return not holding or any(self.sees(unit, role, stream) for stream in holding)

    def of_kind(self, kind: str) -> list[str]:
        return sorted(matter.id for matter in self.matters.values() if matter.kind == kind)

    def first_event(self, stream: str) -> dict[str, Any]:
        """The data of the event that a matter began with."""
        file = self._files[self.matters[stream].kind.partition(".")[0]]
        row = file.execute("SELECT data FROM events WHERE stream_id = ? AND stream_version = 1", (UUID(stream).bytes,))
        data: dict[str, Any] = msgspec.json.decode(row.fetchone()[0])
        return data

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def texts(value: Any) -> Iterator[str]:
    """Every text of a decoded answer or event that could tell something of one matter."""
    if isinstance(value, str):
        if not _MEANS_NOTHING.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
