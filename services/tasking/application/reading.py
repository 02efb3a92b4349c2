"""What a plan's document says, with names as the registry knows them now; nothing is stored (T11)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.organization.client import PlanDirectory, Registry
from services.tasking.application.naming import SUGGESTIONS_MAX, find_as_written
from services.tasking.domain.plan_document import DecodedText, Match, ParsedPlan, decode_plan, parse_plan, to_json
from services.tasking.domain.plan_document import resolve_names as resolve
from shared.database.interface import Reader


async def read_plan(content: bytes, issuer: UUID, on: date, reader: Reader) -> dict[str, Any]:
    """The JSON of `lianxi plan parse`. Raises the refusals of T11, UnitUnknown."""
    # Reading ten megabytes takes a while, and other requests go on meanwhile.
    decoded, parsed = await asyncio.to_thread(_parsed, content)
    names = {name for item in parsed.items for name in (*item.leads, *item.responsible)}
    known = await _look_up(names, issuer, on, reader)
    resolved = await asyncio.to_thread(resolve, parsed, known)
    return to_json(resolved, decoded.encoding)


def _parsed(content: bytes) -> tuple[DecodedText, ParsedPlan]:
    decoded = decode_plan(content)
    return decoded, parse_plan(decoded.text)


@dataclass(frozen=True, slots=True)
class _Known:
    """A `Directory` of answers looked up beforehand, for resolving itself asks no database."""

    matches: Mapping[str, Match]
    suggestions: Mapping[str, Sequence[str]]

    def find(self, name: str) -> Match:
        return self.matches.get(name, Match())

    def suggest(self, name: str, limit: int) -> Sequence[str]:
        return self.suggestions.get(name, ())[:limit]


async def _look_up(names: set[str], issuer: UUID, on: date, reader: Reader) -> _Known:
    directory = PlanDirectory(reader, issuer, on)
    issuer_name = await Registry(reader).name_of(issuer, on)
    matches: dict[str, Match] = {}
    suggestions: dict[str, Sequence[str]] = {}
    for name in sorted(names):
        found = await find_as_written(name, directory, issuer_name)
        matches[name] = Match(units=tuple(found.units), group=found.group, ambiguous=found.ambiguous)
        if not matches[name].found:
            suggestions[name] = await directory.suggest(name, SUGGESTIONS_MAX)
    return _Known(matches, suggestions)
