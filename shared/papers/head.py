"""The head of a paper: issuing bodies, number with 签发人, red line, title, addressees."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from shared.papers.measures import (
    AREA_WIDTH,
    CHARS,
    HEAD_DROP_MM,
    HEAD_HEIGHT_MM_MAX,
    LINE,
    RED_LINE_DROP_MM,
    SIZE_2,
    twips,
)
from shared.papers.paper import Letterhead, MinutesHead, Paper, RedHead
from shared.papers.strips import Strip, blank, gap, line_of, plain
from shared.papers.tables import cells_row, table_element
from shared.papers.text import one_line, width
from shared.papers.titles import title_lines
from shared.papers.xml import HEADING_2, TITLE, XIAOBIAOSONG, Face, Layout, Rule, paragraph, run, tab

AREA_POINTS: Final = AREA_WIDTH / 20 * 0.97  # widths are rounded differently by each program
HEAD_POINTS: Final = (40.0, 26.0)  # of the issuing body: no larger than looks well, no smaller than stands out
SCALE_MIN: Final = 64  # per cent of a character's width; narrower is hard to read
WORD: Final = "文件"
WORD_EMS: Final = 2.4  # with the gap before it
LINE_FACTOR: Final = 1.2  # a head's line to its characters, where there are several
ALONE_FACTOR: Final = 1.05
_LABEL: Final = "签发人："
_LABEL_EMS: Final = 4.0
_NOBODY_YET: Final = "　　　"  # the gap that a pen fills
_RISE: Final = {LINE_FACTOR: 0.05, ALONE_FACTOR: -0.07}  # how far below its line's upper edge a character begins


def head_strips(paper: Paper) -> list[Strip]:
    """All above the text."""
    head = paper.head
    strips = [plain(one_line(line), Layout(align="left")) for line in paper.top_left[:3]]
    if isinstance(head, RedHead):
        strips += _red_head(head, len(strips))
    elif isinstance(head, MinutesHead):
        strips += _minutes_head(head, len(strips))
    if isinstance(head, Letterhead):
        strips += _letter_number(paper.number)
    elif isinstance(head, MinutesHead):
        strips += _number_line(paper, drop=1) + _office_line(head) + [_red_line()]
    else:
        strips += _number_line(paper, drop=2 if head else 0)
        strips += [_red_line()] if head else []
    return strips + _title(paper, under=bool(strips) or isinstance(head, Letterhead)) + _addressees(paper.addressees)


def _red_head(head: RedHead, lines_above: int) -> list[Strip]:
    names = [name for body in head.bodies if (name := one_line(body))]
    if not names:
        return []
    if len(names) == 1:
        return _single_head(names[0] + (WORD if head.with_word else ""), lines_above)
    return _joint_head(names, head.with_word, lines_above)


def _minutes_head(head: MinutesHead, lines_above: int) -> list[Strip]:
    return _single_head(one_line(head.name), lines_above)


def _single_head(name: str, lines_above: int) -> list[Strip]:
    """On one line as long as its characters stay readable, else on the fewest that hold it."""
    if not name:
        return []
    parts = title_lines(name, AREA_POINTS / HEAD_POINTS[1] * 100 / SCALE_MIN)
    face = _face(max(map(width, parts)), AREA_POINTS, HEAD_POINTS[0])
    factor = LINE_FACTOR if len(parts) > 1 else ALONE_FACTOR
    line = round(face.points * factor * 20)
    layout = Layout(align="center", line=line)
    lines = [Strip(paragraph([run(part, face)], layout), (line,)) for part in parts]
    return [_drop(face, lines_above, factor), *lines]


def _drop(face: Face, lines_above: int, factor: float) -> Strip:
    return gap(twips(HEAD_DROP_MM) - lines_above * LINE - round(face.points * _RISE[factor] * 20))


def _face(ems: float, room: float, points_max: float) -> Face:
    """The largest characters for so many ems in the room; narrowed first, then smaller."""
    points = min(points_max, max(room / ems * 100 / SCALE_MIN, 1.0))
    scale = min(100, int(room / (ems * points) * 100))
    return Face(XIAOBIAOSONG, round(points * 2) / 2, red=True, scale=max(scale, SCALE_MIN - 1))


def _joint_head(names: Sequence[str], with_word: bool, lines_above: int) -> list[Strip]:
    """One under the other, of one width; 文件 beside them, in the middle."""
    tallest = HEAD_HEIGHT_MM_MAX / 25.4 * 72 / len(names) / LINE_FACTOR
    points = min(36.0, tallest)
    room = AREA_POINTS - (points * WORD_EMS if with_word else 0)
    face = _face(max(map(width, names)), room, points)
    line = round(face.points * LINE_FACTOR * 20)
    layout = Layout(align="distribute", line=line)
    names_width = min(round(max(map(width, names)) * face.points * face.scale / 100 * 20) + 20, round(room * 20))
    column = [paragraph([run(name, face)], layout) for name in names]
    widths = [names_width]
    cells: list[list[Any]] = [column]
    if with_word:
        widths.append(round(points * WORD_EMS * 20))
        cells.append([paragraph([run(WORD, replace(face, scale=100))], replace(layout, align="right"))])
    table = table_element(widths, [cells_row(widths, cells, middle=True)], ruled=False, align="center")
    return [_drop(face, lines_above, LINE_FACTOR), Strip(table, (line,) * len(names))]


def _number_line(paper: Paper, drop: int) -> list[Strip]:
    number, signers = one_line(paper.number), [one_line(name) or _NOBODY_YET for name in paper.signers]
    if signers:
        return blank(drop) + _upward_lines(number, signers)
    if number:
        return [*blank(drop), plain(number, Layout(align="center"))]
    # A draft has no number yet; its place stays, so that nothing moves when it comes.
    return blank(drop + 1) if paper.head else []


def _upward_lines(number: str, signers: Sequence[str]) -> list[Strip]:
    """The number one character in; 签发人 at the right, two to a line, the last line beside the number."""
    wide = max(map(width, signers))
    pairs = [signers[begin : begin + 2] for begin in range(0, len(signers), 2)]
    names_at = CHARS - 1 - (wide if len(signers) == 1 else 2 * wide + 1)
    alone = width(number) + 2 > names_at - _LABEL_EMS  # too long to stand beside the signers: a line below them
    strips = []
    for row, pair in enumerate(pairs):
        beside = number if row == len(pairs) - 1 and not alone else ""
        label = _LABEL if row == 0 else ""
        strips.append(_signers_line(beside, label, "　".join(_padded(name, wide) for name in pair), names_at))
    return strips + ([plain(number, Layout(align="left", left=1))] if alone else [])


def _padded(name: str, wide: float) -> str:
    """Names of two characters are as wide as those of three, so that they stand under each other."""
    lacking = int(wide - width(name))
    if lacking and len(name) == 2:
        return name[0] + "　" * lacking + name[1]
    return name + "　" * lacking


def _signers_line(number: str, label: str, names: str, names_at: float) -> Strip:
    at = max(names_at - _LABEL_EMS if label else names_at, 1.5)
    layout = Layout(align="left", left=1, tabs=((at, "left"),))
    runs = [run(number), tab(), run(label), run(names, HEADING_2)]
    return Strip(paragraph(runs, layout), (layout.line,))


def _red_line() -> Strip:
    # The number's line ends a little below its characters; the 4 mm are counted from these.
    height = twips(RED_LINE_DROP_MM) - round((LINE - 320) / 2)
    return Strip(paragraph([run("", Face(points=1.0))], Layout(line=height, rules=(Rule(),))), (height,))


def _letter_number(number: str) -> list[Strip]:
    return [plain(one_line(number), Layout(align="right"))] if number.strip() else []


def _office_line(head: MinutesHead) -> list[Strip]:
    if not (head.office or head.day):
        return []
    office, day = one_line(head.office), one_line(head.day)
    layout = Layout(align="left", left=1, tabs=((CHARS - 1, "right"),))
    if width(office) + width(day) + 4 > CHARS:
        return [plain(office, Layout(align="left", left=1)), plain(day, Layout(align="right", right=1))]
    return [Strip(paragraph([run(office), tab(), run(day)], layout), (layout.line,))]


def _title(paper: Paper, *, under: bool) -> list[Strip]:
    lines = title_lines(paper.title, whole=_bodies(paper.head))
    if not lines:
        return []
    text = "\n".join(lines)
    layout = Layout(align="center", keep_next=True)
    return [*(blank(2) if under else []), line_of([run(text, TITLE)], layout, text, SIZE_2), *blank()]


def _addressees(names: Sequence[str]) -> list[Strip]:
    if not names:
        return []
    return [plain("、".join(one_line(name) for name in names) + "：", Layout())]


def _bodies(head: RedHead | Letterhead | MinutesHead | None) -> tuple[str, ...]:
    return head.bodies if isinstance(head, RedHead) else ()
