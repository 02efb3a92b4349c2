"""One SHA-256 over a unit's business state, and one over all units' (docs/replay.md).

The same on every run, machine and engine: positions, recorded times, versions and ids of transport are not in it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from services.audit.domain.folding.documents import Document
from shared.kernel.events import canonical_json

UNIT_TAG = b"lianxi.unit-state.1"
ALL_TAG = b"lianxi.state.1"


def document_digest(document: Document) -> bytes:
    state = {
        "body": business_state(document.view, document.body),
        "id": document.id,
        "service": document.service,
        "view": document.view,
    }
    return hashlib.sha256(canonical_json(state)).digest()


def business_state(view: str, body: dict[str, Any]) -> dict[str, Any]:
    """The body without what depends on how a run went: log positions, the order of entries that are dated anyway."""
    match view:
        case "reports":
            return {**body, "rounds": [_without_position(one) for one in body["rounds"]]}
        case "units":
            return {**body, "relations": sorted(body["relations"], key=canonical_json)}
        case "rosters":
            return {**body, "terms": sorted(body["terms"], key=canonical_json)}
    return body


def _without_position(round_: dict[str, Any]) -> dict[str, Any]:
    """Of tasking's statement: at which position of its log it was made."""
    if round_["statement"] is None:
        return round_
    return {**round_, "statement": {**round_["statement"], "position": None}}


class StateDigest:
    """Takes the documents in any order; holds 32 bytes of each and the units they belong to."""

    def __init__(self) -> None:
        self.documents = 0
        self._of_unit: dict[str, list[tuple[str, str, str, bytes]]] = defaultdict(list)
        self._digests: dict[str, bytes] = {}

    def add(self, document: Document, units: Iterable[str]) -> None:
        digest = document_digest(document)
        self.documents += 1
        for unit in units:
            self._of_unit[unit].append((document.service, document.view, document.id, digest))

    @property
    def units(self) -> int:
        return len(self._of_unit)

    @property
    def made(self) -> int:
        return len(self._digests)

    def make(self) -> Iterator[int]:
        """Makes the units' digests, one after the other; how many there are after each."""
        for unit in sorted(self._of_unit):
            self._digests[unit] = self.of_unit(unit)
            yield self.made

    def of_unit(self, unit: str) -> bytes:
        parts = (digest for _, _, _, digest in sorted(self._of_unit.get(unit, ())))
        return hashlib.sha256(UNIT_TAG + unit.encode() + b"".join(parts)).digest()

    def of_all(self) -> bytes:
        """Raises RuntimeError while `make` has not been gone through."""
        if self.made < self.units:
            raise RuntimeError("the units' digests have to be made first")
        parts = (unit.encode() + digest for unit, digest in self._digests.items())
        return hashlib.sha256(ALL_TAG + b"".join(parts)).digest()
