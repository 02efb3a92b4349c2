"""The number of a supervision notice: a stream of its own, so that two notices can never hold the same one (S3)."""

import re
from uuid import UUID

import msgspec

from services.supervision.domain.refusals import NumberMalformed
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

NOTICE_TYPE = "督办通知单"
_WORD = re.compile(r"[\u3400-\u9fff]{1,10}")


class NumberText(msgspec.Struct, frozen=True, kw_only=True):
    """Body word, year, sequence: 鸡关督 + 2023 + 1 is written 鸡关督〔2023〕1号; the type of paper is not written."""

    body: str
    type: str = NOTICE_TYPE
    year: int
    sequence: int

    @property
    def text(self) -> str:
        return f"{self.body}〔{self.year}〕{self.sequence}号"


def check_number(number: NumberText) -> None:
    if not _WORD.fullmatch(number.body):
        raise NumberMalformed("发文机关代字请用汉字填写，例如“鸡关督”。", body=number.body)
    if not (1949 <= number.year <= 2999 and 1 <= number.sequence <= 99_999):
        raise NumberMalformed("发文年份或顺序号不对，例如2023年第1号。", year=number.year, sequence=number.sequence)


class NoticeNumber(Aggregate):
    """A number is claimed once per body, type and year: the stream exists or it does not."""

    STREAM = "supervision.number"

    class Claimed(DomainEvent, frozen=True, kw_only=True, event="supervision.number.claimed"):
        number: str
        committee_id: UUID
        body: str
        type: str
        year: int
        sequence: int
        case_id: UUID

    @staticmethod
    def stream_of(number: NumberText) -> UUID:
        return derive("number", number.body, number.type, number.year, number.sequence)

    def claim(self, number: NumberText, committee_id: UUID, case_id: UUID) -> None:
        check_number(number)
        parts = msgspec.structs.asdict(number)
        self.record(self.Claimed(number=number.text, committee_id=committee_id, case_id=case_id, **parts))

    def on_claimed(self, event: Claimed) -> None:
        self.owner_unit = event.committee_id
