"""Title, document numbers, and the superior's document a plan carries out."""

import re
from collections.abc import Sequence

from services.tasking.domain.plan_document.lettering import folded, tidied
from services.tasking.domain.plan_document.lines import Line, ends_sentence
from services.tasking.domain.plan_document.model import Superior

_NUMBER = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,10}?)\s*[〔\[【(]\s*(?P<year>\d{4})\s*[〕\]】)]\s*第?\s*(?P<seq>\d{1,4})\s*号"
)
_TITLE_END = re.compile(
    r"(?:方案|分工|分工表|任务清单|清单|计划|要点|台账|分解表|一览表|安排|措施|意见|通知)(?:\((?:试行|征求意见稿|草案)\))?$"
)
_TITLE_BEGIN = re.compile(r"^(?:责任分工|实施方案|工作方案|任务分解|贯彻|关于|《|落实|重点任务)")
_TITLE_CHARS_MAX = 120
_SUPERIORS_MAX = 20


def read_title(preamble: Sequence[Line]) -> str:
    """The first line that ends like a plan's title, with the lines before it that belong to it."""
    for index, line in enumerate(preamble):
        narrow = folded(tidied(line.text))
        if not _TITLE_END.search(narrow) or len(narrow) > _TITLE_CHARS_MAX or _NUMBER.fullmatch(narrow):
            continue
        words, at = line.text, index
        while at > max(0, index - 3) and _lacks_beginning(words) and _may_precede(preamble[at - 1], preamble[at]):
            at -= 1
            words = preamble[at].text + words
        return tidied(words)
    return ""


def _lacks_beginning(words: str) -> bool:
    return words.count("》") > words.count("《") or _TITLE_BEGIN.match(tidied(words)) is not None


def _may_precede(line: Line, following: Line) -> bool:
    return not following.after_blank and not ends_sentence(line.text) and not _NUMBER.search(line.narrow)


def read_own_number(preamble: Sequence[Line]) -> str | None:
    """A document number on a line of its own is the plan's."""
    for line in preamble:
        match = _NUMBER.fullmatch(line.narrow.strip("()"))
        if match:
            return _written(match)
    return None


def read_superiors(title: str, paragraphs: Sequence[str]) -> list[Superior]:
    """Documents with a number that the introduction names; without one, the document in the title."""
    found: list[Superior] = []
    for paragraph in paragraphs:
        narrow = folded(paragraph)
        for match in _NUMBER.finditer(narrow):
            before = _title_before(paragraph, match.start())
            start = match.start("body") + (_body_start(match["body"]) if not before else 0)
            number = _written(match, narrow[start : match.end("body")])
            if match.group() != narrow.strip() and len(found) < _SUPERIORS_MAX:
                found.append(Superior(title=before, number=number))
    if not found:
        named = next((titles[0] for text in (title, *paragraphs) if (titles := _titles(text))), "")
        return [Superior(title=named, number=None)] if named else []
    return sorted(found, key=lambda superior: not superior.title)


def _body_start(body: str) -> int:
    """Where the body word begins when running text stands right before it: 根据黑关发."""
    leading = ("根据", "按照", "落实", "贯彻", "依据", "文件")
    return max((body.rfind(word) + len(word) for word in leading if word in body), default=0)


def _written(match: re.Match[str], body: str | None = None) -> str:
    return f"{body or match['body']}〔{match['year']}〕{int(match['seq'])}号"


def _title_before(paragraph: str, at: int) -> str:
    """The words in 《》 that end right before the bracket of a number."""
    head = paragraph[max(0, at - 2 * _TITLE_CHARS_MAX) : at].rstrip("(（[〔 ")
    if not head.endswith("》"):
        return ""
    titles = _titles(head)
    return titles[-1] if titles else ""


def _titles(text: str) -> list[str]:
    """The outermost 《…》, which may hold others."""
    titles, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char == "《":
            start = index + 1 if depth == 0 else start
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                titles.append(text[start:index])
    return titles
