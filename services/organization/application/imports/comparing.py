"""A file's rows against the registry: which units are new, which change, which rows cannot be.

Every row is tried on the aggregates in memory, by the rules and the permissions of its command, so that what the
preview shows is what the import does. Nothing stops at the first mistake.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from services.organization.application import commands as c
from services.organization.application.imports.acting import Acting
from services.organization.application.imports.checking import Checking, renamed, restated, settled, undated
from services.organization.application.imports.layout import LINE_WORDS
from services.organization.application.imports.offices import OfficeRows
from services.organization.application.imports.present import Known, Present, new_roster
from services.organization.application.imports.rows import FileRow, FileRows, RowError
from services.organization.domain.relation import Relation
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import RELATION_WORDS, STATUS_WORDS, RelationKind
from shared.kernel.command import Command
from shared.kernel.errors import NotPermitted, Refusal
from shared.kernel.ids import derive

Verdict = Literal["new", "changed", "unchanged"]
NO_REASON = "登记变更"
# Who puts a unit under a committee keeps its entry from then on: the other relations follow.
RELATION_ORDER: Sequence[RelationKind] = ("superior", "hosted_by", "line", "member_of")


@dataclass(slots=True)
class Entry:
    """One unit of the file. `late` steps go when all others are done."""

    unit_id: UUID
    code: str
    name: str
    place: str
    verdict: Verdict = "unchanged"
    changes: list[str] = field(default_factory=list)
    steps: list[Command] = field(default_factory=list)
    late: list[Command] = field(default_factory=list)

    def change(self, told: str, *steps: Command) -> None:
        self.verdict = self.verdict if self.verdict == "new" else "changed"
        self.changes.append(told)
        self.steps += steps


class Comparison:
    def __init__(self, import_id: UUID, acting: Acting, present: Present) -> None:
        self._import_id, self._acting, self._present = import_id, acting, present
        self.entries: dict[UUID, Entry] = {}
        self.errors: list[RowError] = []
        self._checking = Checking(acting, present, FileRows())
        self._seen: set[str] = set()

    async def compare(self, file: FileRows) -> None:
        """What a row is judged by stops at its first refusal; its others are then looked for (`checking`)."""
        self.errors += file.errors
        self._checking = Checking(self._acting, self._present, file)
        dissolved = [row for row in file.rows.get("units", ()) if await self._unit_row(row)]
        relations = in_order(row for row in file.rows.get("relations", ()) if not row.wrong_cells)
        for row in relations:
            if not _joins(row):
                await self._each(row, self._relation_row)
        offices = OfficeRows(self._import_id)
        holding = [row for row in file.rows.get("offices", ()) if not row.wrong_cells]
        for row in sorted(holding, key=lambda row: (row["until"] is None, row["since"])):
            await self._each(row, offices.judge)
        for row in relations:
            if _joins(row):
                await self._each(row, self._relation_row)
        for row in dissolved:
            await self._each(row, self._dissolving_row)
        for row in (*file.rows.get("relations", ()), *file.rows.get("offices", ())):
            if row.wrong_cells:
                await self._each(row, self._nothing)
        self.errors = sorted(dict.fromkeys(self.errors), key=lambda error: (error.sheet, error.row))

    async def _nothing(self, row: FileRow, known: Known, entry: Entry) -> None:
        """A row with wrong cells is only looked at."""

    async def _unit_row(self, row: FileRow) -> bool:
        """Whether the unit is to be dissolved, which comes last."""
        if row["code"] and row.code in self._seen:
            self.errors.append(row.wrong("代码", f"代码{row.code}在文件里写了两次，请删去重复的。"))
            return False
        self._seen.add(row.code)
        known = self._present.by_code.get(row.code)
        if known is None:
            await self._try(row, self._new_unit)
            return False
        entry = self._entry(known, row)
        await self._try(row, lambda row: self._changed_unit(row, known, entry))
        return bool(row["status"] == "dissolved" != known.unit.status) and not row.wrong_cells

    async def _new_unit(self, row: FileRow) -> None:
        await self._acting.check_may_register(row.code)
        unit = Unit(derive("imported unit", self._import_id, row.code))
        unit.register(
            kind=row["kind"],
            level=row["level"],
            name=row["name"],
            short_names=row["short_names"],
            code=row.code,
            status=row["status"],
            on=row["since"],
            registered_by=self._acting.unit_id,
        )
        known = Known(unit, row["name"], row["short_names"], new_roster(unit))
        self._present.add(known)
        entry = self._entry(known, row)
        entry.verdict = "new"
        registering = c.RegisterUnit(
            unit_id=unit.id,
            kind=row["kind"],
            level=row["level"],
            name=row["name"],
            short_names=row["short_names"],
            code=row.code,
            status=row["status"],
            on=row["since"],
        )
        entry.change(f"新登记（{STATUS_WORDS[unit.status]}，自{row['since']}起）", registering)

    async def _changed_unit(self, row: FileRow, known: Known, entry: Entry) -> None:
        unit = known.unit
        self.errors += settled(row, known)
        if missing := undated(row, known):
            self.errors += missing
            return
        if renamed(row, known) or restated(row, known):
            await self._acting.check_may_keep(unit)
        on: date = row["changed_on"]
        if renamed(row, known):
            unit.rename(row["name"], row["short_names"], on)
            renaming = c.RenameUnit(unit_id=unit.id, name=row["name"], short_names=row["short_names"], on=on)
            told = f"由{_called(known.name, known.short_names)}改为{_called(row['name'], row['short_names'])}"
            entry.change(f"名称{told}（自{on}起）", renaming)
        if restated(row, known) and row["status"] != "dissolved":
            told = f"状态由{STATUS_WORDS[unit.status]}改为{STATUS_WORDS[row['status']]}（自{on}起）"
            unit.change_status(row["status"], on)
            entry.change(told, c.ChangeUnitStatus(unit_id=unit.id, status=row["status"], on=on))

    async def _dissolving_row(self, row: FileRow, known: Known, entry: Entry) -> None:
        unit, on = known.unit, row["changed_on"]
        if on is None:
            return
        for other in self._present.by_id.values():
            if any(held.target == unit.id and held.until is None for held in other.unit.relations):
                self.errors.append(row.wrong("状态", f"{other.name}与它还有关系，请先为前者变更上级或终止关系。"))
                return
        unit.dissolve(on, NO_REASON)
        known.roster.end_terms(unit.id, on, NO_REASON)
        entry.change(f"撤销（自{on}起）")
        entry.late.append(c.ChangeUnitStatus(unit_id=unit.id, status="dissolved", on=on))

    async def _relation_row(self, row: FileRow, known: Known, entry: Entry) -> None:
        target = self._present.by_code.get(row["target"])
        if target is None:
            if not self._checking.is_known(row["target"]):
                self.errors.append(self._checking.unknown(row, "对方代码", row["target"], row["target_name"]))
            return
        unit, kind, since, until = known.unit, row["relation"], row["since"], row["until"]
        held = _same(unit.relations, kind, target.unit.id, row["line"], since)
        if held is not None and held.until == until:
            return
        if held is not None and held.until is not None:
            self.errors.append(row.wrong("终止日期", f"这一关系登记为{held.until}终止，不能再改。"))
            return
        told = f"{RELATION_WORDS[kind]}：{target.name}{_line_of(row)}"
        reason = row["reason"] or NO_REASON
        await self._acting.check_may_bind(unit, kind, target.unit if held is None else None)
        if held is None:
            above = await self._acting.superiors_of(target.unit)
            unit.begin_relation(kind, target.unit, row["line"], since, above)
            beginning = c.BeginRelation(
                unit_id=unit.id, relation=kind, target=target.unit.id, line=row["line"], on=since
            )
            entry.change(f"{told}（自{since}起）", beginning)
        if until is not None:
            unit.end_relation(kind, target.unit.id, until, reason)
            ending = c.EndRelation(unit_id=unit.id, relation=kind, target=target.unit.id, on=until, reason=reason)
            entry.change(f"{told}（{until}终止）", ending)

    async def _each(self, row: FileRow, judge: Callable[[FileRow, Known, Entry], Any]) -> None:
        known = self._present.by_code.get(row.code)
        if known is None:
            await self._look_for_others(row)
            return
        entry = self._entry(known, row)
        if row.table == "offices" and not await self._may_keep(row, known.unit):
            return  # whose offices are none of the caller's business is told nothing of them
        await self._try(row, lambda row: judge(row, known, entry))

    async def _may_keep(self, row: FileRow, unit: Unit) -> bool:
        try:
            await self._acting.check_may_keep(unit)
        except NotPermitted as refusal:
            self.errors.append(row.wrong("", refusal.message))
            return False
        return True

    async def _try(self, row: FileRow, judge: Callable[[FileRow], Any]) -> None:
        before = len(self.errors)
        if not row.wrong_cells:
            try:
                await judge(row)
            except Refusal as refusal:
                self.errors.append(row.wrong("", refusal.message))
        if row.wrong_cells or len(self.errors) > before:
            await self._look_for_others(row, self.errors[before:])

    async def _look_for_others(self, row: FileRow, told: Sequence[RowError] = ()) -> None:
        messages = {error.message for error in told}
        self.errors += [error for error in await self._checking.of(row) if error.message not in messages]

    def _entry(self, known: Known, row: FileRow) -> Entry:
        unit_id = known.unit.id
        if unit_id not in self.entries:
            place = f"“{row.sheet}”第{row.number}行"
            self.entries[unit_id] = Entry(unit_id, known.unit.code, known.name, place)
        return self.entries[unit_id]


def _joins(row: FileRow) -> bool:
    """Last: from then on the committee keeps the unit's entry, and who registered it no more."""
    return row["relation"] == "member_of" and row["until"] is None


