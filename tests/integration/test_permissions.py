"""K4: who may give which command, cell by cell, asked of the real buses after the story.

The agreed table and the code's can disagree: that is a question to a person. A command goes as far as its handler's
`permit` and no further, so that nobody's try changes what the next one meets.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any
from uuid import UUID

import msgspec
import pytest

from services.local.demo import cast
from services.local.example.registry import unit_id
from services.local.server import Running
from services.meeting.application.papers.permissions import PAPER_PERMISSIONS
from services.meeting.application.permissions import PERMISSIONS as MEETING
from services.meeting.application.topic_commands import ProposeTopic
from services.meeting.entrypoints.paper_routes import PAPER_ROUTES
from services.meeting.entrypoints.routes import ROUTES as MEETING_ROUTES
from services.notification.application.permissions import PERMISSIONS as NOTIFICATION
from services.notification.entrypoints.routes import ROUTES as NOTIFICATION_ROUTES
from services.organization.application.commands import (
    BeginRelation,
    PlanFoundingBatch,
    RegisterPerson,
    RegisterUnit,
)
from services.organization.application.imports.layout import UNITS
from services.organization.application.imports.preparing import prepare
from services.organization.application.permissions import PERMISSIONS as ORGANIZATION
from services.organization.entrypoints.routes import ROUTES as ORGANIZATION_ROUTES
from services.reporting.application.permissions import PERMISSIONS as REPORTING
from services.reporting.entrypoints.routes import ROUTES as REPORTING_ROUTES
from services.supervision.application.permissions import PERMISSIONS as SUPERVISION
from services.supervision.entrypoints.routes import ROUTES as SUPERVISION_ROUTES
from services.tasking.application.permissions import PERMISSIONS as TASKING
from services.tasking.entrypoints.routes import ROUTES as TASKING_ROUTES
from shared.access.matrix import matrix
from shared.access.roles import PASS_ROLE, ROLES
from shared.commands.work import CommandWork
from shared.kernel.command import Command, CommandContext
from shared.kernel.envelope import Actor
from shared.kernel.errors import NotFound, NotPermitted, Refusal
from shared.kernel.ids import derive, random_id
from shared.sheets.writing import write_csv
from tests.integration.agreed import GROUPERS, LOADER, POLICY, TABLE
from tests.integration.oracle import Oracle
from tests.support.matters_story import INSTRUCTION, ONWARD, OPINIONS, Places, tell_matters
from tests.support.whole_story import Story

pytestmark = pytest.mark.slow
SERVICE_ROLES = ("service:local", "service:supervision", "service:tasking", "service:audit")
STRANGER = unit_id("230100")  # another city's committee
NEW_UNIT = derive("test", "a unit that only its registrar has to do with")
TOPIC = derive("test", "a topic that a member unit proposed")
PAPER = derive("test", "a paper on its way")
TO_BE_FOUNDED = derive("test", "a committee that is still to be founded")
BATCH = derive("test", "the city's batch")
REGISTRY_UNITS = {
    "own": cast.EDUCATION,
    "committee_of_member": cast.CITY,
    "superior": cast.PROVINCE,
    "registrar": cast.CITY,
    "other": STRANGER,
}
# What a service's own policy gives for a unit, by the relations of the rows of its file: tests/unit/organization.
BY_ITSELF = {"ImportItem", "AdvanceImport"}
SERVICES = {
    "organization": (ORGANIZATION, ORGANIZATION_ROUTES),
    "meeting": (MEETING | PAPER_PERMISSIONS, (*MEETING_ROUTES, *PAPER_ROUTES)),
    "tasking": (TASKING, TASKING_ROUTES),
    "supervision": (SUPERVISION, SUPERVISION_ROUTES),
    "reporting": (REPORTING, REPORTING_ROUTES),
    "notification": (NOTIFICATION, NOTIFICATION_ROUTES),
}


def test_k4_every_table_is_what_was_agreed() -> None:
    for permissions, _ in SERVICES.values():
        for cell in matrix(permissions, services=("local", "supervision", "tasking", "audit")):
            agreed = (cell.role, cell.relation) in TABLE[cell.command.__name__]
            assert cell.allowed is agreed, cell
    known = {command.__name__ for permissions, _ in SERVICES.values() for command in permissions}
    assert known == set(TABLE)


class Permitted(Refusal):
    """Ends a command right after its permission was given."""

    code = "permitted"


@pytest.fixture
async def here(lived_in: Running, monkeypatch: pytest.MonkeyPatch) -> Running:
    """After the story, and with a unit of whom only its registrar knows; no command goes on behind its permission."""
    registered = {"unit_id": NEW_UNIT, "code": "230300-csdw", "name": "鸡西市测试单位", "on": "2023-10-01"}
    about = {**registered, "kind": "department", "level": "prefecture"}
    await lived_in.province.services["organization"].bus.handle(
        msgspec.convert(msgspec.to_builtins(about), RegisterUnit), context_of(lived_in, cast.CITY, "clerk")
    )
    person = RegisterPerson(person_id=cast.person(NEW_UNIT, "liaison_officer"), unit_id=NEW_UNIT, name="示例人员")
    await lived_in.province.services["organization"].bus.handle(person, context_of(lived_in, cast.CITY, "clerk"))
    topic = ProposeTopic(topic_id=TOPIC, committee_id=cast.CITY, subject="示例议题", grounds="示例理由")
    await lived_in.province.services["meeting"].bus.handle(topic, context_of(lived_in, cast.EDUCATION, "liaison"))
    await plan_a_batch(lived_in)
    await upload_files(lived_in)
    await lived_in.province.settle()
    story = Story(lived_in.province, "matters")
    await tell_matters(story, Places.around("230000", "230300", "230302"))
    about = {"paper_id": PAPER, "committee_id": cast.CITY, "kind": "agenda", "matter_id": cast.MEETING}
    text = await story.paper("meeting", '{"title": "会议议程"}', cast.CITY)
    await story.give("meeting", "DraftPaper", cast.CITY, **about, text=text)
    permit = CommandWork.permit

    def permit_and_stop(work: CommandWork, relations: Iterable[str]) -> None:
        permit(work, relations)
        raise Permitted("可以办理。")

    monkeypatch.setattr(CommandWork, "permit", permit_and_stop)
    return lived_in


async def plan_a_batch(lived_in: Running) -> None:
    """The city's own, with one committee that is still to be founded."""
    about = {"unit_id": TO_BE_FOUNDED, "code": "230300-csdw-ggw", "name": "鸡西市测试单位关工委", "on": "2023-10-01"}
    planned = {**about, "kind": "committee", "level": "agency", "status": "planned"}
    superior = {"unit_id": TO_BE_FOUNDED, "relation": "superior", "target": cast.CITY, "on": "2023-10-01"}
    entries = [{"unit_id": TO_BE_FOUNDED, "way": "alone", "conditions": []}]
    batch = {"batch_id": BATCH, "committee_id": cast.CITY, "name": "测试", "planned_on": "2023-12-01"}
    for command, fields in (
        (RegisterUnit, planned),
        (BeginRelation, superior),
        (PlanFoundingBatch, {**batch, "entries": entries}),
    ):
        given = msgspec.convert(msgspec.to_builtins(fields), command)
        await lived_in.province.services["organization"].bus.handle(given, context_of(lived_in, cast.CITY, "clerk"))


