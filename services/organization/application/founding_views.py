"""The state document `founding_batches` (docs/services.md)."""

from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Doc, DocumentView


def planned(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({name: data[name] for name in ("batch_id", "committee_id", "name", "pilot", "planned_on")})
    doc["entries"] = [_entry(entry, None) for entry in data["entries"]]


def revised(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    former = {entry["unit_id"]: entry for entry in doc["entries"]}
    doc["planned_on"] = data["planned_on"]
    doc["entries"] = [_entry(entry, former.get(entry["unit_id"])) for entry in data["entries"]]


def condition_met(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    for condition in _of(doc, data["unit_id"])["conditions"]:
        if condition["text"] == data["condition"]:
            condition["met_on"] = data["on"]


def unit_founded(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    _of(doc, data["unit_id"])["founded_on"] = data["on"]


def _of(doc: Doc, unit_id: str) -> Doc:
    found: Doc = next(entry for entry in doc["entries"] if entry["unit_id"] == unit_id)
    return found


def _entry(entry: Doc, former: Doc | None) -> Doc:
    met = {each["text"]: each["met_on"] for each in former["conditions"]} if former else {}
    return {
        **{name: entry[name] for name in ("unit_id", "way", "jointly_under")},
        "conditions": [{"text": text, "met_on": met.get(text)} for text in entry["conditions"]],
        "founded_on": former["founded_on"] if former else None,
    }


FOUNDING_BATCHES = DocumentView(
    "founding_batches",
    on={
        "organization.founding_batch.planned": planned,
        "organization.founding_batch.revised": revised,
        "organization.founding_batch.condition_met": condition_met,
        "organization.founding_batch.unit_founded": unit_founded,
    },
    sort_key=lambda doc: str(doc["planned_on"]),
)
