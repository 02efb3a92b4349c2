"""A paper's way in words (R6)."""

from typing import Final

from services.meeting.client.circumstances import Circumstances, Fields, Sentence
from services.meeting.client.words import PAPER_KINDS
from shared.kernel.sentences import because, day, excerpt, quoted, unit, word

# Steps whose events do not repeat which paper they are about.
UNNAMED_STEPS: Final = frozenset(
    f"meeting.paper.{name}" for name in ("checked", "returned", "signed", "cosigned", "numbered", "withdrawn")
)


def paper_named(kind: str, title: str) -> str:
    """As an office names a paper: 通知《关于召开联席会议的通知》."""
    return f"{PAPER_KINDS.get(kind, kind)}《{excerpt(title)}》"


def _drafted(data: Fields, _: Circumstances) -> str:
    return f"{unit(data['committee_id'])}起草{word(PAPER_KINDS, data['kind'])}{quoted(data['title'])}"


def _issued(data: Fields, about: Circumstances) -> str:
    number = f"（{data['number']}）" if data["number"] else ""
    kind = word(PAPER_KINDS, data["kind"])
    return f"{unit(about.owner)}于{day(data['issued_on'])}印发{kind}{quoted(data['title'])}{number}"


PAPER_SENTENCES: dict[str, Sentence] = {
    "meeting.paper.drafted": _drafted,
    "meeting.paper.revised": lambda d, c: f"{unit(c.owner)}修改文稿{quoted(d['title'])}",
    "meeting.paper.checked": lambda d, c: f"{unit(c.owner)}于{day(d['checked_on'])}核稿",
    "meeting.paper.returned": lambda d, c: f"{unit(c.owner)}退回文稿{because(d['reason'])}",
    "meeting.paper.signed": lambda d, c: f"{unit(c.owner)}于{day(d['signed_on'])}签发公文",
    "meeting.paper.cosigned": lambda d, _: f"{unit(d['body'])}于{day(d['signed_on'])}会签公文",
    "meeting.paper.numbered": lambda d, c: f"{unit(c.owner)}为公文编号{d['number']}",
    "meeting.paper.issued": _issued,
    "meeting.paper.withdrawn": lambda d, c: f"{unit(c.owner)}撤回文稿{because(d['reason'])}",
    "meeting.paper_number.assigned": lambda d, _: f"{unit(d['committee_id'])}使用文号{d['number']}",
    "meeting.paper_number.released": lambda d, c: f"{unit(c.owner)}收回没有用上的文号{d['number']}",
    "meeting.paper_style.set": lambda d, _: f"{unit(d['committee_id'])}设置公文格式，自{day(d['on'])}起用",
}
