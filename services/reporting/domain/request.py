"""A request for reports 报送要求: a committee asks units for a report by a day (R1)."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from services.reporting.domain import refusals as no
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.limits import UNITS_CONCERNED_MAX


class ReportRequest(Aggregate):
    STREAM = "reporting.request"

    class Opened(DomainEvent, frozen=True, kw_only=True, event="reporting.request.opened"):
        request_id: UUID
        committee_id: UUID
        subject: str
        plan_id: UUID | None
        units: tuple[UUID, ...]
        due_on: date
        requirements: str

    def open(
        self,
        committee_id: UUID,
        *,
        subject: str,
        plan_id: UUID | None,
        units: Sequence[UUID],
        due_on: date,
        requirements: str,
        today: date,
    ) -> None:
        asked = tuple(dict.fromkeys(units))
        check_subject(subject)
        check_units(committee_id, asked)
        check_due_day(due_on, today)
        opened = self.Opened(
            request_id=self.id,
            committee_id=committee_id,
            subject=subject,
            plan_id=plan_id,
            units=asked,
            due_on=due_on,
            requirements=requirements,
        )
        self.record(opened, concerns=asked)

    def check_asked(self, unit_id: UUID) -> None:
        if unit_id not in self.units:
            raise no.UnitNotAsked("这次没有要求本单位报送。")

    def is_late(self, on: date) -> bool:
        """The whole due day is on time."""
        return on > self.due_on

    def relations_of(self, unit_id: UUID) -> Iterable[str]:
        if unit_id == self.owner_unit:
            yield "own"
        if unit_id in self.units:
            yield "addressee"

    def on_opened(self, event: Opened) -> None:
        self.owner_unit = self.committee_id = event.committee_id
        self.plan_id = event.plan_id
        self.units = event.units
        self.due_on = event.due_on


def check_subject(subject: str) -> None:
    if not subject.strip():
        raise no.SubjectMissing("请写明要求报送什么。", field="subject")


def check_units(committee_id: UUID, units: Sequence[UUID]) -> None:
    if not units:
        raise no.NobodyAsked("请写明要求哪些单位报送。", field="units")
    if len(units) >= UNITS_CONCERNED_MAX:
        raise no.TooManyAsked(f"一次最多要求{UNITS_CONCERNED_MAX - 1}个单位报送，请分几次。", field="units")
    if committee_id in units:
        raise no.AskedItself("不能要求本单位向自己报送。", field="units")


def check_due_day(due_on: date, today: date) -> None:
    if due_on < today:
        raise no.DueDayPassed("报送期限已经过去，请重新填写期限。", field="due_on")
