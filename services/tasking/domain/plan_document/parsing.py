"""A responsibility plan's text → its sections, items, leads, responsible units and times (T2, T4, T11).

Nothing is guessed silently and nothing is dropped: what belongs to no item is in `unplaced`, what is odd in `findings`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.tasking.domain.plan_document import findings as words
from services.tasking.domain.plan_document.due import chosen, read_label, read_times
from services.tasking.domain.plan_document.heading import read_own_number, read_superiors, read_title
from services.tasking.domain.plan_document.lettering import tidied
from services.tasking.domain.plan_document.lines import Line, paragraphs, read_lines, wrap_width
from services.tasking.domain.plan_document.model import (
    Finding,
    ParsedItem,
    ParsedPlan,
    ParsedSection,
    Passage,
)
from services.tasking.domain.plan_document.names import NameList, read_names
from services.tasking.domain.plan_document.outline import Block, Outline, read_outline
from services.tasking.domain.plan_document.refusals import (
    PlanHasNoItems,
    PlanHasTooManyItems,
    PlanItemTooLong,
    PlanTooLong,
)
from services.tasking.domain.plan_document.roles import Roles, has_roles, read_roles
from services.tasking.domain.plan_document.tables import flattened_tables
from shared.kernel.limits import TEXT_CHARS_MAX

ITEMS_MAX = 400  # one event per item, in one batch with the plan's own (limits.BATCH_EVENTS_MAX)
CHARS_MAX = 400_000  # a plan of 400 long items; reading stays within a second or two
# Several items run into one line: a new one begins after the sentence that names the units, or after a heading.
_RUN_ON = re.compile(
    r"(?<=[。.])[ \t\u3000]*(?=[（(][一二三四五六七八九十]{1,3}[)）]|[0-9０-９]{1,3}(?:、|[．.](?![0-9０-９])|[．.](?=[0-9０-９]{4}年)))"
)
_SIGNATURE = re.compile(r"^[^。，,；;]{2,30}$")


@dataclass(slots=True)
class _Draft:
    """What a walk over the outline gathers."""

    sections: list[ParsedSection] = field(default_factory=list)
    items: list[ParsedItem] = field(default_factory=list)
    unplaced: list[Passage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def parse_plan(text: str, issued_year: int | None = None) -> ParsedPlan:
    """`issued_year` gives times without a year their year.

    Raises PlanTooLong, PlanHasNoItems, PlanHasTooManyItems, PlanItemTooLong.
    """
    check_length(text)
    lines = read_lines("\n".join(_separate_lines(flattened_tables(text))))
    outline = read_outline(lines, wrap_width(lines))
    chapters = _promoted(_chapters(outline.blocks))
    check_items([block for chapter in chapters for block in chapter if block.kind == "item"])
    draft = _Draft()
    preamble = outline.blocks[0].lines
    title = read_title(preamble)
    opening = paragraphs(preamble, outline.width)
    draft.unplaced += [Passage(place="preamble", text=passage) for passage in opening if passage != title]
    for chapter, is_task in zip(chapters, _task_chapters(chapters), strict=True):
        _read_chapter(chapter, is_task, outline, issued_year, draft)
    superiors = read_superiors(title, [passage for passage in opening if passage != title])
    return ParsedPlan(
        title=title,
        number=read_own_number(preamble),
        carries_out=superiors[0] if superiors else None,
        sections=tuple(draft.sections),
        items=tuple(draft.items),
        unplaced=(*draft.unplaced, *(Passage(place="page", text=line.text) for line in outline.page)),
        findings=(
            *_of_document(title, text),
            *words.of_numbering([item.number for item in draft.items]),
            *draft.findings,
        ),
    )


def check_length(text: str) -> None:
    if len(text) > CHARS_MAX:
        raise PlanTooLong(f"文件有{len(text)}字，超过一份方案的上限{CHARS_MAX}字，请只上传方案正文。", chars=len(text))


def check_items(items: list[Block]) -> None:
    if not items:
        raise PlanHasNoItems("文件里没有找到带序号的任务，请确认上传的是责任分工方案正文。")
    if len(items) > ITEMS_MAX:
        raise PlanHasTooManyItems(f"文件里有{len(items)}项任务，一次最多导入{ITEMS_MAX}项。", items=len(items))
    for item in items:
        if len(item.body) > TEXT_CHARS_MAX:
            raise PlanItemTooLong(f"第{item.number}项超过{TEXT_CHARS_MAX}字，请检查文件格式或拆分。", item=item.number)


def _of_document(title: str, text: str) -> Iterator[Finding]:
    if not title:
        yield Finding(code="title_missing", message="没有找到方案标题，请补上。")
    if "\ufffd" in text:
        yield Finding(code="damaged_characters", message="原文里有损坏的文字（�），请与纸质文件核对。")


def _separate_lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        start = seen = 0
        complete = re.match(r"\s*[（(][一二三四五六七八九十]", line) is not None
        for match in _RUN_ON.finditer(line):
            complete = complete or has_roles(line[seen : match.start()])
            seen = match.end()
            if complete:
                yield line[start : match.start()]
                start, complete = match.end(), line[match.end()] in "（("
        yield line[start:]


def _chapters(blocks: list[Block]) -> list[list[Block]]:
    """Each chapter with its blocks; what comes before the first chapter heading is one without a heading."""
    chapters: list[list[Block]] = [[]]
    for block in blocks[1:]:
        if block.kind == "chapter":
            chapters.append([])
        chapters[-1].append(block)
    return [chapter for chapter in chapters if chapter]


def _promoted(chapters: list[list[Block]]) -> list[list[Block]]:
    """A heading that itself names a lead and has no items below is an item: (一)…牵头单位:…"""
    for chapter in chapters:
        for block, following in zip(chapter, [*chapter[1:], None], strict=True):
            below = following is not None and (
                following.kind == "item" or (block.kind == "chapter" and following.kind == "section")
            )
            if block.kind in ("chapter", "section") and not below and has_roles(block.body):
                block.kind = "item"
    return chapters


def _task_chapters(chapters: list[list[Block]]) -> list[bool]:
    """Chapters whose numbered points are tasks: they name units, or go on counting where such a chapter stopped.

    A plan whose units are all missing keeps every numbered point; findings say what is missing.
    """
    named = [any(has_roles(block.body) for block in chapter if block.kind == "item") for chapter in chapters]
    if not any(named):
        return [any(block.kind == "item" for block in chapter) for chapter in chapters]
    last = 0
    for index, chapter in enumerate(chapters):
        numbers = [block.number for block in chapter if block.kind == "item"]
        named[index] = named[index] or (bool(numbers) and last > 0 and numbers[0] == last + 1)
        last = numbers[-1] if numbers and named[index] else last
    return named


def _read_chapter(chapter: list[Block], is_task: bool, outline: Outline, year: int | None, draft: _Draft) -> None:
    if not is_task:
        passages = (text for block in chapter for text in _whole(block, outline.width))
        draft.unplaced += [Passage(place="chapter", text=text) for text in passages]
        return
    has_sections = any(block.kind == "section" for block in chapter)
    title = ""
    for block, following in zip(chapter, [*chapter[1:], None], strict=True):
        if block.kind == "item":
            _read_item(block, title, outline.width, year, draft)
            continue
        head, below = block.heading(outline.width)
        draft.unplaced += [Passage(place="section", text=text) for text in paragraphs(below, outline.width)]
        title = f"{block.mark}{head}"
        if block.kind == "section" or not has_sections or (following is not None and following.kind == "item"):
            _add_section(block, title, following, draft)


def _add_section(block: Block, title: str, following: Block | None, draft: _Draft) -> None:
    draft.sections.append(ParsedSection(number=block.number, title=title))
    if following is None or following.kind != "item":
        draft.findings.append(Finding(code="section_without_items", message=f"“{title}”下没有任务。"))


def _whole(block: Block, width: int) -> list[str]:
    texts = paragraphs(block.lines, width)
    return [block.mark + texts[0], *texts[1:]] if texts else [block.mark]


def _read_item(block: Block, section: str, width: int, year: int | None, draft: _Draft) -> None:
    roles = read_roles(block.body)
    text = "\n".join(_text_of(block, roles, width, draft))
    leads, responsible = _names(roles.lead), _names(roles.responsible)
    labelled = tuple(read_label(tidied(value), year) for value in roles.due)
    times = labelled + read_times(text, year)
    item = ParsedItem(
        number=block.number,
        section=section,
        text=text,
        leads=tuple(dict.fromkeys([*leads.names, *leads.leads, *responsible.leads])),
        responsible=tuple(responsible.names),
        due=labelled[0] if labelled else chosen(times),
        times=times,
    )
    draft.items.append(item)
    draft.findings += [
        *words.of_item(item),
        *words.of_names(block.number, leads),
        *words.of_names(block.number, responsible),
    ]
    if roles.people:
        draft.findings.append(
            Finding(
                code="people_left_out",
                item=block.number,
                message=f"第{block.number}项写有责任人，姓名不导入，请在任务下达后由单位指定。",
            )
        )


def _names(values: list[str]) -> NameList:
    return read_names("、".join(values))


def _text_of(block: Block, roles: Roles, width: int, draft: _Draft) -> list[str]:
    """The item's paragraphs; a signature or date that follows the units is not the item's."""
    texts = paragraphs(_lines(roles.rest), width)
    after = paragraphs(_lines(roles.after), width)
    if after and not all(_SIGNATURE.match(text) for text in after):
        draft.findings.append(
            Finding(
                code="text_after_units",
                item=block.number,
                message=f"第{block.number}项在单位之后还有文字，已并入任务内容，请核对。",
            )
        )
        return texts + after
    draft.unplaced += [Passage(place="after_item", text=text) for text in after]
    return texts


def _lines(text: str) -> list[Line]:
    return read_lines(text)
