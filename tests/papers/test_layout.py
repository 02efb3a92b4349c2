"""Papers as they come out on paper, measured by GB/T 9704-2012 (R6). Millimetres; pictures lie in build/papers."""

import pytest

from tests.papers.pages import Line, Page, SetPaper
from tests.papers.samples import AT_THE_FOOT, SAMPLES
from tests.support import typesetting

pytestmark = [pytest.mark.slow]
TOP, LEFT_ODD, LEFT_EVEN, WIDE, HIGH = 37, 28, 26, 156, 225
FOOT = TOP + HIGH
LINE_MM = 225 / 22
HEADED = ["request", "notice", "report", "joint", "joint_of_nine", "minutes", "transmittal_notice"]
WITH_IMPRINT = [*HEADED, "plain_notice", *AT_THE_FOOT]


def about(value: float, within: float = 1.0) -> object:
    return pytest.approx(value, abs=within)


def printed(page: Page) -> int:
    return int(page.number().text.strip("— "))


def upright_pages(paper: SetPaper) -> list[tuple[int, Page]]:
    return [(number, page) for number, page in enumerate(paper.pages, 1) if page.height > page.width]


@pytest.mark.accepts("R6")
@pytest.mark.parametrize("name", SAMPLES)
def test_r6_pages_are_a4_and_everything_stands_in_the_type_area(set_papers: dict[str, SetPaper], name: str):
    for number, page in upright_pages(set_papers[name]):
        assert (page.width, page.height) == (about(210, 0.5), about(297, 0.5))
        left = LEFT_ODD if number % 2 else LEFT_EVEN
        for line in page.body():
            assert line.left >= left - 0.5, (number, line)
            # LibreOffice lets one mark of punctuation hang over the edge, whatever the file says.
            overhang = 6 if line.text[-1] in "，。、；：" else 0.5
            assert line.right <= left + WIDE + overhang, (number, line)
            assert line.top >= TOP
            assert line.bottom <= FOOT + 0.5, (number, line)


@pytest.mark.accepts("R6")
def test_r6_a_full_page_holds_22_lines_of_28_characters(set_papers: dict[str, SetPaper]):
    paper = set_papers["full_page"]
    for page in paper.pages[:-1]:
        lines = page.body()
        assert len(lines) == 22
        assert lines[-1].top - lines[0].top == about(21 * LINE_MM, 0.5)
    for line in paper[2].body():
        assert len(line.text) == 28
        assert line.right - line.left == about(WIDE, 0.6)
    first = paper[1].body()[0]
    assert len(first.text) == 26
    assert first.left == about(LEFT_ODD + 2 * WIDE / 28, 0.3)


@pytest.mark.accepts("R6")
@pytest.mark.parametrize("name", SAMPLES)
def test_r6_numbers_stand_outside_seven_millimetres_below(set_papers: dict[str, SetPaper], name: str):
    for number, page in upright_pages(set_papers[name]):
        if name == "letter" and number == 1:
            assert "—" not in page.number().text
            continue
        line = page.number()
        assert printed(page) in (number, number + 1)  # a blank page before the imprint is counted and not set
        number = printed(page)  # noqa: PLW2901
        assert line.size == about(14, 0.1)
        assert line.font.startswith("FandolSong")
        assert (line.top + line.bottom) / 2 == about(FOOT + 7, 0.7)
        one = 14 / 72 * 25.4
        if number % 2:
            assert line.right == about(LEFT_ODD + WIDE - one, 1)
        else:
            # LibreOffice does not mirror the margins of a section that itself begins on an even page.
            alone = not page.body()
            assert line.left == about(LEFT_EVEN + one, 3 if alone else 1)


@pytest.mark.accepts("R6")
@pytest.mark.parametrize("name", HEADED)
def test_r6_the_head_is_red_35_millimetres_down_and_above_a_red_line(set_papers: dict[str, SetPaper], name: str):
    page = set_papers[name][1]
    heads = [line for line in page.lines if line.red]
    # A character begins a little below its box.
    assert heads[0].top + 0.06 * heads[0].size / 72 * 25.4 == about(TOP + 35)
    assert all(line.font.startswith("FandolSong") for line in heads)
    middle = (min(line.left for line in heads) + max(line.right for line in heads)) / 2
    assert middle == about(LEFT_ODD + WIDE / 2)
    [rule] = [rule for rule in page.rules if rule.red]
    assert (rule.left, rule.right) == (about(LEFT_ODD, 0.3), about(LEFT_ODD + WIDE, 0.3))
    number = [line for line in page.lines if line.bottom < rule.at][-1]
    assert rule.at - number.bottom == about(4)


