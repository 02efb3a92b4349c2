"""A leaders' visit followed to its closing, and what is passed on and returned, in a real browser."""

from typing import Any

import pytest

from tests.browser.conftest import CLERK, NewVisitor
from tests.browser.keyboard import KeyboardVisitor
from tests.browser.visitor import Visitor, in_days, move_to

pytestmark = [pytest.mark.slow, pytest.mark.server]
EDUCATION = ("鸡西市教育局", "联络员")
WAYS: dict[str, dict[str, Any]] = {
    "by clicks": {},
    "by keyboard only": {"kind": KeyboardVisitor},
    "without scripts": {"scripts": False},
}


def by_unit(visitor: Visitor, unit: str, role: str) -> Visitor:
    """Signs in for a unit that is no identity of the example's page."""
    visitor.open("/console/sign-in")
    visitor.field("单位").fill(unit)
    visitor.field("身份").select_option(label=role)
    return visitor.press("进入")


def office_meeting(clerk: Visitor, theme: str) -> None:
    """A directors' office meeting that was held."""
    clerk.open("/console/meetings/new").choose("主任办公会").fill("会议主题", theme).press("保存")
    address = clerk.page.url.partition("?")[0]
    clerk.follow("发会议通知")
    day = in_days(clerk.server, 1)
    clerk.fill("开会时间", f"{day}T09:30").fill("开会地点", "会议室").choose("部分成员单位")
    clerk.fill("参会的成员单位", "市教育局").press("发出通知")
    move_to(clerk.server, day, hour=17)
    clerk.page.goto(address)
    clerk.follow("记录会议召开")
    clerk.tick(clerk.page.get_by_label("主任 示例主任", exact=False).first)
    clerk.press("记录下来")


def recorded(clerk: Visitor, title: str) -> str:
    clerk.open("/console/instructions/new").choose("视察", "讲话").fill("标题", title)
    clerk.fill("哪位领导", "省关工委主任").upload("情况、讲话或批示全文").press("保存")
    return clerk.page.url.partition("?")[0]


def issued(clerk: Visitor, title: str, **more: str) -> str:
    clerk.open("/console/transmittals/new").choose("上级文件").fill("标题", title).fill("发文机关", "省关工委")
    clerk.upload("要传达的文件").fill("发给哪些单位", "市教育局\n鸡冠区关工委")
    for label, text in more.items():
        clerk.fill(label, text)
    clerk.fill("哪天前反馈", in_days(clerk.server, 7).isoformat()).press("发出")
    return clerk.page.url.partition("?")[0]


@pytest.mark.parametrize("way", WAYS)
def test_m12_m11_a_visit_is_followed_to_its_closing(visitor: NewVisitor, way: str) -> None:
    clerk = visitor(CLERK, **WAYS[way])
    theme = f"研究贯彻落实意见 {way}"
    office_meeting(clerk, theme)
    address = recorded(clerk, f"省关工委领导来我市视察 {way}")
    assert clerk.said == "已经记录，可以研究贯彻落实意见了。"
    clerk.follow("记录贯彻落实意见")
    clerk.tick(clerk.page.get_by_label(theme, exact=False).first)
    clerk.fill("贯彻落实意见", "形成情况汇报。\n向各县（市）区传达。").press("记录下来")
    assert clerk.reads("待党委同意")
    clerk.follow("记录党委同意安排部署")
    clerk.tick(clerk.page.get_by_label("通过的意见2条", exact=False).first)
    clerk.fill("批示人", "示例领导甲").fill("批示原文", "同意。").upload("批示的扫描件").press("记录下来")
    assert clerk.reads("党委已同意")
    clerk.follow("报送专题汇报").upload("专题汇报").fill("还报给谁", "市人大\n市政协").press("报送")
    assert clerk.reads("报市人大、市政协")
    clerk.follow("结卷").press("结卷")
    assert clerk.said == "卷宗已经结卷。"
    clerk.page.goto(address)
    clerk.follow("看卷宗")
    # The visit's text, the consent's words and scan, the special report.
    assert clerk.page.get_by_role("row").count() == 5
    clerk.follow("办理过程")
    assert clerk.reads("将卷宗结卷")
    assert clerk.page.get_by_role("row").count() == 6


