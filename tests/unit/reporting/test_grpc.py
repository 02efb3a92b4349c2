"""The same answers over gRPC, on a real server."""

from collections.abc import AsyncIterator
from typing import Any

import grpc
import grpc.aio
import pytest
from google.protobuf.json_format import MessageToDict

from services.reporting.entrypoints.grpc import COMMANDS, QUESTIONS
from shared.contracts.reporting.v1 import reporting_pb2 as pb
from shared.serving.grpc import RpcServer, bearer, method_of
from shared.serving.grpc_errors import failure_of
from tests.unit.reporting import happenings as h
from tests.unit.reporting.world import CITY, EDUCATION, FIELDS, OTHER_CITY, PROVINCE, REQUEST, World, report_of


class Caller:
    def __init__(self, world: World, channel: grpc.aio.Channel) -> None:
        self.world, self._channel = world, channel

    async def call(self, service: Any, name: str, request: Any, unit: Any, role: str = "clerk") -> Any:
        metadata = bearer(self.world.issuer.person_token(unit, role))
        answer = await method_of(self._channel, service, name)(request, metadata=metadata)
        await self.world.settle()
        return answer


@pytest.fixture
async def caller(world: World) -> AsyncIterator[Caller]:
    server = RpcServer(world.parts.servicers, world.parts.rpc_services, world.issuer.verifier())
    port = await server.start("127.0.0.1:0")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Caller(world, channel)
    await server.stop(0)


async def test_a_report_from_the_request_to_its_acceptance(caller: Caller) -> None:
    asked = pb.RequestReports(**{**FIELDS, "units": [str(EDUCATION)]})
    await caller.call(COMMANDS, "RequestReports", asked, CITY)
    submitted = pb.SubmitReport(request_id=str(REQUEST), text="进展顺利。")
    await caller.call(COMMANDS, "SubmitReport", submitted, EDUCATION, "liaison")
    returned = pb.ReturnReport(report_id=str(report_of(EDUCATION)), reason="请补。")
    await caller.call(COMMANDS, "ReturnReport", returned, CITY)
    await caller.call(COMMANDS, "SubmitReport", submitted, EDUCATION, "liaison")
    await caller.call(COMMANDS, "AcceptReport", pb.AcceptReport(report_id=str(report_of(EDUCATION))), CITY)
    report = await caller.world.get(CITY, f"/reports/{report_of(EDUCATION)}")
    assert (report["state"], len(report["rounds"])) == ("accepted", 2)


async def happened(world: World) -> None:
    for number in (1, 2, 3):
        await world.happens("meeting", h.the("meeting", number), h.drafted(h.the("meeting", number)))
        await world.happens("meeting", h.the("meeting", number), h.held())
    await world.happens("tasking", h.the("task"), h.assigned(h.the("task"), h.the("plan")))
    await world.settle()


async def test_the_rollup_says_the_same_as_over_http(caller: Caller) -> None:
    await happened(caller.world)
    asked = pb.GetRollupRequest(unit_id=str(PROVINCE), as_of="2023-10-09T01:00:00.000009Z", children=True)
    caller.world.clock.move_to(h.MOMENT.replace(hour=2))
    answer = await caller.call(QUESTIONS, "GetRollup", asked, PROVINCE)
    path = f"/rollup/{PROVINCE}"
    shown = await caller.world.get(PROVINCE, path, as_of="2023-10-09T01:00:00.000009Z", children="true")
    assert not answer.HasField("incomplete")
    assert plain(answer) == {name: value for name, value in shown.items() if name != "incomplete"}


async def test_a_figure_is_opened_page_by_page(caller: Caller) -> None:
    await happened(caller.world)
    subjects, cursor = [], None
    while True:
        asked = pb.OpenFigureRequest(unit_id=str(CITY), figure="meetings_held", limit=2, cursor=cursor)
        page = await caller.call(QUESTIONS, "OpenFigure", asked, CITY)
        subjects += [item.subject for item in page.items]
        if not page.HasField("cursor"):
            break
        cursor = page.cursor
    assert subjects == [str(h.the("meeting", number)) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("request_", "unit", "code"),
    [
        (pb.GetRollupRequest(unit_id=str(CITY)), OTHER_CITY, "not_found"),
        (pb.GetRollupRequest(unit_id="无"), CITY, "field_invalid"),
        (pb.GetRollupRequest(unit_id=str(CITY), as_of="2030-01-01T00:00:00Z"), CITY, "as_of_in_future"),
    ],
    ids=["another's", "no id", "future"],
)
async def test_refusals_are_the_same_as_over_http(caller: Caller, request_: Any, unit: Any, code: str) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as failed:
        await caller.call(QUESTIONS, "GetRollup", request_, unit)
    assert failure_of(failed.value).code == code


def plain(answer: Any) -> Any:
    """As JSON has it: 64-bit numbers are texts in protobuf's own JSON."""

    def numbers(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: numbers(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [numbers(item) for item in value]
        return int(value) if name in ("value", "numerator", "denominator") else value

    return numbers(MessageToDict(answer, preserving_proto_field_name=True))
