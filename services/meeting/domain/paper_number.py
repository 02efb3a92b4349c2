"""The numbers of papers: one ledger per committee, code word, type word and year, without gap or repeat (R6).

The next number is taken and given in the transaction that stores it; of two who number at once, the one whose ledger
moved is judged anew. What a withdrawn paper had is given to the next one.
"""

import re
from uuid import UUID

from services.meeting.domain import paper_refusals as refusals
from services.meeting.domain.paper_kinds import RESERVED_WORDS
from services.meeting.domain.vocabulary import Value
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

_WORD = re.compile(r"[\u3400-\u9fff]{1,10}")


class Series(Value, frozen=True, kw_only=True):
    """鸡关 + 请 + 2023 is written 鸡关请〔2023〕1号; minutes by issue are written 第1期, by year 〔2023〕1号."""

    committee_id: UUID
    word: str
    type: str
    year: int
    form: str = "document"

    @property
    def stream_id(self) -> UUID:
        return derive("paper-number", self.committee_id, self.word, self.type, self.year)

    def text(self, sequence: int) -> str:
        if self.form == "issue":
            return f"第{sequence}期"
        if self.form == "year":
            return f"〔{self.year}〕{sequence}号"
        return f"{self.word}{self.type}〔{self.year}〕{sequence}号"


def check_word(word: str, what: str, field: str) -> None:
    if not _WORD.fullmatch(word):
        raise refusals.WordMalformed(f"{what}请用1到10个汉字填写，例如“鸡关”和“请”。", word=word, field=field)


def check_type_word(word: str, field: str) -> None:
    """Of the plans' and the supervision notices' numbers, however code word and type word are divided."""
    check_word(word, "文种代字", field)
    for reserved, whose in RESERVED_WORDS.items():
        if word.endswith(reserved):
            raise refusals.WordReserved(
                f"“{reserved}”是{whose}的文号用字，会议公文请换一个字。", word=word, field=field
            )


class PaperNumbers(Aggregate):
    STREAM = "meeting.paper_number"

    class Assigned(DomainEvent, frozen=True, kw_only=True, event="meeting.paper_number.assigned"):
        committee_id: UUID
        paper_id: UUID
        number: str
        word: str
        type: str
        year: int
        sequence: int

    class Released(DomainEvent, frozen=True, kw_only=True, event="meeting.paper_number.released"):
        paper_id: UUID
        number: str
        sequence: int

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.last = 0
        self.free: set[int] = set()

    def assign(self, series: Series, paper_id: UUID) -> int:
        sequence = min(self.free, default=self.last + 1)
        self.record(
            self.Assigned(
                committee_id=series.committee_id,
                paper_id=paper_id,
                number=series.text(sequence),
                word=series.word,
                type=series.type,
                year=series.year,
                sequence=sequence,
            )
        )
        return sequence

    def release(self, paper_id: UUID, number: str, sequence: int) -> None:
        self.record(self.Released(paper_id=paper_id, number=number, sequence=sequence))

    def on_assigned(self, event: Assigned) -> None:
        self.owner_unit = event.committee_id
        self.free.discard(event.sequence)
        self.last = max(self.last, event.sequence)

    def on_released(self, event: Released) -> None:
        self.free.add(event.sequence)
