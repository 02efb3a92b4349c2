"""`plans` and `tasks`: from the drafted plan to the concluded task."""

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.folding.documents import Body, Change, Folds, View
from shared.kernel.clock import business_day


def _drafted(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)
    body.update({"document": None, "number": None, "issued_on": None, "sections": [], "items": [], "stage": "drafted"})


def _imported(body: Body, data: Fields, _event: CopiedEvent) -> None:
    for name in ("document", "title", "carries_out", "sections"):
        body[name] = data[name]


def _item_placed(body: Body, data: Fields, _event: CopiedEvent) -> None:
    """A new item goes to the end, one with a known id into its place."""
    places = [item["item_id"] for item in body["items"]]
    if data["item_id"] in places:
        body["items"][places.index(data["item_id"])] = data
    else:
        body["items"].append(data)


def _name_settled(body: Body, data: Fields, _event: CopiedEvent) -> None:
    for item in body["items"]:
        item["leads"] = _answered(item["leads"], data)
        item["responsible"] = _answered(item["responsible"], data)


def _answered(named: list[Body], data: Fields) -> list[Body]:
    """The clerk's answer stands where the name stood first; the name's other mentions go."""
    mentions = [place for place, one in enumerate(named) if one["name"] == data["name"]]
    if not mentions:
        return named
    before, after = named[: mentions[0]], named[mentions[0] :]
    return before + _answers(data) + [one for one in after if one["name"] != data["name"]]


def _answers(data: Fields) -> list[Body]:
    meant = [(unit, None) for unit in data["unit_ids"]]
    if data["group_id"] is not None:
        meant.append((None, data["group_id"]))
    return [_named(data["name"], unit, group) for unit, group in meant]


def _named(name: str, unit: str | None, group: str | None) -> Body:
    return {"name": name, "unit_id": unit, "group_id": group, "settled": True}


def _lead_settled(body: Body, data: Fields, _event: CopiedEvent) -> None:
    """One unit leads; whoever was named as lead beside it is responsible, behind those that are so already."""
    for item in body["items"]:
        if item["item_id"] != data["item_id"]:
            continue
        chosen = [lead for lead in item["leads"] if lead["unit_id"] == data["unit_id"]]
        lead = chosen[0] if chosen else _named(data["name"], data["unit_id"], None)
        others = [one for one in item["leads"] if one != lead and one not in item["responsible"]]
        item["leads"], item["responsible"] = [lead], item["responsible"] + others


def _issued(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["number"], body["issued_on"], body["bodies"] = data["number"], data["issued_on"], data["bodies"]
    body["stage"] = "issued"


def _assigned(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)
    body.update({"state": "assigned", "returns": [], "conclusion": None, "concluded_on": None, "whole": None})
    units = dict.fromkeys([data["lead"], *data["responsible"]])
    body["assignments"] = [_assignment(unit, data) for unit in units]


def _assignment(unit: str, data: Fields) -> Body:
    roles = [*(["lead"] if unit == data["lead"] else []), *(["responsible"] if unit in data["responsible"] else [])]
    empty: Body = {"reason": None, "answer": None, "percent": 0, "progress": [], "finished": None}
    return {"unit_id": unit, "roles": roles, "state": "assigned", **empty}


def _share(body: Body, data: Fields) -> Body:
    return next(share for share in body["assignments"] if share["unit_id"] == data["unit_id"])


def _answers_with(state: str, field: str | None = None) -> Change:
    """A unit's share gets a state, and the reason goes into the field."""

    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        share = _share(body, data)
        share["state"] = state
        if field is not None:
            share[field] = data["reason"]

    return change


def _progress_reported(body: Body, data: Fields, event: CopiedEvent) -> None:
    share = _share(body, data)
    share["percent"] = data["percent"]
    told = ("percent", "done", "problems", "good_practice", "evidence")
    share["progress"].append({**{name: data[name] for name in told}, "on": _day(event)})


def _part_finished(body: Body, data: Fields, event: CopiedEvent) -> None:
    share = _share(body, data)
    share["state"] = "finished"
    share["finished"] = {"summary": data["summary"], "evidence": data["evidence"], "on": _day(event)}


def _whole_reported(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["state"], body["whole"] = "reported", data
    _share(body, data)["state"] = "finished"


def _concluded(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["state"] = "concluded"
    body["conclusion"], body["concluded_on"] = data["conclusion"], data["concluded_on"]


def _returned(body: Body, data: Fields, _event: CopiedEvent) -> None:
    """The named parts reopen, and a lead without a part of its own, which has the whole to report again."""
    body["state"], body["whole"] = "assigned", None
    body["returns"].append(data)
    for share in body["assignments"]:
        if share["unit_id"] in data["units"] or "responsible" not in share["roles"]:
            share["state"] = "accepted" if share["answer"] is None else "upheld"
            share["finished"] = None


def _day(event: CopiedEvent) -> str:
    return business_day(event.head.occurred.at).isoformat()


FOLDS = Folds(
    "tasking",
    (
        View(
            "plans",
            {
                "tasking.plan.drafted": _drafted,
                "tasking.plan.imported": _imported,
                "tasking.plan.item_placed": _item_placed,
                "tasking.plan.name_settled": _name_settled,
                "tasking.plan.lead_settled": _lead_settled,
                "tasking.plan.issued": _issued,
            },
            draft=lambda body: body["stage"] == "drafted",
        ),
        View(
            "tasks",
            {
                "tasking.task.assigned": _assigned,
                "tasking.task.accepted": _answers_with("accepted"),
                "tasking.task.refused": _answers_with("refused", "reason"),
                "tasking.task.assignment_upheld": _answers_with("upheld", "answer"),
                "tasking.task.refusal_accepted": _answers_with("released", "answer"),
                "tasking.task.progress_reported": _progress_reported,
                "tasking.task.part_finished": _part_finished,
                "tasking.task.whole_reported": _whole_reported,
                "tasking.task.concluded": _concluded,
                "tasking.task.returned": _returned,
            },
        ),
    ),
    elsewhere=frozenset({"tasking.number.claimed"}),
)
