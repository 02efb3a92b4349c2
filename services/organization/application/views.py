"""The state documents `units`, `rosters`, `groups`, `persons` (docs/services.md)."""

from services.organization.application.founding_views import FOUNDING_BATCHES
from services.organization.application.imports.views import IMPORTS
from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Column, Doc, DocumentView


def unit_registered(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    since = data["on"]
    doc.update({name: data[name] for name in ("unit_id", "kind", "level", "registered_by")})
    doc["names"] = [{"name": data["name"], "short_names": data["short_names"], "on": since}]
    doc["codes"] = [{"code": data["code"], "on": since}]
    doc["statuses"] = [{"status": data["status"], "on": since}]
    doc["relations"] = []


def unit_renamed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["names"].append(data)


def unit_code_changed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["codes"].append(data)


def unit_status_changed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["statuses"].append(data)


def relation_begun(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    relation = {name: data[name] for name in ("relation", "target", "line")}
    doc["relations"].append({**relation, "from": data["on"], "to": None, "reason": None})


def relation_ended(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    for held in doc["relations"]:
        if (held["relation"], held["target"], held["to"]) == (data["relation"], data["target"], None):
            held.update({"to": data["on"], "reason": data["reason"]})


def unit_superseded(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    """A unit that nothing was merged with or split from shows neither list."""
    about = {"kind": data["succession"], "on": data["on"]}
    doc.setdefault("successors", []).extend({"unit_id": unit, **about} for unit in data["successors"])


def unit_succeeded(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    about = {"kind": data["succession"], "on": data["on"]}
    doc.setdefault("predecessors", []).extend({"unit_id": unit, **about} for unit in data["predecessors"])


def appointed(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    _begin_roster(doc, data)
    term = {"office": data["office"], "person_id": data["person_id"]}
    doc["terms"].append({**term, "from": data["on"], "to": None, "reason": None})


def term_ended(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    for term in doc["terms"]:
        if (term["office"], term["person_id"], term["to"]) == (data["office"], data["person_id"], None):
            term.update({"to": data["on"], "reason": data["reason"]})


def section_set(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    _begin_roster(doc, data)
    doc["sections"].append({"section": data["section"], "on": data["on"]})


def _begin_roster(doc: Doc, data: Doc) -> None:
    if not doc:
        doc.update({"unit_id": data["unit_id"], "terms": [], "sections": []})


def group_defined(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({name: data[name] for name in ("group_id", "committee_id", "name")})
    doc["versions"] = [{name: data[name] for name in ("selector", "aliases", "on")}]


def group_redefined(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["versions"].append({name: data[name] for name in ("selector", "aliases", "on")})


def person_registered(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({"person_id": data["person_id"], "unit_id": data["unit_id"], "erased": False})


def person_name_corrected(_doc: Doc, _data: Doc, _: RecordedEvent) -> None:
    """The name is not here; the document's version tells that something happened."""


def person_erased(doc: Doc, _data: Doc, _: RecordedEvent) -> None:
    doc["erased"] = True


UNITS = DocumentView(
    "units",
    on={
        "organization.unit.registered": unit_registered,
        "organization.unit.renamed": unit_renamed,
        "organization.unit.code_changed": unit_code_changed,
        "organization.unit.status_changed": unit_status_changed,
        "organization.unit.relation_begun": relation_begun,
        "organization.unit.relation_ended": relation_ended,
        "organization.unit.superseded": unit_superseded,
        "organization.unit.succeeded": unit_succeeded,
    },
    sort_key=lambda doc: str(doc["codes"][-1]["code"]),
    columns=(Column("code", lambda doc: doc["codes"][-1]["code"]), Column("kind", lambda doc: doc["kind"])),
)
ROSTERS = DocumentView(
    "rosters",
    on={
        "organization.roster.appointed": appointed,
        "organization.roster.term_ended": term_ended,
        "organization.roster.section_set": section_set,
    },
)
GROUPS = DocumentView(
    "groups",
    on={"organization.group.defined": group_defined, "organization.group.redefined": group_redefined},
    sort_key=lambda doc: str(doc["name"]),
)
PERSONS = DocumentView(
    "persons",
    on={
        "organization.person.registered": person_registered,
        "organization.person.name_corrected": person_name_corrected,
        "organization.person.erased": person_erased,
    },
)
VIEWS = (UNITS, ROSTERS, GROUPS, PERSONS, FOUNDING_BATCHES, IMPORTS)
