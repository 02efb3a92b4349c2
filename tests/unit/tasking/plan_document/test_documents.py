"""Whole documents: the project's own sample and, where it is at hand, the real plan it is modelled on."""

import pytest

from services.tasking.domain.plan_document import parse_plan, resolve_names, to_json
from tests.unit.tasking.plan_document.support import directory, expected, real_text, sample, sample_text, table

SECTION_LENGTHS = [1, 3, 3, 2, 4, 3, 2, 2, 1, 1, 2, 1, 1, 4]

SAMPLE_TABLE = expected("""
1 市委宣传部 | 市关工委 市教育局 区
2 市关工委 | 市教育局 市文体广电和旅游局 团市委 区
3 市关工委 | 市教育局 团市委 区
4 市委宣传部 | 市关工委 市融媒体中心 团市委 区
5 市委宣传部 | 市关工委 市教育局 市妇联 区
6 市委宣传部 | 市关工委 市文化广电和旅游局 市教育局 区
7 市关工委 | 市教育局 团市委 区
8 市关工委 | 市委政法委 市教育局 市公安局 市司法局 团市委 区
9 市司法局 | 市关工委 市公安局 市民政局 市妇联 区
10 市关工委 | 市教育局 市民政局 市卫健委 团市委 市妇联 区
11 市关工委 | 市农业农村局 团市委 区
12 市总工会 | 市关工委 市教育局 市人社局 区
13 市总工会 | 市关工委 团市委 区
14 市关工委 | 市文明办 市教育局 团市委 市文体广电和旅游局 区
15 市关工委 | 市教育局 市妇联 区
16 市委网信办 | 市关工委 市教育局 市公安局 市文体广电和旅游局 区
17 市关工委 | 市关工委各成员单位 区 市直关工委
18 市关工委 | 市委组织部 市直机关工委 市民政局 区 市直关工委
19 市委宣传部 | 市关工委 市教育局 市民政局 团市委 区 市直关工委
20 市关工委 | 市关工委各成员单位 市委网信办 市融媒体中心 区
21 市关工委 | 区 市直关工委
22 市关工委 | 市关工委各成员单位 区 市直关工委
23 市委宣传部 | 市关工委 市融媒体中心 区
24 市委宣传部 | 市关工委 市文明办 市融媒体中心 区
25 市委组织部 | 市关工委 市财政局 区
26 市委组织部 | 市关工委 工青妇 区
27 市委组织部 | 市关工委 区
28 市关工委 | 市关工委 区 市直关工委
29 市关工委 | 市关工委各成员单位 区
30 市关工委 | 市委组织部 市财政局 市人社局 市民政局 区
""")

REAL_TABLE = expected("""
1 市委宣传部 | 市关工委 市教育局 区
2 市关工委 | 市教育局 团市委 区
3 市关工委 | 市教育局 市文体广电和旅游局 团市委 区
4 市委宣传部 | 市关工委 市教育局 团市委 区
5 市委宣传部 | 市关工委 市教育局 团市委 区
6 市委宣传部 | 市关工委 市文化广电和旅游局 市教育局 区
7 市关工委 | 市委宣传部 市教育局 团市委 区
8 市关工委 | 市委宣传部 市委政法委 市教育局 市司法局 团市委 市民政局 市妇联 区
9 市司法局 | 市关工委 市民政局 团市委 市妇联 区
10 市关工委 | 市委宣传部 市教育局 市民政局 市卫健委 团市委 市妇联 区
11 市关工委 | 市农业农村局 团市委 区
12 市总工会 | 市关工委 市教育局 市人社局 区
13 市总工会 | 市关工委 团市委 区
14 市关工委 | 市委政法委 市文明办 市教育局 团市委 市文体广电和旅游局 区
15 市关工委 | 市教育局 市妇联 区
16 市委网信办 | 市关工委 市教育局 市公安局 市文体广电和旅游局 区
17 市关工委 | 市关工委各成员单位 区 市直关工委
18 市关工委 | 市委组织部 市直机关工委 市民政局 区 市直关工委
19 市委宣传部 | 市关工委 市教育局 市民政局 团市委 区 市直关工委
20 市关工委 | 市关工委各成员单位 市委网信办 市融媒体中心 区
21 市关工委 | 区 市直关工委
22 市关工委 | 市关工委各成员单位 区 市直关工委
23 市委宣传部 | 市关工委 市融媒体中心 区
24 市委宣传部 | 市关工委 市文明办 市融媒体中心 区
25 市委组织部 | 市关工委 市财政局 区
26 市委组织部 | 市关工委 区
27 市委组织部 | 市关工委 区
28 市关工委 | 市关工委 区 市直关工委
29 市关工委 | 市关工委各成员单位 区
30 市关工委 | 市委组织部 市财政局 市人社局 市民政局 区
""")


