"""A request's trace over HTTP and gRPC: the caller's or a new one, in the answer, the command and every log line."""

import io
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import grpc.aio
import pytest
from google.protobuf.message_factory import GetMessageClass
from starlette.requests import Request

from shared.kernel.command import Command
from shared.kernel.errors import NotFound
from shared.kernel.trace import received
from shared.serving.grpc import RpcServer, bearer, command_handlers, method_of
from shared.telemetry.logs import configure_logs
from tests.unit.serving.protos import sample_service
from tests.unit.serving.sample import TASK, AcceptTask, DraftTask, Sample, draft

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
GIVEN = f"00-{TRACE}-00f067aa0ba902b7-01"
BROKEN = ["", "nonsense", f"00-{TRACE}-00f067aa0ba902b7", f"00-{'0' * 32}-00f067aa0ba902b7-01"]
FIELDS: dict[str, Any] = {"task_id": str(TASK), "title": "走访慰问"}


@pytest.fixture
def sample() -> Sample:
    return Sample()


@pytest.fixture
def lines() -> io.StringIO:
    stream = io.StringIO()
    configure_logs(stream)
    return stream


def logged(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def refusing(command: Command) -> None:
    raise NotFound("没有找到。")


async def test_a_command_is_a_child_of_its_request_which_is_one_of_its_caller(sample: Sample) -> None:
    async with sample.client() as client:
        answer = (await draft(client, {"traceparent": GIVEN})).headers["traceparent"]
    (_, context), *_ = sample.bus.given
    assert context.traceparent == f"00-{TRACE}-{context.command_id.hex[:16]}-01"
    assert answer[:36] == GIVEN[:36]
    assert len({GIVEN, answer, context.traceparent}) == 3


@pytest.mark.parametrize("broken", BROKEN)
async def test_a_malformed_header_is_ignored_and_a_new_trace_begins(sample: Sample, broken: str) -> None:
    async with sample.client() as client:
        answers = [await draft(client, {"traceparent": broken}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    traces = {answer.headers["traceparent"][3:35] for answer in answers}
    assert len(traces) == 2
    assert TRACE not in traces
    assert {str(context.traceparent)[3:35] for _, context in sample.bus.given} == traces


async def test_two_headers_are_as_good_as_none(sample: Sample) -> None:
    async with sample.client() as client:
        headers = [("traceparent", GIVEN), ("traceparent", GIVEN)]
        answer = await client.get("/healthz", headers=headers)
    assert received(answer.headers["traceparent"]) == answer.headers["traceparent"]
    assert TRACE not in answer.headers["traceparent"]


async def test_every_answer_names_its_trace_and_every_line_of_a_request_does(
    sample: Sample, lines: io.StringIO
) -> None:
    def failing(command: Command) -> None:
        raise RuntimeError("broken")

    async with sample.client() as client:
        answers = [await draft(client), await client.get("/nowhere")]
        for judge in (refusing, failing):
            sample.bus.judge = judge
            answers.append(await draft(client))
    assert [answer.status_code for answer in answers] == [200, 404, 404, 500]
    said = logged(lines)
    assert {line["event"] for line in said} == {"request", "command_refused", "request_failed"}
    assert [line["trace_id"] for line in said if line["event"] == "request"] == [
        answer.headers["traceparent"][3:35] for answer in answers
    ]
    assert all(line["trace_id"] in {answer.headers["traceparent"][3:35] for answer in answers} for line in said)


class Running:
    def __init__(self, sample: Sample, channel: grpc.aio.Channel) -> None:
        self.sample, self.channel = sample, channel

    def call(self, *traceparents: str) -> Any:
        method = method_of(self.channel, sample_service(), "DraftTask")
        request = GetMessageClass(sample_service().methods_by_name["DraftTask"].input_type)(**FIELDS)
        pairs = tuple(("traceparent", each) for each in traceparents)
        return method(request, metadata=(*bearer(self.sample.token()), *pairs))


@pytest.fixture
async def running(sample: Sample) -> AsyncIterator[Running]:
    handlers = command_handlers(sample_service(), [DraftTask, AcceptTask], sample.reception)
    server = RpcServer([handlers], [sample_service()], sample.reception.verifier)
    port = await server.start("127.0.0.1:0")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Running(sample, channel)
    await server.stop(0)


async def answered(call: Any) -> str:
    return str(dict(await call.initial_metadata())["traceparent"])


async def test_over_grpc_it_is_the_same(running: Running) -> None:
    call = running.call(GIVEN)
    await call
    (_, context), *_ = running.sample.bus.given
    assert context.traceparent == f"00-{TRACE}-{context.command_id.hex[:16]}-01"
    assert (await answered(call))[:36] == GIVEN[:36]


@pytest.mark.parametrize("given", [(), ("nonsense",)])
async def test_over_grpc_a_new_trace_begins_likewise(running: Running, given: tuple[str, ...]) -> None:
    call = running.call(*given)
    await call
    (_, context), *_ = running.sample.bus.given
    assert TRACE not in str(context.traceparent)
    assert str(context.traceparent)[:36] == (await answered(call))[:36]


async def test_over_grpc_a_refusal_names_its_trace_too(running: Running, lines: io.StringIO) -> None:
    running.sample.bus.judge = refusing
    call = running.call(GIVEN)
    with pytest.raises(grpc.aio.AioRpcError):
        await call
    assert (await answered(call))[:36] == GIVEN[:36]
    assert {line["trace_id"] for line in logged(lines)} == {TRACE}


async def test_a_question_to_another_service_stays_in_the_trace(running: Running, lines: io.StringIO) -> None:
    correlation = str(uuid4())
    asking = Sample()

    async def ask(request: Request) -> None:
        await running.call()

    asking.app.add_api_route("/ask", ask)
    async with asking.client() as client:
        headers = {"traceparent": GIVEN, "X-Correlation-Id": correlation}
        answer = await client.get("http://sample/ask", headers=headers)
    assert answer.status_code == 200
    (_, context), *_ = running.sample.bus.given
    assert str(context.traceparent)[3:35] == TRACE
    assert str(context.correlation_id) == correlation
    assert bearer("t") == (("authorization", "Bearer t"),), "outside a request nothing is carried on"
