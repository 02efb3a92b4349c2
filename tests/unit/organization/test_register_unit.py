import pytest

from services.organization.domain.claim import UnitCode
from services.organization.domain.codes import check_code, lies_in
from services.organization.domain.refusals import CodeMalformed, CodeTaken, NameEmpty, UnitDissolved
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import Level, UnitKind
from tests.unit.organization.world import BUREAU, CITY, FOUNDED, OTHER_CITY, PROVINCE, bureau, city, day, unit


@pytest.mark.accepts("O1")
def test_o1_a_unit_is_registered_and_owns_itself() -> None:
    registered = city()
    assert [type(change.event) for change in registered.pending_events] == [Unit.Registered]
    change = registered.pending_events[0]
    assert (change.owner_unit, set(change.units)) == (CITY, {CITY, PROVINCE})
    assert change.effective_on == FOUNDED


@pytest.mark.accepts("O1")
@pytest.mark.parametrize(
    ("code", "kind", "level"),
    [
        ("230000", "committee", "province"),
        ("230300", "committee", "prefecture"),
        ("110101", "committee", "prefecture"),
        ("230321", "committee", "county"),
        ("230321100", "committee", "township"),
        ("230300-jyj", "department", "prefecture"),
        ("230321100-wx", "department", "township"),
        ("230300-szjg-ggw", "committee", "agency"),
    ],
)
def test_o1_codes_follow_gb_t_2260_or_add_a_suffix(code: str, kind: UnitKind, level: Level) -> None:
    check_code(code, kind, level)


@pytest.mark.refuses("O1")
@pytest.mark.parametrize(
    ("code", "kind", "level"),
    [
        ("", "committee", "prefecture"),
        ("2303", "committee", "prefecture"),
        ("030300", "committee", "prefecture"),
        ("２３０３００", "committee", "prefecture"),
        ("230300\n", "committee", "prefecture"),
        ("230300", "department", "prefecture"),
        ("230300", "committee", "province"),
        ("230300", "committee", "county"),
        ("230000", "committee", "prefecture"),
        ("230300", "committee", "township"),
        ("230300-", "department", "prefecture"),
        ("230300-JYJ", "department", "prefecture"),
        ("230300-教育", "department", "prefecture"),
        ("230300", "committee", "agency"),
    ],
)
def test_o1_a_malformed_or_unfit_code_is_refused(code: str, kind: UnitKind, level: Level) -> None:
    with pytest.raises(CodeMalformed):
        unit(CITY, code=code, kind=kind, level=level)


@pytest.mark.refuses("O1")
def test_o1_a_code_belongs_to_one_unit_at_a_time() -> None:
    code = UnitCode(UnitCode.stream_id("230300"))
    code.claim("230300", CITY, FOUNDED)
    with pytest.raises(CodeTaken):
        code.claim("230300", OTHER_CITY, day("2024-01-01"))


@pytest.mark.accepts("O1")
def test_o1_a_code_given_up_can_be_taken_from_that_day_on_and_not_before() -> None:
    code = UnitCode(UnitCode.stream_id("230300"))
    code.claim("230300", CITY, FOUNDED)
    code.release("230300", CITY, day("2024-01-01"))
    with pytest.raises(CodeTaken):
        code.claim("230300", OTHER_CITY, day("2023-12-31"))
    code.claim("230300", OTHER_CITY, day("2024-01-01"))
    assert code.owner_unit == OTHER_CITY
    assert code.founding_unit == CITY


@pytest.mark.refuses("O1")
def test_o1_an_empty_name_is_refused() -> None:
    with pytest.raises(NameEmpty):
        unit(BUREAU, name="　")
    with pytest.raises(NameEmpty):
        bureau().rename("示例市教育局", ("",), day("2024-01-01"))


@pytest.mark.refuses("O1")
def test_o1_a_unit_is_not_registered_as_dissolved() -> None:
    with pytest.raises(UnitDissolved):
        unit(CITY, status="dissolved")


def test_a_code_lies_in_its_own_and_wider_territories() -> None:
    assert lies_in("230300-jyj", "230300")
    assert lies_in("230321100", "230321")
    assert lies_in("230321", "230000")
    assert not lies_in("230800", "230300")
    assert not lies_in("230300", "230321")
    assert not lies_in("230300-jyj", "230300-jyj")
