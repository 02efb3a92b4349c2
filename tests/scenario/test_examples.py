"""The examples of the interface's description, given in order to a server with the example registry, are accepted."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import msgspec
import pytest

from services.local.composition import BUILDERS
from services.local.demo.cast import CITY
from services.local.example.over_http import load_over_http
from services.local.example.registry import load_registry, unit_id
from services.organization.application.imports.layout import UNITS
from shared.access.issuer import LocalIssuer
from shared.serving import samples
from shared.sheets.writing import write_csv
from tests.support.engines import engine_running
from tests.support.processes import serving

pytestmark = [pytest.mark.slow, pytest.mark.server]
SECONDS_MAX = 300
PLAN_TEXT = files("services.local.example").joinpath("responsibility-plan.txt").read_bytes()

CLERK, PROVINCE = ("230300", "clerk"), ("230000", "clerk")
EDUCATION, JUSTICE = ("230300-jyj", "liaison"), ("230300-sfj", "liaison")
CIVIL_AFFAIRS, POLICE = ("230300-mzj", "liaison"), ("230300-gaj", "liaison")
# On which day who gives which commands of which service, in an order in which all of them are possible.
STORY = [
    ("09-06", CLERK, "organization", "RegisterUnit RenameUnit ChangeUnitCode BeginRelation"),
    ("09-06", CLERK, "organization", "PlanFoundingBatch ReviseFoundingBatch ConfirmFoundingCondition FoundUnit"),
    (
        "09-06",
        CLERK,
        "organization",
        "RegisterPerson CorrectPersonName Appoint ChangeOfficeHolders SetUndertakingSection EndTerm",
    ),
    ("09-06", CLERK, "organization", "ErasePerson ChangeSuperior SplitUnit EndRelation MergeUnits ChangeUnitStatus"),
    ("09-06", CLERK, "organization", "DefineGroup RedefineGroup StartImport"),
    ("09-06", CLERK, "supervision", "SetThresholds"),
    ("09-06", PROVINCE, "supervision", "PublishCalendar"),
    ("09-06", PROVINCE, "meeting", "SetDutyLevels SetCommitteeDuty"),
    ("09-06", CLERK, "meeting", "SetDutyWarning AddMeetingKind RetireMeetingKind InstructTopic"),
    ("09-06", EDUCATION, "meeting", "ProposeTopic"),
    ("09-06", CLERK, "meeting", "DeclineTopic AcceptTopic MergeTopic"),
    ("09-06", CLERK, "meeting", "DraftMeeting TakeUpTopics SubmitRequest DraftMeeting@dropped CallOffMeeting"),
    ("09-08", CLERK, "meeting", "RecordReturn ReviseMeeting SubmitRequest RecordApproval IssueNotice ChangeNotice"),
    ("09-08", CLERK, "notification", "ResendNotice RenewReceiptLink"),
    ("09-08", EDUCATION, "notification", "SetContact ChooseChannels RemoveContact"),
    ("09-08", EDUCATION, "meeting", "ReturnReceipt"),
    ("09-08", PROVINCE, "meeting", "DraftMeeting@province IssueNotice@province"),
    ("09-08", CLERK, "meeting", "ForwardNotice"),
    ("09-08", CLERK, "meeting", "SetPaperStyle DraftPaper CheckPaper ReturnPaper RevisePaper CheckPaper SignPaper"),
    ("09-08", CLERK, "meeting", "CosignPaper NumberPaper IssuePaper DraftPaper@withdrawn WithdrawPaper"),
    ("09-12", CLERK, "meeting", "DraftMeeting@office IssueNotice@office"),
    ("09-14", CLERK, "meeting", "HoldMeeting@office"),
    ("09-20", CLERK, "meeting", "HoldMeeting RecordAttendance AdoptResolution GiveAdvice"),
    ("09-28", CLERK, "meeting", "SubmitMeetingReport IssueMinutes RecordConsent FileMeeting"),
    ("09-28", CLERK, "meeting", "RecordInstruction AddInstructionText PassOpinions RecordOpinionsConsent"),
    ("09-28", CLERK, "meeting", "SubmitSpecialReport LinkCampaign CloseInstruction"),
    ("09-28", CLERK, "supervision", "IssueSupervisionNotice"),
    ("10-08", PROVINCE, "meeting", "IssueTransmittal"),
    ("10-08", CLERK, "meeting", "PassOnTransmittal WidenTransmittal"),
    ("10-08", EDUCATION, "meeting", "SubmitReturn"),
    ("10-08", CLERK, "meeting", "SendBackReturn"),
    ("10-08", EDUCATION, "meeting", "CorrectReturn"),
    ("10-08", CLERK, "meeting", "AcceptReturn"),
    ("10-08", CLERK, "tasking", "DraftPlan ImportPlan SettleName PlaceItem SettleLead IssuePlan"),
    ("10-08", CIVIL_AFFAIRS, "tasking", "RefuseTask"),
    ("10-08", POLICE, "tasking", "RefuseTask"),
    ("10-08", CLERK, "tasking", "UpholdAssignment AcceptRefusal"),
    ("10-08", EDUCATION, "tasking", "AcceptTask ReportProgress"),
    ("10-08", CIVIL_AFFAIRS, "tasking", "FinishPart"),
    (
        "10-08",
        JUSTICE,
        "tasking",
        "AcceptTask FinishPart",
    ),  # named as a lead beside the one settled on: it stays responsible
    ("10-08", EDUCATION, "tasking", "ReportWhole"),
    ("10-08", CLERK, "tasking", "ReturnTask"),
    ("10-08", EDUCATION, "supervision", "AnswerCase"),
    ("10-08", CLERK, "supervision", "ReportCase CloseCase"),
    ("10-08", CLERK, "reporting", "RequestReports"),
    ("10-08", EDUCATION, "reporting", "SubmitReport"),
    ("10-08", CLERK, "reporting", "ReturnReport"),
    ("10-08", EDUCATION, "reporting", "SubmitReport"),
    ("10-08", CLERK, "reporting", "AcceptReport"),
    ("11-28", CIVIL_AFFAIRS, "tasking", "FinishPart"),
    ("11-28", EDUCATION, "tasking", "ReportWhole"),
    ("11-28", CLERK, "tasking", "ConcludeTask"),
]


# The same examples about other meetings, where one meeting cannot be everything: dropped, a superior's, the office's.
_BY_PROVINCE = {"meeting_id": samples.matter("省里的会议")}
_BY_OFFICE: Mapping[str, Any] = {"meeting_id": samples.matter("主任办公会")}
# What a reader puts where a paper's text is named: what /paper-suggestions answered, or as much of it as they keep.
PAPER_TEXT = msgspec.json.encode(
    {
        "title": "关于召开校园周边环境整治专题会议的通知",
        "addressees": ["各成员单位"],
        "text": "定于2023年9月20日召开会议。",
    }
)
VARIANTS: Mapping[str, Mapping[str, Any]] = {
    "DraftMeeting@dropped": {"meeting_id": samples.matter("取消的会议")},
    "DraftMeeting@province": {
        **_BY_PROVINCE,
        "committee_id": samples.unit("230000"),
        "hosts": [samples.unit("230000")],
        "kinds": ["regular"],
        "joint": False,
    },
    "DraftMeeting@office": {**_BY_OFFICE, "kinds": ["directors_office"], "joint": False},
    "DraftPaper@withdrawn": {"paper_id": samples.matter("撤回的请示")},
    "IssueNotice@office": {
        **_BY_OFFICE,
        "held_at": "2023-09-13T01:30:00Z",
        "scope": "some_members",
        "observers": [samples.PARTY_COMMITTEE],
    },
    "HoldMeeting@office": {
        **_BY_OFFICE,
        "held_on": "2023-09-13",
        "chair": samples.holder("230300", "director"),
        "delegation": None,
    },
    "IssueNotice@province": {**_BY_PROVINCE, "scope": "some_members", "observers": [samples.COMMITTEE]},
}


def morning(day: str) -> datetime:
    return datetime.fromisoformat(f"2023-{day}T10:00:00+08:00")


class Example(NamedTuple):
    path: str
    body: Any


@dataclass(frozen=True)
class Place:
    """Where the program is reached, on whichever engine; its clock is moved by hand."""

    base_url: str
    issuer: LocalIssuer


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Place]:
    clock = ("--clock", "manual", "--clock-from", morning("09-06").isoformat())
    with serving(tmp_path / "data", *clock) as server:
        yield Place(server.base_url, server.issuer)


@pytest.fixture
def distributed(tmp_path: Path) -> Iterator[Place]:
    with engine_running(tmp_path, clock_begins=morning("09-06")) as engine:
        journal = tmp_path / "example"
        asyncio.run(load_over_http(engine.base_url, engine.issuer, journal, lambda: None))
        yield Place(engine.base_url, engine.issuer)


@pytest.fixture(params=["embedded", "distributed"])
def here(request: pytest.FixtureRequest) -> Place:
    place: Place = request.getfixturevalue(request.param)
    return place


class Reader:
    """Somebody who pastes what the description shows, and puts own documents where it says so."""

    def __init__(self, here: Place, http: httpx.AsyncClient, examples: Mapping[tuple[str, str], Example]) -> None:
        self.here, self.http, self.examples = here, http, examples

    async def clock(self, what: str, **body: str) -> None:
        (await self.http.post(f"/clock/{what}", json=body)).raise_for_status()

    async def give(self, who: tuple[str, str], service: str, command: str) -> httpx.Response:
        unit, role = who
        token = self.here.issuer.person_token(unit_id(unit), role)
        headers = {"Authorization": f"Bearer {token}"}
        example = self.examples[service, command.partition("@")[0]]
        other = VARIANTS.get(command, {})
        path = example.path.replace(samples.matter("会议"), str(other.get("meeting_id", samples.matter("会议"))))
        body = msgspec.json.encode({**example.body, **other}).decode()
        if samples.DOCUMENT in body:
            is_text = command.partition("@")[0] in ("DraftPaper", "RevisePaper")
            content, media = (PAPER_TEXT, "application/json") if is_text else (PLAN_TEXT, "text/plain")
            paper = await self.http.post(
                f"/{service}/v1/documents", content=content, headers={**headers, "Content-Type": media}
            )
            body = body.replace(samples.DOCUMENT, paper.json()["digest"])
        if command == "StartImport":
            await self._upload_registry(example.path.split("/")[-2], headers)
        headers["Content-Type"] = "application/json"
        return await self.http.post(path, content=body, headers=headers)

    async def _upload_registry(self, import_id: str, headers: Mapping[str, str]) -> None:
        """What is begun was uploaded before, under the same id."""
        row = ("230321990", "示例乡关工委", "", "关工委", "乡级", "待建", "2023-01-01", "")
        content = write_csv([UNITS.titles, row])
        path = f"/organization/v1/imports?import_id={import_id}"
        (await self.http.post(path, content=content, headers=headers)).raise_for_status()


async def examples_of(http: httpx.AsyncClient) -> dict[tuple[str, str], Example]:
    found = {}
    for service in BUILDERS:
        document = (await http.get(f"/{service}/v1/openapi.json")).json()
        for path, operations in document["paths"].items():
            operation = operations.get("post", {})
            if operation.get("operationId", "")[:1].isupper():
                found[service, operation["operationId"]] = _example(path, operation)
    return found


def _example(path: str, operation: dict[str, Any]) -> Example:
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(parameter["example"]))
    return Example(path, operation["requestBody"]["content"]["application/json"]["example"])


async def test_every_example_is_accepted_as_it_stands(here: Place) -> None:
    async with httpx.AsyncClient(base_url=here.base_url, timeout=SECONDS_MAX, trust_env=False) as http:
        reader = Reader(here, http, await examples_of(http))
        given = set()
        for day, who, service, commands in STORY:
            await reader.clock("move", to=morning(day).isoformat())
            for command in commands.split():
                answer = await reader.give(who, service, command)
                assert answer.status_code == 200, (service, command, answer.text)
                given.add((service, command.partition("@")[0]))
                await reader.clock("settle")
        assert set(reader.examples) == given


def test_samples_are_what_the_example_registry_holds() -> None:
    city = load_registry().unit("230300")
    assert UUID(samples.COMMITTEE) == city.unit_id == CITY
    assert UUID(samples.PARTY_COMMITTEE) == load_registry().unit("230300-sw").unit_id
    directors = [one.person_id for one in load_registry().offices if one.office == "director"]
    assert UUID(samples.holder("230300", "director")) in directors
