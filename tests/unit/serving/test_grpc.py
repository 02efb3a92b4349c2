"""The same commands, codes and tokens over gRPC, on a real server."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import grpc
import grpc.aio
import pytest
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from shared.kernel.command import Command
from shared.kernel.errors import NotFound, VersionConflict
from shared.kernel.ids import derive
from shared.serving.grpc import RpcServer, bearer, command_handlers, method_of, service_of
from shared.serving.grpc_errors import RpcFailure, failure_of
from tests.unit.serving.protos import sample_service
from tests.unit.serving.sample import TASK, UNIT, AcceptTask, DraftTask, OnlyOnce, Sample


class Running:
    def __init__(self, sample: Sample, channel: grpc.aio.Channel) -> None:
        self.sample, self.channel = sample, channel

    async def call(self, name: str, fields: dict[str, Any], **metadata: str) -> Any:
        method = sample_service().methods_by_name[name]
        request = GetMessageClass(method.input_type)(**fields)
        pairs = {"authorization": f"Bearer {self.sample.token()}", **metadata}
        headers = tuple((key.replace("_", "-"), value) for key, value in pairs.items())
        return await method_of(self.channel, sample_service(), name)(request, metadata=headers)

    async def refused(self, name: str, fields: dict[str, Any], **metadata: str) -> RpcFailure:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await self.call(name, fields, **metadata)
        return failure_of(caught.value)


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    sample = Sample()
    handlers = command_handlers(sample_service(), [DraftTask, AcceptTask], sample.reception)
    server = RpcServer([handlers], [sample_service()], sample.reception.verifier, metrics=sample.metrics)
    port = await server.start("127.0.0.1:0")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Running(sample, channel)
    await server.stop(0)


FIELDS: dict[str, Any] = {"task_id": str(TASK), "title": "走访慰问"}


async def test_a_command_reaches_the_bus_as_over_http(running: Running) -> None:
    parts = [{"name": "甲", "units": [str(UNIT)]}, {"name": "乙"}]
    fields = {**FIELDS, "count": 3, "due": "2023-08-01", "parts": parts}
    answer = await running.call("DraftTask", fields, idempotency_key="k", if_match='"4"')
    assert (answer.id, answer.version, answer.position) == (str(TASK), 1, "sample:1:1")
    assert json.loads(answer.body_json) == {"title": "好"}
    command, context = running.sample.bus.given[0]
    assert isinstance(command, DraftTask)
    assert (command.count, str(command.due), [part.name for part in command.parts]) == (3, "2023-08-01", ["甲", "乙"])
    assert (command.parts[0].units, command.parts[1].units) == ((UNIT,), ())
    assert context.command_id == derive("sample", UNIT, "k")
    assert context.expected_version == 4


async def test_both_ways_in_give_the_same_digest(running: Running) -> None:
    await running.call("DraftTask", FIELDS)
    async with running.sample.client() as client:
        await client.post("/tasks", json=FIELDS)
    first, second = [context.request_digest for _, context in running.sample.bus.given]
    assert first == second


async def test_a_refusal_has_code_rule_and_details(running: Running) -> None:
    def judge(command: Command) -> None:
        raise OnlyOnce("这项任务已经接受过了。" * 200, task_id=TASK)

    running.sample.bus.judge = judge
    failure = await running.refused("DraftTask", FIELDS)
    assert failure.status is grpc.StatusCode.FAILED_PRECONDITION
    assert (failure.code, failure.rule, failure.details) == ("only_once", "T5", {"task_id": str(TASK)})
    assert failure.message.startswith("这项任务已经接受过了。")


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotFound("没有找到。"), grpc.StatusCode.NOT_FOUND),
        (VersionConflict("已被修改。"), grpc.StatusCode.ABORTED),
    ],
)
async def test_the_kind_decides_the_status(running: Running, refusal: Exception, status: grpc.StatusCode) -> None:
    def judge(command: Command) -> None:
        raise refusal

    running.sample.bus.judge = judge
    assert (await running.refused("DraftTask", FIELDS)).status is status


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "x"}, "field_missing"),
        ({**FIELDS, "due": "soon"}, "field_invalid"),
        ({**FIELDS, "kind": "other"}, "field_invalid"),
        ({**FIELDS, "title": "有\u0000空"}, "control_characters"),
        ({**FIELDS, "count": 2**60}, "invalid_request"),
    ],
)
async def test_bad_fields_are_refused(running: Running, fields: dict[str, Any], code: str) -> None:
    failure = await running.refused("DraftTask", fields)
    assert (failure.status, failure.code) == (grpc.StatusCode.INVALID_ARGUMENT, code)
    assert not running.sample.bus.given


async def test_bytes_that_are_no_message_are_refused(running: Running) -> None:
    path = f"/{sample_service().full_name}/DraftTask"
    raw = running.channel.unary_unary(path)
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await raw(b"\xff\xff\xff", metadata=bearer(running.sample.token()))
    assert failure_of(caught.value).code == "malformed_body"


async def test_tokens_are_asked_for(running: Running) -> None:
    for token, code in (("", "token_missing"), ("Bearer no", "token_invalid")):
        failure = await running.refused("DraftTask", FIELDS, authorization=token)
        assert (failure.status, failure.code) == (grpc.StatusCode.UNAUTHENTICATED, code)


async def test_an_unknown_error_tells_nothing(running: Running) -> None:
    def judge(command: Command) -> None:
        raise RuntimeError("secret-detail")

    running.sample.bus.judge = judge
    correlation = str(uuid4())
    failure = await running.refused("DraftTask", FIELDS, x_correlation_id=correlation)
    assert (failure.status, failure.code) == (grpc.StatusCode.INTERNAL, "internal")
    assert "secret-detail" not in failure.message
    assert failure.details == {"correlation_id": correlation}


async def test_calls_are_measured_by_method_and_status(running: Running) -> None:
    def judge(command: Command) -> None:
        raise NotFound("没有找到。")

    await running.call("DraftTask", FIELDS)
    running.sample.bus.judge = judge
    await running.refused("DraftTask", FIELDS)
    for status in ("OK", "NOT_FOUND"):
        labels = {"protocol": "grpc", "route": f"/{sample_service().full_name}/DraftTask", "status": status}
        labels["service"] = service_of(labels["route"])
        assert running.sample.metrics.registry.get_sample_value("lianxi_requests_seconds_count", labels) == 1


async def test_health_and_reflection_are_open_and_true(running: Running) -> None:
    name = sample_service().full_name
    answer = await health_pb2_grpc.HealthStub(running.channel).Check(health_pb2.HealthCheckRequest(service=name))
    assert answer.status == health_pb2.HealthCheckResponse.SERVING
    stub = reflection_pb2_grpc.ServerReflectionStub(running.channel)
    calls = stub.ServerReflectionInfo(iter([reflection_pb2.ServerReflectionRequest(list_services="")]))
    services = [service.name async for answer in calls for service in answer.list_services_response.service]
    assert name in services


async def test_a_table_that_lacks_a_command_stops_the_start(running: Running) -> None:
    with pytest.raises(TypeError, match="AcceptTask"):
        command_handlers(sample_service(), [DraftTask], running.sample.reception)
