"""Plain text becomes paragraphs with levels."""

import pytest

from shared.papers import Paragraph, blocks
from shared.papers.outline import heading_of


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("一、总体要求", 1, "一、总体要求"),
        ("十二、附则", 1, "十二、附则"),
        ("（一）指导思想", 2, "（一）指导思想"),
        ("(二) 工作目标", 2, "（二）工作目标"),
        ("1.明确时限", 3, "1.明确时限"),
        ("12．明确时限", 3, "12.明确时限"),
        ("(3)明确责任人", 4, "（3）明确责任人"),
        ("2023年9月20日召开会议。", 0, "2023年9月20日召开会议。"),
        ("3.5万人次参加。", 0, "3.5万人次参加。"),
        ("一是提高认识。", 0, "一是提高认识。"),
    ],
)
def test_a_mark_at_the_beginning_makes_the_level(line: str, level: int, text: str):
    assert blocks(line) == (Paragraph(text=text, level=level),)  # type: ignore[arg-type]


def test_each_line_that_says_something_is_a_paragraph():
    assert [one.text for one in blocks("一\r\n\n  二  \n\t\n三")] == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("一、总体要求", "一、总体要求", ""),
        ("一、提高认识。各单位要加强领导。", "一、提高认识。", "各单位要加强领导。"),
        ("一、九月底前完成校园周边环境集中整治，由市教育局牵头，市公安局配合，十月上旬报送情况。", "一、", None),
    ],
)
def test_what_of_a_paragraph_is_its_heading(text: str, heading: str, rest: str | None):
    [paragraph] = blocks(text)
    found = heading_of(paragraph)
    assert found == (heading, text[len(heading) :] if rest is None else rest)


def test_running_text_has_no_heading():
    [paragraph] = blocks("各单位要加强领导。")
    assert heading_of(paragraph) == ("", "各单位要加强领导。")
