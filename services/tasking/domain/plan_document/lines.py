"""Lines as they come, and how lines that a layout broke are put together again."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.tasking.domain.plan_document.lettering import TERMINALS, cleaned, folded, tidied

_WRAP_CHARS_MAX = 90
_PAGE_NUMBER = re.compile(r"[-—–－\s]*\d{1,3}[-—–－\s]*|第\s*\d+\s*页.{0,10}|\d+\s*/\s*\d+")
_IMPRINT = re.compile(
    r"ICP备|公网安备|版权所有|copyright|all rights reserved|Adobe Flash|未经(?:协议)?授权|您?(?:现在|当前)的?位置"
    r"|^\S{2,30}主办\s+\S{2,30}协办",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"^(?:站内搜索|上一篇|下一篇|打印|关闭窗口|分享到|返回(?:首页|顶部)|扫一扫|浏览次数|点击数?|字号|责任编辑|编辑|作者|来源|发布时间)"
    r"\s*(?:[:〉>【(]|$)|https?://|www\.",
    re.IGNORECASE,
)
_IMPRINT_CHARS_MAX, _MENU_CHARS_MAX = 120, 60


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    after_blank: bool = False

    @property
    def narrow(self) -> str:
        return folded(self.text)


def read_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    blank = False
    for raw in cleaned(text).split("\n"):
        line = raw.strip(" \u3000\t")
        if line:
            lines.append(Line(line, blank))
        blank = not line
    return lines


def is_page_furniture(line: Line) -> bool:
    """Menus, page numbers, imprint: what a web page or a printout adds to the document."""
    narrow = line.narrow
    if "。" in narrow.removesuffix("。"):
        return False
    return bool(
        _PAGE_NUMBER.fullmatch(narrow)
        or (len(narrow) <= _IMPRINT_CHARS_MAX and _IMPRINT.search(narrow))
        or (len(narrow) <= _MENU_CHARS_MAX and _MENU.search(narrow))
    )


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which a layout broke the lines, or 0 when it did not."""
    lengths = Counter(len(line.text) for line in lines)
    width = max(lengths, default=0)
    full = sum(count for length, count in lengths.items() if length >= width - 3)
    return width if 8 <= width <= _WRAP_CHARS_MAX and full >= 3 and full * 4 >= len(lines) else 0


def is_full(line: Line, width: int) -> bool:
    return width > 0 and len(line.text) >= width - 3


def ends_sentence(text: str) -> bool:
    return text.rstrip("”’」』)）】] ").endswith(tuple(TERMINALS))


def paragraphs(lines: Sequence[Line], width: int) -> list[str]:
    """A sentence broken over lines becomes one again; a heading without any punctuation stays a line of its own."""
    joined: list[str] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is not None and _continues(before, line, index == 1, width):
            joined[-1] = _glued(joined[-1], line.text)
        else:
            joined.append(line.text)
    return [text for text in map(tidied, joined) if text]


def _continues(before: Line, line: Line, before_is_first: bool, width: int) -> bool:
    if is_full(before, width):
        return True
    if line.after_blank:
        return False
    heading = before_is_first and not re.search(r"[，,、。；;：:]", before.text)
    return not ends_sentence(before.text) and not heading


def _glued(left: str, right: str) -> str:
    """Latin words get their space back; figures broken in two do not: 202 + 4年."""
    ends = left[-1:] + right[:1]
    apart = len(ends) == 2 and ends.isascii() and ends.isalnum() and not ends.isdigit()
    return f"{left} {right}" if apart else left + right