def in_order(rows: Iterable[FileRow]) -> list[FileRow]:
    """What ends, ends first, so that what follows finds its place free; superiors from above to below.

    Who puts units under a new committee must stand above that committee already.
    """
    given = list(rows)
    above = {row.code: str(row["target"]) for row in given if row["relation"] == "superior" and row["until"] is None}

    def key(row: FileRow) -> tuple[bool, int, int, date]:
        kind = RELATION_ORDER.index(row["relation"])
        return row["until"] is None, kind, _depth(row.code, above), row["since"]

    return sorted(given, key=key)


def _depth(code: str, above: Mapping[str, str]) -> int:
    """How many superiors the file itself gives; a ring ends where it began, and is refused by its rule."""
    chain = [code]
    while (following := above.get(chain[-1])) is not None and following not in chain:
        chain.append(following)
    return len(chain)


def _same(relations: Iterable[Relation], kind: str, target: UUID, line: str | None, since: date) -> Relation | None:
    """The relation that a row means: the one of that day, or the open one."""
    return next(
        (held for held in relations if (held.kind, held.target, held.line, held.since) == (kind, target, line, since)),
        None,
    )


def _line_of(row: FileRow) -> str:
    return f"（{LINE_WORDS[row['line']]}）" if row["line"] else ""


def _called(name: str, short_names: Sequence[str]) -> str:
    return f"“{name}”" + (f"（{'、'.join(short_names)}）" if short_names else "")
