"""What is asked of transmittals and dossiers over gRPC is answered as over HTTP, field for field."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import grpc.aio
import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.message_factory import GetMessageClass

from services.meeting.entrypoints.grpc import SERVICES
from services.meeting.entrypoints.grpc_questions import DOSSIER_QUESTIONS, TRANSMITTAL_QUESTIONS
from shared.serving.grpc import RpcServer, bearer, method_of
from shared.serving.grpc_errors import failure_of
from tests.unit.meeting.desk import Desk, give_return, instruction_body, issue, open_counties
from tests.unit.meeting.given import COMMITTEE, EDUCATION
from tests.unit.meeting.matters_given import INSTRUCTION, TRANSMITTAL
from tests.unit.meeting.office import STRANGER, Office

pytestmark = pytest.mark.server


class Asking:
    def __init__(self, office: Office, channel: grpc.aio.Channel) -> None:
        self._office, self._channel = office, channel

    async def ask(self, service: Any, method: str, unit: Any = COMMITTEE, **fields: Any) -> dict[str, Any]:
        request = GetMessageClass(service.methods_by_name[method].input_type)(**fields)
        metadata = bearer(self._office.issuer.person_token(unit, "clerk"))
        answer = await method_of(self._channel, service, method)(request, metadata=metadata)
        told: dict[str, Any] = MessageToDict(
            answer, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
        )
        return told


@pytest.fixture
async def asking(office: Office) -> AsyncIterator[Asking]:
    await open_counties(office)
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    clerk = Desk(office)
    await clerk.post("/instructions", **instruction_body(await clerk.upload("视察情况")))
    await issue(clerk, conveys="instruction", matter_id=str(INSTRUCTION), title="视察讲话精神")
    await give_return(office, EDUCATION)
    await office.settle()
    server = RpcServer(office.parts.servicers, list(SERVICES), office.issuer.verifier())
    port = await server.start("127.0.0.1:0")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Asking(office, channel)
    await server.stop(0)


def without_nulls(value: Any) -> Any:
    """Numbers of 64 bits are texts in protobuf's JSON, and what is null is not there."""
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


async def test_the_board_and_its_levels(office: Office, asking: Asking) -> None:
    at, about = f"/transmittals/{TRANSMITTAL}", {"transmittal_id": str(TRANSMITTAL)}
    board = await asking.ask(TRANSMITTAL_QUESTIONS, "GetBoard", **about)
    assert board == without_nulls(await Desk(office).get(f"{at}/board"))
    [returned] = (await asking.ask(TRANSMITTAL_QUESTIONS, "GetBoard", **about, state="submitted"))["items"]
    assert returned["unit_id"] == str(EDUCATION)
    coverage = await asking.ask(TRANSMITTAL_QUESTIONS, "GetCoverage", **about)
    assert coverage == without_nulls(await Desk(office).get(f"{at}/coverage"))


async def test_the_dossier_now_and_as_it_was(office: Office, asking: Asking) -> None:
    dossier = await asking.ask(DOSSIER_QUESTIONS, "GetDossier", matter_id=str(INSTRUCTION))
    over_http = await Desk(office).get(f"/dossiers/{INSTRUCTION}")
    assert dossier == without_nulls(over_http)
    first = over_http["items"][0]["recorded_at"]
    then = await asking.ask(DOSSIER_QUESTIONS, "GetDossier", matter_id=str(INSTRUCTION), as_of=first)
    assert [one["number"] for one in then["items"]] == ["1"]


async def test_a_stranger_is_answered_as_if_there_were_nothing(asking: Asking) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await asking.ask(DOSSIER_QUESTIONS, "GetDossier", STRANGER, matter_id=str(INSTRUCTION))
    assert failure_of(refused.value).code == "not_found"
    with pytest.raises(grpc.aio.AioRpcError) as wrong:
        await asking.ask(TRANSMITTAL_QUESTIONS, "GetBoard", transmittal_id="no id")
    assert wrong.value.code() is grpc.StatusCode.INVALID_ARGUMENT
