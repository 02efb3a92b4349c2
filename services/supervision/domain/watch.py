"""A watch follows one unit's assignment: its facts, its light, the reminders that climb (S1, S2)."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from services.supervision.domain.light import Due, Light, Standing, judge, next_change
from services.supervision.domain.refusals import ReminderAlreadyGiven, ReminderOutOfTurn, WatchClosed
from services.supervision.domain.thresholds import Thresholds
from services.supervision.domain.workdays import WorkCalendar
from shared.kernel.aggregate import Aggregate
from shared.kernel.clock import business_day, end_of_day
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

Fact = Literal[
    "accepted",
    "refused",
    "upheld",
    "progress",
    "part_finished",
    "whole_reported",
    "returned",  # this unit's part is open again
    "whole_returned",  # the whole is open again, which is the lead unit's matter only
]
Step = Literal["liaison_officer", "leader_in_charge"]
CLIMB: tuple[Step, ...] = ("liaison_officer", "leader_in_charge")


class Watch(Aggregate):
    STREAM = "supervision.watch"

    class Opened(DomainEvent, frozen=True, kw_only=True, event="supervision.watch.opened"):
        watch_id: UUID
        task_id: UUID
        unit_id: UUID
        committee_id: UUID
        roles: tuple[str, ...]
        task_number: int
        text: str
        due: Due
        document_number: str
        opened_at: datetime

    class FactNoted(DomainEvent, frozen=True, kw_only=True, event="supervision.watch.fact_noted"):
        fact: Fact
        at: datetime

    class LightChanged(DomainEvent, frozen=True, kw_only=True, event="supervision.watch.light_changed"):
        light: str
        colour: str
        was: str
        reason: str
        at: datetime
        thresholds_version: int
        calendar_editions: dict[str, int]

    class Reminded(DomainEvent, frozen=True, kw_only=True, event="supervision.watch.reminded"):
        step: Step
        episode: int
        person_id: UUID | None
        light: str
        at: datetime

    class Closed(DomainEvent, frozen=True, kw_only=True, event="supervision.watch.closed"):
        reason: Literal["concluded", "released"]
        at: datetime

    @staticmethod
    def stream_of(task_id: UUID, unit_id: UUID) -> UUID:
        return derive("watch", task_id, unit_id)

    # commands

    def open(self, **opened: Any) -> None:
        event = self.Opened(watch_id=self.id, **opened)
        self.record(event, concerns=[event.unit_id])

    def note_fact(self, fact: Fact, at: datetime) -> None:
        """A fact that is another unit's matter is no event of this watch."""
        self.check_open()
        if fact == "whole_returned" and not self.is_lead:
            return
        self.record(self.FactNoted(fact=fact, at=at), concerns=[self.unit_id])

    def judge_light(self, thresholds: Thresholds, calendar: WorkCalendar, at: datetime) -> None:
        """Announces the light when it changed; the same light again is no event, nor is one of the past."""
        self.check_open()
        if at < self.known_until:
            return
        light = judge(self.standing, thresholds, calendar, at)
        if light == self.light:
            return
        due = self.due.day
        days = [business_day(at), *([due] if due else [])]
        self.record(
            self.LightChanged(
                light=light.stage,
                colour=light.colour,
                was=self.light.stage,
                reason=light.reason,
                at=at,
                thresholds_version=thresholds.version,
                calendar_editions=calendar.editions(*days),
            ),
            concerns=[self.unit_id],
        )

    def remind(self, step: Step, person_id: UUID | None, at: datetime) -> None:
        self.check_open()
        self.check_step(step)
        self.record(
            self.Reminded(step=step, episode=self.episode, person_id=person_id, light=self.light.stage, at=at),
            concerns=[self.unit_id],
        )

    def close(self, reason: Literal["concluded", "released"], at: datetime) -> None:
        self.check_open()
        self.record(self.Closed(reason=reason, at=at), concerns=[self.unit_id])

    # rules

    def check_open(self) -> None:
        if self.closed:
            raise WatchClosed("这项任务已经办结或解除，不再亮灯。")

    def check_step(self, step: Step) -> None:
        if self.light.stage == "green":
            raise ReminderOutOfTurn("灯是绿的，不需要催办。", step=step)
        if step in self.reminded:
            raise ReminderAlreadyGiven("这一级已经催办过，每级只记一次。", step=step)
        if len(self.reminded) < CLIMB.index(step):
            raise ReminderOutOfTurn("催办要逐级向上：先联络员，后分管领导。", step=step)

    # what the timer asks

    @property
    def standing(self) -> Standing:
        return Standing(self.due, self.opened_on, self.accepted_at, self.last_word_at, self.finished)

    def step_due(self, thresholds: Thresholds, calendar: WorkCalendar, at: datetime) -> Step | None:
        """The reminder that has to be given now."""
        moment = self._next_step_at(thresholds, calendar, at)
        return CLIMB[len(self.reminded)] if moment is not None and self.known_until <= at >= moment else None

    def next_moment(self, thresholds: Thresholds, calendar: WorkCalendar, after: datetime) -> datetime | None:
        """When this watch has to be looked at again if nothing happens."""
        if self.closed:
            return None
        after = max(after, self.known_until)
        moments = (
            next_change(self.standing, thresholds, calendar, after),
            self._next_step_at(thresholds, calendar, after),
        )
        return min((m for m in moments if m is not None), default=None)

    def _next_step_at(self, thresholds: Thresholds, calendar: WorkCalendar, now: datetime) -> datetime | None:
        if self.closed or self.light.stage == "green" or len(self.reminded) == len(CLIMB):
            return None
        if not self.reminded:
            return now
        last = business_day(self.reminded_at)
        return end_of_day(calendar.after(last, thresholds.climb_after_workdays))

    # replay

    def on_opened(self, event: Opened) -> None:
        self.owner_unit = event.committee_id
        self.committee_id, self.unit_id, self.task_id = event.committee_id, event.unit_id, event.task_id
        self.is_lead = "lead" in event.roles
        self.due = event.due
        self.opened_on = business_day(event.opened_at)
        self.known_until = event.opened_at
        self.accepted_at: datetime | None = None
        self.last_word_at: datetime | None = None
        self.finished = False
        self.closed = False
        self.light = Light("green", "green", "on_course")
        self.episode = 0
        self.reminded: list[Step] = []

    def on_fact_noted(self, event: FactNoted) -> None:
        self.known_until = max(self.known_until, event.at)
        match event.fact:
            case "accepted" | "upheld":
                self.accepted_at = event.at
            case "progress":
                self.last_word_at = event.at
            case "part_finished":
                self.last_word_at = event.at
                self.finished = self.finished or not self.is_lead  # the lead unit answers for the whole (T8)
            case "whole_reported":
                self.finished = True
            case "returned" | "whole_returned":
                self.finished, self.last_word_at = False, event.at
            case "refused":
                pass  # it stays open until the committee answers

    def on_light_changed(self, event: LightChanged) -> None:
        self.known_until = max(self.known_until, event.at)
        if self.light.stage == "green" != event.light:  # leaving green begins an episode with its own reminders
            self.episode += 1
            self.reminded = []
        self.light = Light(event.light, event.colour, event.reason)  # type: ignore[arg-type]

    def on_reminded(self, event: Reminded) -> None:
        self.known_until = max(self.known_until, event.at)
        self.reminded.append(event.step)
        self.reminded_at = event.at

    def on_closed(self, event: Closed) -> None:
        self.closed = True
