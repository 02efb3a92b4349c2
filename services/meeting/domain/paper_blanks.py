"""What a suggestion leaves open for a person who knows; no paper is checked while one of these places is empty (R6).

Tables and the texts of attachments are not looked at: receipts go out to be filled in by who gets them.
"""

import re
from collections.abc import Iterator
from typing import Final

from services.meeting.domain.paper_text import PaperText

TO_FILL: Final = "（请按签到填写）"
TO_WRITE: Final = "（请写明落实情况）"
NO_DAY: Final = "　　年　月　日"
NO_HOUR: Final = "　时"
NO_PLACE: Final = "　　　　"
CONTACT: Final = "联系人：　　　，电话：　　　　　"
CHAIR: Final = "主持："

_GAP: Final = r"[ \u3000]"
_END: Final = r"(?=[，,、；;。）)]|$)"
_MARKS: Final = f"{re.escape(TO_FILL)}|{re.escape(TO_WRITE)}"
_DAY: Final = f"{_GAP}年{_GAP}*月{_GAP}*日|年{_GAP}+月{_GAP}*日|\\d月{_GAP}+日(?!常)|日{_GAP}+时"
_PLACE: Final = f"^{_GAP}+。$|在{_GAP}+主持"
_LABELS: Final = f"^{_GAP}*(?:主持|地点|时间)[：:]{_GAP}*$"
_CONTACT: Final = f"(?:联系人|联系电话|电话)[：:]{_GAP}*{_END}"
_IN_TEXT: Final = re.compile(f"{_MARKS}|{_DAY}|{_PLACE}|{_LABELS}", re.MULTILINE)
_IN_NOTE: Final = re.compile(f"{_MARKS}|{_DAY}|{_CONTACT}", re.MULTILINE)
_SAID_BEFORE: Final = 12  # characters of the same clause that show which place it is


def left_open(text: PaperText) -> list[str]:
    """Each open place as who fills it finds it: 正文“请于　　年　月　日”, 附注“联系人：”."""
    found = [f"正文“{said}”" for said in _found(_IN_TEXT, text.text)]
    found += [f"附注“{said}”" for said in _found(_IN_NOTE, text.note)]
    found += [
        f"“{one.label}：{one.names.strip()}”"
        for one in text.people
        if not one.names.strip() or _IN_TEXT.search(one.names)
    ]
    return list(dict.fromkeys(found))


def _found(places: re.Pattern[str], words: str) -> Iterator[str]:
    for place in places.finditer(words):
        mark = place[0].strip("\n").rstrip(" \u3000")
        clause = re.split(r"[\n，。；：]", words[: place.start()])[-1]
        yield mark.lstrip(" \u3000") if mark.endswith(("：", ":")) else f"{clause[-_SAID_BEFORE:]}{mark}"