async def upload_files(lived_in: Running) -> None:
    """One of each unit that asks, not begun."""
    store = lived_in.province.services["organization"].store
    for unit in REGISTRY_UNITS.values():
        file = write_csv([UNITS.titles])
        clerk = Actor(unit_id=unit, role="clerk", person_id=random_id())
        await prepare(store, lived_in.province.clock, clerk, derive("test file", unit), file)


@pytest.mark.parametrize("service", SERVICES)
async def test_k4_every_cell_is_what_the_running_service_does(here: Running, service: str) -> None:
    oracle = Oracle(here.province.settings.data)
    matters = Matters(oracle)
    oracle.close()
    given: dict[str, set[tuple[str, str]]] = {}
    for who, unit in matters.units[service].items():
        for command, role in product(commands_of(service, matters, who), (*ROLES, PASS_ROLE, *SERVICE_ROLES)):
            name = type(command).__name__
            relations = related(name, who, role)
            if (service, who) == ("tasking", "own"):
                relations |= matters.committee_is
            cells_here = {(role, relation) for relation in relations} & TABLE[name]
            outcome = await give(here, service, command, unit, role)
            assert (outcome == "permitted") is bool(cells_here), (name, who, role, outcome)
            given.setdefault(name, set()).update(cells_here)
    # Every cell that the table allows was met by someone who really has that relation.
    expected = {command.__name__ for command in SERVICES[service][0]} - BY_ITSELF
    assert given == {name: TABLE[name] for name in expected}


