"""Lists of unit names (T11) and the spellings a name is looked up by."""

import pytest

from services.tasking.domain.plan_document import parse_plan, qualified_names
from services.tasking.domain.plan_document.names import read_names

REGIONS = ["县(市)区关工委", "市直关工委"]


@pytest.mark.accepts("T11")
@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("市关工委、市教育局，团市委;市妇联", ["市关工委", "市教育局", "团市委", "市妇联"]),
        ("市教育局和团市委", ["市教育局", "团市委"]),
        ("市退役军人事务局及市民政局", ["市退役军人事务局", "市民政局"]),
        ("市文体广电和旅游局", ["市文体广电和旅游局"]),
        ("市人力资源和社会保障局、市工业和信息化局", ["市人力资源和社会保障局", "市工业和信息化局"]),
        ("市住房和城乡建设局和市发展和改革委员会", ["市住房和城乡建设局", "市发展和改革委员会"]),
        ("市文体广电和旅游局与市融媒体中心", ["市文体广电和旅游局", "市融媒体中心"]),
        ("县(市)区、市直关工委", REGIONS),
        ("县（市）区、市直关工委", REGIONS),
        ("各县(市)区和市直关工委", REGIONS),
        ("各县（市）、区关工委、市直关工委", REGIONS),
        ("县(市)区关工委、市直关工委", REGIONS),
        ("县(市、区)关工委、市直关工委", ["县(市、区)关工委", "市直关工委"]),
        ("市直机关工委、市直机关关工委、市直关工委", ["市直机关工委", "市直机关关工委", "市直关工委"]),
        ("县(市)区、市直机关工委", ["县(市)区", "市直机关工委"]),
        ("市委组织部、宣传部、政法委", ["市委组织部", "市委宣传部", "市委政法委"]),
        ("市教育、民政、司法局", ["市教育局", "市民政局", "市司法局"]),
        ("市教育局、民政局", ["市教育局", "市民政局"]),
        ("市法院、检察院", ["市法院", "市检察院"]),
        ("工青妇、公检法司", ["工青妇", "公检法司"]),
        ("市关工委各成员单位、市委网信办", ["市关工委各成员单位", "市委网信办"]),
        ("市关工委 市教育局\n团市委", ["市关工委", "市教育局", "团市委"]),
        ("市 教 育 局、市文体广\n电和旅游局", ["市教育局", "市文体广电和旅游局"]),
        ("市关工委\n各成员单位", ["市关工委各成员单位"]),
        ("市教育局等", ["市教育局"]),
    ],
)
def test_t11_a_list_gives_its_names(value: str, names: list[str]):
    assert read_names(value).names == names


def test_what_is_written_out_is_said():
    assert read_names("县(市)区、市直关工委").written_out == [("县(市)区", "县(市)区关工委")]
    plan = parse_plan("某市分工方案\n1、办讲座。牵头单位：市关工委。责任单位：县(市)区、市直关工委。")
    assert [(finding.code, finding.name) for finding in plan.findings] == [("name_written_out", "县(市)区关工委")]


def test_a_repeated_name_is_kept_once_and_said():
    listed = read_names("市教育局、团市委、市教育局")
    assert (listed.names, listed.repeated) == (["市教育局", "团市委"], ["市教育局"])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("市教育局", "鸡西市教育局"),
        ("市委宣传部", "鸡西市委宣传部"),
        ("团市委", "共青团鸡西市委"),
        ("市直机关工委", "鸡西市直机关工委"),
        ("县(市)区关工委", "县(市)区关工委"),
        ("鸡西市教育局", "市教育局"),
        ("工青妇", "工青妇"),
        ("省教育厅", "省教育厅"),
    ],
)
def test_a_relative_name_is_spelled_in_full_for_its_issuer(name: str, first: str):
    spellings = qualified_names(name, "鸡西市关工委")
    assert spellings[0] == first
    assert name in spellings


def test_county_and_province_levels_are_relative_to_their_issuer():
    assert qualified_names("县教育局", "鸡东县关工委")[0] == "鸡东县教育局"
    assert qualified_names("省教育厅", "黑龙江省关工委")[0] == "黑龙江省教育厅"
    assert qualified_names("市教育局", "") == ("市教育局",)
    assert "县(市)区关工委" in qualified_names("县(市、区)关工委", "鸡西市关工委")
