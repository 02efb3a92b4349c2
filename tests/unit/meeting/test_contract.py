"""What the service promises outwards: proto file, permission rows, documented paths, stored events."""

from importlib import import_module
from itertools import chain
from pathlib import Path

import grpc.aio
import pytest
from google.protobuf.message_factory import GetMessageClass

from services.meeting import application
from services.meeting.application import commands
from services.meeting.application.handlers import HANDLERS
from services.meeting.application.permissions import PERMISSIONS
from services.meeting.entrypoints.grpc import COMMANDS
from services.meeting.entrypoints.routes import ROUTES
from shared.access.matrix import matrix
from shared.contracts.parity import differences
from shared.contracts.shapes import commands_in
from shared.kernel.events import DomainEvent, assert_no_floats
from shared.kernel.ids import derive
from shared.serving.grpc import RpcServer, method_of
from shared.serving.grpc_errors import failure_of
from tests.support.project import subclasses
from tests.unit.meeting.given import COMMITTEE
from tests.unit.meeting.office import Office


def test_the_proto_file_says_what_the_commands_say() -> None:
    assert differences(COMMANDS, tuple(PERMISSIONS)) == []


def test_each_command_has_one_handler_one_row_and_one_route() -> None:
    modules = sorted(Path(application.__path__[0]).glob("*commands.py"))
    named = [commands_in(import_module(f"{application.__name__}.{module.stem}")) for module in modules]
    known = {command.__name__ for command in chain(*named)}
    assert {command.__name__ for command in HANDLERS} == known
    assert {command.__name__ for command in PERMISSIONS} == known
    assert sorted(route.command.__name__ for route in ROUTES) == sorted(known)
    assert all(
        name == "".join(part.title() for part in HANDLERS[c].__name__.split("_"))
        for c in HANDLERS
        for name in [c.__name__]
    )


def test_only_the_committees_office_acts_but_for_the_party_committees_own_decisions() -> None:
    of_a_meeting = commands_in(commands)
    rows = {command: PERMISSIONS[command] for command in of_a_meeting}
    allowed = {(cell.command, cell.role, cell.relation) for cell in matrix(rows, ["tasking"]) if cell.allowed}
    office = {(command, role, "own") for command in of_a_meeting for role in ("clerk", "director")}
    decisions = (commands.RecordReturn, commands.RecordApproval, commands.RecordConsent)
    assert allowed == office | {(command, "party_approver", "party_committee") for command in decisions}


def test_every_event_is_shown_and_free_of_floats(office: Office) -> None:
    stored = {event for event in subclasses(DomainEvent) if event.NAME.startswith("meeting.")}
    shown = {name for view in office.parts.projections for name in view.sources.get("meeting", ())}
    ledger = {"meeting.paper_number.assigned", "meeting.paper_number.released"}
    assert {event.NAME for event in stored} == shown | ledger
    for event in stored:
        assert_no_floats(event)


@pytest.mark.server
async def test_a_command_and_its_refusal_over_grpc(office: Office) -> None:
    server = RpcServer(office.parts.servicers, [COMMANDS], office.issuer.verifier())
    port = await server.start("127.0.0.1:0")
    bearer = (("authorization", f"Bearer {office.issuer.person_token(COMMITTEE, 'clerk')}"),)
    draft = GetMessageClass(COMMANDS.methods_by_name["DraftMeeting"].input_type)(
        meeting_id=str(derive("meeting")),
        committee_id=str(COMMITTEE),
        hosts=[str(COMMITTEE)],
        kinds=["briefing"],
        joint=True,
        theme="情况通报",
    )
    notice = GetMessageClass(COMMANDS.methods_by_name["IssueNotice"].input_type)(
        meeting_id=str(derive("meeting")), held_at="2023-09-20T01:30:00Z", place="会议室", scope="all_members"
    )
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        answer = await method_of(channel, COMMANDS, "DraftMeeting")(draft, metadata=bearer)
        assert (answer.id, answer.version, answer.position) == (str(derive("meeting")), 1, "meeting:1:1")
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await method_of(channel, COMMANDS, "IssueNotice")(notice, metadata=bearer)
    failure = failure_of(refused.value)
    assert (failure.code, failure.rule) == ("meeting_not_approved", "M5")
    await server.stop(0)
