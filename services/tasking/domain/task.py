"""A task: one item of an issued plan, and what its units do with it until the committee concludes it."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

from services.tasking.domain import assignment as part
from services.tasking.domain import task_rules as rules
from services.tasking.domain.assignment import Assignment
from services.tasking.domain.values import Due, Expansion, Role
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent

TaskState = Literal["assigned", "reported", "concluded"]


class Task(Aggregate):
    STREAM = "tasking.task"

    class Assigned(DomainEvent, frozen=True, kw_only=True, event="tasking.task.assigned"):
        task_id: UUID
        plan_id: UUID
        committee_id: UUID
        number: int
        section: str
        text: str
        lead: UUID
        responsible: tuple[UUID, ...]
        expansions: tuple[Expansion, ...]
        due: Due
        document_number: str
        issued_on: datetime.date

    class Accepted(DomainEvent, frozen=True, kw_only=True, event="tasking.task.accepted"):
        unit_id: UUID

    class Refused(DomainEvent, frozen=True, kw_only=True, event="tasking.task.refused"):
        unit_id: UUID
        reason: str

    class AssignmentUpheld(DomainEvent, frozen=True, kw_only=True, event="tasking.task.assignment_upheld"):
        unit_id: UUID
        reason: str

    class RefusalAccepted(DomainEvent, frozen=True, kw_only=True, event="tasking.task.refusal_accepted"):
        unit_id: UUID
        reason: str

    class ProgressReported(DomainEvent, frozen=True, kw_only=True, event="tasking.task.progress_reported"):
        unit_id: UUID
        percent: int
        done: str
        problems: str
        good_practice: str
        evidence: tuple[str, ...]

    class PartFinished(DomainEvent, frozen=True, kw_only=True, event="tasking.task.part_finished"):
        unit_id: UUID
        summary: str
        evidence: tuple[str, ...]

    class WholeReported(DomainEvent, frozen=True, kw_only=True, event="tasking.task.whole_reported"):
        unit_id: UUID
        summary: str
        evidence: tuple[str, ...]

    class Concluded(DomainEvent, frozen=True, kw_only=True, event="tasking.task.concluded"):
        conclusion: str
        concluded_on: datetime.date

    class Returned(DomainEvent, frozen=True, kw_only=True, event="tasking.task.returned"):
        reason: str
        units: tuple[UUID, ...]

    @classmethod
    def assign(cls, assigned: Assigned) -> "Task":
        task = cls(assigned.task_id)
        units = {assigned.lead, *assigned.responsible}
        task.record(assigned, concerns=units, effective_on=assigned.issued_on)
        return task

    def accept(self, unit_id: UUID) -> None:
        """T5."""
        part.check_unanswered(self.share_of(unit_id))
        self._record(self.Accepted(unit_id=unit_id))

    def refuse(self, unit_id: UUID, reason: str) -> None:
        """T5: with its reason it goes back to the issuing committee, which upholds or accepts."""
        part.check_unanswered(self.share_of(unit_id))
        part.check_reason(reason)
        self._record(self.Refused(unit_id=unit_id, reason=reason))

    def uphold_assignment(self, unit_id: UUID, reason: str) -> None:
        part.check_refused(self.share_of(unit_id))
        part.check_reason(reason)
        self._record(self.AssignmentUpheld(unit_id=unit_id, reason=reason))

    def accept_refusal(self, unit_id: UUID, reason: str) -> None:
        part.check_refused(self.share_of(unit_id))
        part.check_releasable(self.share_of(unit_id))
        part.check_reason(reason)
        self._record(self.RefusalAccepted(unit_id=unit_id, reason=reason))

    def report_progress(
        self,
        unit_id: UUID,
        percent: int,
        *,
        done: str,
        problems: str = "",
        good_practice: str = "",
        evidence: Sequence[str] = (),
    ) -> None:
        rules.check_under_way(self.state)
        part.check_progress(self.share_of(unit_id), percent, done, problems)
        self._record(
            self.ProgressReported(
                unit_id=unit_id,
                percent=percent,
                done=done,
                problems=problems,
                good_practice=good_practice,
                evidence=tuple(evidence),
            )
        )

    def finish_part(self, unit_id: UUID, summary: str, evidence: Sequence[str] = ()) -> None:
        """T8: each responsible unit finishes its part."""
        rules.check_under_way(self.state)
        rules.check_has_part(self.share_of(unit_id))
        part.check_taken_on(self.share_of(unit_id))
        rules.check_words(summary)
        self._record(self.PartFinished(unit_id=unit_id, summary=summary, evidence=tuple(evidence)))

    def report_whole(self, unit_id: UUID, summary: str, evidence: Sequence[str] = ()) -> None:
        """T8: the lead unit reports the whole once every responsible unit that was not released has finished."""
        rules.check_under_way(self.state)
        rules.check_lead(self.share_of(unit_id))
        rules.check_parts_finished(self.assignments.values())
        rules.check_words(summary)
        self._record(self.WholeReported(unit_id=unit_id, summary=summary, evidence=tuple(evidence)))

    def conclude(self, conclusion: str, concluded_on: datetime.date, today: datetime.date) -> None:
        """T8: final."""
        rules.check_reported(self.state)
        rules.check_words(conclusion)
        rules.check_concluded_day(concluded_on, self.issued_on, today)
        self._record(self.Concluded(conclusion=conclusion, concluded_on=concluded_on))

    def send_back(self, reason: str, units: Sequence[UUID]) -> None:
        """T8: returned with a reason and the units whose part reopens; the lead reports the whole again."""
        rules.check_reported(self.state)
        part.check_reason(reason)
        rules.check_returnable([self.share_of(unit) for unit in dict.fromkeys(units)])
        self._record(self.Returned(reason=reason, units=tuple(dict.fromkeys(units))))

    def share_of(self, unit_id: UUID) -> Assignment:
        return rules.check_assigned(self.assignments.get(unit_id))

    def relations_of(self, unit_id: UUID) -> set[str]:
        own = {"own"} if unit_id == self.owner_unit else set()
        assigned = self.assignments.get(unit_id)
        return own | set(assigned.roles if assigned else ())

    def _record(self, event: DomainEvent) -> None:
        """Every task event concerns the lead and all responsible units."""
        self.record(event, concerns=self.assignments)

    def on_assigned(self, event: Assigned) -> None:
        self.owner_unit = event.committee_id
        self.state: TaskState = "assigned"
        self.due, self.issued_on = event.due, event.issued_on
        self.assignments = {
            unit: Assignment(unit, roles) for unit, roles in roles_of(event.lead, event.responsible).items()
        }

    def on_accepted(self, event: Accepted) -> None:
        self.assignments[event.unit_id].state = "accepted"

    def on_refused(self, event: Refused) -> None:
        self.assignments[event.unit_id].state = "refused"

    def on_assignment_upheld(self, event: AssignmentUpheld) -> None:
        self.assignments[event.unit_id].state = "upheld"
        self.assignments[event.unit_id].answer = event.reason

    def on_refusal_accepted(self, event: RefusalAccepted) -> None:
        self.assignments[event.unit_id].state = "released"
        self.assignments[event.unit_id].answer = event.reason

    def on_progress_reported(self, event: ProgressReported) -> None:
        self.assignments[event.unit_id].percent = event.percent

    def on_part_finished(self, event: PartFinished) -> None:
        self.assignments[event.unit_id].state = "finished"

    def on_whole_reported(self, event: WholeReported) -> None:
        self.state = "reported"
        self.assignments[event.unit_id].state = "finished"

    def on_concluded(self, event: Concluded) -> None:
        self.state = "concluded"

    def on_returned(self, event: Returned) -> None:
        self.state = "assigned"
        for unit in reopening(self.assignments.values(), event.units):
            unit.state = unit.reopened()


def roles_of(lead: UUID, responsible: Iterable[UUID]) -> dict[UUID, tuple[Role, ...]]:
    """The units of a task with their roles, the lead first; a unit can be lead and responsible (T2)."""
    roles: dict[UUID, tuple[Role, ...]] = {lead: ("lead",)}
    for unit in responsible:
        roles[unit] = ("lead", "responsible") if unit == lead else ("responsible",)
    return roles


def reopening(assignments: Iterable[Assignment], units: Sequence[UUID]) -> list[Assignment]:
    """The named units, and a lead without a part of its own: it has nothing but the whole to report again."""
    return [one for one in assignments if one.unit_id in units or (one.is_lead and not one.has_part)]
