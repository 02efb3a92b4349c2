"""Commands over HTTP: what reaches the bus, what is answered, what bad input gets."""

import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from shared.kernel.command import Command
from shared.kernel.errors import Refusal, VersionConflict
from shared.kernel.ids import derive
from shared.kernel.limits import BODY_BYTES_MAX
from shared.serving.commands import CommandRoute, command_router
from tests.unit.serving.sample import TASK, UNIT, AcceptTask, DraftTask, OnlyOnce, Sample, draft


@pytest.fixture
def sample() -> Sample:
    return Sample()


def refusing(refusal: Refusal):
    def judge(command: Command) -> None:
        raise refusal

    return judge


def code_of(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"] == f"urn:lianxi:problem:{problem['code']}"
    assert problem["status"] == response.status_code
    assert problem["title"]
    assert problem["detail"]
    return response.status_code, problem["code"]


async def test_an_accepted_command_answers_with_its_place_in_the_log(sample: Sample) -> None:
    async with sample.client() as client:
        response = await draft(client)
    assert response.status_code == 200
    assert response.json() == {"id": str(TASK), "version": 1, "position": "sample:1:1", "title": "好"}
    assert response.headers["etag"] == '"1"'


async def test_the_bus_gets_the_command_and_who_gave_it(sample: Sample) -> None:
    correlation = uuid4()
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    headers = {
        "Idempotency-Key": "k-1", "If-Match": '"7"', "traceparent": trace, "X-Correlation-Id": str(correlation)
    }  # fmt: skip
    async with sample.client() as client:
        response = await draft(client, headers, due="2023-08-01", kind="urgent")
    command, context = sample.bus.given[0]
    assert isinstance(command, DraftTask)
    assert str(command.due) == "2023-08-01"
    assert (context.actor.unit_id, context.actor.role) == (UNIT, "clerk")
    assert context.command_id == derive("sample", UNIT, "k-1")
    assert (context.expected_version, context.correlation_id) == (7, correlation)
    assert str(context.traceparent).startswith(trace[:36])
    assert context.now == sample.reception.clock.now()
    assert response.headers["x-correlation-id"] == str(correlation)


async def test_the_digest_tells_content_apart_and_not_white_space(sample: Sample) -> None:
    async with sample.client() as client:
        body = {"task_id": str(TASK), "title": "甲"}
        headers = {"content-type": "application/json", "Idempotency-Key": "k"}
        for text in (json.dumps(body), json.dumps(body, indent=4), json.dumps({**body, "title": "乙"})):
            await client.post("/tasks", content=text, headers=headers)
    first, same, other = [context.request_digest for _, context in sample.bus.given]
    assert first == same != other


async def test_the_digest_alone_lets_nobody_guess_what_was_said(sample: Sample) -> None:
    async with sample.client() as client:
        for headers in ({"Idempotency-Key": "k"}, {"Idempotency-Key": "l"}, {}):
            await draft(client, headers)
    one, another, without = [context.request_digest for _, context in sample.bus.given]
    assert one != another
    assert without == b""


async def test_the_same_key_of_two_units_names_two_commands(sample: Sample) -> None:
    for unit in (UNIT, uuid4()):
        async with sample.client(sample.token(unit)) as client:
            await draft(client, {"Idempotency-Key": "k"})
    first, second = [context.command_id for _, context in sample.bus.given]
    assert first != second


async def test_path_fields_become_part_of_the_command(sample: Sample) -> None:
    async with sample.client() as client:
        await client.post(f"/tasks/{TASK}/accept", json={"unit_id": str(UNIT)})
        await client.post(f"/tasks/{TASK}/accept", json={"unit_id": str(UNIT), "task_id": str(TASK)})
    assert [command for command, _ in sample.bus.given] == [AcceptTask(task_id=TASK, unit_id=UNIT)] * 2


async def test_a_body_that_contradicts_its_path_is_refused(sample: Sample) -> None:
    async with sample.client() as client:
        response = await client.post(f"/tasks/{TASK}/accept", json={"unit_id": str(UNIT), "task_id": str(uuid4())})
    assert code_of(response) == (400, "path_conflict")
    assert not sample.bus.given


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": 5}, "field_invalid", "title"),
        ({"surprise": 1}, "field_unknown", "surprise"),
        ({"parts": [{"units": []}]}, "field_missing", "parts[0].name"),
        ({"parts": [{"name": "甲", "units": ["x"]}]}, "field_invalid", "parts[0].units[0]"),
        ({"parts": [{"name": "甲", "boss": "x"}]}, "field_unknown", "parts[0].boss"),
        ({"due": "2023-13-01"}, "field_invalid", "due"),
        ({"kind": "other"}, "field_invalid", "kind"),
        ({"title": "有\u0000空"}, "control_characters", "title"),
        ({"title": "有\u0085"}, "control_characters", "title"),
        ({"title": "长" * 20_001}, "invalid_request", "title"),
        ({"count": 2**53 + 1}, "invalid_request", "count"),
        ({"count": 10**30}, "invalid_request", "count"),
    ],
)
async def test_a_bad_field_is_named(sample: Sample, fields: dict[str, Any], code: str, field: str) -> None:
    async with sample.client() as client:
        response = await draft(client, **fields)
    assert code_of(response) == (400, code)
    assert response.json()["field"] == field
    assert field in response.json()["detail"]
    assert not sample.bus.given


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff\xfe{}", b"[" * 100_000, b'{"title": "\\ud800"}', b'{"title": "\xff"}', "{}".encode("utf-16")],
)
@pytest.mark.parametrize("path", ["/tasks", f"/tasks/{TASK}/accept"])
async def test_what_is_no_json_object_is_refused(sample: Sample, body: bytes, path: str) -> None:
    async with sample.client() as client:
        response = await client.post(path, content=body, headers={"content-type": "application/json"})
    assert code_of(response)[0] == 400
    assert not sample.bus.given


