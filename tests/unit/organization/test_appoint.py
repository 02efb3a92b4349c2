import pytest

from services.organization.domain.refusals import (
    AlreadyInOffice,
    BeforeFounding,
    NotInOffice,
    OfficeTaken,
    OfficeUnfit,
    SectionEmpty,
    SectionHistoryRewritten,
    TermEndsBeforeItBegins,
    TermsOverlap,
    UnitDissolved,
)
from services.organization.domain.roster import Roster
from tests.unit.organization.world import ANOTHER, BUREAU, CITY, SOMEBODY, bureau, city, day


def roster() -> Roster:
    return Roster(Roster.stream_id(CITY))


@pytest.mark.accepts("O2")
def test_o2_who_held_an_office_on_a_day_is_answerable() -> None:
    held = roster()
    held.appoint(CITY, "director", SOMEBODY, day("2020-03-01"))
    held.end_term(CITY, "director", SOMEBODY, day("2022-03-01"), "换届")
    held.appoint(CITY, "director", ANOTHER, day("2022-03-01"))
    assert held.holders("director", day("2020-02-29")) == []
    assert held.holders("director", day("2022-02-28")) == [SOMEBODY]
    assert held.holders("director", day("2022-03-01")) == [ANOTHER]
    assert held.owner_unit == CITY


@pytest.mark.refuses("O2")
def test_o2_a_single_office_has_one_holder_at_a_time() -> None:
    held = roster()
    held.appoint(CITY, "liaison_officer", SOMEBODY, day("2020-03-01"))
    with pytest.raises(OfficeTaken):
        held.appoint(CITY, "liaison_officer", ANOTHER, day("2023-03-01"))


@pytest.mark.refuses("O2")
def test_o2_terms_of_a_single_office_do_not_overlap() -> None:
    held = roster()
    held.appoint(CITY, "director", SOMEBODY, day("2020-03-01"))
    held.end_term(CITY, "director", SOMEBODY, day("2022-03-01"), "换届")
    with pytest.raises(TermsOverlap):
        held.appoint(CITY, "director", ANOTHER, day("2022-02-28"))


@pytest.mark.accepts("O2")
def test_o2_one_person_holds_two_offices_and_deputies_are_several() -> None:
    held = roster()
    held.appoint(CITY, "deputy_director", SOMEBODY, day("2020-03-01"))
    held.appoint(CITY, "secretary_general", SOMEBODY, day("2020-03-01"))
    held.appoint(CITY, "deputy_director", ANOTHER, day("2020-03-01"))
    assert held.holders("deputy_director", day("2021-01-01")) == [SOMEBODY, ANOTHER]
    assert held.holders("secretary_general", day("2021-01-01")) == [SOMEBODY]


@pytest.mark.refuses("O2")
def test_o2_nobody_is_appointed_twice_to_one_office() -> None:
    held = roster()
    held.appoint(CITY, "deputy_director", SOMEBODY, day("2020-03-01"))
    with pytest.raises(AlreadyInOffice):
        held.appoint(CITY, "deputy_director", SOMEBODY, day("2021-03-01"))
    held.end_term(CITY, "deputy_director", SOMEBODY, day("2022-03-01"), "退休")
    with pytest.raises(TermsOverlap):
        held.appoint(CITY, "deputy_director", SOMEBODY, day("2022-02-01"))


@pytest.mark.refuses("O2")
def test_o2_a_term_ends_once_and_not_before_it_begins() -> None:
    held = roster()
    with pytest.raises(NotInOffice):
        held.end_term(CITY, "director", SOMEBODY, day("2022-03-01"), "")
    held.appoint(CITY, "director", SOMEBODY, day("2020-03-01"))
    with pytest.raises(TermEndsBeforeItBegins):
        held.end_term(CITY, "director", SOMEBODY, day("2020-02-01"), "")


@pytest.mark.refuses("O2")
def test_o2_committee_offices_are_for_committees_and_living_units() -> None:
    with pytest.raises(OfficeUnfit):
        bureau().check_can_staff("director", day("2021-01-01"))
    with pytest.raises(BeforeFounding):
        city().check_can_staff("director", day("2019-01-01"))
    dissolved = city()
    dissolved.change_status("dissolved", day("2022-01-01"))
    with pytest.raises(UnitDissolved):
        dissolved.check_can_staff("director", day("2022-02-01"))


@pytest.mark.accepts("O2")
def test_o2_a_member_unit_has_leader_liaison_and_section() -> None:
    bureau().check_can_staff("leader_in_charge", day("2021-01-01"))
    held = Roster(Roster.stream_id(BUREAU))
    held.set_section(BUREAU, "思想政治教育科", day("2021-01-01"))
    held.appoint(BUREAU, "leader_in_charge", SOMEBODY, day("2021-01-01"))
    held.appoint(BUREAU, "liaison_officer", ANOTHER, day("2021-01-01"))
    assert held.holders("liaison_officer", day("2021-01-01")) == [ANOTHER]


@pytest.mark.refuses("O2")
def test_o2_a_section_has_a_name_and_its_history_stays() -> None:
    held = roster()
    held.set_section(CITY, "办公室", day("2022-01-01"))
    with pytest.raises(SectionHistoryRewritten):
        held.set_section(CITY, "综合科", day("2021-01-01"))
    with pytest.raises(SectionEmpty):
        held.set_section(CITY, " ", day("2023-01-01"))
