"""Names in a plan of the example city are found, and look-alikes and strangers are not."""

from importlib.resources import files

import pytest

from services.local.example.directory import directory_of, issuer_named
from services.local.example.registry import CITY, load_registry
from services.tasking.domain.plan_document import decode_plan, parse_plan, resolve_names
from tests.support.shared import shared_file


def test_a_relative_name_is_the_units_of_the_issuers_own_place():
    own = directory_of(CITY)
    assert own.find("市教育局").units == (load_registry().unit("230300-jyj").unit_id,)
    assert own.find("市关工委").units == (load_registry().unit("230300").unit_id,)
    assert not directory_of("230100").find("市教育局").found


def test_a_group_stays_a_group_and_belongs_to_its_committee():
    assert directory_of(CITY).find("公检法司").group is not None
    assert not directory_of("230100").find("公检法司").found


def test_a_district_that_exists_twice_is_ambiguous_without_its_city():
    assert directory_of(CITY).find("向阳区关工委").ambiguous
    assert directory_of(CITY).find("佳木斯市向阳区关工委").found


@pytest.mark.parametrize("text", ["230300", "鸡西市", "鸡西市关工委", "鸡西市关心下一代工作委员会"])
def test_an_issuer_is_named_by_code_place_or_name(text: str):
    assert issuer_named(text).code == CITY


@pytest.mark.parametrize("text", ["市关工委", "999999", "鸡西"])
def test_an_issuer_that_is_not_clear_is_refused(text: str):
    with pytest.raises(KeyError):
        issuer_named(text)


def open_names(data: bytes) -> set[str]:
    plan = parse_plan(decode_plan(data).text)
    assert len(plan.items) == 30
    return {name.name for name in resolve_names(plan, directory_of(CITY), "鸡西市关工委").open_names}


def test_of_the_projects_sample_only_the_name_meant_to_be_unknown_stops():
    sample = files("services.local.example").joinpath("responsibility-plan.txt").read_bytes()
    assert open_names(sample) == {"市文化广电和旅游局"}


def test_of_the_real_plan_only_the_bureaus_old_name_stops():
    assert open_names(shared_file("seeds/002-jixi-responsibility-plan.txt").read_bytes()) == {"市文化广电和旅游局"}
