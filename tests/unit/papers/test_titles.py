"""Titles over several lines."""

from hypothesis import given
from hypothesis import strategies as st

from shared.papers.text import width
from shared.papers.titles import TITLE_EMS, title_lines, words_of

CITY = "云山市关心下一代工作委员会"


def test_a_short_title_has_one_line():
    assert title_lines("关于做好暑期工作的通知") == ("关于做好暑期工作的通知",)


def test_what_the_paper_is_about_begins_a_line():
    lines = title_lines(f"{CITY}关于召开校园周边环境整治专题会议的请示")
    assert lines[1].startswith("关于")
    assert len(lines) == 2


def test_lines_are_of_like_length():
    lines = title_lines("关于进一步加强和改进未成年人思想道德建设工作责任分工方案落实情况的通报")
    lengths = [width(line) for line in lines]
    assert max(lengths) - min(lengths) <= 4


def test_no_known_word_is_broken():
    for line_end in title_lines("关于印发云山市关心下一代工作委员会联席会议制度成员单位责任分工方案的通知"):
        assert not line_end.endswith(("联席会", "成员单", "委员", "责"))


def test_a_committees_short_name_is_one_word():
    lines = title_lines("鸡西市关工委关于传达贯彻省关工委《关于进一步加强青少年心理健康工作的意见》的通知")
    assert not [line for line in lines if line.endswith(("省", "市"))]


def test_no_line_begins_with_what_belongs_to_the_one_before():
    for line in title_lines("关于印发《“五老”进校园、进社区、进农村活动实施方案（二〇二三年至二〇二五年）》的通知"):
        assert line[0] not in "的、》”）"
        assert line[-1] not in "《“（"


def test_written_line_breaks_are_kept():
    assert title_lines("关于召开会议\n的通知") == ("关于召开会议", "的通知")


@given(st.text(max_size=200))
def test_nothing_is_lost_and_no_line_is_too_wide(title: str):
    lines = title_lines(title)
    assert all(width(line) <= TITLE_EMS for line in lines)


@given(st.text(alphabet="关于召开校园周边环境整治专题会议的通知（）《》、2023年abc ", max_size=120))
def test_every_character_stands_in_one_of_the_lines(title: str):
    assert "".join("".join(title_lines(title)).split()) == "".join(title.split())
    assert "".join(words_of(title)) == title
