import pytest

from services.organization.domain.claim import GroupName
from services.organization.domain.group import Group, Selector, check_selector
from services.organization.domain.refusals import (
    GroupHistoryRewritten,
    GroupNameEmpty,
    GroupNameTaken,
    SelectorInvalid,
)
from shared.kernel.events import canonical_json
from shared.kernel.text import name_key
from tests.unit.organization.world import BUREAU, CITY, FOUNDED, PARTY, day


def group(name: str, aliases: tuple[str, ...] = (), selector: Selector | None = None) -> Group:
    made = Group(Group.stream_id(CITY, name))
    made.define(CITY, name, aliases, selector or Selector(kind="members"), FOUNDED)
    return made


@pytest.mark.accepts("O6")
def test_o6_a_group_is_defined_under_its_committee_and_redefined_from_a_day_on() -> None:
    made = group("市直关工委", ("市直各关工委",), Selector(kind="subordinate_committees", level="agency"))
    made.redefine((), Selector(kind="subordinate_committees", line="agencies"), day("2023-01-01"))
    assert made.owner_unit == CITY
    assert made.pending_events[-1].effective_on == day("2023-01-01")


@pytest.mark.accepts("O6")
@pytest.mark.parametrize(
    "selector",
    [
        Selector(kind="members", without=(BUREAU,)),
        Selector(kind="subordinate_committees", level="county", without=(BUREAU,)),
        Selector(kind="units", units=(BUREAU, PARTY)),
    ],
)
def test_o6_selectors_that_mean_something_are_accepted(selector: Selector) -> None:
    check_selector(selector)


@pytest.mark.refuses("O6")
@pytest.mark.parametrize(
    "selector",
    [
        Selector(kind="units"),
        Selector(kind="units", units=(BUREAU, BUREAU)),
        Selector(kind="units", units=(BUREAU,), level="county"),
        Selector(kind="units", units=(BUREAU,), without=(BUREAU,)),
        Selector(kind="members", level="county"),
        Selector(kind="members", line="education"),
        Selector(kind="members", units=(BUREAU,)),
        Selector(kind="subordinate_committees", without=(BUREAU, BUREAU)),
    ],
)
def test_o6_selectors_that_mean_nothing_are_refused(selector: Selector) -> None:
    with pytest.raises(SelectorInvalid):
        group("组", selector=selector)


@pytest.mark.refuses("O6")
def test_o6_a_group_has_a_name_and_its_aliases_differ() -> None:
    with pytest.raises(GroupNameEmpty):
        group(" ")
    with pytest.raises(GroupNameTaken):
        group("县(市)区关工委", ("县（市）区关工委",))


@pytest.mark.refuses("O6")
def test_o6_history_of_a_group_stays() -> None:
    with pytest.raises(GroupHistoryRewritten):
        group("工青妇").redefine((), Selector(kind="members"), day("2019-01-01"))


@pytest.mark.refuses("O6")
def test_o6_a_name_or_alias_means_one_group_of_a_committee() -> None:
    claim = GroupName(GroupName.stream_id(CITY, name_key("工青妇")))
    claim.claim(CITY, "工青妇", Group.stream_id(CITY, "工青妇"), FOUNDED)
    with pytest.raises(GroupNameTaken):
        claim.claim(CITY, "工青妇", Group.stream_id(CITY, "群团组织"), FOUNDED)


@pytest.mark.accepts("O6")
def test_o6_look_alike_names_are_different_things() -> None:
    assert len({name_key(name) for name in ("市直机关工委", "市直机关关工委", "市直关工委")}) == 3
    assert name_key("县（市）区关工委") == name_key("县(市)区 关工委")


def test_the_selector_is_stored_with_the_documented_field_names() -> None:
    stored = canonical_json(Selector(kind="members", without=(BUREAU,)))
    assert stored == b'{"except":["%s"],"kind":"members","level":null,"line":null,"units":[]}' % str(BUREAU).encode()