def related(command: str, who: str, role: str) -> set[str]:
    """What `who` is to the matter of this command; the same unit is another thing to another matter."""
    if TABLE[command] == POLICY:
        return {"policy"}
    if command == "PublishCalendar" and role.startswith("service:"):
        return {"loading"}
    if command in ("CorrectReturn", "AcceptReturn", "SendBackReturn"):
        return {"own": {"sender"}, "addressee": {"own"}}.get(who, set())
    if command in ("AcceptReport", "ReturnReport"):
        return {"own": {"requester"}, "addressee": {"own"}}.get(who, set())
    if command in ("PassOnTransmittal", "SubmitReturn") and who == "member":  # it got the transmittal
        return {"addressee"}
    if command == "ReturnReceipt" and who == "member":  # it was asked to the meeting
        return {"invited"}
    loading = {"loading"} if role == "service:local" and TABLE[command] >= {LOADER} else set()
    if command == "StartImport":  # everybody starts a file of its own
        return {"own"}
    if command == "RegisterUnit":  # what counts is in whose territory the new unit's code lies
        return loading or ({"superior"} if who in ("superior", "registrar", "committee_of_member") else set())
    if TABLE[command] == GROUPERS:  # the group is the city committee's
        own = {"own"} if who in ("registrar", "committee_of_member") else set()
        return loading | own | ({"superior"} if who == "superior" else set())
    return loading | {who}


class Matters:
    """What the commands are about, as ids by field name; the registry's differ by who asks."""

    def __init__(self, oracle: Oracle) -> None:
        lead, responsible, self.task, self.committee_is = _shared_task(oracle)
        self.units = {
            "organization": REGISTRY_UNITS,
            "meeting": {
                "own": cast.CITY,
                "party_committee": cast.CITY_PARTY,
                "member": cast.EDUCATION,
                "invited": cast.AGENCIES_COMMITTEE,
                "top": cast.PROVINCE,
                "addressee": cast.COUNTY,
                "other": STRANGER,
            },
            "tasking": {"own": cast.CITY, "lead": lead, "responsible": responsible, "other": STRANGER},
            "supervision": {
                "own": cast.CITY,
                "top": cast.PROVINCE,
                "lead": cast.EDUCATION,
                "responsible": unit_id("230300-gaj"),
                "listed_by": cast.CITY_PARTY,
                "other": STRANGER,
            },
            "reporting": {"own": cast.CITY, "addressee": cast.EDUCATION, "other": STRANGER},
            "notification": {"own": cast.EDUCATION, "issuer": cast.CITY, "other": STRANGER},
        }
        self.watch = oracle.of_kind("supervision.watch")[0]

    def fields(self, service: str, command: str, who: str) -> dict[str, Any]:
        ids = {
            "meeting_id": random_id() if command == "DraftMeeting" else cast.MEETING,
            "instruction_id": random_id() if command == "RecordInstruction" else INSTRUCTION,
            "opinions_id": OPINIONS,
            "paper_id": random_id() if command == "DraftPaper" else PAPER,
            "transmittal_id": random_id() if command in ("IssueTransmittal", "PassOnTransmittal") else ONWARD,
            "source_id": ONWARD,
            "return_id": derive("transmittal-return", ONWARD, cast.COUNTY),
            "plan_id": cast.PLAN,
            "task_id": self.task,
            "watch_id": self.watch,
            "case_id": derive("case", cast.LISTED),
            "request_id": random_id() if command == "RequestReports" else cast.REPORTS,
            "report_id": derive("report", cast.REPORTS, cast.EDUCATION),
            "item_id": derive("item", cast.PLAN, 1),
            "resolution_id": cast.RESOLUTION,
            "committee_id": cast.CITY,
        }
        by_service = {
            "organization": self._of_registry,
            "meeting": self._of_meeting,
            "notification": self._of_notices,
        }
        return ids | (by_service[service](command, who) if service in by_service else {})

    def _of_notices(self, _command: str, _who: str) -> dict[str, Any]:
        return {"unit_id": cast.EDUCATION, "matter_id": cast.MEETING}

    def _of_meeting(self, command: str, who: str) -> dict[str, Any]:
        """A topic and a receipt of the unit that asks; whoever was not asked would answer for one that was."""
        asked = self.units["meeting"][who] if who in ("member", "invited") else cast.EDUCATION
        topic = random_id() if command in ("InstructTopic", "ProposeTopic") else TOPIC
        by_command = {"ForwardNotice": cast.AGENCIES_COMMITTEE}
        if who == "top":
            by_command |= dict.fromkeys(("SetDutyLevels", "SetCommitteeDuty"), cast.PROVINCE)
        return {"topic_id": topic, "unit_id": asked, "committee_id": by_command.get(command, cast.CITY)}

    def _of_registry(self, command: str, who: str) -> dict[str, Any]:
        subject = {"superior": cast.COUNTY, "registrar": NEW_UNIT}.get(who, cast.EDUCATION)
        office = {"superior": "director", "registrar": "liaison_officer"}.get(who, "liaison_officer")
        batch = random_id() if command == "PlanFoundingBatch" else BATCH
        return {
            "unit_id": {"RegisterUnit": random_id(), "MergeUnits": cast.CITY}.get(command, subject),
            "merged": [subject],
            "successors": [cast.CITY],
            "superior": cast.CITY,
            "batch_id": batch,
            "import_id": derive("test file", REGISTRY_UNITS[who]),
            "code": {"superior": "230000-slw", "registrar": "230300-slw"}.get(who, "230300-slx"),
            "person_id": random_id() if command == "RegisterPerson" else cast.person(subject, office),
            "relation": "line",
            "line": "education",
            "target": cast.CITY,
            "group_id": derive("group", cast.CITY, "县(市)区关工委"),
            "committee_id": cast.CITY,
        }


