"""Topics, receipts, attendance and the board of the year, in a real browser."""

import re
from typing import Any

import pytest

from tests.browser.conftest import CLERK, NewVisitor
from tests.browser.keyboard import KeyboardVisitor
from tests.browser.meeting import Held
from tests.browser.units import registered
from tests.browser.visitor import Visitor, in_days, move_to

pytestmark = [pytest.mark.slow, pytest.mark.server]
PROVINCE = "黑龙江省关工委　经办人"
LIAISON = "鸡西市教育局　联络员"
WAYS: dict[str, dict[str, Any]] = {
    "by keyboard only": {"kind": KeyboardVisitor},
    "without scripts": {"scripts": False},
}


@pytest.mark.accepts("M4")
def test_m4_a_member_proposes_and_the_committee_answers(visitor: NewVisitor) -> None:
    liaison, clerk = visitor(LIAISON), visitor(CLERK)
    liaison.open("/console/topics/propose").choose("鸡西市关心下一代工作委员会")
    liaison.fill("议题", "假期青少年安全").fill("理由", "需要几个部门一起研究。").press("提出")
    assert liaison.said == "议题已经提出，等关工委答复。"
    clerk.open("/console/topics?state=proposed").follow("假期青少年安全").follow("不采纳")
    clerk.fill("理由", "已有专项部署。").press("不采纳")
    assert clerk.said == "已经答复不采纳。"
    clerk.follow("采纳").fill("说明", "四季度研究。").press("采纳")
    liaison.page.reload()
    assert liaison.reads("四季度研究。")
    meeting = Held(clerk, "假期安全工作").drafted()
    form = meeting.step("列入议题")
    form.tick(form.main.get_by_label(re.compile("^假期青少年安全"))).press("保存")
    assert clerk.said == "议题已经列入会议。"
    liaison.page.reload()
    assert liaison.reads("已列入会议")


@pytest.mark.accepts("M4")
def test_m4_an_accepted_topic_leads_to_its_meeting_and_who_proposed_it_is_told(visitor: NewVisitor) -> None:
    liaison, clerk = visitor(LIAISON), visitor(CLERK)
    liaison.open("/console/topics/propose").choose("鸡西市关心下一代工作委员会")
    liaison.fill("议题", "校园周边环境").fill("理由", "需要几个部门一起研究。").press("提出")
    clerk.open("/console/topics?state=proposed").follow("校园周边环境").follow("采纳")
    clerk.fill("说明", "年内研究。").press("采纳")
    clerk.keep("topic-accepted", (360, 1280))
    liaison.settle().open()
    assert liaison.reads("采纳了贵单位提出的议题“校园周边环境”。说明：年内研究。")
    liaison.keep("desk-topic-answered", (360, 1280))
    liaison.follow("议题：校园周边环境")
    assert liaison.reads("年内研究。")
    clerk.follow("为它筹备会议")
    assert clerk.field("会议主题").input_value() == "校园周边环境"
    assert clerk.main.get_by_label(re.compile("^校园周边环境")).is_checked()
    clerk.keep("draft-of-topic", (360, 1280))
    clerk.choose("联席会议", "专题会议").press("保存")
    assert clerk.said == "会议已经建立。"
    clerk.keep("meeting-of-topic", (360, 1280))
    clerk.follow("校园周边环境")
    assert clerk.reads("已列入会议")
    assert clerk.main.get_by_role("link", name="为它筹备会议").count() == 0