def lengths_of_sections(plan) -> list[int]:
    return [sum(item.section == section.title for item in plan.items) for section in plan.sections]


@pytest.mark.accepts("T11")
def test_t11_the_sample_gives_every_section_item_lead_and_responsible_unit():
    plan = sample()
    assert table(plan) == SAMPLE_TABLE
    assert [section.number for section in plan.sections] == list(range(1, 15))
    assert lengths_of_sections(plan) == SECTION_LENGTHS


@pytest.mark.accepts("T11")
def test_t11_the_real_plan_gives_every_section_item_lead_and_responsible_unit():
    plan = parse_plan(real_text())
    assert table(plan) == REAL_TABLE
    assert [section.number for section in plan.sections] == list(range(1, 15))
    assert lengths_of_sections(plan) == SECTION_LENGTHS


def test_the_real_plan_names_what_it_carries_out_and_keeps_page_text_apart():
    plan = parse_plan(real_text())
    assert plan.title == "鸡西市贯彻落实《关于加强新时代关心下一代工作委员会工作的意见》责任分工方案"
    assert plan.carries_out is not None
    assert plan.carries_out.number == "黑关发〔2022〕1号"
    assert plan.carries_out.title == "贯彻落实〈关于加强新时代关心下一代工作委员会工作的意见〉责任分工方案"
    assert plan.items[29].text.endswith("按规定给予表彰鼓励。")
    assert plan.items[4].text.count("\n") == 1
    assert any(passage.place == "chapter" and "一、总体要求" in passage.text for passage in plan.unplaced)
    assert any(passage.place == "page" and "ICP" in passage.text for passage in plan.unplaced)


@pytest.mark.accepts("T4")
def test_t4_a_window_inside_one_action_of_the_real_plan_is_not_its_items():
    plan = parse_plan(real_text())
    due = plan.items[9].due
    assert (due.kind, str(due.start), str(due.date), due.precision, due.scope) == (
        "window",
        "2021-09-01",
        "2023-09-30",
        "month",
        "part",
    )
    assert due.text == "2021年9月至2023年9月"
    timed = [item.number for item in plan.items if item.due.kind != "none" and item.due.scope == "item"]
    assert timed == []


def test_the_samples_times_are_read():
    dues = {item.number: item.due for item in sample().items if item.due.kind != "none"}
    dates = {number: str(due.date) for number, due in dues.items() if due.kind == "date"}
    assert dates == {
        2: "2023-09-30",
        4: "2023-11-30",
        11: "2023-12-31",
        16: "2023-10-31",
        17: "2023-11-30",
        22: "2023-12-15",
        30: "2024-01-31",
    }
    assert {dues[number].scope for number in dates} == {"item"}
    assert (dues[10].kind, dues[10].scope) == ("window", "part")
    assert {number: due.kind for number, due in dues.items() if number not in (*dates, 10)} == {
        1: "cadence",
        8: "cadence",
        12: "cadence",
        20: "cadence",
        23: "cadence",
        26: "long_term",
        27: "relative",
    }


def test_the_json_of_a_plan_has_exactly_the_agreed_shape():
    told = to_json(resolve_names(sample(), directory(), "鸡西市关工委"), "utf-8")
    assert set(told) == {"tasks", "title", "carries_out", "encoding", "findings"}
    assert {tuple(task) for task in told["tasks"]} == {
        ("number", "section", "text", "lead", "responsible", "due", "unknown")
    }
    assert {tuple(task["due"]) for task in told["tasks"]} == {("kind", "start", "date", "precision", "text", "scope")}
    assert told["tasks"][1]["due"] == {
        "kind": "date",
        "start": None,
        "date": "2023-09-30",
        "precision": "month",
        "text": "2023年9月底前",
        "scope": "item",
    }
    assert [task["number"] for task in told["tasks"] if task["unknown"]] == [6]


def test_the_sample_shares_no_sentence_with_the_real_plan():
    def sentences(text: str) -> set[str]:
        plan = parse_plan(text)
        words = "".join(item.text for item in plan.items).translate(str.maketrans("，；：", ",;:"))
        return {sentence for sentence in words.replace("\n", "").split("。") if len(sentence) > 8}

    assert sentences(sample_text()) & sentences(real_text()) == set()