def _shared_task(oracle: Oracle) -> tuple[UUID, UUID, str, set[str]]:
    """Lead, a responsible unit and the id of a task in which they are no more than that; what its committee is."""
    for task in oracle.of_kind("tasking.task"):
        data = oracle.first_event(task)
        others = [unit for unit in data["responsible"] if unit != data["lead"]]
        others = [unit for unit in others if unit != str(cast.CITY)]
        if others and data["lead"] not in (str(cast.CITY), *data["responsible"]):
            own = {"own", "responsible"} if str(cast.CITY) in data["responsible"] else {"own"}
            return UUID(data["lead"]), UUID(others[0]), task, own
    raise AssertionError("the story has no such task")


def context_of(here: Running, unit: UUID, role: str) -> CommandContext:
    return CommandContext(
        command_id=random_id(),
        actor=Actor(unit_id=unit, role=role, person_id=None if role.startswith("service:") else random_id()),
        now=here.province.clock.now(),
        correlation_id=random_id(),
    )


async def give(here: Running, service: str, command: Command, unit: UUID, role: str) -> str:
    """`permitted`, `not_permitted` or `not_found`."""
    try:
        await here.province.services[service].bus.handle(command, context_of(here, unit, role))
    except (Permitted, NotPermitted, NotFound) as outcome:
        return outcome.code
    raise AssertionError(f"{type(command).__name__} never asked for permission")


def commands_of(service: str, matters: Matters, who: str) -> Iterator[Command]:
    permissions, routes = SERVICES[service]
    examples = {route.command: dict(route.example) for route in routes}
    for command in permissions:
        if command.__name__ in BY_ITSELF:
            continue
        example = examples.get(command) or dict(EXAMPLES.get(command.__name__, {}))
        fields = matters.fields(service, command.__name__, who)
        names = {field.name for field in msgspec.structs.fields(command)}
        wanted = {name: value for name, value in fields.items() if name in names}
        yield msgspec.convert(msgspec.to_builtins({**example, **wanted}), command)


_DUE = {"kind": "none", "start": None, "date": None, "precision": None, "text": "", "scope": "item"}
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "DraftConsentedPlan": {"title": "责任分工方案"},
    "SubmitStatedReport": {"text": "进展顺利。"},
    "OpenCase": {"text": "整治", "supervised_by": "government", "listed_by": str(cast.CITY_PARTY)},
    "OpenWatch": {
        "unit_id": str(cast.EDUCATION),
        "roles": ["lead"],
        "task_number": 1,
        "text": "整治",
        "due": _DUE,
        "document_number": "鸡关发〔2023〕5号",
        "opened_at": "2023-10-18T01:00:00Z",
    },
    "NoteFact": {"fact": "accepted", "at": "2023-10-18T01:00:00Z"},
    "CloseWatch": {"reason": "concluded", "at": "2023-10-18T01:00:00Z"},
    "JudgeLight": {"at": "2023-10-18T01:00:00Z"},
}
