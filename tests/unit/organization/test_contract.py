"""What the service promises outwards: proto file, routes, documented events; and the same answers over gRPC."""

from collections.abc import AsyncIterator
from typing import Any

import grpc.aio
import pytest

from services.organization.application import commands as c
from services.organization.application.handlers import HANDLERS
from services.organization.application.imports.commands import AdvanceImport, ImportItem
from services.organization.application.permissions import PERMISSIONS
from services.organization.client import Registry, RegistryProjection
from services.organization.client.remote import RemoteRegistry, registry_log
from services.organization.domain.events import REGISTRY
from services.organization.domain.group import Selector
from services.organization.entrypoints.grpc import COMMANDS, QUESTIONS
from services.organization.entrypoints.routes import ROUTES
from shared.contracts.organization.v1 import organization_pb2 as pb
from shared.contracts.parity import differences
from shared.contracts.shapes import commands_in
from shared.kernel.events import assert_no_floats
from shared.kernel.ids import derive
from shared.serving.grpc import RpcServer, bearer, method_of, question_handlers
from shared.serving.grpc_errors import failure_of
from shared.serving.grpc_log import LOG_SERVICE, LogServicer
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, OTHER_CITY, SOMEBODY, day

TODAY = day("2023-07-03")


def test_the_proto_file_says_what_the_commands_say() -> None:
    assert differences(COMMANDS, commands_in(c)) == []


def test_each_command_has_one_handler_one_permission_row_and_one_route() -> None:
    known = set(commands_in(c))
    assert set(HANDLERS) == set(PERMISSIONS) == {*known, ImportItem, AdvanceImport}
    assert sorted(route.command.__name__ for route in ROUTES) == sorted(command.__name__ for command in known)


def test_every_event_is_free_of_floats_and_no_event_holds_a_persons_name() -> None:
    for event in REGISTRY:
        assert_no_floats(event)
        assert not (event.NAME.startswith("organization.person.") and "name" in event.__struct_fields__)


def test_the_replica_reads_every_event_but_claims_sections_people_and_batches() -> None:
    """A succession is told to both sides and read from the one that it ended for."""
    unread = {event.NAME for event in REGISTRY} - set(RegistryProjection.sources["organization"])
    assert {name.split(".")[1] for name in unread} == {
        "code",
        "founding_batch",
        "group_name",
        "import",
        "person",
        "roster",
        "unit",
    }
    assert {"organization.roster.section_set", "organization.unit.succeeded"} <= unread


@pytest.fixture
async def channel(running: Running) -> AsyncIterator[grpc.aio.Channel]:
    logs = question_handlers(LOG_SERVICE, LogServicer({"organization": running.store}))
    services = [COMMANDS, QUESTIONS, LOG_SERVICE]
    server = RpcServer([*running.parts.servicers, logs], services, running.issuer.verifier())
    port = await server.start("127.0.0.1:0")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as opened:
        yield opened
    await server.stop(0)


@pytest.mark.server
async def test_commands_and_refusals_over_grpc(running: Running, channel: grpc.aio.Channel) -> None:
    metadata = bearer(running.issuer.person_token(CITY, "clerk"))
    selector = pb.Selector(kind="members", units=[])
    asked = pb.DefineGroup(committee_id=str(CITY), name="各成员单位", selector=selector, on="2023-07-03")
    answer = await method_of(channel, COMMANDS, "DefineGroup")(asked, metadata=metadata)
    assert answer.id == str(derive("group", CITY, "各成员单位"))
    with pytest.raises(grpc.aio.AioRpcError) as failed:
        await method_of(channel, COMMANDS, "DefineGroup")(asked, metadata=metadata)
    failure = failure_of(failed.value)
    assert (failure.status, failure.code, failure.rule) == (
        grpc.StatusCode.FAILED_PRECONDITION,
        "group_name_taken",
        "O6",
    )


@pytest.mark.server
async def test_the_remote_registry_answers_like_the_replica(running: Running, channel: grpc.aio.Channel) -> None:
    counties = Selector(kind="subordinate_committees", level="county")
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name="示例甲"))
    await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="liaison_officer", person_id=SOMEBODY, on=TODAY))
    command = c.DefineGroup(committee_id=CITY, name="县(市)区关工委", selector=counties, on=TODAY)
    group = (await running.clerk(CITY, command)).stream_id
    assert group is not None
    await running.runner.settle()
    remote = RemoteRegistry(channel, lambda: running.issuer.service_token("meeting"))
    async with running.store.snapshot() as reader:
        local = Registry(reader)
        assert await remote.unit(BUREAU, TODAY) == await local.unit(BUREAU, TODAY)
        assert (await remote.resolve("市教育局", CITY, TODAY)).id == await local.resolve("市教育局", CITY, TODAY)
        assert await remote.members(CITY) == await local.members(CITY, TODAY) == [BUREAU]
        assert await remote.subordinates(CITY, level="county") == await local.subordinates(CITY, TODAY) == [COUNTY]
        assert await remote.holders(BUREAU, "liaison_officer") == [SOMEBODY]
        assert await remote.expand(group, TODAY) == [COUNTY]


