"""Transmittals, returns and instructions at a stage: the givens of their tests."""

from datetime import date
from typing import Any
from uuid import UUID

from services.meeting.domain.instruction import Instruction, Leader, Passing, Recipient
from services.meeting.domain.transmittal import Addressed, AddressedGroup, Asked, Subject, Transmittal
from services.meeting.domain.transmittal_return import ReturnContent, TransmittalReturn
from shared.kernel.ids import derive
from tests.unit.meeting.given import COMMITTEE, DIGEST, EDUCATION, JUSTICE

TRANSMITTAL, ONWARD = derive("transmittal"), derive("onward")
INSTRUCTION, OPINIONS, REPORT = derive("instruction"), derive("opinions"), derive("special report")
OFFICE_MEETING = derive("directors' office")
COUNTY, TOWN = derive("county committee"), derive("town committee")
GROUP = derive("group")
ISSUE_DAY, DUE_DAY, LATE_DAY = date(2023, 9, 21), date(2023, 10, 8), date(2023, 10, 9)
GIVEN_DAY, PASSED_DAY = date(2023, 9, 12), date(2023, 9, 15)
UNITS = (COUNTY, EDUCATION, JUSTICE)


def subject(**changes: Any) -> Subject:
    fields: dict[str, Any] = {
        "conveys": "meeting_spirit",
        "matter_id": derive("meeting"),
        "title": "联席会议精神",
        "issuer": "",
        "document": None,
    }
    return Subject(**(fields | changes))


def asked(**changes: Any) -> Asked:
    fields: dict[str, Any] = {
        "requirements": "请传达学习。",
        "questions": (),
        "tell_party_leader": False,
        "due_on": DUE_DAY,
    }
    return Asked(**(fields | changes))


def addressed(*units: UUID) -> Addressed:
    group = AddressedGroup(name="各成员单位", group_id=GROUP, units=(EDUCATION, JUSTICE))
    return Addressed(units=units or UNITS, expansions=() if units else (group,))


def issued(**changes: Any) -> Transmittal:
    arguments: dict[str, Any] = {
        "subject": subject(),
        "asked": asked(),
        "addressed": addressed(),
        "today": ISSUE_DAY,
    }
    return Transmittal.issue(TRANSMITTAL, COMMITTEE, **(arguments | changes))


def content(**changes: Any) -> ReturnContent:
    fields: dict[str, Any] = {
        "held_on": date(2023, 9, 25),
        "ways": ("gathered", "online"),
        "attended": 21,
        "measures": ("纳入学习计划。",),
    }
    return ReturnContent(**(fields | changes))


def submitted(
    transmittal: Transmittal | None = None, unit: UUID = EDUCATION, today: date = DUE_DAY, **changes: Any
) -> TransmittalReturn:
    transmittal = transmittal or issued()
    returned = TransmittalReturn(TransmittalReturn.stream_of(transmittal.id, unit))
    returned.submit(transmittal, unit, content(**changes), today=today)
    return returned


def recorded(**changes: Any) -> Instruction:
    arguments: dict[str, Any] = {
        "kinds": ("visit", "speech"),
        "title": "省关工委领导来我市视察",
        "given_on": GIVEN_DAY,
        "place": "第一中学",
        "leaders": (Leader(office="省关工委主任"),),
        "document": DIGEST,
        "today": PASSED_DAY,
    }
    return Instruction.take_down(INSTRUCTION, COMMITTEE, **(arguments | changes))


def passing(**changes: Any) -> Passing:
    fields: dict[str, Any] = {
        "meeting_id": OFFICE_MEETING,
        "kinds": ("directors_office",),
        "held_on": PASSED_DAY,
    }
    return Passing(**(fields | changes))


def with_opinions() -> Instruction:
    instruction = recorded()
    instruction.pass_opinions(OPINIONS, passing(), ["形成情况汇报。", "向各县（市）区传达。"])
    return instruction


def report(instruction: Instruction, **changes: Any) -> None:
    arguments: dict[str, Any] = {
        "document": DIGEST,
        "recipients": (Recipient(name="省关工委", unit_id=derive("province committee")), Recipient(name="市人大")),
        "submitted_on": ISSUE_DAY,
        "approved_at": None,
        "today": ISSUE_DAY,
    }
    instruction.submit_report(REPORT, **(arguments | changes))


def again(aggregate: Any) -> Any:
    """The same as its stored events make it, so that no test passes on what only memory knows."""
    return type(aggregate).project(None, aggregate.collect_events())
