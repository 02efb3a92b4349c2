"""Whatever is commanded in whatever order: superiors stay a forest, single offices have one holder, old days stay.

A command that a rule refuses changes nothing; the machine gives both kinds and looks after each.
"""

import itertools
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import SINGLE_OFFICES, Office
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from tests.unit.organization.world import FOUNDED, unit

NUMBER = 5
UNITS = st.integers(0, NUMBER - 1)
DAYS = st.integers(0, 30).map(lambda number: FOUNDED + timedelta(days=number))
PEOPLE = st.sampled_from([derive("person", number) for number in range(3)])
OFFICES: st.SearchStrategy[Office] = st.sampled_from(["director", "secretary_general", "deputy_director"])


class RegistryMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        made = [unit(derive("unit", number), code=f"2303{number + 1:02}", level="county") for number in range(NUMBER)]
        self.units: list[Unit] = made
        self.by_id = {each.id: each for each in made}
        self.roster = Roster(Roster.stream_id(made[0].id))

    def above(self, start: Unit) -> list[UUID]:
        chain: list[UUID] = []
        following = start.superior
        while following is not None and following not in chain:
            chain.append(following)
            following = self.by_id[following].superior
        return chain

    @rule(who=UNITS, whom=UNITS, on=DAYS)
    def begin(self, who: int, whom: int, on: date) -> None:
        under = self.units[whom]
        with suppress(Refusal):
            self.units[who].begin_relation("superior", under, None, on, frozenset(self.above(under)))

    @rule(who=UNITS, whom=UNITS, on=DAYS)
    def change(self, who: int, whom: int, on: date) -> None:
        under = self.units[whom]
        former = self.units[who].superior
        with suppress(Refusal):
            self.units[who].change_superior(under, on, "调整", frozenset(self.above(under)))
            assert self.units[who].superior == under.id != former

    @rule(who=UNITS, on=DAYS)
    def end(self, who: int, on: date) -> None:
        superior = self.units[who].superior
        with suppress(Refusal):
            self.units[who].end_relation("superior", superior or derive("nobody"), on, "调整")

    @rule(who=UNITS, on=DAYS)
    def dissolve(self, who: int, on: date) -> None:
        depended_on = any(each.superior == self.units[who].id for each in self.units)
        if not depended_on and who:
            with suppress(Refusal):
                self.units[who].dissolve(on, "撤销")

    @rule(office=OFFICES, person=PEOPLE, on=DAYS)
    def appoint(self, office: Office, person: UUID, on: date) -> None:
        with suppress(Refusal):
            self.roster.appoint(self.units[0].id, office, person, on)

    @rule(office=OFFICES, person=PEOPLE, on=DAYS)
    def leave(self, office: Office, person: UUID, on: date) -> None:
        with suppress(Refusal):
            self.roster.end_term(self.units[0].id, office, person, on, "换届")

    @invariant()
    def o1_superiors_are_a_forest(self) -> None:
        for each in self.units:
            assert each.id not in self.above(each)
            assert len(each.open_targets("superior")) <= 1

    @invariant()
    def o1_on_no_day_has_a_unit_two_superiors(self) -> None:
        for each in self.units:
            spans = sorted((held.since, held.until or date.max) for held in each.relations if held.kind == "superior")
            assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))

    @invariant()
    def o1_who_is_dissolved_has_nothing_open(self) -> None:
        for each in self.units:
            assert each.status != "dissolved" or not each.open_targets("superior")

    @invariant()
    def o2_a_single_office_has_one_holder_on_every_day(self) -> None:
        for number in range(32):
            day = FOUNDED + timedelta(days=number)
            assert all(len(self.roster.holders(office, day)) <= 1 for office in SINGLE_OFFICES)

    @invariant()
    def what_is_replayed_is_what_was(self) -> None:
        for each in self.units:
            again = Unit(each.id)
            for change in each.pending_events:
                again.apply(change.event)
            assert (again.status, again.superior, again.relations) == (each.status, each.superior, each.relations)


TestRegistry = RegistryMachine.TestCase
TestRegistry.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
