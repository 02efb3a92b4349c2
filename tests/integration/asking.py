"""Random requests against every route that the services document, with ids that exist, mostly somebody else's."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from starlette.types import ASGIApp

from services.reporting.application.rollup.figures import FIGURES
from tests.integration.oracle import Oracle
from tests.support.asgi import ask

KINDS = {
    "meeting_id": "meeting.meeting",
    "paper_id": "meeting.paper",
    "plan_id": "tasking.plan",
    "plan": "tasking.plan",
    "task_id": "tasking.task",
    "task": "tasking.task",
    "watch_id": "supervision.watch",
    "case_id": "supervision.case",
    "group_id": "organization.group",
    "batch_id": "organization.founding_batch",
    "person_id": "organization.person",
    "chair": "organization.person",
    "instruction_id": "meeting.instruction",
    "matter_id": "meeting.instruction",
    "matter": "meeting.instruction",
    "transmittal_id": "meeting.transmittal",
    "transmittal": "meeting.transmittal",
    "source_id": "meeting.transmittal",
    "source": "meeting.transmittal",
    "return_id": "meeting.transmittal_return",
    "request_id": "reporting.request",
    "request": "reporting.request",
    "report_id": "reporting.report",
}
WORDS = {"year": "2023", "at": "2023-09-05T09:00:00+08:00", "as_of": "2023-09-05T09:00:00+08:00", "on": "2023-08-15"}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORDS = re.compile("[\u4e00-\u9fff]")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Operation:
    service: str
    method: str
    path: str
    parameters: Sequence[Mapping[str, Any]]
    example: Any

    @property
    def in_path(self) -> list[str]:
        return [one["name"] for one in self.parameters if one["in"] == "path"]


@dataclass
class Asked:
    """`matter` is the matter named in the path, if one is."""

    operation: Operation
    path: str
    query: dict[str, Any]
    body: Any = None
    matter: str | None = None


async def operations(app: ASGIApp, services: Sequence[str]) -> list[Operation]:
    found = []
    for service in services:
        document = (await ask(app, "GET", f"/{service}/v1/openapi.json")).json()
        for path, methods in document["paths"].items():
            for method, one in methods.items():
                media = one.get("requestBody", {}).get("content", {})
                if "*/*" in media:
                    continue  # an upload gives away nothing: the answer is the digest of what was sent
                example = media.get("application/json", {}).get("example")
                found.append(Operation(service, method.upper(), path, one.get("parameters", ()), example))
    return found


@dataclass
class Asker:
    rng: random.Random
    oracle: Oracle
    units: list[str]
    busy: list[str]  # those whom most matters concern
    names: list[str]
    cursors: list[str] = field(default_factory=list)
    _acting: str = ""

    def ask_about(self, operation: Operation, acting: str) -> Asked:
        """`acting` stands in a third of the places where a unit is named."""
        self._acting = acting
        values = {one["name"]: self._value(one) for one in operation.parameters if one["in"] == "path"}
        query = {
            one["name"]: self._value(one)
            for one in operation.parameters
            if one["in"] == "query" and one["name"] != "at_least" and (one.get("required") or self.rng.random() < 0.4)
        }
        if "cursor" in query and not self.cursors:
            del query["cursor"]
        matter = next((text for name, text in values.items() if name in KINDS and text in self.oracle.matters), None)
        body = None if operation.example is None else self._changed("", operation.example, operation)
        return Asked(operation, operation.path.format(**values), query, body, matter)

    def _value(self, parameter: Mapping[str, Any]) -> str:
        name, schema = parameter["name"], parameter.get("schema", {})
        if name in KINDS:
            return self._of_kind(KINDS[name])
        if name in WORDS:
            return WORDS[name]
        if name == "figure":
            return self.rng.choice([*FIGURES])
        if name == "digest":
            return self.rng.choice([*self.oracle.digests])
        if name == "cursor":
            return self.rng.choice(self.cursors) if self.cursors else ""
        if name in ("name", "near"):
            return self.rng.choice(self.names)
        return self._of_schema(name, schema)

    def _of_schema(self, name: str, schema: Mapping[str, Any]) -> str:
        schema = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
        if "enum" in schema or "enum" in schema.get("items", {}):
            return str(self.rng.choice(schema.get("enum") or schema["items"]["enum"]))
        if schema.get("type") == "integer":
            return str(self.rng.randint(1, 200))
        return self._unit()

    def _unit(self) -> str:
        return self.rng.choice([self._acting, self.rng.choice(self.busy), self.rng.choice(self.units)])

    def _of_kind(self, kind: str) -> str:
        known = self.oracle.of_kind(kind)
        if not known or self.rng.random() < 0.1:
            return str(UUID(int=self.rng.getrandbits(128), version=4))
        return self.rng.choice(known)

    def _changed(self, name: str, value: Any, operation: Operation) -> Any:
        """The documented example with ids of this world."""
        if isinstance(value, dict):
            return {key: self._changed(key, item, operation) for key, item in value.items()}
        if isinstance(value, list):
            return [self._changed(name, item, operation) for item in value]
        if isinstance(value, str) and _UUID.fullmatch(value):
            return self._id(name, operation)
        if isinstance(value, str) and _DIGEST.fullmatch(value):
            return self.rng.choice([*self.oracle.digests])
        if isinstance(value, str) and _WORDS.search(value):
            return f"{value}{self.rng.randrange(10**9)}"  # no two matters say the same
        return value

    def _id(self, name: str, operation: Operation) -> str:
        begins = not operation.in_path and operation.path.strip("/").rpartition("/")[2].rstrip("s") + "_id" == name
        if begins and self.rng.random() < 0.8:
            return str(UUID(int=self.rng.getrandbits(128), version=4))
        if name in KINDS:
            return self._of_kind(KINDS[name])
        if name.endswith(("resolution_id", "item_id", "advice_id", "text_id", "opinions_id", "campaign_id")):
            return str(UUID(int=self.rng.getrandbits(128), version=4))
        return self._unit()
