"""What units returned, put into the sections of a bulletin 工作简报 by rule: the clerk edits, R3 numbers and issues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.meeting.client.words import WAYS
from shared.kernel.sentences import day

Body = Mapping[str, Any]
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Section:
    """One unit's: `heading` is its name, `paragraphs` what it did and what it is going to do."""

    unit_id: str
    heading: str
    paragraphs: Sequence[str]
    documents: Sequence[str]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Material:
    """`text` is title, opening and the sections of this page; `cursor` continues with the next units."""

    title: str
    opening: str
    sections: Sequence[Section]
    cursor: str | None

    @classmethod
    def of(cls, transmittal: Body, counts: Body | None, sections: Sequence[Section], cursor: str | None) -> "Material":
        title = f"各地各单位传达贯彻{transmittal['title']}情况"
        return cls(title, _opening(transmittal, counts), sections, cursor)

    @property
    def text(self) -> str:
        return "\n\n".join([self.title, self.opening, *(section.text for section in self.sections)])

    def plain(self) -> dict[str, Any]:
        sections = [
            {
                "unit_id": one.unit_id,
                "heading": one.heading,
                "paragraphs": list(one.paragraphs),
                "documents": list(one.documents),
            }
            for one in self.sections
        ]
        return {
            "title": self.title,
            "opening": self.opening,
            "sections": sections,
            "text": self.text,
            "cursor": self.cursor,
        }


def _opening(transmittal: Body, counts: Body | None) -> str:
    begun = f"{day(transmittal['issued_on'])}发出传达通知，要求{day(transmittal['due_on'])}前反馈。"
    if counts is None:
        return begun
    return f"{begun}共发{counts['units']}个单位，已反馈{counts['returned']}个，参加传达学习{counts['attended']}人次。"


def section_of(name: str, returned: Body, transmittal: Body) -> Section:
    last = returned["rounds"][-1]
    return Section(
        unit_id=returned["unit_id"],
        heading=name,
        paragraphs=[
            _conveyed(name, last, transmittal),
            _numbered("贯彻措施", last["measures"]),
            *_answers(transmittal["questions"], last["answers"]),
        ],
        documents=last["documents"],
    )


def _conveyed(name: str, last: Body, transmittal: Body) -> str:
    ways = "、".join(WAYS[way] for way in last["ways"])
    told = f"{day(last['told_on'])}已向党委（党组）主要领导汇报。" if last["told_on"] else ""
    return f"{name}于{day(last['held_on'])}以{ways}方式传达学习{transmittal['title']}，{last['attended']}人参加。{told}"


def _numbered(what: str, texts: Sequence[str]) -> str:
    """一是…；二是…。 beyond ten they are told without numerals."""
    plain = [text.strip().rstrip("。；;") for text in texts]
    if len(plain) == 1:
        return f"{what}：{plain[0]}。"
    if len(plain) > len(_NUMERALS):
        return f"{what}：{'；'.join(plain)}。"
    return f"{what}：{'；'.join(f'{numeral}是{text}' for numeral, text in zip(_NUMERALS, plain, strict=False))}。"


def _answers(questions: Sequence[str], answers: Sequence[str]) -> list[str]:
    return [f"{question.strip()}：{answer.strip()}" for question, answer in zip(questions, answers, strict=False)]
