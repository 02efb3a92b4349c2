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
