"""Units, founding and the registry's files, in a real browser."""

import pytest

from tests.browser.conftest import CLERK, NewVisitor
from tests.browser.units import file_of, form, opened, registered

pytestmark = [pytest.mark.slow, pytest.mark.server]
TOWN = ("230321{0}", "示例{1}乡关工委", "", "关工委", "乡级", "待建", "2023-01-01", "")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_tree_opens_branch_by_branch_and_a_unit_is_found(visitor: NewVisitor, scripts: bool) -> None:
    clerk = visitor(CLERK, scripts=scripts).open("/console/units")
    assert clerk.reads("黑龙江省关心下一代工作委员会的下级关工委")
    clerk.main.get_by_role("listitem").filter(has_text="代码230300").get_by_text("下级关工委").click()
    assert clerk.reads("鸡西市关心下一代工作委员会的下级关工委")
    clerk.follow("看成员单位")
    assert clerk.reads("市教育局")
    opened(clerk, "团市委")
    assert clerk.reads("共青团鸡西市委员会")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_o1_units_merge_and_what_they_were_called_is_still_answered(visitor: NewVisitor, scripts: bool) -> None:
    clerk, mark = visitor(CLERK, scripts=scripts), "a" if scripts else "b"
    for name, code in (("鸡西市示例甲中心", f"230300-j{mark}"), ("鸡西市示例乙中心", f"230300-y{mark}")):
        registered(clerk, f"{name}{mark}", code, kind="其他单位", level="市级")
        assert clerk.said == "单位已经登记。"
        clerk.follow("登记关系").choose("成员单位（所属关工委）").fill("对方单位", "230300")
        clerk.fill("从哪一天起", "2023-01-01").press("登记")
        assert clerk.said == "关系已经登记。"
        # A member without a liaison officer can be sent no notice: no meeting of all members could be called any more.
        clerk.follow("登记任职").choose("联络员").fill("姓名", "示例人员丁")
        clerk.fill("任职日期", "2023-01-01").press("登记")
        assert clerk.said == "任职已经登记。"
    form(clerk, f"230300-y{mark}", "更名").fill("全称", f"鸡西市示例丙中心{mark}").press("保存")
    assert clerk.said == "更名已经登记。"
    clerk.follow("把别的单位并入本单位").fill("并入的单位", f"230300-j{mark}")
    clerk.choose("撤销，由本单位承接").fill("原因", "机构改革").press("合并")
    assert clerk.said == "合并已经登记。"
    assert clerk.reads("由哪些单位来")
    clerk.follow(f"鸡西市示例甲中心{mark}")
    assert clerk.reads("已撤销")
    assert clerk.reads(f"现在由鸡西市示例丙中心{mark}承接。")
    clerk.follow(f"鸡西市示例丙中心{mark}")
    clerk.fill("看哪一天的情况", "2023-02-01").press("查看")
    assert clerk.main.locator("h1").inner_text() == f"鸡西市示例乙中心{mark}"


