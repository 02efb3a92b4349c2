"""Commands and questions over a real gRPC server."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import grpc
import grpc.aio
import pytest
from google.protobuf.message_factory import GetMessageClass

from services.tasking.application import commands
from services.tasking.entrypoints.grpc import COMMANDS, QUESTIONS
from shared.contracts.parity import differences
from shared.contracts.shapes import commands_in
from shared.kernel.ids import derive
from shared.serving.grpc import RpcServer, bearer, method_of
from shared.serving.grpc_errors import failure_of
from tests.unit.tasking.test_http import issued
from tests.unit.tasking.world import PLAN, World


@pytest.fixture
async def channel(world: World) -> AsyncIterator[grpc.aio.Channel]:
    server = RpcServer(world.parts.servicers, [COMMANDS, QUESTIONS], world.issuer.verifier())
    port = await server.start("127.0.0.1:0")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as opened:
        yield opened
    await server.stop(0)


async def call(channel: grpc.aio.Channel, token: str, name: str, **fields: Any) -> Any:
    service = COMMANDS if name in COMMANDS.methods_by_name else QUESTIONS
    request = GetMessageClass(service.methods_by_name[name].input_type)(**fields)
    return await method_of(channel, service, name)(request, metadata=bearer(token))


def test_the_proto_file_says_what_the_commands_say() -> None:
    assert differences(COMMANDS, commands_in(commands)) == []


async def test_a_task_is_accepted_and_its_state_asked(world: World, channel: grpc.aio.Channel) -> None:
    task_id = await issued(world)
    token = world.issuer.person_token(world.education, "liaison")
    answer = await call(channel, token, "AcceptTask", task_id=str(task_id))
    assert (UUID(answer.id), answer.version) == (task_id, 2)
    await world.settle()
    service = world.issuer.service_token("supervision")
    state = await call(channel, service, "GetTaskState", task_id=str(task_id))
    assert (state.state, state.due_on, state.version) == ("assigned", "2023-09-30", 2)
    assert {one.unit_id: one.state for one in state.assignments} == {
        str(world.lead): "assigned",
        str(world.education): "accepted",
    }


async def test_a_statement_says_up_to_where_it_counts(world: World, channel: grpc.aio.Channel) -> None:
    await issued(world)
    service = world.issuer.service_token("reporting")
    statement = await call(channel, service, "GetStatement", unit_id=str(world.education), plan_id=str(PLAN))
    assert (statement.assigned, statement.accepted, statement.finished, statement.concluded) == (1, 0, 0, 0)
    assert statement.position == f"tasking:1:{(await world.parts.store.head()).position}"


async def test_what_is_not_there_or_malformed_is_refused_as_over_http(world: World, channel: grpc.aio.Channel) -> None:
    service = world.issuer.service_token("supervision")
    for task_id, status, code in (
        (str(derive("none")), grpc.StatusCode.NOT_FOUND, "not_found"),
        ("7", grpc.StatusCode.INVALID_ARGUMENT, "field_invalid"),
    ):
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await call(channel, service, "GetTaskState", task_id=task_id)
        failure = failure_of(refused.value)
        assert (failure.status, failure.code) == (status, code)