async def test_an_empty_body_misses_its_fields(sample: Sample) -> None:
    async with sample.client() as client:
        assert code_of(await client.post("/tasks")) == (400, "field_missing")


async def test_a_body_of_another_type_is_refused(sample: Sample) -> None:
    async with sample.client() as client:
        response = await client.post("/tasks", content="a=1", headers={"content-type": "text/plain"})
    assert code_of(response) == (415, "unsupported_media_type")


async def test_an_oversized_body_is_refused_by_its_length(sample: Sample) -> None:
    async with sample.client() as client:
        response = await draft(client, title="x" * BODY_BYTES_MAX)
    assert code_of(response) == (413, "body_too_large")


async def test_an_oversized_chunked_body_is_not_read_to_its_end(sample: Sample) -> None:
    sent = 0

    async def chunks():
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b"x" * (BODY_BYTES_MAX // 4)

    async with sample.client() as client:
        response = await client.post("/tasks", content=chunks(), headers={"content-type": "application/json"})
    assert code_of(response) == (413, "body_too_large")
    assert sent < 10


@pytest.mark.parametrize("path", ["/tasks/not-a-uuid/accept", "/tasks/%00/accept", "/tasks/%FF/accept"])
async def test_a_path_that_names_no_id_is_refused(sample: Sample, path: str) -> None:
    async with sample.client() as client:
        assert code_of(await client.post(path, json={"unit_id": str(UNIT)}))[0] == 400


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("Idempotency-Key", "", "bad_idempotency_key"),
        ("Idempotency-Key", "k" * 201, "bad_idempotency_key"),
        ("Idempotency-Key", "two words", "bad_idempotency_key"),
        ("If-Match", "7", "bad_expected_version"),
        ("If-Match", 'W/"7"', "bad_expected_version"),
        ("If-Match", '"9999999999999999"', "bad_expected_version"),
    ],
)
async def test_a_malformed_header_is_refused(sample: Sample, header: str, value: str, code: str) -> None:
    async with sample.client() as client:
        assert code_of(await draft(client, {header: value})) == (400, code)


async def test_a_refusal_carries_rule_code_and_details(sample: Sample) -> None:
    sample.bus.judge = refusing(OnlyOnce("这项任务已经接受过了。", task_id=TASK, status="ignored"))
    async with sample.client() as client:
        response = await draft(client)
    assert code_of(response) == (422, "only_once")
    problem = response.json()
    assert (problem["rule"], problem["detail"], problem["task_id"]) == ("T5", "这项任务已经接受过了。", str(TASK))


async def test_a_stale_version_is_a_conflict(sample: Sample) -> None:
    sample.bus.judge = refusing(VersionConflict("别人刚刚改过。", version=9))
    async with sample.client() as client:
        response = await draft(client, {"If-Match": '"3"'})
    assert code_of(response) == (409, "version_conflict")
    assert response.json()["version"] == 9


async def test_an_unknown_error_tells_nothing_but_the_correlation_id(sample: Sample) -> None:
    def judge(command: Command) -> None:
        raise RuntimeError("secret-detail")

    sample.bus.judge = judge
    correlation = uuid4()
    async with sample.client() as client:
        response = await draft(client, {"X-Correlation-Id": str(correlation)})
    assert code_of(response) == (500, "internal")
    assert "secret-detail" not in response.text
    assert UUID(response.json()["correlation_id"]) == correlation


async def test_unknown_addresses_and_methods_are_problems_too(sample: Sample) -> None:
    async with sample.client() as client:
        assert code_of(await client.get("/nowhere")) == (404, "no_such_page")
        response = await client.get("/tasks")
    assert code_of(response) == (405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


async def test_tokens_are_asked_for(sample: Sample) -> None:
    async with sample.client() as client:
        client.headers.pop("Authorization")
        missing = await draft(client)
        assert code_of(missing) == (401, "token_missing")
        assert missing.headers["www-authenticate"] == "Bearer"
        assert code_of(await draft(client, {"Authorization": "Bearer no"})) == (401, "token_invalid")
        assert code_of(await draft(client, {"Authorization": "Basic eA=="})) == (401, "token_invalid")
    assert not sample.bus.given


async def test_a_row_that_does_not_fit_its_command_stops_the_start(sample: Sample) -> None:
    with pytest.raises(TypeError, match="does not have"):
        command_router([CommandRoute(DraftTask, "/x/{plan_id}", "错", {})], sample.reception)
    with pytest.raises(TypeError, match="example of DraftTask"):
        command_router([CommandRoute(DraftTask, "/x", "错", {"title": 1})], sample.reception)
