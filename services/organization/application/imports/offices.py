"""Rows of office holders: whom they mean, what begins and what ends (O2)."""

from typing import TYPE_CHECKING
from uuid import UUID

from services.organization.application import commands as c
from services.organization.application.imports.present import Known
from services.organization.application.imports.rows import FileRow
from services.organization.application.vault import check_unnamed
from services.organization.domain.refusals import AlreadyInOffice, NotInOffice, PersonsNamedAlike
from services.organization.domain.roster import Term
from services.organization.domain.vocabulary import OFFICE_WORDS
from shared.kernel.command import Command
from shared.kernel.ids import derive

if TYPE_CHECKING:
    from services.organization.application.imports.comparing import Entry

NO_REASON = "任期届满"


class OfficeRows:
    """Two rows of a unit that name the same person mean one."""

    def __init__(self, import_id: UUID) -> None:
        self._import_id = import_id

    async def judge(self, row: FileRow, known: Known, entry: "Entry") -> None:
        office, name, since, until = row["office"], row["person"], row["since"], row["until"]
        person = self._person(row, known)
        term = _term(known, office, person, row) if person else None
        if term is not None and term.until == until:
            return
        if term is not None and term.until is not None:
            raise NotInOffice(f"这一任期登记为{term.until}结束，不能再改。")
        steps: list[Command] = []
        told = f"{OFFICE_WORDS[office]}：{name}"
        if term is None:
            known.unit.check_can_staff(office, since)
            if person is None:
                person = self._registered(row, known, steps)
            known.roster.appoint(known.unit.id, office, person, since)
            entry.change(
                f"{told}（自{since}起）",
                *steps,
                c.Appoint(unit_id=known.unit.id, office=office, person_id=person, on=since),
            )
        if until is not None and person is not None:
            reason = row["reason"] or NO_REASON
            check_unnamed(name, reason)
            known.roster.end_term(known.unit.id, office, person, until, reason)
            ending = c.EndTerm(unit_id=known.unit.id, office=office, person_id=person, on=until, reason=reason)
            entry.change(f"{told}（{until}离任）", ending)

    def _person(self, row: FileRow, known: Known) -> UUID | None:
        meant = [person for person, name in known.names.items() if name == row["person"]]
        if len(meant) > 1:
            raise PersonsNamedAlike("本单位有几位同名的人员，请在单位的页面上逐个登记。")
        return meant[0] if meant else None

    def _registered(self, row: FileRow, known: Known, steps: list[Command]) -> UUID:
        """An id from the place in the file: one made of the name would tell it after its erasure."""
        person = derive("imported person", self._import_id, row.number)
        known.names[person] = row["person"]
        steps.append(c.RegisterPerson(person_id=person, unit_id=known.unit.id, name=row["person"]))
        return person


def _term(known: Known, office: str, person: UUID, row: FileRow) -> Term | None:
    """The term that the row means. Raises AlreadyInOffice when it is said to have begun on another day."""
    own = [term for term in known.roster.terms if (term.office, term.person_id) == (office, person)]
    same = next((term for term in own if term.since == row["since"]), None)
    still = next((term for term in own if term.until is None), None)
    if same is None and still is not None and row["since"] != still.since:
        raise AlreadyInOffice(f"此人任{OFFICE_WORDS[still.office]}登记为自{still.since}起，请核对任职日期。")
    return same