@pytest.mark.accepts("M6")
@pytest.mark.accepts("M7")
def test_m6_m7_receipts_come_in_and_the_sheet_is_filled(visitor: NewVisitor) -> None:
    clerk, liaison = visitor(CLERK), visitor(LIAISON)
    meeting = Held(clerk, "到会情况").drafted().requested().approved().noticed()
    path = meeting.address.removeprefix(clerk.server.base_url)
    liaison.open(f"{path}/receipts")
    liaison.main.get_by_role("link", name=re.compile("^报回执")).click()
    liaison.choose("参加", "他人代为参加", "到现场").fill("代为参加的人的职务", "副局长").fill("原因", "分管领导出差。")
    liaison.press("报出回执")
    assert liaison.said == "回执已经报出。"
    assert liaison.reads("到现场，1人，他人代为参加，副局长，分管领导出差。")
    clerk.open(f"{path}/receipts")
    assert clerk.reads("参加1个")
    move_to(clerk.server, meeting.day, hour=9)
    clerk.open(f"{path}/venues").fill("分会场", "鸡东县分会场").press("保存")
    assert clerk.said == "会场已经保存。"
    clerk.main.get_by_label("鸡西市教育局：到会情况", exact=True).select_option(label="到会")
    clerk.main.get_by_label("鸡西市司法局：到会情况", exact=True).select_option(label="请假")
    clerk.press("保存")
    told = clerk.main.locator("p.error").all_inner_texts()
    assert [text.removeprefix("错误：").strip() for text in told] == ["请选择在哪个会场。", "请假的请写明原因。"]
    clerk.main.get_by_label("鸡西市教育局：会场", exact=True).select_option(label="市委一号会议室")
    clerk.main.get_by_label("鸡西市教育局：谁出席", exact=True).select_option(label="分管领导")
    clerk.main.get_by_label("鸡西市司法局：原因", exact=True).fill("参加省里的会议。")
    clerk.press("保存")
    assert clerk.said == "签到已经登记。"
    assert clerk.reads("实到1个，请假1个")
    for name in ("attendance", "attendance/print", "receipts"):
        clerk.open(f"{path}/{name}").keep(name.replace("/", "-"))
        assert clerk.faults() == []


@pytest.mark.accepts("M7")
@pytest.mark.parametrize("way", WAYS)
def test_m7_the_sheet_begins_with_the_receipts_and_is_filled_at_once(visitor: NewVisitor, way: str) -> None:
    clerk = visitor(CLERK, **WAYS[way])
    meeting = Held(clerk, f"签到从回执起 {way}").drafted().requested().approved().noticed()
    path = meeting.address.removeprefix(clerk.server.base_url)
    forms = answering(clerk, path)
    units = list(forms)
    came, sent, excused, silent = units[:4]
    answer(clerk, forms[came], "参加", "分管领导", "到现场")
    answer(clerk, forms[sent], "参加", "他人代为参加", "到现场", office="副局长", reason="分管领导出差。")
    answer(clerk, forms[excused], "不能参加", reason="参加省里的会议。")
    move_to(clerk.server, meeting.day, hour=9)
    clerk.page.goto(meeting.address)
    clerk.follow("签到")
    assert clerk.reads("他人代为参加，副局长，分管领导出差。")
    assert clerk.reads(f"实到0个，请假0个，缺席0个，未登记{len(units)}个")
    clerk.keep(f"sheet-from-receipts-{way.replace(' ', '-')}")
    clerk.press("保存")
    assert "没有新填的内容" in clerk.said
    clerk.press("全部到会")
    # With them the committee that calls the meeting; for those who did not answer, who holds the seat.
    assert clerk.said.startswith(f"填好{len(units) + 1}个单位：到会{len(units)}个，请假1个（按回执）。")
    assert "还要补全" not in clerk.said
    assert clerk.reads(f"未登记{len(units)}个")
    clerk.keep(f"sheet-filled-{way.replace(' ', '-')}")
    if "scripts" not in WAYS[way]:
        assert clerk.faults() == []
    clerk.pick(f"{silent}：到会情况", "缺席").fill(f"{came}：人数", "2")
    clerk.press("保存")
    assert clerk.said == "签到已经登记。"
    assert clerk.reads(f"实到{len(units) - 2}个，请假1个，缺席1个，未登记0个")
    assert clerk.reads("他人代为出席1个")


def answering(clerk: Visitor, path: str) -> dict[str, str]:
    """Each unit that was asked, and where its answer is taken down."""
    clerk.open(f"{path}/receipts")
    links = clerk.main.get_by_role("link", name=re.compile("^代为登记")).all()
    return {one.inner_text().partition("：")[2].strip(): one.get_attribute("href") or "" for one in links}


