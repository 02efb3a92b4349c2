from datetime import date
from uuid import UUID

import pytest

from services.organization.domain.refusals import (
    BeforeFounding,
    HistoryRewritten,
    LineUnfit,
    RelatedToItself,
    RelationNotOpen,
    RelationPartnerUnfit,
    RelationRepeated,
    RelationSingle,
    SuperiorCycle,
    UnitDissolved,
)
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import Line, RelationKind
from tests.unit.organization.world import (
    BUREAU,
    CITY,
    FOUNDED,
    OTHER_CITY,
    PARTY,
    PROVINCE,
    bureau,
    city,
    county,
    day,
    party,
    province,
    unit,
)


def begin(
    who: Unit,
    relation: RelationKind,
    target: Unit,
    *,
    line: Line | None = None,
    on: date = FOUNDED,
    above: frozenset[UUID] = frozenset(),
) -> Unit:
    who.begin_relation(relation, target, line, on, above)
    return who


def other_city() -> Unit:
    return unit(OTHER_CITY, name="另一市关工委", code="230800")


@pytest.mark.accepts("O1")
def test_o1_relations_of_every_kind_begin() -> None:
    committee = begin(city(), "superior", province())
    begin(committee, "hosted_by", party())
    begin(committee, "line", other_city(), line="education")
    member = begin(bureau(), "member_of", city())
    assert committee.superior == PROVINCE
    assert committee.open_targets("hosted_by") == [PARTY]
    assert member.pending_events[-1].units == {BUREAU, CITY}


@pytest.mark.accepts("O1")
def test_o1_an_organ_is_member_of_a_committee_and_hosts_one_of_its_own() -> None:
    organ = begin(bureau(), "member_of", city())
    own_committee = begin(county(), "hosted_by", organ)
    assert own_committee.open_targets("hosted_by") == [BUREAU]


@pytest.mark.accepts("O1")
def test_o1_a_unit_changes_its_superior_from_a_day_on() -> None:
    moved = begin(county(), "superior", city())
    moved.end_relation("superior", CITY, day("2023-01-01"), "区划调整")
    begin(moved, "superior", other_city(), on=day("2023-01-01"))
    assert moved.superior == OTHER_CITY


@pytest.mark.refuses("O1")
def test_o1_a_new_superior_does_not_overlap_the_former() -> None:
    moved = begin(county(), "superior", city())
    with pytest.raises(RelationSingle):
        begin(moved, "superior", other_city(), on=day("2023-01-01"))
    moved.end_relation("superior", CITY, day("2023-01-01"), "区划调整")
    with pytest.raises(HistoryRewritten):
        begin(moved, "superior", other_city(), on=day("2022-12-31"))


@pytest.mark.refuses("O1")
def test_o1_one_host_at_a_time() -> None:
    hosted = begin(city(), "hosted_by", party())
    with pytest.raises(RelationSingle):
        begin(hosted, "hosted_by", bureau())


@pytest.mark.refuses("O1")
def test_o1_a_relation_to_itself_is_refused() -> None:
    with pytest.raises(RelatedToItself):
        begin(city(), "superior", city())


@pytest.mark.refuses("O1")
def test_o1_an_open_relation_is_not_begun_again() -> None:
    member = begin(bureau(), "member_of", city())
    with pytest.raises(RelationRepeated):
        begin(member, "member_of", city(), on=day("2023-01-01"))


@pytest.mark.refuses("O1")
@pytest.mark.parametrize(
    ("who", "relation", "target"),
    [
        (county, "superior", bureau),
        (bureau, "superior", city),
        (bureau, "member_of", party),
        (bureau, "hosted_by", party),
        (county, "hosted_by", city),
        (bureau, "line", party),
    ],
)
def test_o1_relations_bind_only_units_that_fit(who: object, relation: RelationKind, target: object) -> None:
    with pytest.raises(RelationPartnerUnfit):
        begin(who(), relation, target(), line="education" if relation == "line" else None)  # type: ignore[operator]


@pytest.mark.refuses("O1")
def test_o1_a_line_is_named_for_a_line_relation_only() -> None:
    with pytest.raises(LineUnfit):
        begin(county(), "line", city())
    with pytest.raises(LineUnfit):
        begin(county(), "superior", city(), line="education")


@pytest.mark.refuses("O1")
def test_o1_no_unit_comes_to_stand_above_itself() -> None:
    with pytest.raises(SuperiorCycle):
        begin(province(), "superior", city(), above=frozenset({PROVINCE}))


@pytest.mark.refuses("O1")
def test_o1_a_relation_precedes_neither_founding() -> None:
    young = unit(OTHER_CITY, code="230800", on=day("2022-01-01"))
    with pytest.raises(BeforeFounding):
        begin(county(), "superior", young, on=day("2021-12-31"))
    with pytest.raises(BeforeFounding):
        begin(young, "superior", province(), on=day("2021-12-31"))


@pytest.mark.refuses("O1")
def test_o1_dissolved_units_take_no_new_relations() -> None:
    dissolved = city()
    dissolved.change_status("dissolved", day("2023-01-01"))
    with pytest.raises(UnitDissolved):
        begin(county(), "superior", dissolved, on=day("2023-02-01"))
    with pytest.raises(UnitDissolved):
        begin(dissolved, "superior", province(), on=day("2023-02-01"))


@pytest.mark.accepts("O1")
def test_o1_a_dissolved_unit_still_ends_what_it_had() -> None:
    dissolved = begin(city(), "superior", province())
    dissolved.change_status("dissolved", day("2023-01-01"))
    dissolved.end_relation("superior", PROVINCE, day("2023-01-01"), "撤销")
    assert dissolved.superior is None


@pytest.mark.refuses("O1")
def test_o1_only_an_open_relation_ends_and_not_before_it_began() -> None:
    with pytest.raises(RelationNotOpen):
        city().end_relation("superior", PROVINCE, day("2023-01-01"), "")
    held = begin(city(), "superior", province(), on=day("2022-01-01"))
    with pytest.raises(HistoryRewritten):
        held.end_relation("superior", PROVINCE, day("2021-12-31"), "")
