"""`GET /meetings/{meeting_id}/way`: the steps of `domain/way.py`, what was done in each, by whom, by which paper."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.meeting.application.acts import acts_of
from services.meeting.application.permissions import PERMISSIONS
from services.meeting.application.read_model import MeetingView
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.way import WAY, Circumstances, Step, Turn, standing_at, way_of
from services.organization.client import Registry
from shared.commands.refusals import not_found
from shared.database.interface import Reader, Row
from shared.eventstore.interface import Store
from shared.kernel.errors import Refusal
from shared.messaging.documents import Doc
from shared.messaging.visibility import Viewer

_ALLOWED = {command.__name__: allowed for command, allowed in PERMISSIONS.items()}
_EVENTS = {fork.name: frozenset(fork.events) for fork in WAY}


@dataclass(frozen=True, slots=True)
class WayQuery:
    view: MeetingView
    store: Store

    async def get_way(self, reader: Reader, viewer: Viewer, meeting_id: UUID, today: date) -> Doc:
        """For whoever may read the meeting, as it stood at the version that its document shows. Raises NotFound."""
        document = await self.view.get(reader, viewer, meeting_id)
        stored = await self.store.load(meeting_id, up_to_version=document.version)
        meeting = Meeting.project(None, stored)
        if meeting is None:
            raise not_found()
        party_committee = await Registry(reader).party_committee(meeting.owner_unit, today)
        relations = meeting.relations_of(viewer.unit_id, party_committee)
        steps = way_of(meeting, Circumstances(today, party_committee))
        shown = Shown(document.fields(), await acts_of(reader, meeting_id), {(viewer.role, one) for one in relations})
        standing = standing_at(steps)
        return {
            "meeting_id": meeting_id,
            "version": document.version,
            "stage": meeting.stage,
            "standing_at": standing.name if standing else None,
            "steps": [shown.step(step) for step in steps],
        }


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands beside the steps of one meeting; `rows` are (role, relation) of who asks."""

    doc: Doc
    acts: Sequence[Row]
    rows: set[tuple[str, str]]

    def step(self, step: Step) -> Doc:
        acts = [dict(act) for act in self.acts if act["event"] in _EVENTS[step.name]]
        return {
            "step": step.name,
            "label": step.label,
            "state": step.state,
            "why_not": problem(step.leading.refusal) if step.state == "not_yet" else None,
            "note": step.note,
            "on": acts[-1]["happened_on"] if acts else None,
            "acts": acts,
            **PAPERS[step.name](self.doc),
            "commands": [self.turn(turn) for turn in step.turns],
        }

    def turn(self, turn: Turn) -> Doc:
        permitted = not self.rows.isdisjoint(_ALLOWED[turn.command])
        return {"command": turn.command, "permitted": permitted, "refusal": problem(turn.refusal)}


def problem(refusal: Refusal | None) -> Doc | None:
    return {"rule": refusal.rule, "code": refusal.code, "detail": refusal.message} if refusal else None


def _papers(decision: Any = None, documents: Iterable[str | None] = ()) -> Doc:
    """`documents` are digests in the content store, `decision` who decided, on which day, by which evidence."""
    return {"decision": decision, "documents": [digest for digest in documents if digest]}


def _request(doc: Doc) -> Doc:
    return _papers(documents=(request["document"] for request in doc["requests"][-1:]))


def _approval(doc: Doc) -> Doc:
    """The answer to the last request; the words of the party committee and their scan are its papers."""
    [decision] = [request["decision"] for request in doc["requests"][-1:]] or [None]
    evidence = (decision.get("words"), decision.get("scan")) if decision else ()
    return _papers(decision, evidence)


def _paper_of(field: str) -> Callable[[Doc], Doc]:
    return lambda doc: _papers(documents=[doc[field]["document"]] if doc[field] else ())


def _none(_: Doc) -> Doc:
    return _papers()


PAPERS: dict[str, Callable[[Doc], Doc]] = {
    "topic": _none,
    "request": _request,
    "approval": _approval,
    "notice": _none,
    "holding": _none,
    "outcomes": _none,
    "report": _paper_of("report"),
    "minutes": _paper_of("minutes"),
    "filing": _none,
}