def answer(clerk: Visitor, form: str, *chosen: str, office: str = "", reason: str = "") -> None:
    """What a unit told on the telephone."""
    clerk.open(form).choose(*chosen)
    clerk.fill("代为参加的人的职务", office) if office else None
    clerk.fill("原因", reason) if reason else None
    clerk.press("报出回执")
    assert clerk.said == "回执已经报出。"


@pytest.mark.accepts("M7")
def test_m7_a_meeting_without_attendance_is_told_so_before_it_is_filed(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    meeting = Held(clerk, "没有登记签到").drafted().requested().approved().noticed().took_place().resolved()
    meeting.reported().minuted()
    assert clerk.reads("签到还没有登记。归档以后签到表不能再填")
    clerk.keep("meeting-without-attendance")
    clerk.follow("会议归档")
    assert clerk.reads("签到还没有登记。")
    clerk.keep("file-without-attendance")
    clerk.press("归档")
    assert clerk.said == "会议已经归档。"
    assert clerk.reads("归档的时候没有登记签到。")


@pytest.mark.accepts("M2")
@pytest.mark.accepts("S6")
def test_m2_s6_the_board_of_the_year_opens_to_the_committees(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    clerk.open("/console/duty-board?year=2023")
    assert re.search(r"应召开 \d+", clerk.main.inner_text())
    clerk.follow("鸡东县关心下一代工作委员会")
    assert clerk.reads("鸡东县")
    assert clerk.reads("应召开 1")
    assert in_days(clerk.server, 0).year == 2023


@pytest.mark.accepts("M2")
@pytest.mark.accepts("S6")
def test_m2_s6_what_a_committee_sets_stands_on_its_page_and_counts_on_the_board(visitor: NewVisitor) -> None:
    province, clerk = visitor(PROVINCE), visitor(CLERK)
    clerk.open("/console/duty-board")
    assert clerk.reads("城子河区关心下一代工作委员会")
    clerk.follow("看和改规定").follow("规定从哪一天起提醒")
    clerk.fill("每年从哪一天起提醒", "国庆节").press("保存")
    assert "请写成月-日" in clerk.main.locator("p.error").inner_text()
    clerk.fill("每年从哪一天起提醒", "9月20日").press("保存")
    assert clerk.said == "提醒的日子已经规定。"
    assert clerk.reads("每年9月20日")
    clerk.keep("duties-warned")
    province.open("/console/duty-board").follow("看和改规定").follow("单独规定一个关工委")
    province.fill("哪个关工委", "城子河区关工委").choose("不要求召开").fill("原因", "区划调整期间暂不单独召开。")
    province.keep("duty-single")
    province.press("保存")
    assert province.said == "单独规定已经保存。"
    assert province.reads("区划调整期间暂不单独召开。")
    province.keep("duties-province")
    assert province.faults() == []
    clerk.open("/console/duty-board")
    assert clerk.reads("鸡东县关心下一代工作委员会")
    assert not clerk.reads("城子河区关心下一代工作委员会")


@pytest.mark.accepts("M1")
def test_m1_a_kind_that_a_committee_adds_is_chosen_below_it_until_it_is_retired(visitor: NewVisitor) -> None:
    province, clerk = visitor(PROVINCE), visitor(CLERK)
    province.open("/console/meetings").follow("会议形式").follow("增加会议形式")
    province.fill("名称", "专家论证会议").choose("联席会议的形式").press("增加")
    assert province.said == "会议形式已经增加，筹备会议时可以选。"
    province.open("/console/meeting-kinds/add").fill("名称", "务虚会").choose("其他会议").press("增加")
    province.keep("meeting-kinds-added")
    assert province.faults() == []
    clerk.open("/console/meetings/new").choose("务虚会")
    assert not clerk.main.get_by_label("专家论证会议").is_visible()
    clerk.choose("联席会议", "专家论证会议").fill("会议主题", "专家论证").keep("draft-with-added-kinds")
    clerk.press("保存")
    assert clerk.reads("联席会议（专家论证会议）")
    clerk.open("/console/meeting-kinds")
    assert clerk.reads("黑龙江省关心下一代工作委员会增加")
    assert clerk.main.get_by_role("link", name=re.compile("^停用")).count() == 0
    for kind in ("专家论证会议", "务虚会"):
        province.open("/console/meeting-kinds").main.get_by_role("link", name=re.compile(f"^停用.*{kind}$")).click()
        province.keep("meeting-kind-retire")
        province.press("停用")
        assert province.said == "会议形式已经停用。"
    assert clerk.open("/console/meetings/new").main.get_by_label("专家论证会议").count() == 0


def test_meetings_are_found_by_year_and_kind(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    for theme, kind, day in (("例会甲", "例会", "2040-03-10"), ("推进会乙", "推进会", "2040-05-20")):
        clerk.open("/console/meetings/new").choose(kind).fill("会议主题", theme).fill("打算哪天开", day).press("保存")
    clerk.open("/console/meetings").pick("会议形式", "例会").pick("谁筹备的", "本关工委").press("查看")
    assert clerk.reads("例会甲")
    assert not clerk.reads("推进会乙")
    clerk.keep("meetings-narrowed")
    assert clerk.faults() == []
    clerk.pick("哪一年", "2023年").press("查看")
    assert clerk.reads("没有这样的会议。")
    clerk.open("/console/calendar?year=2040")
    assert clerk.reads("5月")
    clerk.pick("会议形式", "例会").press("查看")
    assert clerk.reads("例会甲")
    assert not clerk.reads("推进会乙")
    clerk.keep("calendar-narrowed")
    assert clerk.faults() == []
    clerk.follow("2039年")
    assert clerk.reads("这一年没有这种形式的会议。")


@pytest.mark.accepts("M6")
def test_m6_a_notice_goes_down_from_committee_to_committee(visitor: NewVisitor) -> None:
    clerk, county, town = visitor(CLERK), visitor("鸡东县关工委　经办人"), visitor()
    for name, code, level, above in (
        ("示例镇关心下一代工作委员会", "230321199", "乡级", "230321"),
        ("示例村关心下一代工作委员会", "230321199-sl", "村级", "230321199"),
    ):
        registered(county, name, code, kind="关工委", level=level)
        county.follow("登记关系").choose("上级关工委").fill("对方单位", above)
        county.fill("从哪一天起", "2023-01-01").press("登记")
        assert county.said == "关系已经登记。"
    clerk.open("/console/meetings/new").choose("例会").fill("会议主题", "逐级转发的例会").press("保存")
    meeting = Held(clerk, "逐级转发的例会", address=clerk.page.url.partition("?")[0])
    meeting.step("发会议通知").fill("列席单位", "230321")
    at = meeting.called().address.removeprefix(clerk.server.base_url)
    county.open(f"{at}/receipts").follow("转发会议通知")
    county.keep("forward-notice", (360, 1280))
    assert county.faults() == []
    county.fill("本级在哪里参加", "县委会议室").press("转发")
    assert "请选择要转发的成员单位" in county.said
    county.choose("示例镇关心下一代工作委员会").press("转发")
    assert county.said == "通知已经转发。"
    town.open("/console/sign-in")
    town.fill("单位", "230321199").pick("身份", "经办人").press("进入")
    town.open().follow("逐级转发的例会")
    town.keep("receipt-forwarded")
    town.follow("转发会议通知").fill("本级在哪里参加", "镇政府会议室").fill("还转发给哪些单位", "230321199-sl")
    town.press("转发")
    assert town.said == "通知已经转发。"
    assert town.reads("示例村关心下一代工作委员会")
    town.keep("receipts-forwarded")
    assert town.faults() == []
    village = visitor().open("/console/sign-in")
    village.fill("单位", "230321199-sl").pick("身份", "经办人").press("进入")
    village.open().follow("逐级转发的例会").follow("转发会议通知")
    assert village.reads("没有可以转发的单位")
    village.keep("forward-nobody", (360, 1280))
    assert village.faults() == []
    village.follow("登记单位")
    assert village.page.url.endswith("/console/units/new")