def test_o2_somebody_takes_an_office_and_leaves_it(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    form(clerk, "230300-rsj", "登记任职").choose("分管领导").fill("姓名", "示例人员甲")
    clerk.fill("任职日期", "2023-03-01").press("登记")
    if clerk.reads("现已有人担任"):
        form(clerk, "230300-rsj", "登记离任")
        clerk.main.get_by_label("分管领导", exact=False).first.check()
        clerk.fill("离任日期", "2023-03-01").fill("原因", "工作调动").press("登记")
        form(clerk, "230300-rsj", "登记任职").choose("分管领导").fill("姓名", "示例人员甲")
        clerk.fill("任职日期", "2023-03-01").press("登记")
    assert clerk.said == "任职已经登记。"
    assert clerk.reads("示例人员甲（2023年3月1日起）")


def test_o2_a_reshuffle_is_registered_at_once_and_all_or_nothing(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    form(clerk, "230300-mzj", "换届、调整任职")
    clerk.fill("分管领导：谁到任", "示例新任甲").fill("联络员：谁到任", "示例新任乙")
    clerk.fill("从哪一天起", "2023-08-01").fill("依据", "届中调整")
    clerk.press("登记")
    assert "现已有人担任" in clerk.said
    assert clerk.field("分管领导：谁到任").input_value() == "示例新任甲"
    clerk.keep("reshuffle-refused")
    for box in clerk.main.get_by_role("checkbox").all():
        clerk.tick(box)
    clerk.press("登记")
    assert clerk.said == "离任和到任已经登记。"
    assert clerk.reads("示例新任甲（2023年8月1日起）")
    assert clerk.reads("示例新任乙（2023年8月1日起）")


def test_o1_a_refusal_stands_on_the_form_and_nothing_typed_is_lost(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    form(clerk, "230321", "变更上级关工委").fill("新的上级关工委", "230300").fill("原因", "区划调整").press("保存")
    assert "已经是本单位的上级" in clerk.said
    assert "O1" in clerk.said
    assert clerk.field("原因").input_value() == "区划调整"


def test_o3_a_batch_is_planned_confirmed_and_founded_and_counts(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    registered(clerk, "鸡西市示例机关关工委", "230300-sljg-ggw", kind="关工委", level="机关单位", status="待建")
    clerk.follow("登记关系").choose("上级关工委").fill("对方单位", "230300").fill("从哪一天起", "2023-01-01").press(
        "登记"
    )
    clerk.open("/console/units/founding/new").fill("这一批叫什么", "示例第一批").fill("打算什么时候建成", "2023-12-01")
    clerk.fill("单独建立的单位", "230300-sljg-ggw").fill("单独建立要具备的条件", "单位指派一名党政领导任主任").press(
        "保存"
    )
    assert clerk.said == "这一批已经安排。"
    clerk.follow("登记成立").choose("鸡西市示例机关关工委").press("登记")
    assert "条件没有确认" in clerk.said
    clerk.page.goto(clerk.page.url.rpartition("/")[0] + "/confirm-condition")
    clerk.main.get_by_label("鸡西市示例机关关工委", exact=False).first.check()
    clerk.press("确认")
    clerk.follow("调整这一批").fill("打算什么时候建成", "2024-03-01").fill("调整的原因", "分期推开")
    assert clerk.field("单独建立的单位").input_value() == "鸡西市示例机关关工委"
    clerk.keep("founding-revise")
    clerk.press("保存")
    assert clerk.said == "这一批已经调整。"
    assert clerk.reads("打算2024年3月1日建成")
    clerk.follow("登记成立").choose("鸡西市示例机关关工委").press("登记")
    assert clerk.said == "成立已经登记。"
    assert clerk.reads("共1个单位，已成立1个")
    opened(clerk, "230300").follow("组建率")
    assert clerk.reads("应建")
    clerk.main.get_by_role("row").filter(has_text="合计").get_by_role("link").first.click()
    assert clerk.reads("鸡西市")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_file_is_previewed_mistakes_are_told_and_the_right_one_is_done(visitor: NewVisitor, scripts: bool) -> None:
    clerk, number = visitor(CLERK, scripts=scripts), "801" if scripts else "802"
    row = tuple(cell.format(number, number) for cell in TOWN)
    wrong = (*row[:3], "关工会", *row[4:])
    clerk.open("/console/units/files").press("上传并预览")
    assert "请选择一个文件" in clerk.said
    clerk.upload("名册文件", "名册.xlsx", file_of((wrong,))).press("上传并预览")
    assert clerk.reads("“单位”第2行　类别")
    assert clerk.reads("“关工会”不认得")
    clerk.open("/console/units/files")
    director = (row[0], "", "主任", "示例人员乙", "2023-01-01", "", "")
    below = (row[0], "", "上级关工委", "230321", "", "", "2023-01-01", "", "")
    clerk.upload("名册文件", "名册.xlsx", file_of((row,), (below,), (director,))).press("上传并预览")
    assert clerk.reads("新增1个单位")
    assert clerk.reads("主任：示例人员乙（自2023-01-01起）")
    clerk.follow("开始导入").press("开始导入")
    clerk.settle().page.reload()
    assert clerk.reads("已办1项，共1项")
    assert clerk.reads("已办完")
    opened(clerk, row[0])
    assert clerk.reads("示例人员乙")


def test_a_hostile_file_is_refused_in_words(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK).open("/console/units/files")
    clerk.upload("名册文件", "名册.xlsx", b"PK\x03\x04 nothing").press("上传并预览")
    assert "不是能打开的.xlsx表格" in clerk.said


def test_the_registry_is_downloaded_as_a_file(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK).open("/console/units/files")
    with clerk.page.expect_download() as waiting:
        clerk.follow("导出单位（CSV）")
    assert waiting.value.suggested_filename.endswith("单位.csv")
    assert waiting.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
