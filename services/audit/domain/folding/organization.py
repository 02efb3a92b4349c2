"""`units`, `rosters`, `groups`, `persons`: everything dated, nothing overwritten."""

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.folding.documents import Body, Change, Folds, View, unchanged


def _registered(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["unit_id"], body["registered_by"] = data["unit_id"], data["registered_by"]
    body["kind"], body["level"] = data["kind"], data["level"]
    body["names"] = [{"name": data["name"], "short_names": data["short_names"], "on": data["on"]}]
    body["codes"] = [{"code": data["code"], "on": data["on"]}]
    body["statuses"] = [{"status": data["status"], "on": data["on"]}]
    body["relations"] = []


def _dated(series: str, *fields: str) -> Change:
    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        body[series].append({"on": data["on"], **{name: data[name] for name in fields}})

    return change


def _relation_begun(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["relations"].append(
        {
            "relation": data["relation"],
            "target": data["target"],
            "line": data["line"],
            "from": data["on"],
            "to": None,
            "reason": None,
        }
    )


def _relation_ended(body: Body, data: Fields, _event: CopiedEvent) -> None:
    _end(body["relations"], data, "relation", "target")


def _others(series: str) -> Change:
    """`series` names the units of the other side, in the event as in the document; without any there is none."""

    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        listed = body.setdefault(series, [])
        for unit_id in data[series]:
            listed.append({"unit_id": unit_id, "kind": data["succession"], "on": data["on"]})

    return change


def _appointed(body: Body, data: Fields, _event: CopiedEvent) -> None:
    _roster(body, data)["terms"].append(
        {"office": data["office"], "person_id": data["person_id"], "from": data["on"], "to": None, "reason": None}
    )


def _term_ended(body: Body, data: Fields, _event: CopiedEvent) -> None:
    _end(body["terms"], data, "office", "person_id")


def _section_set(body: Body, data: Fields, _event: CopiedEvent) -> None:
    _roster(body, data)["sections"].append({"section": data["section"], "on": data["on"]})


def _roster(body: Body, data: Fields) -> Body:
    """A roster begins with whatever is recorded first of its unit."""
    body.setdefault("unit_id", data["unit_id"])
    body.setdefault("terms", [])
    body.setdefault("sections", [])
    return body


def _end(entries: list[Body], data: Fields, *same: str) -> None:
    """Closes the open entry that the event names."""
    for entry in entries:
        if entry["to"] is None and all(entry[name] == data[name] for name in same):
            entry["to"], entry["reason"] = data["on"], data["reason"]


def _group_defined(body: Body, data: Fields, event: CopiedEvent) -> None:
    body["group_id"], body["committee_id"], body["name"] = data["group_id"], data["committee_id"], data["name"]
    body["versions"] = []
    _group_version(body, data, event)


_group_version = _dated("versions", "selector", "aliases")


def _person_registered(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["person_id"], body["unit_id"], body["erased"] = data["person_id"], data["unit_id"], False


def _person_erased(body: Body, _data: Fields, _event: CopiedEvent) -> None:
    body["erased"] = True


def _batch_planned(body: Body, data: Fields, _event: CopiedEvent) -> None:
    for name in ("batch_id", "committee_id", "name", "pilot", "planned_on"):
        body[name] = data[name]
    body["entries"] = [_to_be_founded(entry) for entry in data["entries"]]


def _batch_revised(body: Body, data: Fields, _event: CopiedEvent) -> None:
    """What was confirmed and founded before stays with the unit and with the words of its condition."""
    known = {entry["unit_id"]: entry for entry in body["entries"]}
    body["planned_on"] = data["planned_on"]
    body["entries"] = entries = [_to_be_founded(entry) for entry in data["entries"]]
    for entry in entries:
        before = known.get(entry["unit_id"])
        if before is None:
            continue
        entry["founded_on"] = before["founded_on"]
        met = {condition["text"]: condition["met_on"] for condition in before["conditions"]}
        for condition in entry["conditions"]:
            condition["met_on"] = met.get(condition["text"])


def _to_be_founded(entry: Fields) -> Body:
    return {
        "unit_id": entry["unit_id"],
        "way": entry["way"],
        "jointly_under": entry["jointly_under"],
        "conditions": [{"text": text, "met_on": None} for text in entry["conditions"]],
        "founded_on": None,
    }


def _condition_met(body: Body, data: Fields, _event: CopiedEvent) -> None:
    for entry in body["entries"]:
        for condition in entry["conditions"]:
            if (entry["unit_id"], condition["text"]) == (data["unit_id"], data["condition"]):
                condition["met_on"] = data["on"]


def _unit_founded(body: Body, data: Fields, _event: CopiedEvent) -> None:
    for entry in body["entries"]:
        if entry["unit_id"] == data["unit_id"]:
            entry["founded_on"] = data["on"]


def _import_started(body: Body, data: Fields, _event: CopiedEvent) -> None:
    for name in ("import_id", "unit_id", "rows", "entries"):
        body[name] = data[name]
    body["done"], body["finished"] = 0, False


def _import_advanced(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["done"] = data["entries"]


def _import_finished(body: Body, _data: Fields, _event: CopiedEvent) -> None:
    body["finished"] = True


FOLDS = Folds(
    "organization",
    (
        View(
            "units",
            {
                "organization.unit.registered": _registered,
                "organization.unit.renamed": _dated("names", "name", "short_names"),
                "organization.unit.code_changed": _dated("codes", "code"),
                "organization.unit.status_changed": _dated("statuses", "status"),
                "organization.unit.relation_begun": _relation_begun,
                "organization.unit.relation_ended": _relation_ended,
                "organization.unit.superseded": _others("successors"),
                "organization.unit.succeeded": _others("predecessors"),
            },
        ),
        View(
            "rosters",
            {
                "organization.roster.appointed": _appointed,
                "organization.roster.term_ended": _term_ended,
                "organization.roster.section_set": _section_set,
            },
        ),
        View("groups", {"organization.group.defined": _group_defined, "organization.group.redefined": _group_version}),
        View(
            "persons",
            {
                "organization.person.registered": _person_registered,
                "organization.person.name_corrected": unchanged,
                "organization.person.erased": _person_erased,
            },
        ),
        View(
            "founding_batches",
            {
                "organization.founding_batch.planned": _batch_planned,
                "organization.founding_batch.revised": _batch_revised,
                "organization.founding_batch.condition_met": _condition_met,
                "organization.founding_batch.unit_founded": _unit_founded,
            },
        ),
        View(
            "imports",
            {
                "organization.import.started": _import_started,
                "organization.import.advanced": _import_advanced,
                "organization.import.finished": _import_finished,
            },
        ),
    ),
    elsewhere=frozenset(
        {
            "organization.code.claimed",
            "organization.code.released",
            "organization.group_name.claimed",
            "organization.group_name.released",
        }
    ),
)
