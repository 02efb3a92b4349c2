"""How a committee's papers look and who signs them: dated settings, so that an old look stays explained (R6)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from services.meeting.domain import paper_refusals as refusals
from services.meeting.domain.paper_kinds import KINDS, SIGNING_OFFICES, MinutesSeries
from services.meeting.domain.paper_number import Series, check_type_word, check_word
from services.meeting.domain.vocabulary import CHAIRING_OFFICES, OTHER_OFFICES, Value
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent

TEXT_CHARS_MAX = 60


class Style(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`name` is the issuing body in head and signature (empty: the committee's own name), `code_word` 机关代字.

    `with_word`: 文件 behind the name; `type_words` says another word for a kind's numbers than the usual one;
    `signing_offices` are whose holders sign; `copies_to` gets every paper.
    """

    red_head: bool = False
    name: str = ""
    with_word: bool = False
    code_word: str = ""
    type_words: dict[str, str] = msgspec.field(default_factory=dict)
    minutes_series: MinutesSeries = "issue"
    sealed: bool = False
    signing_offices: tuple[str, ...] = SIGNING_OFFICES
    printing_office: str = ""
    copies_to: tuple[str, ...] = ()

    def word_of(self, kind: str) -> str:
        return self.type_words.get(kind, KINDS[kind].word)

    def series(self, committee_id: UUID, kind: str, year: int) -> Series:
        """Raises CodeWordMissing."""
        if kind == "minutes":
            word, form = self.code_word or "纪要", self.minutes_series
            return Series(committee_id=committee_id, word=word, type=self.word_of(kind), year=year, form=form)
        if not self.code_word:
            raise refusals.CodeWordMissing(
                "还没有设置本关工委的机关代字，不能编号。请先在公文格式里填写机关代字，例如“鸡关”。"
            )
        return Series(committee_id=committee_id, word=self.code_word, type=self.word_of(kind), year=year)


def check_style(style: Style) -> None:
    if style.code_word:
        check_word(style.code_word, "机关代字", "code_word")
    unknown = [kind for kind in style.type_words if not (kind in KINDS and KINDS[kind].numbered)]
    if unknown:
        raise refusals.UnknownPaperKind(f"没有这样编号的文种：{'、'.join(unknown)}。", kinds=unknown)
    for kind, word in style.type_words.items():
        check_type_word(word, f"type_words.{kind}")
    words = [style.word_of(kind) for kind, one in KINDS.items() if one.numbered]
    if len(set(words)) != len(words):
        raise refusals.WordMalformed("两个文种不能用同一个代字，否则文号会重复，请改成不同的字。", words=words)
    offices = {*CHAIRING_OFFICES, *OTHER_OFFICES}
    if not style.signing_offices or not offices.issuperset(style.signing_offices):
        raise refusals.StyleIncomplete("请写明由哪些职务签发，例如主任和常务主任。", field="signing_offices")
    if any(len(text) > TEXT_CHARS_MAX or "\n" in text for text in (style.name, style.printing_office)):
        raise refusals.StyleIncomplete(f"发文机关和印发机关的名称写成一行，不超过{TEXT_CHARS_MAX}字。", field="name")
    if style.with_word and not style.red_head:
        raise refusals.StyleIncomplete("没有红头就没有“文件”二字，请改成有红头，或去掉“文件”。", field="with_word")


class PaperStyles(Aggregate):
    STREAM = "meeting.paper_style"

    class Set(DomainEvent, frozen=True, kw_only=True, event="meeting.paper_style.set"):
        committee_id: UUID
        on: date
        style: Style

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.versions: list[tuple[date, Style]] = []

    def set(self, committee_id: UUID, on: date, style: Style) -> None:
        check_style(style)
        self.record(self.Set(committee_id=committee_id, on=on, style=style), effective_on=on)

    def on_set(self, event: Set) -> None:
        self.owner_unit = event.committee_id
        self.versions.append((event.on, event.style))

    def at(self, day: date) -> Style:
        return _latest(self.versions, day)


def in_force(versions: Sequence[Mapping[str, Any]], day: date) -> Style:
    """Of the document `paper_styles`."""
    known = [(date.fromisoformat(one["on"]), msgspec.convert(one["style"], Style)) for one in versions]
    return _latest(known, day)


def _latest(versions: Sequence[tuple[date, Style]], day: date) -> Style:
    """Of those begun by then the latest day, and of one day what was said last."""
    begun = [(on, number, style) for number, (on, style) in enumerate(versions) if on <= day]
    return max(begun, key=lambda one: one[:2])[2] if begun else Style()
