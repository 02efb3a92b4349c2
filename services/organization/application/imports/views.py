"""The state document `imports` (docs/services.md): how far each has come."""

from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Doc, DocumentView


def started(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({name: data[name] for name in ("import_id", "unit_id", "rows", "entries")})
    doc.update({"done": 0, "finished": False})


def advanced(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["done"] = data["entries"]


def finished(doc: Doc, _data: Doc, _: RecordedEvent) -> None:
    doc["finished"] = True


IMPORTS = DocumentView(
    "imports",
    on={
        "organization.import.started": started,
        "organization.import.advanced": advanced,
        "organization.import.finished": finished,
    },
)
