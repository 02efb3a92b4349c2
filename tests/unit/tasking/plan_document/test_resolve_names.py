"""Names against a directory (T11, O6): never guessed, never dropped."""

import pytest

from services.tasking.domain.plan_document import (
    DirectoryEntry,
    NameIndex,
    ResolvedName,
    ResolvedPlan,
    parse_plan,
    resolve_names,
    to_json,
)
from tests.unit.tasking.plan_document.support import directory, group, real_text, sample, unit

ISSUER = "鸡西市关工委"


def resolved(lead: str, responsible: str, index: NameIndex | None = None) -> ResolvedPlan:
    plan = parse_plan(f"某市分工方案\n1、办讲座。牵头单位：{lead}。责任单位：{responsible}。")
    return resolve_names(plan, index or directory(), ISSUER)


def named(plan: ResolvedPlan, name: str) -> ResolvedName:
    return next(one for one in plan.names if one.name == name)


@pytest.mark.accepts("T11")
def test_t11_known_names_become_units_and_groups():
    plan = resolve_names(sample(), directory(), ISSUER)
    assert named(plan, "市教育局").match.units == (unit("市教育局"),)
    assert named(plan, "县(市)区关工委").match.group == group("县(市)区关工委")
    assert [name.name for name in plan.open_names] == ["市文化广电和旅游局"]


@pytest.mark.refuses("T11")
def test_t11_an_unknown_name_is_kept_with_suggestions_and_not_guessed():
    plan = resolved("市关工委", "市文化广电和旅游局、市教育局")
    unknown = named(plan, "市文化广电和旅游局")
    assert (unknown.state, unknown.match.units, unknown.match.group) == ("unknown", (), None)
    assert unknown.suggestions[0] == "市文体广电和旅游局"
    task = to_json(plan)["tasks"][0]
    assert task["responsible"] == ["市文化广电和旅游局", "市教育局"]
    assert task["unknown"] == ["市文化广电和旅游局"]
    finding = next(finding for finding in plan.findings if finding.code == "name_unknown")
    assert finding.suggestions[0] == "市文体广电和旅游局"
    assert "市文体广电和旅游局" in finding.message


def test_t11_the_real_plans_only_unknown_name_is_item_6s():
    told = to_json(resolve_names(parse_plan(real_text()), directory(), ISSUER))
    assert {task["number"]: task["unknown"] for task in told["tasks"] if task["unknown"]} == {6: ["市文化广电和旅游局"]}


@pytest.mark.refuses("T11")
def test_t11_a_name_of_two_units_is_ambiguous():
    index = NameIndex(
        [
            DirectoryEntry("向阳区关工委", (unit("a"),)),
            DirectoryEntry("向阳区关工委", (unit("b"),)),
            DirectoryEntry("市关工委", (unit("市关工委"),)),
        ]
    )
    plan = resolved("市关工委", "向阳区关工委", index)
    ambiguous = named(plan, "向阳区关工委")
    assert ambiguous.state == "ambiguous"
    assert set(ambiguous.match.units) == {unit("a"), unit("b")}
    assert plan.items[0].unknown == ("向阳区关工委",)
    assert "name_ambiguous" in [finding.code for finding in plan.findings]


def test_the_issuers_unit_is_meant_when_other_cities_have_one_of_that_name():
    index = NameIndex(
        [
            DirectoryEntry("市教育局", (unit("鸡西"),)),
            DirectoryEntry("市教育局", (unit("鹤岗"),)),
            DirectoryEntry("鸡西市教育局", (unit("鸡西"),)),
            DirectoryEntry("市关工委", (unit("市关工委"),)),
        ]
    )
    assert named(resolved("市关工委", "市教育局", index), "市教育局").match.units == (unit("鸡西"),)


@pytest.mark.accepts("O6")
def test_o6_look_alikes_are_different_things():
    plan = resolved("市关工委", "市直机关工委、市直机关关工委、市直关工委")
    assert named(plan, "市直机关工委").match.units == (unit("市直机关工委"),)
    assert named(plan, "市直机关关工委").match.units == (unit("市直机关关工委"),)
    assert named(plan, "市直关工委").match.group == group("市直关工委")


@pytest.mark.refuses("O6")
def test_o6_a_look_alike_is_not_taken_for_the_missing_one():
    index = NameIndex(
        [DirectoryEntry("市直机关工委", (unit("市直机关工委"),)), DirectoryEntry("市关工委", (unit("市关工委"),))]
    )
    plan = resolved("市关工委", "市直机关关工委、市直关工委", index)
    assert plan.items[0].unknown == ("市直机关关工委", "市直关工委")


@pytest.mark.accepts("O6")
def test_o6_an_alias_expands_through_the_directory_and_keeps_its_name():
    plan = resolved("市关工委", "工青妇")
    assert named(plan, "工青妇").match.units == (unit("市总工会"), unit("团市委"), unit("市妇联"))
    assert to_json(plan)["tasks"][0]["responsible"] == ["工青妇"]


def test_t2_a_group_named_as_lead_is_said():
    plan = resolved("县(市)区关工委", "市教育局")
    assert [finding.code for finding in plan.findings] == ["lead_is_group"]
