"""A joint meeting from its draft to its file, in a real browser."""

from typing import Any

import pytest

from tests.browser.conftest import CLERK, NewVisitor
from tests.browser.keyboard import KeyboardVisitor
from tests.browser.meeting import Held

pytestmark = [pytest.mark.slow, pytest.mark.server]


WAYS: dict[str, dict[str, Any]] = {
    "by clicks": {},
    "by keyboard only": {"kind": KeyboardVisitor},
    "without scripts": {"scripts": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_m5_m9_a_meeting_goes_its_whole_way(visitor: NewVisitor, way: str) -> None:
    clerk = visitor(CLERK, **WAYS[way])
    meeting = Held(clerk, f"校园周边环境整治 {way}").drafted()
    assert clerk.said == "会议已经建立。"
    for step in (meeting.requested, meeting.approved, meeting.noticed, meeting.took_place, meeting.resolved):
        step()
    for step in (meeting.reported, meeting.minuted, meeting.filed):
        step()
    assert clerk.said == "会议已经归档。"
    assert clerk.reads("已归档")


def test_m5_a_refusal_says_why_and_keeps_what_was_typed(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    meeting = Held(clerk, "未请示的会议").drafted()
    meeting.form("issue-notice")
    meeting.called()
    assert "党委还没有同意这次会议" in clerk.said
    assert "M5" in clerk.said
    assert clerk.field("开会地点").input_value() == "市委一号会议室"
    clerk.keep("refused-by-a-rule", (1280,))
    with clerk.page.context.expect_page() as opened:
        clerk.main.get_by_role("link", name="规则 M5").first.click()
    assert "会前请示" in opened.value.locator("#M5").inner_text()
    opened.value.close()
    assert clerk.open("/console/rules").faults() == []
    clerk.keep("rules", (360, 1280))


def test_every_empty_field_is_told_at_once_beside_it(visitor: NewVisitor) -> None:
    clerk = visitor(CLERK)
    Held(clerk, "补录批示").drafted().requested().step("记录党委同意")
    clerk.fill("批示日期", "").press("记录下来")
    told = clerk.main.locator("p.error").all_inner_texts()
    assert [text.removeprefix("错误：").strip() for text in told] == [
        "请填写批示日期。",
        "请填写批示人。",
        "请填写批示原文。",
        "请填写批示的扫描件。",
    ]


def test_who_comes_second_sees_what_changed_and_keeps_what_was_typed(visitor: NewVisitor) -> None:
    first, second = visitor(CLERK), visitor(CLERK)
    meeting = Held(first, "两人同改").drafted()
    second.page.goto(f"{meeting.address}/revise")
    meeting.form("revise").fill("会议主题", "第一人改的主题").press("保存")
    second.fill("议程", "第二人写的议程").press("保存")
    assert "别人刚刚改过" in second.said
    assert "第一人改的主题" in second.said
    assert second.field("议程").input_value() == "第二人写的议程"
    second.fill("会议主题", "第一人改的主题").press("保存")
    assert second.said == "修改已经保存。"
    assert second.reads("第二人写的议程")
