"""Replay of a whole province: equal to what the services show, and whoever tampers is named (A3).

On the real files of a stopped province, as every service wrote them, over HTTP and gRPC.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import grpc
import grpc.aio
import httpx
import msgspec
import pytest

from services.audit.domain.folding import FOLDS
from services.audit.entrypoints.grpc import QUESTIONS
from services.local.server import Running
from shared.contracts.audit.v1 import audit_pb2 as pb
from shared.serving.grpc import bearer, method_of
from tests.support import papers_story, participation_story
from tests.support.golden_logs import SERVICES
from tests.support.matters_story import OFFICE_MEETING
from tests.support.whole_story import BUREAU, CITY, LEAGUE, MEETING, PROVINCE, Story, opened

pytestmark = pytest.mark.slow
UNITS = 7
Line = dict[str, Any]


async def lines_of(here: Running, acting: UUID = PROVINCE, role: str = "auditor", /, **body: Any) -> list[Line]:
    token = here.province.issuer.person_token(acting, role)
    headers = {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(app=here.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxi", headers=headers) as client:
        response = await client.post("/audit/v1/replay", json=msgspec.to_builtins(body))
    return [msgspec.json.decode(line) for line in response.text.splitlines()]


async def replay(directory: Path, **body: Any) -> Line:
    """The result of a replay on files; the clock is where it was left."""
    async with opened(directory) as here:
        return (await lines_of(here, **body))[-1]


def differences(result: Line) -> set[tuple[str, str, str, Any, Any]]:
    found = result["differences"]
    return {(one["service"], one["view"], one["field"], one["live"], one["replayed"]) for one in found}


def tamper(directory: Path, service: str, sql: str, *parameters: Any) -> None:
    """What somebody with the file in hand can do while nothing runs."""
    with closing(sqlite3.connect(directory / f"{service}.sqlite3")) as connection, connection:
        assert connection.execute(sql, parameters).rowcount == 1


@pytest.mark.accepts("A3")
async def test_a3_a_replay_of_all_equals_what_the_services_show(province: Path) -> None:
    async with opened(province) as here:
        lines = await lines_of(here)
        assert lines[-1]["differences"] == []
        assert (lines[-1]["done"], lines[-1]["units"]) == (True, UNITS)
        assert {line["service"] for line in lines[:-1] if "service" in line} == set(SERVICES)
        assert lines[-1]["documents"] == await count_documents(here)
        again = await lines_of(here)
    assert again[-1]["digest"] == lines[-1]["digest"]


@pytest.mark.accepts("A3")
async def test_a3_who_was_told_answered_and_came_and_its_papers_are_replayed_as_they_are_shown(province: Path) -> None:
    async with opened(province) as here:
        await participation_story.tell_on(Story(here.province, "participation"))
        await papers_story.tell_on(Story(here.province, "papers"))
        lines = await lines_of(here)
        documents = await count_documents(here)
    assert (lines[-1]["differences"], lines[-1]["documents"]) == ([], documents)


async def count_documents(here: Running) -> int:
    """Every row of every view of state documents."""
    count = 0
    for name in SERVICES:
        async with here.province.services[name].store.snapshot() as reader:
            for view in FOLDS[name].views:
                row = await reader.one(f"SELECT COUNT(*) AS n FROM {{{view.name}}}")
                count += row["n"] if row else 0
    return count


@pytest.mark.parametrize("unit", [CITY, BUREAU, LEAGUE])
async def test_a_replay_of_one_unit_equals_what_the_services_show_of_it(province: Path, unit: UUID) -> None:
    result = await replay(province, unit=unit)
    assert (result["units"], result["differences"]) == (1, [])
    assert result["documents"] > 3


Change = Callable[[Path], None]


def field_of(service: str, view: str, path: str, value: str) -> Change:
    longest = f"SELECT id FROM {view} ORDER BY version DESC, id LIMIT 1"
    sql = f"UPDATE {view} SET body = json_set(body, '{path}', ?) WHERE id = ({longest})"
    return lambda directory: tamper(directory, service, sql, value)


READ_MODELS = [
    ("organization", "rosters", "$.terms[0].office", "terms[0].office", "director"),
    ("organization", "groups", "$.name", "name", "另一个组"),
    ("meeting", "meetings", "$.theme", "theme", "改过的主题"),
    ("meeting", "instructions", "$.opinions[0].consent.decided_on", "opinions[0].consent.decided_on", "2023-01-01"),
    ("meeting", "transmittals", "$.title", "title", "改过的标题"),
    ("meeting", "transmittal_returns", "$.rounds[0].attended", "rounds[0].attended", "2100"),
    ("tasking", "tasks", "$.assignments[0].state", "assignments[0].state", "released"),
    ("tasking", "plans", "$.number", "number", "甲关发〔2023〕9号"),
    ("supervision", "watches", "$.light", "light", "purple"),
    ("supervision", "cases", "$.answers[0].text", "answers[0].text", "没有办"),
    ("reporting", "reports", "$.rounds[0].text", "rounds[0].text", "一切都好"),
]


@pytest.mark.refuses("A3")
@pytest.mark.parametrize(("service", "view", "path", "field", "value"), READ_MODELS)
async def test_a3_a_changed_field_of_a_read_model_is_named_with_both_values(
    province: Path, service: str, view: str, path: str, field: str, value: str
) -> None:
    field_of(service, view, path, value)(province)
    result = await replay(province)
    [difference] = result["differences"]
    assert (difference["service"], difference["view"], difference["field"]) == (service, view, field)
    assert difference["live"] == value
    assert difference["replayed"] not in (value, None)
    assert UUID(difference["unit"])
    assert UUID(difference["document"])


async def test_a_replay_of_one_unit_names_it_for_what_was_changed_of_its_documents(province: Path) -> None:
    field_of("tasking", "plans", "$.title", "改过的标题")(province)
    result = await replay(province, unit=BUREAU)
    assert [(one["unit"], one["field"]) for one in result["differences"]] == [(str(BUREAU), "title")]


async def test_a_dropped_document_and_an_invented_one_are_named(province: Path) -> None:
    tamper(province, "supervision", "DELETE FROM cases WHERE id = (SELECT min(id) FROM cases)")
    invented = "INSERT INTO requests SELECT ?, owner_unit, draft, version, sort_key, body, plan_id FROM requests"
    tamper(province, "reporting", invented, str(UUID(int=7)))
    result = await replay(province)
    found = {(one["view"], one["field"], one["live"] is None, one["replayed"] is None) for one in result["differences"]}
    assert found == {("cases", "", True, False), ("requests", "", False, True)}


async def test_a_document_hidden_from_a_unit_is_named(province: Path) -> None:
    hidden = "DELETE FROM tasks_units WHERE unit_id = ? AND id = (SELECT min(id) FROM tasks)"
    tamper(province, "tasking", hidden, str(BUREAU))
    result = await replay(province)
    assert {one["field"].partition("[")[0] for one in result["differences"]} == {"@units"}


MORE_PERCENT = "CAST(replace(CAST(data AS TEXT), '40', '90') AS BLOB)"
EVENT = "(SELECT position FROM events WHERE CAST(data AS TEXT) LIKE '%percent%')"


@pytest.mark.refuses("A1")
async def test_a1_a_changed_stored_event_is_named_with_both_values(province: Path) -> None:
    data = f"UPDATE events SET data = {MORE_PERCENT} WHERE position = {EVENT}"
    tamper(province, "tasking", data)
    async with opened(province) as here:
        result = (await lines_of(here))[-1]
        alone = (await lines_of(here, unit=LEAGUE))[-1]
    [difference] = result["differences"]
    assert (difference["service"], difference["view"], difference["field"]) == ("tasking", "events", "data.percent")
    assert (difference["live"], difference["replayed"], difference["unit"]) == (90, 40, str(CITY))
    assert [(one["field"], one["live"], one["replayed"]) for one in alone["differences"]] == [("data.percent", 90, 40)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("UPDATE events SET leaf = zeroblob(32)", "leaf"),
        ("UPDATE events SET recorded_at = recorded_at + 1", "recorded_at"),
        ("UPDATE events SET data = CAST(CAST(data AS TEXT) || ' ' AS BLOB)", "leaf"),
        ("UPDATE events SET data = CAST('not json' AS BLOB)", "data"),
        (
            "UPDATE events SET envelope = CAST(replace(CAST(envelope AS TEXT), 'liaison', 'clerk') AS BLOB)",
            "envelope.actor.role",
        ),
        ("UPDATE events SET envelope = CAST('not json' AS BLOB)", ""),
        ("DELETE FROM events", ""),
    ],
)
async def test_whatever_is_done_to_a_stored_event_is_noticed_and_kept(province: Path, change: str, field: str) -> None:
    tamper(province, "tasking", f"{change} WHERE position = {EVENT}")
    async with opened(province) as here:
        result = (await lines_of(here))[-1]
        async with here.province.services["audit"].store.snapshot() as reader:
            noted = await reader.all("SELECT * FROM {copy_discrepancies}")
    assert [(one["view"], one["field"]) for one in result["differences"]] == [("events", field)]
    assert [(one["log"], one["owner_unit"]) for one in noted] == [("tasking", str(CITY))]
    assert noted[0]["noticed_at"] is not None


async def test_a_changed_copy_does_not_pass_for_the_truth(province: Path) -> None:
    """Neither can audit's operator: bytes and leaf of the copy stand against those of the service."""
    tamper(
        province,
        "audit",
        f"UPDATE copy_events SET data = {MORE_PERCENT} WHERE CAST(data AS TEXT) LIKE '%percent%'",
    )
    result = await replay(province)
    assert ("tasking", "events", "data.percent", 40, 90) in differences(result)
    assert {one["view"] for one in result["differences"]} == {"events", "tasks"}


