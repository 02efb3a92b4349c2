"""Notification as it runs: built by its bootstrap on a real store, fed by made-up logs and a golden registry."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import grpc.aio
from cryptography.hazmat.primitives.asymmetric import ec

from services.notification.application.links import ReceiptLinks
from services.notification.bootstrap import build
from services.notification.domain.link import PURPOSE
from services.notification.settings import NotificationSettings
from shared.access.issuer import LocalIssuer
from shared.database.interface import Row
from shared.eventstore.interface import LogReader, Store
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.envelope import RecordedEvent
from shared.kernel.events import EventRegistry
from shared.kernel.ids import derive
from shared.messaging.runner import Runner
from shared.messaging.tracking import MESSAGING_TABLES
from shared.serving.service import Dependencies
from shared.telemetry.metrics import Metrics
from tests.support.golden_logs import GoldenLog, histories
from tests.support.served import Served
from tests.support.stores import open_store
from tests.unit.notification.made_log import MadeLog

NOW = datetime(2023, 7, 10, 1, tzinfo=UTC)
PUBLIC = "https://lianxi.example"
HELD_AT = "2023-07-20T01:00:00Z"
# Of the golden registry.
COMMITTEE = UUID("162d5819-4026-5c28-8059-95a869df45d3")
EDUCATION = UUID("972eb32a-8653-52f4-ad10-09f28d626f90")
FINANCE = UUID("5b8f881a-22e4-51cb-b2de-7f98fe364a5c")
YOUTH = UUID("32d369f6-e5cd-55f2-b05b-da97dad4a2b1")
PARTY = UUID("f669f9c2-7168-50c3-9ff5-cf3bb0c4cf01")
COUNTY = UUID("eab9e59e-7fb6-551e-a246-807704488f98")
MEMBERS = (EDUCATION, FINANCE, YOUTH)
MEETING, WATCH, CASE, TRANSMITTAL, TOPIC = (
    derive("test", name) for name in ("meeting", "watch", "case", "transmittal", "topic")
)
THEME = "研究未成年人保护工作"


def invitation(unit: UUID, *, with_office: bool = True) -> dict[str, Any]:
    office = "liaison_officer" if with_office else None
    return {"unit_id": str(unit), "as": "member", "office": office, "person_id": None, "seat_person_id": None}


class World(Served):
    def __init__(
        self,
        directory: Path,
        *,
        issuer: LocalIssuer | None = None,
        clock: ManualClock | None = None,
        meeting: LogReader | None = None,
        channel_to: Callable[[str], grpc.aio.Channel] | None = None,
    ) -> None:
        """`meeting` is the log of the real service; without it events are made up."""
        self.directory = directory
        self.clock = clock or ManualClock(NOW)
        self.issuer = issuer or LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
        self.meeting, self.supervision = MadeLog("meeting"), MadeLog("supervision")
        registry = GoldenLog("organization", histories("organization")[0])
        self.logs: dict[str, LogReader] = {
            "organization": registry,
            "meeting": meeting or self.meeting,
            "supervision": self.supervision,
        }
        self.runner = Runner(self.logs, poll_seconds=0.02)
        self.metrics = Metrics()
        self.settings = NotificationSettings(public_url=PUBLIC)
        self.parts = build(
            Dependencies(
                clock=self.clock,
                open_store=self._open,
                verifier=self.issuer.verifier(),
                metrics=self.metrics,
                logs=self.logs,
                progress=self.runner,
                channel_to=channel_to or _nobody,
                own_token=lambda: self.issuer.service_token("notification"),
                settings=self.settings,
                secret_for=self.issuer.secret_for,
                pass_for=self.issuer.pass_token,
            )
        )
        self.links = ReceiptLinks(self.store, self.clock, lambda: self.issuer.secret_for(PURPOSE), PUBLIC, lambda: 0.0)
        views = [table for projection in self.parts.projections for table in projection.tables]
        self.store.database.create_tables([*views, *self.parts.tables, *MESSAGING_TABLES])
        self.runner.add("notification", self.store, self.parts.bus, self.clock, self.parts.projections)

    def _open(self, service: str, registry: EventRegistry) -> Store:
        self.store: SqliteStore = open_store(self.directory, service, registry, self.clock)
        return self.store

    async def settle(self) -> None:
        await self.runner.settle()

    def close(self) -> None:
        self.store.close()

    async def rows(self, sql: str, **params: Any) -> list[Row]:
        async with self.store.snapshot() as reader:
            return await reader.all(sql, params)

    async def desk(self, unit: UUID, role: str = "liaison") -> list[dict[str, Any]]:
        answer = await self.get(unit, "/desk", role)
        items: list[dict[str, Any]] = answer["items"]
        return items

    # what other services say

    def drafts(self, meeting: UUID = MEETING, theme: str = THEME) -> RecordedEvent:
        return self._of_meeting("drafted", meeting, {"theme": theme})

    def calls(self, *units: UUID, meeting: UUID = MEETING, **changed: Any) -> RecordedEvent:
        called = {"held_at": HELD_AT, "place": "市委第一会议室", "scope": "all_members", "requirements": "请准时参加。"}
        invitations = [invitation(unit) for unit in units or MEMBERS]
        return self._of_meeting("notice_issued", meeting, {**called, "invitations": invitations, **changed})

    def holds(self, meeting: UUID = MEETING) -> RecordedEvent:
        return self._of_meeting("held", meeting, {"held_on": "2023-07-20"})

    def changes(self, held_at: str = "2023-07-21T06:00:00Z", meeting: UUID = MEETING) -> RecordedEvent:
        changed = {"held_at": held_at, "place": "市委第二会议室", "requirements": "", "reason": "会议室另有安排"}
        return self._of_meeting("notice_changed", meeting, changed)

    def calls_off(self, meeting: UUID = MEETING) -> RecordedEvent:
        return self._of_meeting("called_off", meeting, {"reason": "另行通知"})

    def asks(self, meeting: UUID = MEETING) -> RecordedEvent:
        return self._of_meeting("request_submitted", meeting, {"party_committee": str(PARTY), "round": 1})

    def reports(self, meeting: UUID = MEETING) -> RecordedEvent:
        data = {"document": "0" * 64, "submitted_on": "2023-07-24"}
        return self.meeting.add("meeting.meeting.report_submitted", meeting, data, COMMITTEE, self._tick(), [PARTY])

    def files(self, meeting: UUID = MEETING) -> RecordedEvent:
        return self._of_meeting("filed", meeting, {"filed_on": "2023-07-24"})

    def forwards(self, by: UUID, *units: UUID, meeting: UUID = MEETING) -> RecordedEvent:
        told = {"held_at": HELD_AT, "place": "县委会议室", "requirements": "请主要领导参加。"}
        invitations = [invitation(unit) for unit in units]
        data = {"meeting_id": str(meeting), "committee_id": str(by), **told, "invitations": invitations}
        stream = derive("forwarded", meeting, by)
        return self.meeting.add("meeting.forwarded_notice.forwarded", stream, data, by, self._tick())

    def passes_on(self, *units: UUID, widened: bool = False) -> RecordedEvent:
        data = {"title": "全省关工委工作会议精神", "due_on": "2023-08-10", "units": [str(unit) for unit in units]}
        name = "widened" if widened else "issued"
        return self.meeting.add(f"meeting.transmittal.{name}", TRANSMITTAL, data, COMMITTEE, self._tick())

    def returns(self, unit: UUID, what: str = "submitted", **data: Any) -> RecordedEvent:
        given = {"transmittal_id": str(TRANSMITTAL), "unit_id": str(unit), **data}
        stream = derive("transmittal-return", TRANSMITTAL, unit)
        return self.meeting.add(f"meeting.transmittal_return.{what}", stream, given, unit, self._tick())

    def answers(self, unit: UUID, to: UUID = COMMITTEE, meeting: UUID = MEETING) -> RecordedEvent:
        data = {"meeting_id": str(meeting), "committee_id": str(to), "unit_id": str(unit)}
        return self.meeting.add("meeting.receipt.returned", derive("receipt", unit), data, unit, self._tick())

    def _of_meeting(self, name: str, meeting: UUID, data: Mapping[str, Any]) -> RecordedEvent:
        return self.meeting.add(f"meeting.meeting.{name}", meeting, data, COMMITTEE, self._tick())

    def proposes(self, unit: UUID, subject: str) -> RecordedEvent:
        data = {"topic_id": str(TOPIC), "committee_id": str(COMMITTEE), "unit_id": str(unit), "subject": subject}
        return self.meeting.add("meeting.topic.proposed", TOPIC, data, COMMITTEE, self._tick(), [unit])

    def answers_topic(self, answer: str, **data: Any) -> RecordedEvent:
        return self.meeting.add(f"meeting.topic.{answer}", TOPIC, data, COMMITTEE, self._tick())

    def says(self, name: str, stream: UUID, **data: Any) -> RecordedEvent:
        """Supervision does."""
        return self.supervision.add(f"supervision.{name}", stream, data, COMMITTEE, self._tick())

    def watches(self, unit: UUID = EDUCATION, due: str | None = "2023-09-30") -> RecordedEvent:
        kind = (
            {"kind": "date", "scope": "item", "date": due} if due else {"kind": "none", "scope": "item", "date": None}
        )
        return self.says("watch.opened", WATCH, unit_id=str(unit), text="组织“五老”进校园宣讲。", due=kind)

    def reminds(self, step: str = "liaison_officer", light: str = "yellow") -> RecordedEvent:
        return self.says("watch.reminded", WATCH, step=step, episode=1, person_id=None, light=light)

    def _tick(self) -> datetime:
        self.clock.advance(timedelta(seconds=1))
        return self.clock.now()


def _nobody(service: str) -> grpc.aio.Channel:
    raise AssertionError(f"nobody asks {service} anything here")