def test_m12_closing_before_the_party_committees_word_is_warned_of(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    theme = "研究还没有答复的意见"
    office_meeting(clerk, theme)
    address = recorded(clerk, "还没有答复的视察").removeprefix(clerk.server.base_url)
    clerk.follow("记录贯彻落实意见")
    clerk.tick(clerk.page.get_by_label(theme, exact=False).first)
    clerk.fill("贯彻落实意见", "向各县（市）区传达。").press("记录下来")
    clerk.follow("结卷")
    assert clerk.reads("还待党委同意")
    clerk.keep("close-unanswered", (360, 1280))
    assert clerk.faults() == []
    clerk.fill("没有报送专题汇报的原因", "口头汇报过。").press("结卷")
    assert clerk.said == "卷宗已经结卷。"
    assert clerk.reads("仍可以记录，列为补充材料")
    clerk.keep("closed-unanswered", (360, 1280))
    clerk.open(address).follow("记录党委同意安排部署")
    clerk.tick(clerk.page.get_by_label("通过的意见1条", exact=False).first)
    clerk.fill("批示人", "示例领导甲").fill("批示原文", "同意。").upload("批示的扫描件").press("记录下来")
    assert not clerk.reads("仍可以记录")


def test_m12_closing_too_early_is_refused_with_the_rule(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    address = recorded(clerk, "没有意见的视察")
    clerk.page.goto(f"{address}/close")
    clerk.press("结卷")
    assert "不能结卷" in clerk.said
    assert "M12" in clerk.said


@pytest.mark.parametrize("way", WAYS)
def test_m10_a_unit_returns_on_its_short_form_and_the_board_shows_it(visitor: NewVisitor, way: str) -> None:
    clerk, title = visitor(CLERK, **WAYS[way]), f"省关工委通知精神 {way}"
    address = issued(clerk, title, 要求回答的问题="怎样落实？")
    assert clerk.reads("市教育局")
    liaison = by_unit(visitor(**WAYS[way]), *EDUCATION)
    liaison.follow(f"传达贯彻：{title}").follow("反馈传达情况").choose("集中", "线上").fill("多少人参加", "21")
    liaison.fill("贯彻措施", "纳入学习计划。").fill("怎样落实？", "每季度宣讲一次。").press("报出")
    assert liaison.said == "传达情况已经反馈。"
    clerk.page.goto(address)
    assert clerk.reads("集中、线上传达，21人参加")
    clerk.follow("鸡西市教育局").follow("退回反馈").fill("退回的原因", "请写明措施。").press("退回")
    liaison.page.goto(address)
    liaison.follow("看本单位的反馈").follow("更正反馈").fill("贯彻措施", "每季度宣讲一次。")
    liaison.fill("更正的原因", "已补充。").press("报出")
    assert liaison.reads("更正了贯彻措施：已补充。")
    clerk.page.goto(address)
    clerk.follow("鸡西市教育局").follow("接收反馈").press("接收")
    assert clerk.reads("已接收")
    clerk.page.goto(f"{address}/material")
    assert clerk.reads("以集中、线上方式传达学习")


def test_m10_a_lower_committee_is_told_when_it_passes_on_to_nobody(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    title = "逐级传达的精神"
    address = issued(clerk, title)
    county = by_unit(visitor(), "鸡冠区关工委", "经办人")
    county.page.goto(address)
    county.follow("转发给所属单位")
    county.fill("哪天前反馈", in_days(clerk.server, 5).isoformat()).press("转发")
    assert "没有选传达到哪些单位" in county.said


def test_m10_what_is_missing_is_told_beside_the_field(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    address = issued(clerk, "缺项的反馈")
    liaison = by_unit(visitor(), *EDUCATION)
    liaison.page.goto(f"{address}/return")
    liaison.fill("多少人参加", "0").fill("贯彻措施", "学习。").choose("集中").press("报出")
    assert "参加人数要大于0" in liaison.main.locator("p.error").first.inner_text()
    assert liaison.field("贯彻措施").input_value() == "学习。"


def test_a1_a_units_history_reads_in_words_and_steps_back_to_a_day(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    move_to(clerk.server, in_days(clerk.server, 1))  # later than what the registry began with
    recorded(clerk, "写进履历的视察")
    clerk.open("/console/history?on=2023-09-01")
    assert clerk.reads("登记单位") or clerk.reads("这里列出单位")
    clerk.open("/console/history")
    assert clerk.reads("履历：鸡西市关心下一代工作委员会")
    assert "写进履历的视察" in rows_of(clerk)[0]
    clerk.keep("history-newest-first", (1280,))
    clerk.follow("先办的在前")
    assert "写进履历的视察" not in rows_of(clerk)[0]
    clerk.fill("截至哪一天", "2023-09-01").press("查看")
    assert "order=oldest" in clerk.page.url
    clerk.open("/console/history?unit=黑龙江省没有的单位")
    assert clerk.main.locator("p.error").count() == 1
    clerk.open("/console/history?unit=市教育局")
    assert "只能看本单位的履历" in clerk.said
    assert clerk.field("单位").input_value() == "市教育局"
    clerk.keep("history-not-seen", (360, 1280))
    assert clerk.faults() == []
    clerk.follow("看本单位的履历")
    assert clerk.reads("履历：鸡西市关心下一代工作委员会")


def test_m10_what_a_meeting_passes_on_begins_at_its_page_and_leads_back_to_it(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    theme = "部署传达会议精神"
    office_meeting(clerk, theme)
    meeting = clerk.page.url.partition("?")[0]
    clerk.follow("传达会议精神")
    assert clerk.main.get_by_label("会议精神", exact=True).is_checked()
    # Buttons or a list, by how many there are to choose among.
    chosen = clerk.page.evaluate("new FormData(document.querySelector('main form')).get('matter_id')")
    assert meeting.endswith(f"/{chosen}")
    clerk.keep("transmittal-from-meeting", (1280,))
    clerk.fill("标题", theme).fill("发给哪些单位", "市教育局").fill("哪天前反馈", in_days(clerk.server, 7).isoformat())
    clerk.press("发出")
    assert clerk.said == "传达通知已经发出。"
    clerk.keep("transmittal-of-meeting", (1280,))
    clerk.follow("看这次会议")
    assert clerk.page.url == meeting


def rows_of(clerk: Visitor) -> list[str]:
    return clerk.main.locator("ol.rows > li").all_inner_texts()


def test_m11_a_dossier_lists_its_files_and_how_it_went_can_be_turned_round(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    address = recorded(clerk, "卷宗先看新的").removeprefix(clerk.server.base_url)
    office_meeting(clerk, "研究卷宗先看新的")
    clerk.open(address).follow("记录贯彻落实意见")
    clerk.tick(clerk.page.get_by_label("研究卷宗先看新的", exact=False).first)
    clerk.fill("贯彻落实意见", "向各县（市）区传达。").press("记录下来")
    clerk.follow("记录党委同意安排部署")
    clerk.tick(clerk.page.get_by_label("通过的意见1条", exact=False).first)
    clerk.fill("批示人", "示例领导甲").fill("批示原文", "同意。").upload("批示的扫描件").press("记录下来")
    clerk.open(address.replace("instructions", "dossiers"))
    numbers = clerk.main.locator("tbody td:first-child")
    assert numbers.all_inner_texts() == ["1", "2", "3"]
    titles = clerk.main.locator("tbody tr").get_by_role("link").all_inner_texts()
    assert titles == ["视察、讲话：卷宗先看新的", "批示原文", "批示扫描件"]
    clerk.keep("dossier-files", (360, 1280))
    assert clerk.faults() == []
    clerk.follow("办理过程")
    assert numbers.all_inner_texts() == ["3", "2", "1"]
    clerk.keep("dossier-newest-first", (360, 1280))
    assert clerk.faults() == []
    clerk.follow("先办的在前")
    assert numbers.all_inner_texts() == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("display", "name"), [("标准", "standard"), ("大字", "large"), ("大字高对比", "large-contrast")]
)
def test_every_page_of_a_matter_can_be_read_by_everybody(visitor: NewVisitor, display: str, name: str) -> None:
    clerk = visitor(CLERK)
    transmittal, instruction = issued(clerk, f"看得清的传达{name}"), recorded(clerk, f"看得清的视察{name}")
    liaison = by_unit(visitor(), *EDUCATION)
    liaison.page.goto(f"{transmittal}/return")
    liaison.choose("集中").fill("多少人参加", "21").fill("贯彻措施", "学习。\n宣讲。").press("报出")
    returned = liaison.main.get_by_role("link", name="看本单位的反馈").get_attribute("href")
    clerk.press(display)
    pages = {
        "instructions": "/console/instructions",
        "instruction": instruction.removeprefix(clerk.server.base_url),
        "instruction-new": "/console/instructions/new",
        "transmittals": "/console/transmittals",
        "transmittal": transmittal.removeprefix(clerk.server.base_url),
        "transmittal-new": "/console/transmittals/new",
        "material": f"{transmittal.removeprefix(clerk.server.base_url)}/material",
        "return": str(returned),
        "dossier": instruction.removeprefix(clerk.server.base_url).replace("instructions", "dossiers"),
        "history": "/console/history",
    }
    faults = {}
    for page, address in pages.items():
        clerk.open(address).keep(f"{page}-{name}")
        faults[page] = clerk.faults()
    assert faults == {page: [] for page in pages}
