"""Plans that no clerk meant to upload, and plans in encodings that clerks do have (T11), on the running program."""

import random
from collections.abc import Iterator
from typing import Any

import grpc
import httpx
import pytest

from services.local.demo import rpc
from services.local.demo.cast import APPROVER, CITY_PARTY, LISTED, MEETING
from services.local.demo.work import ITEMS, SECTIONS, sample_plan
from shared.kernel.ids import derive
from shared.kernel.limits import UPLOAD_BYTES_MAX
from shared.serving.grpc_errors import failure_of
from tests.integration.desk import Desk, check_refused
from tests.integration.test_bad_input import STRANGER
from tests.support.processes import serving
from tests.support.told import Told, copy_of

pytestmark = [pytest.mark.slow, pytest.mark.server]
PLAN = derive("plan", LISTED)
IMPORT = f"/tasking/v1/plans/{PLAN}/import"
TEXT = sample_plan().decode("utf-8")


@pytest.fixture
def desk(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A city whose second resolution was consented to, so that its plan waits for a document."""
    data = copy_of(told, tmp_path_factory.mktemp("bad-plans") / "data")
    with serving(data, "--clock", "manual", "--no-example") as server:
        with httpx.Client(base_url=server.base_url, timeout=120) as http:
            desk = Desk(server, http)
            consent(desk)
            yield desk
        assert server.terminate() == 0


def consent(desk: Desk) -> None:
    decision = {
        "unit_id": str(CITY_PARTY),
        "decided_on": "2023-09-01",
        "person_id": str(APPROVER),
        "words": desk.digest("meeting", "同意。".encode()),
        "scan": desk.digest("meeting", b"%PDF-1.4 scan"),
    }
    body = {"resolution_id": str(LISTED), "decision": decision}
    answer = desk.post(f"/meeting/v1/meetings/{MEETING}/record-consent", body)
    assert answer.status_code == 200, answer.text
    desk.settle()


def binary(rng: random.Random) -> bytes:
    return rng.randbytes(5000)


def large() -> bytes:
    """As many bytes as may be uploaded, and nothing but items."""
    line = "（一）开展主题教育实践活动，组织老同志进校园宣讲。（牵头单位：市教育局）\n".encode()
    return (line * (UPLOAD_BYTES_MAX // len(line) + 1))[: UPLOAD_BYTES_MAX // len(line) * len(line)]


def one_line() -> bytes:
    return "一、".encode() + ("甲" * (UPLOAD_BYTES_MAX // 3 - 10)).encode()


def test_t11_what_is_no_plan_is_refused_with_the_reason_and_stores_nothing(desk: Desk, rng: random.Random) -> None:
    check_refused(desk.upload("tasking", b""), 400, "document_empty")
    refused = {
        "blank": (b" \n\t\n", {"plan_empty"}),
        "binary": (binary(rng), {"plan_binary", "plan_encoding_unknown", "plan_control_characters"}),
        "docx": (b"PK\x03\x04" + binary(rng), {"plan_docx_not_supported"}),
        "pdf": (b"%PDF-1.7\n" + binary(rng), {"plan_format_not_supported"}),
        "control": ("一、任务\x00".encode(), {"plan_binary", "plan_control_characters"}),
        "no items": ("这是一封信。\n此致敬礼。\n".encode(), {"plan_has_no_items"}),
        "10 MB of items": (large(), {"plan_has_too_many_items", "plan_too_long"}),
        "10 MB in a line": (one_line(), {"plan_item_too_long", "plan_has_no_items", "plan_too_long"}),
        "cut GB18030": (TEXT.encode("gb18030")[:-1] + b"\x81", {"plan_encoding_unknown", "plan_binary"}),
    }
    for name, (content, codes) in refused.items():
        digest = desk.digest("tasking", content)
        with desk.nothing_stored():
            answer = desk.post(IMPORT, {"document": digest})
            code = answer.json().get("code", "accepted")
            assert code in codes, (name, answer.text[:300])
            check_refused(answer, 413 if code in ("plan_too_long", "plan_too_large") else 400, code, "T11")
    assert items(desk) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_t11_a_plan_is_read_in_the_encodings_that_offices_use(desk: Desk, encoding: str) -> None:
    digest = desk.digest("tasking", TEXT.encode(encoding))
    answer = desk.post(IMPORT, {"document": digest})
    assert answer.status_code == 200, answer.text
    assert answer.json()["items"] == ITEMS
    desk.settle()
    plan = desk.http.get(f"/tasking/v1/plans/{PLAN}", headers=desk.headers()).json()
    assert (len(plan["items"]), len(plan["sections"])) == (ITEMS, SECTIONS)
    with desk.nothing_stored():
        check_refused(desk.post(IMPORT, {"document": digest}), 422, "plan_has_items", "T11")


def items(desk: Desk) -> list[Any]:
    plan: dict[str, Any] = desk.http.get(f"/tasking/v1/plans/{PLAN}", headers=desk.headers()).json()
    return list(plan["items"])


async def test_another_units_document_is_no_document_and_grpc_answers_with_the_same_codes(desk: Desk) -> None:
    headers = desk.headers(STRANGER, Content_Type="text/plain")
    upload = desk.http.post("/tasking/v1/documents", content=TEXT.encode(), headers=headers)
    digest = upload.raise_for_status().json()["digest"]
    fields = {"plan_id": str(PLAN), "document": digest}
    with desk.nothing_stored():
        check_refused(desk.post(IMPORT, {"document": digest}), 400, "document_unknown")
        for token, status, code in (
            (desk.token(), grpc.StatusCode.INVALID_ARGUMENT, "document_unknown"),
            (desk.token(STRANGER), grpc.StatusCode.NOT_FOUND, "not_found"),
            ("nonsense", grpc.StatusCode.UNAUTHENTICATED, "token_invalid"),
        ):
            assert await refused_over_grpc(desk, token, fields) == (status, code)


async def refused_over_grpc(desk: Desk, token: str, fields: dict[str, Any]) -> tuple[grpc.StatusCode, str]:
    """The status, and the code of the ErrorInfo that comes with it."""
    async with grpc.aio.insecure_channel(f"127.0.0.1:{desk.server.grpc_port}") as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await rpc.command(channel, "tasking", "ImportPlan", token, f"k-{token[:8]}", fields)
    return caught.value.code(), failure_of(caught.value).code