@pytest.mark.server
async def test_questions_over_grpc_leak_nothing_and_name_the_wrong_field(
    running: Running, channel: grpc.aio.Channel
) -> None:
    await running.runner.settle()
    other = RemoteRegistry(channel, lambda: running.issuer.person_token(OTHER_CITY, "clerk"))
    for asked, status, code in (
        (other.holders(BUREAU, "liaison_officer"), grpc.StatusCode.NOT_FOUND, "not_found"),
        (other.resolve("市教育局"), grpc.StatusCode.NOT_FOUND, "unit_unknown"),
        (other.holders(BUREAU, "chief"), grpc.StatusCode.INVALID_ARGUMENT, "field_invalid"),
        (other.resolve("市\x00"), grpc.StatusCode.INVALID_ARGUMENT, "control_characters"),
    ):
        with pytest.raises(grpc.aio.AioRpcError) as failed:
            await asked
        failure = failure_of(failed.value)
        assert (failure.status, failure.code) == (status, code)


@pytest.mark.server
async def test_a_replica_is_repaired_from_the_log_over_grpc(running: Running, channel: grpc.aio.Channel) -> None:
    log = registry_log(channel, lambda: running.issuer.service_token("meeting"))
    assert await log.head() == await running.store.head()
    assert [event.leaf for event in await log.read(0, 500)] == [e.leaf for e in await running.store.read(0, 500)]


async def test_the_state_of_a_unit_is_for_services(running: Running) -> None:
    refused = await running.read(CITY, f"/units/{CITY}/state")
    assert (refused.status_code, refused.json()["code"]) == (403, "services_only")
    bearer_token = {"Authorization": f"Bearer {running.issuer.service_token('audit')}"}
    async with running.client(CITY) as client:
        state = (await client.get(f"/units/{BUREAU}/state", headers=bearer_token)).json()
    assert set(state["documents"]) == {"units", "rosters", "groups", "persons", "founding_batches", "imports"}
    assert [document["id"] for document in state["documents"]["units"]] == [str(BUREAU)]


@pytest.mark.server
async def test_entries_branches_coverage_and_imports_are_asked_over_grpc(
    running: Running, channel: grpc.aio.Channel
) -> None:
    await running.runner.settle()
    metadata = bearer(running.issuer.person_token(CITY, "clerk"))

    async def ask(name: str, request: object) -> Any:
        return await method_of(channel, QUESTIONS, name)(request, metadata=metadata)

    entry = await ask("GetEntry", pb.GetUnitRequest(unit_id=str(COUNTY), on="2023-07-03"))
    assert (entry.unit.code, [unit.code for unit in entry.superiors]) == ("230321", ["230300", "230000"])
    assert [(held.relation, held.name) for held in entry.relations] == [("superior", "甲市关工委")]
    below = await ask("ListBranch", pb.ListBranchRequest(unit_id=str(CITY)))
    members = await ask("ListBranch", pb.ListBranchRequest(unit_id=str(CITY), kind="member_of"))
    assert [unit.code for unit in (*below.units, *members.units)] == ["230321", "230300-jyj"]
    found = await ask("SearchUnits", pb.SearchUnitsRequest(text="关工委", limit=1))
    assert [unit.code for unit in found.units] == ["230000"]
    assert found.cursor
    coverage = await ask("GetCoverage", pb.GetUnitRequest(unit_id=str(CITY)))
    assert (coverage.total.covered, coverage.total.percent) == (2, "100.0")
    behind = await ask("ListCoveredUnits", pb.ListCoveredUnitsRequest(unit_id=str(CITY), status="established"))
    assert len(behind.units) == 2
    with pytest.raises(grpc.aio.AioRpcError) as failed:
        await ask("GetImport", pb.GetImportRequest(import_id=str(SOMEBODY)))
    assert failure_of(failed.value).status == grpc.StatusCode.NOT_FOUND
