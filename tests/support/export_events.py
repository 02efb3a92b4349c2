"""Exports the JSON Schema of every event, and an AsyncAPI document over them, to `proto/events/`.

    python -m tests.support.export_events [--check]

`proto/events/tasking.task.accepted.v1.json` is the data of `tasking.task.accepted`, version 1; schemas of older
versions stay. `--check` writes nothing and exits with 1 when the files are not what would be written. A change that
readers of a released schema would stumble over is refused in either case: it needs a new version of the event and an
upcaster.
"""

import argparse
import inspect
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from shared.kernel.events import DomainEvent
from tests.support.event_compatibility import incompatibilities
from tests.support.project import ROOT, subclasses

EVENTS = ROOT / "proto" / "events"
ASYNCAPI = "asyncapi.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"
SERVICES = {
    "organization": "单位与组织",
    "meeting": "联席会议",
    "tasking": "任务分解与责任分工",
    "supervision": "督促检查",
    "reporting": "报告与汇总",
}
# What goes with every event beside its data: CloudEvents attributes, ours among them (shared/serving/cloudevents.py).
HEADERS = {
    "ce_specversion": "1.0",
    "ce_id": "the event's id",
    "ce_source": "/lianxi/<service>",
    "ce_type": "the event's name",
    "ce_subject": "the stream's id",
    "ce_time": "when it occurred",
    "ce_log": "the service",
    "ce_generation": "the log's generation",
    "ce_position": "the position in the log",
    "ce_previous": "the position before it in the same partition, 0 for the first",
    "ce_partition": "the logical partition",
    "ce_recordedat": "when it was recorded",
    "ce_envelope": "the stored envelope, canonical JSON",
    "ce_leaf": "the digest over the whole event (docs/leaf.md)",
}


def events() -> list[type[DomainEvent]]:
    """Every event of every service, by name. Raises TypeError when two share a name."""
    found = {cls.NAME: cls for cls in subclasses(DomainEvent) if cls.NAME}
    classes = {cls for cls in subclasses(DomainEvent) if cls.NAME}
    if len(found) < len(classes):
        raise TypeError("two events share a name")
    return [found[name] for name in sorted(found)]


def file_of(cls: type[DomainEvent]) -> str:
    return f"{cls.NAME}.v{cls.VERSION}.json"


def schema_of(cls: type[DomainEvent]) -> dict[str, Any]:
    made = msgspec.json.schema(cls)
    definitions = made.pop("$defs")
    schema: dict[str, Any] = definitions.pop(made["$ref"].rpartition("/")[2])
    head = {"$schema": DIALECT, "$id": f"urn:lianxi:event:{cls.NAME}:v{cls.VERSION}", **schema, "title": cls.NAME}
    if definitions:
        head["$defs"] = definitions
    tidied: dict[str, Any] = _tidied(head)
    return tidied


def _tidied(value: Any) -> Any:
    """Descriptions come from docstrings, whose indentation is nobody's business."""
    if isinstance(value, dict):
        return {
            name: inspect.cleandoc(each) if name == "description" and isinstance(each, str) else _tidied(each)
            for name, each in value.items()
        }
    return [_tidied(each) for each in value] if isinstance(value, list) else value


def asyncapi(classes: Sequence[type[DomainEvent]]) -> dict[str, Any]:
    """AsyncAPI 3: a channel per service, a message per event."""
    by_service = {name: [cls for cls in classes if cls.NAME.startswith(f"{name}.")] for name in SERVICES}
    headers = {name: {"type": "string", "description": text} for name, text in HEADERS.items()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Lianxi events",
            "version": "1.0.0",
            "description": "Every stored event is published as it is stored; a version never changes.",
        },
        "defaultContentType": "application/json",
        "channels": {name: _channel(name, classes) for name, classes in by_service.items()},
        "operations": {
            f"publish_{name}": {"action": "send", "channel": {"$ref": f"#/channels/{name}"}} for name in by_service
        },
        "components": {
            "messages": {cls.NAME: _message(cls) for classes in by_service.values() for cls in classes},
            "messageTraits": {
                "event": {"headers": {"type": "object", "properties": headers, "required": sorted(headers)}}
            },
        },
    }


def _channel(service: str, classes: Sequence[type[DomainEvent]]) -> dict[str, Any]:
    messages = {cls.NAME: {"$ref": f"#/components/messages/{cls.NAME}"} for cls in classes}
    return {"address": f"lianxi.{service}", "title": SERVICES[service], "messages": messages}


def _message(cls: type[DomainEvent]) -> dict[str, Any]:
    return {
        "name": cls.NAME,
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/event"}],
        "payload": {"schemaFormat": SCHEMA_FORMAT, "schema": _reference(cls)},
    }


def _reference(cls: type[DomainEvent]) -> dict[str, str]:
    return {"$ref": f"./{file_of(cls)}"}


def wanted() -> dict[str, str]:
    """File name → content."""
    classes = events()
    documents = {file_of(cls): schema_of(cls) for cls in classes}
    documents[ASYNCAPI] = asyncapi(classes)
    return {name: text_of(document) for name, document in documents.items()}


def text_of(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def present(directory: Path = EVENTS) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(directory.glob("*.json"))}


def broken(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """What may not be: a released event that nobody knows any more, or one that changed under its readers."""
    known = {name.rpartition(".v")[0] for name in new if name != ASYNCAPI}
    for name in sorted(old.keys() - {ASYNCAPI}):
        if name.rpartition(".v")[0] not in known:
            yield f"{name}: the event is gone; stored ones are not"
        elif name in new:
            lines = incompatibilities(json.loads(old[name]), json.loads(new[name]))
            yield from (f"{name}: {line}" for line in lines)


def drifted(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Files to write. A file that nothing makes any more is an older version's and stays."""
    return sorted(name for name in new if old.get(name) != new[name])


def main(arguments: Sequence[str] | None = None, directory: Path = EVENTS) -> int:
    parser = argparse.ArgumentParser(description="Export the schemas of all events to proto/events/")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something would change")
    check = parser.parse_args(arguments).check
    old, new = present(directory), wanted()
    faults, drift = list(broken(old, new)), drifted(old, new)
    for line in faults:
        sys.stdout.write(f"incompatible: {line}\n")
    if faults:
        return 1
    for name in drift:
        if not check:
            directory.mkdir(parents=True, exist_ok=True)
            (directory / name).write_text(new[name], "utf-8")
        sys.stdout.write(("differs: " if check else "written: ") + name + "\n")
    return 1 if drift and check else 0


if __name__ == "__main__":
    sys.exit(main())
