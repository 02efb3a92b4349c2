"""The text of a paper and what follows it: attachments note, people, signature and day, note."""

from collections.abc import Sequence

from shared.papers.measures import AREA_HEIGHT, AREA_WIDTH, CHARS, LINE, SEAL_LINES
from shared.papers.outline import heading_of
from shared.papers.paper import Annex, Block, Paper, Paragraph, People, Signature, Table
from shared.papers.strips import Strip, blank, end_of, gap, line_of, on_a_new_page, plain, with_next
from shared.papers.tables import table_strip
from shared.papers.text import one_line, width
from shared.papers.titles import title_lines
from shared.papers.xml import HEADING_1, HEADING_2, TITLE, Layout, paragraph, run, tab

DAY_FROM_RIGHT_SEALED = 4.0  # characters
FROM_RIGHT = 2.0
SEALS_IN_A_ROW = 3
ABOVE_A_TABLE = 160  # twips between text and a table
_SPARE = 2 * LINE  # lines that a program of the office may break otherwise
# Of the text, at most so much goes to the next page with what closes it: then everybody breaks the page at one place.
_MOVED_MOST = 6 * LINE


def body_strips(paper: Paper, above: Sequence[Strip] = ()) -> list[Strip]:
    """All below the head, which is `above`: it says where on its page the text ends."""
    closing = _closing(paper)
    text = block_strips(paper.body, AREA_WIDTH)
    end = end_of([*above, *text])
    if not (closing and paper.body) or end.used + sum(map(_height, closing)) <= AREA_HEIGHT - _SPARE:
        return text + closing
    last = _last_part(paper.body)
    if last and sum(map(_height, text[last:])) <= _MOVED_MOST:
        return [*text[:last], *on_a_new_page(text[last:]), *closing]
    return block_strips(paper.body, AREA_WIDTH, keep_last=True) + closing


def _last_part(blocks: Sequence[Block]) -> int:
    """Where the last paragraph begins, with the headings right above it; 0 where it is a table or nothing is above."""
    begin = len(blocks) - 1
    while begin and _is_heading(blocks[begin - 1]):
        begin -= 1
    return begin if all(isinstance(block, Paragraph) for block in blocks[begin:]) else 0


