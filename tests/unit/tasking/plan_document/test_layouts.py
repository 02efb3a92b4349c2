"""The same plan in other layouts: what a web page, a printout, a table or a typist makes of it."""

import re
from collections.abc import Callable

import pytest

from services.tasking.domain.plan_document import ParsedPlan, parse_plan
from tests.unit.tasking.plan_document.support import sample, sample_text, table

WIDE = str.maketrans("0123456789():,;", "０１２３４５６７８９（）：，；")
NARROW = str.maketrans("（），：；", "(),:;")


def wrapped(text: str, width: int) -> str:
    """Each line broken at the width, as a plain-text export does."""
    return "\n".join(
        "\n".join(line[at : at + width] for at in range(0, len(line), width)) if line else ""
        for line in text.split("\n")
    )


def roles_on_lines_of_their_own(text: str) -> str:
    return re.sub(r"(?=牵头单位：|责任单位：)", "\n", text)


def roles_below_their_labels(text: str) -> str:
    return re.sub(r"(牵头单位|责任单位)：", r"\n\1：\n", text)


def names_one_a_line(text: str) -> str:
    def listed(match: re.Match[str]) -> str:
        return "责任单位：\n" + re.sub("[、，]", "\n", match[1])

    return re.sub(r"责任单位：([^。]*县\(市\)区关工委)。", listed, roles_on_lines_of_their_own(text))


def stacked_table(text: str) -> str:
    return _as_table(text, "序号\n任务内容\n牵头单位\n责任单位\n", "\n")


def tabbed_table(text: str) -> str:
    return _as_table(text, "序号\t任务内容\t牵头单位\t责任单位\n", "\t")


def _as_table(text: str, header: str, between: str) -> str:
    head, _, rest = text.partition("（一）用党")
    body, _, tail = ("（一）用党" + rest).partition("三、工作要求")
    rows = [
        re.sub(r"^(\d+)、(.*)牵头单位：(.*?)。责任单位：(.*)。$", lambda row: between.join(row.groups()), line)
        for line in body.replace("推开。\n\n", "推开。").split("\n")
    ]
    return head + header + "\n".join(rows) + "三、工作要求" + tail


def in_brackets(text: str) -> str:
    return re.sub(r"牵头单位：(.*?)。责任单位：(.*?)。(?=\n)", r"（牵头单位：\1；责任单位：\2）", text)


def between_page_breaks(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        f"{line}\n- {index // 9} -" if index % 9 == 0 and index else line for index, line in enumerate(lines)
    )


LAYOUTS: dict[str, Callable[[str], str]] = {
    "half-width punctuation": lambda text: text.translate(NARROW),
    "full-width digits and punctuation": lambda text: text.translate(WIDE),
    "a dot after numbers": lambda text: re.sub(r"(?m)^(\d+)、", r"\1.", text),
    "a full-width dot after numbers": lambda text: re.sub(r"(?m)^(\d+)、", r"\1．", text),
    "a space after marks": lambda text: re.sub(r"(?m)^(\d+、|（.{1,2}）)", r"\1 ", text),
    "composed marks": lambda text: text.replace("（一）用", "㈠用").replace("（二）把", "㈡把"),
    "no blank lines": lambda text: re.sub(r"\n+", "\n", text),
    "indented with ideographic spaces": lambda text: re.sub(r"(?m)^(?=.)", "\u3000\u3000", text),
    "windows line ends and trailing spaces": lambda text: text.replace("\n", "  \n"),
    "zero-width characters": lambda text: text.replace("牵头", "牵\u200b头").replace("市", "市\u200d"),
    "no-break spaces": lambda text: text.replace("：", "：\u00a0"),
    "spaced labels": lambda text: text.replace("牵头单位：", "牵 头 单 位 ： ").replace("责任单位：", "责 任 单 位 ："),
    "roles on lines of their own": roles_on_lines_of_their_own,
    "roles below their labels": roles_below_their_labels,
    "names one a line": names_one_a_line,
    "roles in brackets": in_brackets,
    "labels in lenticular brackets": lambda text: re.sub("(牵头单位|责任单位)：", r"【\1】", text),
    "names separated by spaces": lambda text: re.sub(
        r"(责任单位：)(.*?)。", lambda match: match[1] + re.sub("[、，](?!市直关)", " ", match[2]) + "。", text
    ),
    "names separated by commas": lambda text: re.sub(
        r"(责任单位：)(.*?)。", lambda match: match[1] + re.sub("[、，]", ",", match[2]) + "。", text
    ),
    "及 before the last name": lambda text: text.replace("，县(市)区", "及县(市)区"),
    "和 inside the pair": lambda text: text.replace("县(市)区、市直关工委", "各县(市)区和市直关工委"),
    "one line per section": lambda text: re.sub(r"。\n\n(?=\d+、)", "。", text),
    "everything in one line per chapter": lambda text: re.sub(r"(?<=[。])\n+(?=\d|（)", "", text),
    "no full stop at the end of items": lambda text: re.sub(r"关工委。(?=\n)", "关工委", text),
    "page numbers between paragraphs": between_page_breaks,
    "cooperating units": lambda text: text.replace("责任单位：", "配合单位："),
    "departments": lambda text: text.replace("责任单位：", "落实部门："),
    "wrapped at 30 characters": lambda text: wrapped(text, 30),
    "wrapped at 23 characters": lambda text: wrapped(text, 23),
    "wrapped at 41 without blank lines": lambda text: wrapped(re.sub(r"\n+", "\n", text), 41),
    "wrapped at 37, half-width": lambda text: wrapped(text.translate(NARROW), 37),
    "a table, one cell a line": stacked_table,
    "a table, tabs between cells": tabbed_table,
    "a web page around it": lambda text: (
        "站内搜索\n您当前的位置: 首页 > 通知\n" + text + "\n上一篇：无\n版权所有 未经授权，禁止下载\n黑ICP备00000000号"
    ),
    "nothing after the last item": lambda text: text.partition("三、工作要求")[0] + "\n版权所有",
}


