"""A row that cannot be done: everything else that is wrong with it, so that it is corrected once and not cell by cell.

Asked is what can be known without the cells that are wrong; a unit whose own row is wrong is known by its kind.
"""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from services.organization.application.imports.acting import Acting
from services.organization.application.imports.present import Known, Present
from services.organization.application.imports.rows import FileRow, FileRows, RowError
from services.organization.application.vault import check_unnamed
from services.organization.domain import codes
from services.organization.domain.relation import check_kinds, check_line
from services.organization.domain.unit import check_first_status, check_fits_office
from services.organization.domain.vocabulary import UnitKind
from shared.kernel.errors import Refusal

Check = Callable[[], Awaitable[None] | None]


class Checking:
    def __init__(self, acting: Acting, present: Present, file: FileRows) -> None:
        self._acting, self._present = acting, present
        self._kinds: dict[str, UnitKind | None] = {
            row.code: row["kind"] for row in file.rows.get("units", ()) if row["code"]
        }
        self._by_name: dict[str, list[Known]] | None = None

    def is_known(self, code: str) -> bool:
        return code in self._present.by_code or code in self._kinds

    async def of(self, row: FileRow) -> list[RowError]:
        asked = {"units": self._unit, "relations": self._relation, "offices": self._office}[row.table]
        found: list[RowError] = []
        for each in asked(row):
            if isinstance(each, RowError):
                found.append(each)
                continue
            try:
                answer = each()
                if answer is not None:
                    await answer
            except Refusal as refusal:
                found.append(row.wrong("", refusal.message))
        return found

    def unknown(self, row: FileRow, title: str, code: str, name: str | None) -> RowError:
        """No such code; when the name beside it is a unit's, that unit's code is told."""
        meant = self._named(name)
        told = f"“{meant.name}”的代码是{meant.unit.code}。" if meant else ""
        return row.wrong(title, f"代码{code}没有登记，也不在本文件的“单位”表里。{told}")

    def _unit(self, row: FileRow) -> Iterator[RowError | Check]:
        known = self._present.by_code.get(row.code)
        if known is not None:
            yield from (*settled(row, known), *undated(row, known))
            yield from self._changed(row, known)
        elif row["code"]:
            yield lambda: self._acting.check_may_register(row.code)
            if row["kind"] and row["level"]:
                yield lambda: codes.check_code(row.code, row["kind"], row["level"])
            if row["status"]:
                yield lambda: check_first_status(row["status"])

    def _changed(self, row: FileRow, known: Known) -> Iterator[Check]:
        unit, on = known.unit, row["changed_on"]
        if renamed(row, known) or restated(row, known):
            yield lambda: self._acting.check_may_keep(unit)
        if renamed(row, known) and on:
            yield lambda: unit.check_date("name", "名称", on)
        if restated(row, known) and on:
            yield lambda: unit.check_date("status", "状态", on)
        if restated(row, known):
            yield lambda: unit.check_can_become(row["status"])

    def _relation(self, row: FileRow) -> Iterator[RowError | Check]:
        relation, since = row["relation"], row["since"]
        sides = (("单位代码", row["code"], row["name"]), ("对方代码", row["target"], row["target_name"]))
        yield from (self.unknown(row, *side) for side in sides if side[1] and not self.is_known(side[1]))
        own, target = (self._kind(code, name) for _, code, name in sides)
        if row["code"] and row["code"] == row["target"]:
            yield row.wrong("对方代码", "单位不能与自己建立关系。")
        elif relation and own and target:
            yield lambda: check_kinds(relation, own, target)
        if relation and "line" not in row.wrong_cells:
            yield lambda: check_line(relation, row["line"])
        known = self._present.by_code.get(row.code)
        if known is not None and relation:
            yield lambda: self._acting.check_may_bind(known.unit, relation, None)
        for side in (row.code, str(row["target"])):
            unit = self._present.by_code.get(side)
            if unit is not None and since:
                yield partial(unit.unit.check_since, since)
        if since and row["until"] and row["until"] < since:
            yield row.wrong("终止日期", f"终止日期早于关系建立的日期（{since}），请核对。")

    def _office(self, row: FileRow) -> Iterator[RowError | Check]:
        """Who may not keep the unit's entry is told nothing further: that is looked at before."""
        since = row["since"]
        if row["code"] and not self.is_known(row.code):
            yield self.unknown(row, "单位代码", row.code, row["name"])
        kind = self._kind(row["code"], row["name"])
        if kind and row["office"]:
            yield lambda: check_fits_office(kind, row["office"])
        known = self._present.by_code.get(row.code)
        if known is not None and since:
            yield lambda: known.unit.check_since(since)
        if row["person"] and row["reason"]:
            yield lambda: check_unnamed(row["person"], row["reason"])
        if since and row["until"] and row["until"] < since:
            yield row.wrong("离任日期", f"离任日期早于任职日期（{since}），请核对。")

    def _kind(self, code: str | None, name: str | None) -> UnitKind | None:
        """Of the unit that is meant, by its code, or else by its name."""
        known = self._present.by_code.get(code or "")
        if known is None and code is not None and code in self._kinds:
            return self._kinds[code]
        known = known or self._named(name)
        return known.unit.kind if known else None

    def _named(self, name: str | None) -> Known | None:
        if self._by_name is None:
            self._by_name = {}
            for known in self._present.by_code.values():
                for each in {known.name, *known.short_names}:
                    self._by_name.setdefault(each, []).append(known)
        meant = self._by_name.get(name or "", [])
        return meant[0] if len(meant) == 1 else None


def settled(row: FileRow, known: Known) -> list[RowError]:
    """What stays as it was registered."""
    unit = known.unit
    return [
        row.wrong(title, f"“{title}”与登记的不同，登记后不能更改，请核对。")
        for title, given, held in (
            ("类别", row["kind"], unit.kind),
            ("层级", row["level"], unit.level),
            ("起始日期", row["since"], unit.founded_on),
        )
        if given is not None and given != held
    ]


def undated(row: FileRow, known: Known) -> list[RowError]:
    if "changed_on" in row.wrong_cells or row["changed_on"] is not None:
        return []
    if renamed(row, known) or restated(row, known):
        return [row.wrong("变更日期", "名称、简称或状态与登记的不同，请填写从哪一天起变更。")]
    return []


def renamed(row: FileRow, known: Known) -> bool:
    return row["name"] is not None and (row["name"], row["short_names"]) != (known.name, known.short_names)


def restated(row: FileRow, known: Known) -> bool:
    return row["status"] not in (None, known.unit.status)
