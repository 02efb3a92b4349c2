"""Who holds which office of a unit, from when to when (O2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.organization.domain.refusals import (
    AlreadyInOffice,
    NotInOffice,
    OfficeTaken,
    SectionEmpty,
    SectionHistoryRewritten,
    TermEndsBeforeItBegins,
    TermsOverlap,
)
from services.organization.domain.vocabulary import ALL_OFFICES, OFFICE_WORDS, SINGLE_OFFICES, Office
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive


@dataclass(slots=True)
class Term:
    """`until` is the first day out of office, so that a successor can begin on it."""

    office: Office
    person_id: UUID
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class Roster(Aggregate):
    STREAM = "organization.roster"

    class Appointed(DomainEvent, frozen=True, kw_only=True, event="organization.roster.appointed"):
        unit_id: UUID
        office: Office
        person_id: UUID
        on: date
        basis: str = ""

    class TermEnded(DomainEvent, frozen=True, kw_only=True, event="organization.roster.term_ended"):
        unit_id: UUID
        office: Office
        person_id: UUID
        on: date
        reason: str

    class SectionSet(DomainEvent, frozen=True, kw_only=True, event="organization.roster.section_set"):
        unit_id: UUID
        section: str
        on: date

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.terms: list[Term] = []
        self.section_since: date | None = None

    @staticmethod
    def stream_id(unit_id: UUID) -> UUID:
        return derive("roster", unit_id)

    def appoint(self, unit_id: UUID, office: Office, person_id: UUID, on: date, basis: str = "") -> None:
        self.check_not_held_already(office, person_id)
        self.check_office_free(office)
        self.check_no_overlap(office, person_id, on)
        appointed = self.Appointed(unit_id=unit_id, office=office, person_id=person_id, on=on, basis=basis)
        self.record(appointed, effective_on=on)

    def end_term(self, unit_id: UUID, office: Office, person_id: UUID, on: date, reason: str) -> None:
        term = self.open_term(office, person_id)
        if term is None:
            raise NotInOffice(f"此人现在不任本单位{OFFICE_WORDS[office]}，无法登记离任。")
        if on < term.since:
            raise TermEndsBeforeItBegins(f"离任日期早于任职日期（{term.since}），请核对。")
        ended = self.TermEnded(unit_id=unit_id, office=office, person_id=person_id, on=on, reason=reason)
        self.record(ended, effective_on=on)

    def end_terms(self, unit_id: UUID, on: date, reason: str, offices: frozenset[Office] = ALL_OFFICES) -> None:
        """Every open term of these offices: nobody holds an office of a unit that is no more."""
        for term in [term for term in self.terms if term.until is None and term.office in offices]:
            self.end_term(unit_id, term.office, term.person_id, on, reason)

    def set_section(self, unit_id: UUID, section: str, on: date) -> None:
        if not section.strip():
            raise SectionEmpty("承办处（室）、科的名称不能为空。")
        if self.section_since is not None and on < self.section_since:
            raise SectionHistoryRewritten(f"承办科室在{self.section_since}已有登记，不能再登记更早的变更。")
        self.record(self.SectionSet(unit_id=unit_id, section=section, on=on), effective_on=on)

    def holders(self, office: Office, on: date) -> list[UUID]:
        return [term.person_id for term in self.terms if term.office == office and term.covers(on)]

    def open_term(self, office: Office, person_id: UUID) -> Term | None:
        wanted = (office, person_id, None)
        return next((t for t in self.terms if (t.office, t.person_id, t.until) == wanted), None)

    def check_not_held_already(self, office: Office, person_id: UUID) -> None:
        if self.open_term(office, person_id):
            raise AlreadyInOffice(f"此人已任本单位{OFFICE_WORDS[office]}，不用重复登记。")

    def check_office_free(self, office: Office) -> None:
        if office in SINGLE_OFFICES and any(t.office == office and t.until is None for t in self.terms):
            raise OfficeTaken(f"{OFFICE_WORDS[office]}现已有人担任，请先登记其离任。")

    def check_no_overlap(self, office: Office, person_id: UUID, on: date) -> None:
        single = office in SINGLE_OFFICES
        earlier = [t for t in self.terms if t.office == office and (single or t.person_id == person_id)]
        last = max((t.until for t in earlier if t.until), default=on)
        if on < last:
            raise TermsOverlap(f"前一任{OFFICE_WORDS[office]}任职到{last}，任期不能重叠。")

    def on_appointed(self, event: Appointed) -> None:
        self.owner_unit = event.unit_id
        self.terms.append(Term(event.office, event.person_id, event.on))

    def on_term_ended(self, event: TermEnded) -> None:
        ended = (event.office, event.person_id, None)
        for term in self.terms:
            if (term.office, term.person_id, term.until) == ended:
                term.until = event.on

    def on_section_set(self, event: SectionSet) -> None:
        self.owner_unit = event.unit_id
        self.section_since = event.on
