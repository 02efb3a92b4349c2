"""Document numbers: a number is a stream of its own, so that two plans can never hold the same one."""

import re
from uuid import UUID

from services.tasking.domain.refusals import NumberMalformed
from services.tasking.domain.values import Value
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

_WORD = re.compile(r"[\u3400-\u9fff]{1,10}")


class NumberText(Value, frozen=True, kw_only=True):
    """Body word, type, year, sequence: 鸡关 + 发 + 2023 + 2 is written 鸡关发〔2023〕2号."""

    body: str
    type: str
    year: int
    sequence: int

    @property
    def text(self) -> str:
        return f"{self.body}{self.type}〔{self.year}〕{self.sequence}号"

    @property
    def stream_id(self) -> UUID:
        return derive("number", self.body, self.type, self.year, self.sequence)


def check_number(number: NumberText) -> None:
    if not (_WORD.fullmatch(number.body) and _WORD.fullmatch(number.type)):
        raise NumberMalformed("机关代字和文种请用汉字填写，例如“鸡关”和“发”。", body=number.body, type=number.type)
    if not (1949 <= number.year <= 2999 and 1 <= number.sequence <= 99_999):
        raise NumberMalformed("发文年份或顺序号不对，例如2023年第2号。", year=number.year, sequence=number.sequence)


class DocumentNumber(Aggregate):
    STREAM = "tasking.number"

    class Claimed(DomainEvent, frozen=True, kw_only=True, event="tasking.number.claimed"):
        number: str
        body: str
        type: str
        year: int
        sequence: int
        plan_id: UUID
        committee_id: UUID

    @classmethod
    def claim(cls, number: NumberText, plan_id: UUID, committee_id: UUID) -> "DocumentNumber":
        check_number(number)
        claimed = cls(number.stream_id)
        claimed.record(
            cls.Claimed(
                number=number.text,
                body=number.body,
                type=number.type,
                year=number.year,
                sequence=number.sequence,
                plan_id=plan_id,
                committee_id=committee_id,
            )
        )
        return claimed

    def on_claimed(self, event: Claimed) -> None:
        self.owner_unit = event.committee_id
        self.number = event.number
        self.plan_id = event.plan_id
