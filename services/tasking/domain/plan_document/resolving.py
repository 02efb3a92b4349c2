"""Names of a parsed plan → units and groups of a directory (T11, O6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, Protocol
from uuid import UUID

import msgspec

from services.tasking.domain.plan_document.model import Finding, ParsedItem, ParsedPlan
from services.tasking.domain.plan_document.names import NAME_CHARS_MAX, qualified_names

SUGGESTIONS_MAX = 5
_ALIKE = 0.5
_NAMES_WITH_SUGGESTIONS_MAX = 100  # likeness is slow; a document with more unknown names is not about these units


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """`units`: the unit, the units a collective name stands for, or, when `ambiguous`, the ones it could be."""

    units: tuple[UUID, ...] = ()
    group: UUID | None = None
    ambiguous: bool = False

    @property
    def found(self) -> bool:
        return not self.ambiguous and (bool(self.units) or self.group is not None)


class Directory(Protocol):
    """Exact look-up of a name, and names like it."""

    def find(self, name: str) -> Match: ...

    def suggest(self, name: str, limit: int) -> Sequence[str]: ...


class ResolvedName(msgspec.Struct, frozen=True, kw_only=True):
    """`name` as the document says it; `unknown` and `ambiguous` names wait for the clerk."""

    name: str
    state: Literal["known", "unknown", "ambiguous"]
    match: Match
    suggestions: tuple[str, ...] = ()


class ResolvedItem(msgspec.Struct, frozen=True, kw_only=True):
    item: ParsedItem
    leads: tuple[ResolvedName, ...]
    responsible: tuple[ResolvedName, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names that are unknown or ambiguous, each once."""
        names = (*self.leads, *self.responsible)
        return tuple(dict.fromkeys(name.name for name in names if name.state != "known"))


class ResolvedPlan(msgspec.Struct, frozen=True, kw_only=True):
    plan: ParsedPlan
    items: tuple[ResolvedItem, ...]
    names: tuple[ResolvedName, ...]  # each name of the plan once, in the order of its first use
    findings: tuple[Finding, ...]

    @property
    def open_names(self) -> tuple[ResolvedName, ...]:
        return tuple(name for name in self.names if name.state != "known")


def resolve_names(parsed: ParsedPlan, directory: Directory, issuer_name: str = "") -> ResolvedPlan:
    """Looks every name up, spelled in full for the issuer first (市教育局 → 鸡西市教育局); never picks a similar one."""
    names = dict.fromkeys(name for item in parsed.items for name in (*item.leads, *item.responsible))
    known = {name: _resolved(name, directory, issuer_name) for name in names}
    unknown = [name for name, resolved in known.items() if resolved.state != "known"]
    for name in unknown[:_NAMES_WITH_SUGGESTIONS_MAX]:
        known[name] = _with_suggestions(known[name], directory, issuer_name)
    items = tuple(
        ResolvedItem(
            item=item,
            leads=tuple(known[name] for name in item.leads),
            responsible=tuple(known[name] for name in item.responsible),
        )
        for item in parsed.items
    )
    findings = tuple(finding for item in items for finding in _findings(item))
    return ResolvedPlan(plan=parsed, items=items, names=tuple(known.values()), findings=parsed.findings + findings)


def _resolved(name: str, directory: Directory, issuer_name: str) -> ResolvedName:
    spellings = qualified_names(name, issuer_name)
    several: Match | None = None
    for spelling in spellings:
        match = directory.find(spelling)
        if match.found:
            return ResolvedName(name=name, state="known", match=match)
        if match.ambiguous and several is None:
            several = match
    return ResolvedName(name=name, state="ambiguous" if several else "unknown", match=several or Match())


def _with_suggestions(unknown: ResolvedName, directory: Directory, issuer_name: str) -> ResolvedName:
    if len(unknown.name) > NAME_CHARS_MAX:
        return unknown
    spellings = qualified_names(unknown.name, issuer_name)
    suggested = {name for spelling in spellings for name in directory.suggest(spelling, SUGGESTIONS_MAX)}
    return msgspec.structs.replace(unknown, suggestions=_closest(unknown.name, suggested, SUGGESTIONS_MAX))


def _findings(item: ResolvedItem) -> Iterable[Finding]:
    number = item.item.number
    for name in dict.fromkeys((*item.leads, *item.responsible)):
        if name.state == "known":
            continue
        alike = f"，是否为{'、'.join(name.suggestions)}" if name.suggestions else ""
        said = "查无此单位" if name.state == "unknown" else "对应不止一个单位"
        yield Finding(
            code=f"name_{name.state}",
            message=f"第{number}项：“{name.name}”{said}{alike}？请指定。",
            item=number,
            name=name.name,
            suggestions=name.suggestions,
        )
    for lead in item.leads:
        if lead.match.found and (lead.match.group is not None or len(lead.match.units) > 1):
            yield Finding(
                code="lead_is_group",
                message=f"第{number}项的牵头单位“{lead.name}”是一组单位，牵头的只能是一个单位。",
                item=number,
                name=lead.name,
            )


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One name or short name of a unit, or of a group with the units it stands for."""

    name: str
    units: tuple[UUID, ...]
    group: UUID | None = None


class NameIndex:
    """A Directory over entries held in memory; a name that stands for different things is ambiguous."""

    def __init__(self, entries: Iterable[DirectoryEntry]) -> None:
        self._entries: dict[str, list[DirectoryEntry]] = {}
        for entry in entries:
            meanings = self._entries.setdefault(entry.name, [])
            if all((entry.units, entry.group) != (other.units, other.group) for other in meanings):
                meanings.append(entry)

    def find(self, name: str) -> Match:
        meanings = self._entries.get(name, [])
        if len(meanings) == 1:
            return Match(units=meanings[0].units, group=meanings[0].group)
        units = tuple(dict.fromkeys(unit for entry in meanings for unit in entry.units))
        return Match(units=units, ambiguous=bool(meanings))

    def suggest(self, name: str, limit: int) -> Sequence[str]:
        return _closest(name, self._entries, limit)


def _closest(name: str, known: Iterable[str], limit: int) -> tuple[str, ...]:
    """Names by likeness, the likeliest first; equally like ones in the order of their code points."""
    rated = sorted((-SequenceMatcher(None, name, other, autojunk=False).ratio(), other) for other in known)
    return tuple(other for ratio, other in rated if -ratio >= _ALIKE)[:limit]
