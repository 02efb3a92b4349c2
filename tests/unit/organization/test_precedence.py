"""The customary order of organs: by kind and name, whatever their codes are."""

import random
from typing import Any

import pytest

from services.local.example.registry import CITY, UnitSeed, load_registry
from services.organization.client import UnitRecord, precedence
from shared.kernel.ids import derive


def record(name: str, kind: str = "department", **changed: Any) -> UnitRecord:
    told: dict[str, Any] = {"level": "county", "code": f"230321-{derive('code', name).hex[:6]}", **changed}
    return UnitRecord(derive("unit", name), kind, told["level"], name, (), told["code"], "established")


def in_order(units: list[UnitRecord]) -> list[str]:
    random.Random(len(units)).shuffle(units)
    return [unit.name for unit in sorted(units, key=precedence)]


def test_the_citys_members_stand_as_its_plan_and_its_minutes_list_them() -> None:
    example = load_registry()
    city = example.unit(CITY).unit_id
    of_city = {each.unit_id for each in example.relations if (each.relation, each.target) == ("member_of", city)}
    seeds: list[UnitSeed] = [unit for unit in example.units if unit.unit_id in of_city]
    members = [record(unit.name, unit.kind, level=unit.level, code=unit.code) for unit in seeds]
    assert [name.removeprefix("中共").removeprefix("鸡西市") for name in in_order(members)] == [
        "委组织部",
        "委宣传部",
        "委政法委员会",
        "委网络安全和信息化委员会办公室",
        "委老干部局",
        "直属机关工作委员会",
        "精神文明建设指导委员会办公室",
        "教育局",
        "公安局",
        "民政局",
        "司法局",
        "财政局",
        "人力资源和社会保障局",
        "农业农村局",
        "文体广电和旅游局",
        "卫生健康委员会",
        "中级人民法院",
        "人民检察院",
        "总工会",
        "共青团鸡西市委员会",
        "妇女联合会",
        "融媒体中心",
    ]


def test_names_say_what_kinds_do_not() -> None:
    """A court is a department, a consultative conference's committee is no party department, nor is another party's."""
    units = [
        record("丙县县委宣传部"),
        record("中共丙县委统一战线工作部"),
        record("丙县人民代表大会常务委员会", "other"),
        record("政协丙县委员会", "other"),
        record("丙县人民政府", "government"),
        record("丙县人民政府办公室"),
        record("丙县发展和改革局"),
        record("丙县人民法院"),
        record("丙县人民检察院"),
        record("丙县总工会", "other"),
        record("团县委", "mass_organisation"),
        record("丙县红十字会", "mass_organisation"),
        record("丙县第一中学", "school"),
        record("丙县供销集团", "enterprise"),
        record("民革丙县委员会", "other"),
        record("丁乡人民政府", "government", level="township"),
    ]
    assert in_order(list(units)) == [unit.name for unit in units]


@pytest.mark.parametrize("name", ["丙县甲办", "丙县乙中心"])
def test_whom_no_word_names_stands_behind_its_group_by_code(name: str) -> None:
    first, second = record(name, code="230321-aa"), record("丙县丙局", code="230321-ab")
    assert in_order([second, first, record("丙县统计局")]) == ["丙县统计局", name, "丙县丙局"]