@pytest.mark.accepts("R6")
def test_r6_a_downward_number_stands_in_the_middle_two_lines_down(set_papers: dict[str, SetPaper]):
    page = set_papers["notice"][1]
    number, head = page.line("〔2023〕"), next(line for line in page.lines if line.red)
    assert number.text == "云关通〔2023〕12号"
    assert middle_of(number) == about(LEFT_ODD + WIDE / 2)
    assert number.top - head.bottom == about(2 * LINE_MM + 2.3, 3)


@pytest.mark.accepts("R6")
def test_r6_an_upward_number_stands_left_and_its_signer_right(set_papers: dict[str, SetPaper]):
    page = set_papers["request"][1]
    line = page.line("云关请〔2023〕1号")
    assert line.text.endswith("签发人：林某某")
    assert line.left == about(LEFT_ODD + WIDE / 28, 0.5)
    assert line.right == about(LEFT_ODD + WIDE - WIDE / 28, 0.7)


@pytest.mark.accepts("R6")
@pytest.mark.parametrize("name", HEADED)
def test_r6_the_title_begins_two_lines_below_and_is_centred(set_papers: dict[str, SetPaper], name: str):
    page = set_papers[name][1]
    [rule] = [rule for rule in page.rules if rule.red]
    titles = [line for line in page.lines if round(line.size) == 22 and not line.red]
    assert 1 <= len(titles) <= 3
    assert titles[0].top - rule.at == about(2 * LINE_MM + 1, 1.5)
    assert all(middle_of(line) == about(LEFT_ODD + WIDE / 2) for line in titles)


@pytest.mark.accepts("R6")
@pytest.mark.parametrize("name", WITH_IMPRINT)
def test_r6_the_imprint_is_at_the_foot_of_the_last_page_which_is_even(set_papers: dict[str, SetPaper], name: str):
    page = set_papers[name].pages[-1]
    assert printed(page) % 2 == 0
    black = [rule for rule in page.rules if not rule.red][-3:]
    inner = [rule for rule in black if rule.points < 0.9]
    assert black[-1].at == about(FOOT, 0.7)
    assert black[-1].points == about(1.0, 0.05)
    assert all(rule.points == about(0.75, 0.05) for rule in inner)
    assert (black[-1].left, black[-1].right) == (about(LEFT_EVEN, 0.3), about(LEFT_EVEN + WIDE, 0.3))
    issued = page.line("印发")
    assert issued.size == about(14, 0.1)
    assert issued.left == about(LEFT_EVEN + 14 / 72 * 25.4, 0.7)
    others = [line for line in page.body() if line.bottom > black[0].at]
    assert others == []


@pytest.mark.accepts("R6")
@pytest.mark.parametrize("name", AT_THE_FOOT)
def test_r6_the_note_stays_with_the_day_and_neither_stands_without_text(set_papers: dict[str, SetPaper], name: str):
    """Nor is there a page more than the even number that text and receipt need."""
    paper = set_papers[name]
    [(number, page)] = [(number, page) for number, page in enumerate(paper.pages, 1) if "联系人" in text_of(page)]
    for words in ("2023年9月6日", "附件：参会回执", "四、有关要求"):
        assert words in text_of(page)
    assert len(paper) == 4
    assert [printed(each) for each in paper.pages] == [1, 2, 3, 4]
    receipt = next(each for each in paper.pages if "参会回执" in text_of(each) and each is not page)
    assert printed(receipt) == number + 1
    assert ("印发" in text_of(receipt)) is (printed(receipt) % 2 == 0)


def text_of(page: Page) -> str:
    return "".join(line.text for line in page.lines)


def middle_of(line: Line) -> float:
    return (line.left + line.right) / 2


@pytest.mark.accepts("R6")
def test_r6_levels_have_their_faces(set_papers: dict[str, SetPaper]):
    page = set_papers["report"][2]
    text = {line.text[:2]: line.font for line in page.body()}
    assert text["一、"].startswith("FandolHei")
    assert text["（一"].startswith("FandolKai")
    assert text["1."].startswith("FandolFang")
    assert text["（1"].startswith("FandolFang")
    used = typesetting.fonts_in(set_papers["report"].pdf)
    assert {font.partition("-")[0] for font in used} == {"FandolFang", "FandolHei", "FandolKai", "FandolSong"}


