"""What policies and timers give; no person can, so these have no route and no RPC."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from services.supervision.domain.light import Due
from services.supervision.domain.watch import Fact
from shared.kernel.command import Command


class OpenCase(Command, frozen=True, kw_only=True):
    case_id: UUID
    committee_id: UUID
    resolution_id: UUID
    meeting_id: UUID
    text: str
    supervised_by: Literal["party_committee", "government"]
    listed_by: UUID


class OpenWatch(Command, frozen=True, kw_only=True):
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


class NoteFact(Command, frozen=True, kw_only=True):
    watch_id: UUID
    fact: Fact
    at: datetime


class CloseWatch(Command, frozen=True, kw_only=True):
    watch_id: UUID
    reason: Literal["concluded", "released"]
    at: datetime


class JudgeLight(Command, frozen=True, kw_only=True):
    watch_id: UUID
    at: datetime
