import pytest

from services.organization.domain.person import Person, check_person_name
from services.organization.domain.refusals import PersonErased, PersonNameEmpty
from tests.unit.organization.world import CITY, SOMEBODY


def test_a_person_is_an_id_owned_by_the_unit_that_registered_it() -> None:
    person = Person(SOMEBODY)
    person.register(CITY)
    person.correct_name()
    assert person.owner_unit == CITY
    assert "name" not in Person.Registered.__struct_fields__ + Person.NameCorrected.__struct_fields__


def test_nothing_more_is_recorded_of_an_erased_person() -> None:
    person = Person(SOMEBODY)
    person.register(CITY)
    person.erase("本人要求")
    with pytest.raises(PersonErased):
        person.correct_name()
    with pytest.raises(PersonErased):
        person.erase("再次要求")


def test_a_person_needs_a_name() -> None:
    with pytest.raises(PersonNameEmpty):
        check_person_name(" ")
