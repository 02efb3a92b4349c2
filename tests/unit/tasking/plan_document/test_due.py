"""Times in words (T4): the table of docs/plan-document.md."""

import pytest

from services.tasking.domain.plan_document import Due, parse_plan

HEAD = "某市责任分工方案\n一、任务\n（一）宣传教育。\n"
UNITS = "牵头单位：市关工委。责任单位：市教育局。"


def due_of(words: str, issued_year: int | None = None, label: str = "") -> Due:
    label = f"完成时限：{label}。" if label else ""
    return parse_plan(f"{HEAD}1、{words}{UNITS}{label}", issued_year).items[0].due


def told(due: Due) -> tuple[str, str | None, str | None, str | None]:
    return due.kind, str(due.start) if due.start else None, str(due.date) if due.date else None, due.precision


@pytest.mark.accepts("T4")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2023年12月底前完成名册整理。", ("date", None, "2023-12-31", "month")),
        ("2024年2月底前完成名册整理。", ("date", None, "2024-02-29", "month")),
        ("２０２３年９月３０日前完成名册整理。", ("date", None, "2023-09-30", "day")),
        ("整理名册，于2023年 9 月 30 日前报送。", ("date", None, "2023-09-30", "day")),
        ("2023年9月30日完成名册整理。", ("date", None, "2023-09-30", "day")),
        ("二〇二三年九月底前完成名册整理。", ("date", None, "2023-09-30", "month")),
        ("2023.9.30前完成名册整理。", ("date", None, "2023-09-30", "day")),
        ("2023年底前完成名册整理。", ("date", None, "2023-12-31", "year")),
        ("2023年年底前完成名册整理。", ("date", None, "2023-12-31", "year")),
        ("2023年内完成名册整理。", ("date", None, "2023-12-31", "year")),
        ("到2025年，五好关工委达标率稳定在90%。", ("date", None, "2025-12-31", "year")),
        ("2023年9月前完成名册整理。", ("date", None, "2023-08-31", "month")),
        ("2023年上半年完成名册整理。", ("window", "2023-01-01", "2023-06-30", "half_year")),
        ("2023年第二季度开展集中走访。", ("window", "2023-04-01", "2023-06-30", "quarter")),
        ("2023年一季度开展集中走访。", ("window", "2023-01-01", "2023-03-31", "quarter")),
        ("2021年7月中下旬召开工作会议。", ("window", "2021-07-11", "2021-07-31", "ten_days")),
        ("2021年2月下旬召开工作会议。", ("window", "2021-02-21", "2021-02-28", "ten_days")),
        ("2021年10月启动调研月活动。", ("window", "2021-10-01", "2021-10-31", "month")),
        ("2021年9月至2023年9月开展护眼行动。", ("window", "2021-09-01", "2023-09-30", "month")),
        ("2023年9—10月开展集中走访。", ("window", "2023-09-01", "2023-10-31", "month")),
        ("2023年7月1日至8月31日开展集中走访。", ("window", "2023-07-01", "2023-08-31", "day")),
        ("2023-2025年开展集中走访。", ("window", "2023-01-01", "2025-12-31", "year")),
        ("自2023年9月起开展集中走访。", ("window", "2023-09-01", None, "month")),
        ("每季度开展一次集中走访。", ("cadence", None, None, "quarter")),
        ("每年开展一次集中走访。", ("cadence", None, None, "year")),
        ("每月15日前报送进展。", ("cadence", None, None, "month")),
        ("每半年通报一次。", ("cadence", None, None, "half_year")),
        ("会后一个月内拿出名单。", ("relative", None, None, "month")),
        ("自印发之日起30日内拿出名单。", ("relative", None, None, "day")),
        ("接到通知后5个工作日内拿出名单。", ("relative", None, None, "day")),
        ("“六一”前开展集中走访。", ("relative", None, None, None)),
        ("尽快形成情况汇报。", ("vague", None, None, None)),
        ("及时报告。", ("vague", None, None, None)),
        ("建立联系制度，长期坚持。", ("long_term", None, None, None)),
        ("建立联系制度。此项工作长期坚持。", ("long_term", None, None, None)),
    ],
)
def test_t4_words_become_a_time(words: str, expected: tuple[str, str | None, str | None, str | None]):
    due = due_of(words)
    assert told(due) == expected
    assert due.text
    assert due.text in words.replace(" ", "")