def words(plan: ParsedPlan) -> list[str]:
    """Item texts without what a layout may change: widths and paragraph breaks."""
    return [re.sub(r"\s", "", item.text.translate(WIDE)) for item in plan.items]


@pytest.mark.accepts("T11")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_t11_a_layout_changes_no_item_and_no_unit(layout: str):
    plan = parse_plan(LAYOUTS[layout](sample_text()))
    assert table(plan) == table(sample())
    assert words(plan) == words(sample())
    assert len(plan.sections) == 14
    assert [item.section[-4:] for item in plan.items] == [item.section[-4:] for item in sample().items]
    assert [(item.due.kind, item.due.date) for item in plan.items] == [
        (item.due.kind, item.due.date) for item in sample().items
    ]


@pytest.mark.parametrize("width", range(14, 30))
def test_no_width_of_lines_costs_a_unit(width: int):
    assert table(parse_plan(wrapped(sample_text(), width))) == table(sample())


HEAD = "某市责任分工方案\n一、任务\n（一）宣传教育。\n"


def test_a_sentence_broken_before_numbers_that_look_like_a_mark_stays_one_item():
    words = "把在校学生和乡村青年分成层次逐一安排活动，要发展农村第一、第二、三产业的技能培训，同时做好校外辅导工作。"
    text = wrapped(HEAD + f"1、{words}牵头单位：市关工委。责任单位：市教育局、市妇联、市民政局、市司法局、团市委。", 16)
    assert "\n二、三产业" in text
    assert [(item.number, item.text) for item in parse_plan(text).items] == [(1, words)]


def test_numbered_points_inside_an_item_belong_to_it():
    plan = parse_plan(HEAD + "1、做好两件事：\n(1)建名册；\n(2)定计划。\n牵头单位：市关工委。责任单位：市教育局。")
    assert [item.number for item in plan.items] == [1]
    assert "(2)定计划。" in plan.items[0].text


def test_decimals_and_dates_at_the_beginning_of_a_line_are_no_marks():
    plan = parse_plan(HEAD + "1、覆盖率达到\n90.5%以上。\n2023.9.30前完成。\n牵头单位：市关工委。责任单位：市教育局。")
    assert [item.number for item in plan.items] == [1]
    assert str(plan.items[0].due.date) == "2023-09-30"


def test_numbered_principles_of_another_chapter_are_no_tasks():
    text = "某市责任分工方案\n一、原则\n1、坚持统筹。\n2、坚持务实。\n二、任务\n1、办讲座。牵头单位：市关工委。责任单位：市教育局。"
    plan = parse_plan(text)
    assert [item.text for item in plan.items] == ["办讲座。"]
    assert any("坚持务实" in passage.text for passage in plan.unplaced)


def test_headings_that_name_their_units_are_items():
    text = "某市责任分工方案\n一、加强教育\n（一）办讲座。牵头单位：市关工委。责任单位：市教育局。\n（二）搞展览。牵头单位：市妇联。责任单位：团市委。"
    plan = parse_plan(text)
    assert table(plan) == [(1, ("市关工委",), ("市教育局",)), (2, ("市妇联",), ("团市委",))]
    assert {item.section for item in plan.items} == {"一、加强教育"}


def test_units_named_in_a_closing_bracket_are_read():
    plan = parse_plan(HEAD + "1、办讲座。（市委宣传部牵头，市教育局、团市委配合）")
    assert table(plan) == [(1, ("市委宣传部",), ("市教育局", "团市委"))]
    assert plan.items[0].text == "办讲座。"


def test_a_signature_after_the_last_item_is_listed_apart():
    plan = parse_plan(HEAD + "1、办讲座。牵头单位：市关工委。责任单位：市教育局。\n某市关工委办公室\n2023年8月1日")
    assert plan.items[0].text == "办讲座。"
    assert [passage.text for passage in plan.unplaced if passage.place == "after_item"]
    assert plan.items[0].due.kind == "none"


def test_a_clause_about_hosts_is_no_page_imprint():
    plan = parse_plan(
        HEAD + "1、办好由市关工委主办、市教育局协办的演讲比赛。\n牵头单位：市关工委。责任单位：市教育局。"
    )
    assert plan.items[0].text == "办好由市关工委主办、市教育局协办的演讲比赛。"


def test_people_in_charge_are_neither_units_nor_text():
    plan = parse_plan(HEAD + "1、办讲座。牵头单位：市关工委。责任人：某某。责任单位：市教育局。")
    assert table(plan) == [(1, ("市关工委",), ("市教育局",))]
    assert "某某" not in repr(plan)
    assert [finding.code for finding in plan.findings] == ["people_left_out"]
