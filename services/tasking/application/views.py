"""The state documents `plans` and `tasks` (docs/services.md), kept from this service's own events."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from services.tasking.domain.plan import lead_settled_in, name_settled_in
from services.tasking.domain.task import roles_of
from services.tasking.domain.values import Due, Item
from shared.kernel.clock import business_day
from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Column, Doc, DocumentView


def _plan_drafted(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update(data, document=None, sections=[], items=[], stage="drafted", number=None, issued_on=None)


def _plan_imported(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update({name: data[name] for name in ("document", "title", "carries_out", "sections")})


def _item_placed(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    for index, item in enumerate(doc["items"]):
        if item["item_id"] == data["item_id"]:
            doc["items"][index] = data
            return
    doc["items"].append(data)


def _name_settled(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    units = tuple(UUID(unit) for unit in data["unit_ids"])
    group = UUID(data["group_id"]) if data["group_id"] else None
    doc["items"] = [_plain(name_settled_in(_item(item), data["name"], units, group)) for item in doc["items"]]


def _lead_settled(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc["items"] = [
        _plain(lead_settled_in(_item(item), UUID(data["unit_id"]), data["name"]))
        if item["item_id"] == data["item_id"]
        else item
        for item in doc["items"]
    ]


def _plan_issued(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update({name: data[name] for name in ("number", "issued_on", "bodies")}, stage="issued")


def _task_assigned(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    roles = roles_of(UUID(data["lead"]), map(UUID, data["responsible"]))
    doc.update(
        data,
        state="assigned",
        returns=[],
        conclusion=None,
        concluded_on=None,
        whole=None,
        assignments=[_assignment(unit, held) for unit, held in roles.items()],
    )


def _assignment(unit: UUID, roles: Iterable[str]) -> Doc:
    return {
        "unit_id": str(unit),
        "roles": list(roles),
        "state": "assigned",
        "reason": None,
        "answer": None,
        "percent": 0,
        "progress": [],
        "finished": None,
    }


def _accepted(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    _share(doc, data)["state"] = "accepted"


def _refused(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    _share(doc, data).update(state="refused", reason=data["reason"])


def _assignment_upheld(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    _share(doc, data).update(state="upheld", answer=data["reason"])


def _refusal_accepted(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    _share(doc, data).update(state="released", answer=data["reason"])


def _progress_reported(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    share = _share(doc, data)
    share["percent"] = data["percent"]
    share["progress"].append({**_without_unit(data), "on": _day(event)})


def _part_finished(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    _share(doc, data).update(state="finished", finished={**_without_unit(data), "on": _day(event)})


def _whole_reported(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update(state="reported", whole=data)
    _share(doc, data)["state"] = "finished"


def _task_concluded(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update(data, state="concluded")


def _task_returned(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update(state="assigned", whole=None)
    doc["returns"].append(data)
    for share in doc["assignments"]:
        # A lead without a part of its own has nothing but the whole to report again.
        if share["unit_id"] in data["units"] or share["roles"] == ["lead"]:
            share.update(state="accepted" if share["answer"] is None else "upheld", finished=None)


def _share(doc: Doc, data: Doc) -> Doc:
    share: Doc = next(one for one in doc["assignments"] if one["unit_id"] == data["unit_id"])
    return share


def _without_unit(data: Doc) -> Doc:
    return {name: value for name, value in data.items() if name != "unit_id"}


def _day(event: RecordedEvent) -> str:
    return business_day(event.envelope.occurred.at).isoformat()


def _item(item: Doc) -> Item:
    return msgspec.convert(item, Item)


def _plain(item: Item) -> Any:
    return msgspec.to_builtins(item)


def due_on(doc: Doc) -> str | None:
    """The day by which a task as a whole is due (T4)."""
    day = msgspec.convert(doc["due"], Due).of_item()
    return day.isoformat() if day else None


PLANS = DocumentView(
    "plans",
    {
        "tasking.plan.drafted": _plan_drafted,
        "tasking.plan.imported": _plan_imported,
        "tasking.plan.item_placed": _item_placed,
        "tasking.plan.name_settled": _name_settled,
        "tasking.plan.lead_settled": _lead_settled,
        "tasking.plan.issued": _plan_issued,
    },
    draft=lambda doc: bool(doc["stage"] == "drafted"),
    sort_key=lambda doc: doc["issued_on"] or "",
    columns=(Column("stage", lambda doc: str(doc["stage"])),),
)

TASKS = DocumentView(
    "tasks",
    {
        "tasking.task.assigned": _task_assigned,
        "tasking.task.accepted": _accepted,
        "tasking.task.refused": _refused,
        "tasking.task.assignment_upheld": _assignment_upheld,
        "tasking.task.refusal_accepted": _refusal_accepted,
        "tasking.task.progress_reported": _progress_reported,
        "tasking.task.part_finished": _part_finished,
        "tasking.task.whole_reported": _whole_reported,
        "tasking.task.concluded": _task_concluded,
        "tasking.task.returned": _task_returned,
    },
    sort_key=lambda doc: f"{doc['issued_on']} {doc['document_number']} {doc['number']:05d}",
    columns=(
        Column("plan_id", lambda doc: str(doc["plan_id"])),
        Column("state", lambda doc: str(doc["state"])),
        Column("due_on", due_on),
    ),
)
