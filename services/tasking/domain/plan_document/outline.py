"""The document as a row of blocks: preamble, chapters, sections, items, each with its lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from services.tasking.domain.plan_document.lettering import folded, tidied
from services.tasking.domain.plan_document.lines import Line, ends_sentence, is_full, is_page_furniture
from services.tasking.domain.plan_document.marks import Mark, read_mark
from services.tasking.domain.plan_document.roles import has_roles

_ITEM_LINES_MAX = 300
Kind = Literal["preamble", "chapter", "section", "item"]


@dataclass(slots=True)
class Block:
    """`lines` begin with the words after the mark; `mark` is the mark as written."""

    kind: Kind
    number: int = 0
    mark: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def body(self) -> str:
        return "\n".join(
            f"\n{line.text}" if line.after_blank and index else line.text for index, line in enumerate(self.lines)
        )

    def heading(self, width: int) -> tuple[str, list[Line]]:
        """The heading's words without their full stop, and the lines that follow it."""
        if not self.lines:
            return "", []
        words, at = self.lines[0].text, 1
        while at < min(len(self.lines), 4) and is_full(self.lines[at - 1], width) and not _stop(words):
            words, at = words + self.lines[at].text, at + 1
        cut = _stop(words)
        rest = words[cut:].lstrip("。.;；:： ") if cut else ""
        head = tidied(words[:cut] if cut else words).rstrip("。.；;：: ")
        return head, ([Line(rest)] if rest else []) + self.lines[at:]


def _stop(words: str) -> int:
    return next((index for index, char in enumerate(words) if char in "。；;：:"), 0)


@dataclass(slots=True)
class Outline:
    blocks: list[Block]
    page: list[Line]
    width: int


def read_outline(lines: Sequence[Line], width: int) -> Outline:
    """Points (1) ① are items only in a document that numbers no items 1、."""
    marks = [read_mark(line.narrow) for line in lines]
    item_level = "item" if any(mark and mark.level == "item" for mark in marks) else "point"
    outline = Outline([Block("preamble")], [], width)
    before: Line | None = None
    for line, mark in zip(lines, marks, strict=True):
        if is_page_furniture(line):
            outline.page.append(line)
            continue
        if (
            mark is not None
            and mark.level in ("chapter", "section", item_level)
            and _counts(outline, before, mark, width)
        ):
            _open(outline, line, mark)
        elif _opens_annex(outline, line):
            outline.blocks.append(Block("chapter", mark="附件", lines=[line]))
        else:
            outline.blocks[-1].lines.append(line)
        before = line
    return outline


def _open(outline: Outline, line: Line, mark: Mark) -> None:
    kind: Kind = "item" if mark.level in ("item", "point") else "section" if mark.level == "section" else "chapter"
    written = tidied(folded(line.text[: mark.length]))
    rest = line.text[mark.length :].strip()
    outline.blocks.append(Block(kind, mark.number, written, [Line(rest)] if rest else []))


def _counts(outline: Outline, before: Line | None, mark: Mark, width: int) -> bool:
    """In a sentence that the layout broke, 二、三产业 is no chapter: what names no units yet goes on."""
    if before is None or ends_sentence(before.text) or not is_full(before, width):
        return True
    kind = "item" if mark.level == "point" else mark.level
    last = next((block.number for block in reversed(outline.blocks) if block.kind == kind), 0)
    expected = mark.number in (last + 1, 1 if mark.level == "section" else -1)
    block = outline.blocks[-1]
    return expected and (block.kind != "item" or len(block.lines) > _ITEM_LINES_MAX or has_roles(block.body))


def _opens_annex(outline: Outline, line: Line) -> bool:
    begun = any(block.kind == "item" for block in outline.blocks)
    narrow = line.narrow
    return (
        begun
        and narrow.startswith(("附件", "附:"))
        and (len(narrow) <= 3 or narrow[2] in ":123456789 " or narrow[1] == ":")
    )