@pytest.mark.accepts("R6")
def test_r6_signature_and_day_have_their_places(set_papers: dict[str, SetPaper]):
    one = WIDE / 28
    sealed, plain = set_papers["request"][2], set_papers["plain_notice"]
    body, day = sealed.line("云山市关心下一代工作委员会"), sealed.line("2023年9月6日")
    # LibreOffice keeps Chinese and Latin apart, whatever the file says: the day is a little wider there.
    assert LEFT_EVEN + WIDE - day.right == about(4 * one, 3)
    assert middle_of(body) == about(middle_of(day))
    page = next(page for page in plain.pages if any(line.text == "云山市关工委" for line in page.body()))
    left = LEFT_ODD if page is plain[1] else LEFT_EVEN
    body, day = page.line("云山市关工委"), page.line("2023年9月6日")
    assert left + WIDE - day.right == about(2 * one, 6)
    assert day.left - body.left == about(2 * one)
    assert body.left > left


@pytest.mark.accepts("R6")
def test_r6_bodies_of_a_joint_issue_stand_under_each_other_of_one_width(set_papers: dict[str, SetPaper]):
    page = set_papers["joint"][1]
    heads = [line for line in page.lines if line.red]
    assert heads[1].text.endswith("文件")
    assert heads[0].left == about(heads[2].left, 0.5)
    assert heads[0].right == about(heads[2].right, 1)
    nine = set_papers["joint_of_nine"][1]
    assert len([line for line in nine.lines if line.red]) == 9
    assert nine.body()[-1].top > nine.line("关于开展").bottom, "the first page holds text"


@pytest.mark.accepts("R6")
def test_r6_people_of_minutes_hang_behind_their_label(set_papers: dict[str, SetPaper]):
    page = set_papers["minutes"][2]
    present = page.line("出席：")
    following = page.body()[page.body().index(present) + 1]
    one = WIDE / 28
    assert present.font.startswith("FandolHei")
    assert present.left == about(LEFT_EVEN + 2 * one, 0.5)
    assert following.left == about(LEFT_EVEN + 5 * one, 0.6)


@pytest.mark.accepts("R6")
def test_r6_a_letter_has_red_double_lines_and_its_number_at_the_right(set_papers: dict[str, SetPaper]):
    page = set_papers["letter"][1]
    red = [rule for rule in page.rules if rule.red]
    upper, lower = red[:2], red[-2:]
    assert all((rule.left, rule.right) == (about(20, 0.3), about(190, 0.3)) for rule in red)
    assert upper[0].points > upper[1].points
    assert lower[0].points < lower[1].points
    assert lower[1].at == about(297 - 20)
    head = next(line for line in page.lines if line.red)
    assert head.top + 0.06 * head.size / 72 * 25.4 == about(30)
    assert upper[0].at - head.bottom == about(4, 1.5)
    assert page.line("〔2023〕").right == about(LEFT_ODD + WIDE, 0.5)


@pytest.mark.accepts("R6")
def test_r6_pages_turned_across_keep_their_numbers_where_the_sheet_has_them(set_papers: dict[str, SetPaper]):
    paper = set_papers["transmittal_notice"]
    across = [(number, page) for number, page in enumerate(paper.pages, 1) if page.width > page.height]
    assert len(across) >= 2
    for number, page in across:
        assert page.turned().replace(" ", "").replace("—", "") == (str(number) if number % 2 else str(number)[::-1])
        across_mm, down = page.turned_at()
        from_lower_edge = across_mm if number % 2 else page.width - across_mm
        assert from_lower_edge == about(35 - 7, 1.5)
        assert down == about(210 - 26 - 14 / 72 * 25.4 - 8, 4)
        head_of_table = page.line("附件").top - 2.3 if number == across[0][0] else page.rules[0].at
        assert head_of_table == about(28)


@pytest.mark.accepts("R6")
def test_r6_a_tables_head_comes_again_on_each_page(set_papers: dict[str, SetPaper]):
    paper = set_papers["attendance_sheet"]
    assert len(paper) >= 2
    for page in paper.pages:
        assert "序号" in page.line("签名").text


def test_a_draft_says_so_on_every_page(set_papers: dict[str, SetPaper]):
    for page in set_papers["draft_of_notice"].pages:
        assert page.lines[0].text.replace("　", "") == "草稿（未印发）"


def test_no_red_head_leaves_its_room_to_the_text(set_papers: dict[str, SetPaper]):
    page = set_papers["plain_notice"][1]
    assert not [rule for rule in page.rules if rule.red]
    assert not [line for line in page.lines if line.red]
    assert page.lines[0].top == about(TOP + 2.3)