def _is_heading(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    heading, rest = heading_of(block)
    return bool(heading) and not rest


def _height(strip: Strip) -> int:
    return sum(strip.heights)


def _closing(paper: Paper) -> list[Strip]:
    strips = _attachments(paper.attachments)
    if paper.people:
        strips += [*blank(), *(_people(one) for one in paper.people)]
    note = [_note(paper.note)] if paper.note.strip() else []
    if paper.signature:
        signed = _signature(paper.signature)
        strips += [*signed[:-1], with_next(signed[-1]) if note else signed[-1]]
    return strips + note


def block_strips(blocks: Sequence[Block], area: int, *, keep_last: bool = False) -> list[Strip]:
    """`keep_last`: the last paragraph stays with what follows, so that no signature stands on a page alone."""
    strips: list[Strip] = []
    for number, block in enumerate(blocks):
        if number and isinstance(block, Table):
            strips.append(gap(ABOVE_A_TABLE))
        strips.append(_block(block, area, keep=keep_last and number == len(blocks) - 1))
    return strips


def _block(block: Block, area: int, *, keep: bool) -> Strip:
    if isinstance(block, Paragraph):
        return _paragraph(block, keep=keep)
    if isinstance(block, People):
        return _people(block)
    return table_strip(block, area)


def _paragraph(block: Paragraph, *, keep: bool) -> Strip:
    heading, rest = heading_of(block)
    face = HEADING_1 if block.level == 1 else HEADING_2
    runs = ([run(heading, face)] if heading else []) + ([run(rest)] if rest else [])
    return line_of(runs, Layout(first=2, keep_next=keep or bool(heading and not rest)), block.text)


def _attachments(names: Sequence[str]) -> list[Strip]:
    """Names without punctuation behind them, later lines under the first character of the name."""
    if not names:
        return []
    numbered = [f"{number}.{one_line(name)}" for number, name in enumerate(names, 1)]
    if len(names) == 1:
        return [*blank(), plain(f"附件：{one_line(names[0])}", Layout(left=5, hanging=3))]
    first = plain(f"附件：{numbered[0]}", Layout(left=6, hanging=4))
    return [*blank(), first, *(plain(name, Layout(left=6, hanging=1)) for name in numbered[1:])]


def _people(people: People) -> Strip:
    label = f"{one_line(people.label)}："
    hanging = width(label)
    runs = [run(label, HEADING_1), run(one_line(people.names))]
    return line_of(runs, Layout(left=2 + hanging, hanging=hanging), label + one_line(people.names))


def _signature(signature: Signature) -> list[Strip]:
    bodies, day = [one_line(body) for body in signature.bodies if body.strip()], one_line(signature.day)
    if signature.sealed and len(bodies) > 1:
        return _joint_seals(bodies, day)
    if signature.sealed and bodies:
        return _one_seal(bodies[0], day)
    return _unsealed(bodies, day)


def _unsealed(bodies: Sequence[str], day: str) -> list[Strip]:
    """The first body two characters from the right, the day begun two further right; unless the day is longer."""
    longest = max(map(width, bodies), default=0.0)
    day_right = FROM_RIGHT + longest - 2 - width(day) if bodies else FROM_RIGHT
    shift = max(0.0, FROM_RIGHT - day_right)
    lines = [_right(body, FROM_RIGHT + shift + (longest - width(body)) / 2) for body in bodies]
    # From the left, so that it begins where it must however wide a program sets its digits.
    begins = max(0.0, CHARS - day_right - shift - width(day))
    return [*blank(), *lines, plain(day, Layout(align="left", left=begins))]


def _one_seal(body: str, day: str) -> list[Strip]:
    """The body centred over the day."""
    middle = CHARS - DAY_FROM_RIGHT_SEALED - width(day) / 2
    if width(body) > CHARS - 2 or width(day) > CHARS / 2:
        return [*_kept_blank(SEAL_LINES), _right(body, 0), _right(day, DAY_FROM_RIGHT_SEALED, keep=False)]
    middle = min(middle, CHARS - width(body) / 2)
    return [*_kept_blank(SEAL_LINES), _centred_at(body, middle, keep=True), _centred_at(day, middle, keep=False)]


def _centred_at(text: str, middle: float, *, keep: bool) -> Strip:
    layout = Layout(align="left", tabs=((middle, "center"),), keep_next=keep)
    return Strip(paragraph([tab(), run(text)], layout), (layout.line,))


def _joint_seals(bodies: Sequence[str], day: str) -> list[Strip]:
    """Side by side in rows, room for a seal on each; the day under the last one."""
    strips: list[Strip] = []
    per_row = SEALS_IN_A_ROW if max(map(width, bodies)) <= CHARS / SEALS_IN_A_ROW - 1 else 2
    if max(map(width, bodies)) > CHARS / 2 - 1:
        per_row = 1
    rows = [bodies[begin : begin + per_row] for begin in range(0, len(bodies), per_row)]
    for number, row in enumerate(rows):
        strips += [*_kept_blank(SEAL_LINES if number == 0 else SEAL_LINES + 1), _seal_row(row, per_row)]
    column = CHARS / per_row
    middle = column * (len(rows[-1]) - 0.5)
    return [*strips, _right(day, max(0.0, CHARS - middle - width(day) / 2), keep=False)]


def _seal_row(row: Sequence[str], per_row: int) -> Strip:
    column = CHARS / per_row
    tabs = tuple((column * (number + 0.5), "center") for number in range(len(row)))
    runs = [part for body in row for part in (tab(), run(body))]
    layout = Layout(align="left", tabs=tabs, keep_next=True)
    return Strip(paragraph(runs, layout), (layout.line,))


def _kept_blank(count: int) -> list[Strip]:
    layout = Layout(keep_next=True)
    return [Strip(paragraph([run("")], layout), (layout.line,)) for _ in range(count)]


def _right(text: str, from_right: float, *, keep: bool = True) -> Strip:
    return plain(text, Layout(align="right", right=max(0.0, from_right), keep_next=keep))


def _note(note: str) -> Strip:
    text = one_line(note).strip("（）()")
    return plain(f"（{text}）", Layout(first=2))


def annex_strips(annex: Annex, area: int, *, new_page: bool) -> list[Strip]:
    """Label in the first line, title centred in the third; a page of its own."""
    label = Layout(align="left", new_page=new_page)
    strips = [line_of([run(one_line(annex.label), HEADING_1)], label, annex.label)]
    lines = title_lines(annex.title, area / 20 / TITLE.points)
    if lines:
        text = "\n".join(lines)
        layout = Layout(align="center", keep_next=True)
        strips += [*blank(), line_of([run(text, TITLE)], layout, text, TITLE.points), *blank()]
    return strips + block_strips(annex.body, area)