async def test_as_of_a_moment_nothing_is_compared_and_the_digest_is_of_then(province: Path) -> None:
    field_of("tasking", "plans", "$.title", "改过的标题")(province)
    async with opened(province) as here:
        then = [(await lines_of(here, as_of=f"2023-08-0{day}T00:00:00Z"))[-1] for day in (1, 1, 5)]
    assert [result["differences"] for result in then] == [[], [], []]
    assert then[0]["digest"] == then[1]["digest"] != then[2]["digest"]
    assert then[0]["documents"] < then[2]["documents"]


async def test_only_auditors_replay_and_only_their_jurisdiction(province: Path) -> None:
    async with opened(province) as here:
        [clerk] = await lines_of(here, CITY, "clerk", unit=CITY)
        [above] = await lines_of(here, CITY, "auditor", unit=PROVINCE)
        own = (await lines_of(here, CITY, "auditor"))[-1]
        every = (await lines_of(here))[-1]
    assert (clerk["code"], clerk["rule"]) == ("auditors_only", "A3")
    assert above["code"] == "not_found"
    assert (own["differences"], own["units"]) == ([], UNITS - 1)
    assert own["documents"] < every["documents"]


async def test_over_grpc_it_is_the_same(province: Path) -> None:
    async with opened(province) as here, grpc.aio.insecure_channel(f"127.0.0.1:{here.grpc_port}") as channel:
        call = method_of(channel, QUESTIONS, "Replay")
        metadata = bearer(here.province.issuer.person_token(PROVINCE, "auditor"))
        streamed = [msgspec.json.decode(one.body_json) async for one in call(pb.ReplayRequest(), metadata=metadata)]
        assert streamed[-1] == (await lines_of(here))[-1]
        history = method_of(channel, QUESTIONS, "GetHistory")
        asked = pb.GetHistoryRequest(unit_id=str(BUREAU), limit=3)
        page = msgspec.json.decode((await history(asked, metadata=metadata)).body_json)
        assert [item["sequence"] for item in page["items"]] == [1, 2, 3]
        state = method_of(channel, QUESTIONS, "GetState")
        shown = msgspec.json.decode((await state(pb.GetStateRequest(unit_id=str(CITY)), metadata=metadata)).body_json)
        meetings = shown["state"]["meeting"]["meetings"]
        assert {one["meeting_id"] for one in meetings} == {str(MEETING), str(OFFICE_MEETING)}
        listed = await method_of(channel, QUESTIONS, "ListDiscrepancies")(
            pb.ListDiscrepanciesRequest(), metadata=metadata
        )
        assert msgspec.json.decode(listed.body_json) == {"items": []}
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await history(pb.GetHistoryRequest(unit_id="x"), metadata=metadata)
        assert refused.value.code() == grpc.StatusCode.INVALID_ARGUMENT