@pytest.mark.accepts("T4")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("7月中下旬召开工作会议。", ("window", "2021-07-11", "2021-07-31", "ten_days")),
        ("10月启动调研月活动。", ("window", "2021-10-01", "2021-10-31", "month")),
        ("年底前完成名册整理。", ("date", None, "2021-12-31", "year")),
        ("6月30日前完成名册整理。", ("date", None, "2021-06-30", "day")),
        ("明年3月底前完成名册整理。", ("date", None, "2022-03-31", "month")),
        ("年内完成名册整理。", ("date", None, "2021-12-31", "year")),
        ("三季度开展集中走访。", ("window", "2021-07-01", "2021-09-30", "quarter")),
    ],
)
def test_t4_a_time_without_a_year_takes_the_plans_year_and_stays_vague_without_one(
    words: str, expected: tuple[str, str | None, str | None, str | None]
):
    assert told(due_of(words, 2021)) == expected
    vague = due_of(words)
    assert told(vague) == ("vague", None, None, expected[3])
    assert vague.text == due_of(words, 2021).text


@pytest.mark.refuses("T4")
@pytest.mark.parametrize(
    "words",
    [
        "持续开展主题教育活动。",
        "实现常态化、规范化发展。",
        "建立健全常态化退出和补充机制。",
        "持续推进创建活动，久久为功。",
        "贯彻2021年10月23日通过的家庭教育促进法。",
        "落实2022年3月印发的意见。",
        "执行自2022年1月1日起施行的规定。",
        "落实《2023年9月底前重点工作安排》。",
        "开展“每月一课”活动。",
        "按照黑关发〔2022〕1号文件要求办讲座。",
        "总结2022年工作经验。",
        "达标率稳定在90%左右。",
        "发挥关工委长期工作的优势，服务青少年。",
        "帮助9名学生。",
    ],
)
def test_t4_rhetoric_and_past_dates_are_no_time_of_the_item(words: str):
    assert due_of(words, 2023).kind == "none"


@pytest.mark.refuses("T4")
@pytest.mark.parametrize(
    "words",
    ["2023年2月30日前完成。", "2023年9月至2023年3月开展走访。", "2023年2月30日至3月5日开展走访。"],
)
def test_t4_a_day_that_does_not_exist_keeps_its_words_only(words: str):
    due = due_of(words)
    assert (due.kind, due.start, due.date) == ("vague", None, None)
    assert due.text


@pytest.mark.refuses("T4")
@pytest.mark.parametrize(
    "words",
    [
        "建立名册，逐户走访。开展护眼行动，利用2021年9月至2023年9月两年时间抓好防控。",
        "2023年9月底前完成摸底；建立长效机制。",
        "办讲座，2023年9月底前建成基地，发挥好作用。",
        "动员老同志，及时把新退休的同志充实进来。",
    ],
)
def test_t4_a_time_inside_one_action_is_not_the_items(words: str):
    assert due_of(words).scope == "part"


@pytest.mark.parametrize(
    "words",
    [
        "2023年9月底前，建成基地，发挥作用。",
        "建成基地，2023年9月底前完成。",
        "建成基地。组织活动。2023年9月底前完成。",
        "建成基地。组织活动。以上工作于2023年9月底前全部完成。",
    ],
)
def test_a_time_that_governs_the_whole_is_the_items(words: str):
    due = due_of(words)
    assert (due.scope, str(due.date)) == ("item", "2023-09-30")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("2023年9月底", ("date", None, "2023-09-30", "month")),
        ("2023年9月", ("window", "2023-09-01", "2023-09-30", "month")),
        ("2023.9.30", ("date", None, "2023-09-30", "day")),
        ("2023年", ("window", "2023-01-01", "2023-12-31", "year")),
        ("长期坚持", ("long_term", None, None, None)),
        ("持续推进", ("long_term", None, None, None)),
        ("常态化", ("long_term", None, None, None)),
        ("每季度", ("cadence", None, None, "quarter")),
        ("按计划进行", ("vague", None, None, None)),
    ],
)
def test_the_value_of_a_time_label_is_the_items_time(
    label: str, expected: tuple[str, str | None, str | None, str | None]
):
    due = due_of("建成基地。组织活动。", label=label)
    assert told(due) == expected
    assert (due.scope, due.text) == ("item", label)


def test_several_times_are_said_and_the_last_day_counts():
    plan = parse_plan(f"{HEAD}1、2023年6月底前完成摸底，2023年12月底前全面完成。{UNITS}")
    assert str(plan.items[0].due.date) == "2023-12-31"
    assert [finding.code for finding in plan.findings] == ["several_times"]
    assert [time.text for time in plan.items[0].times] == ["2023年6月底前", "2023年12月底前"]
