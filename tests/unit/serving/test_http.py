"""The application around the routes: health, the gateway, the edge, and a true OpenAPI document."""

from collections.abc import Mapping

import httpx
import pytest
from jsonschema import Draft202012Validator
from starlette.responses import Response

from shared.serving.http import Gateway, base_path
from shared.serving.problems import json_bytes
from tests.unit.serving.reading import codes
from tests.unit.serving.sample import ROUTES, Sample, draft


@pytest.fixture
def sample() -> Sample:
    return Sample()


def at_root(sample: Sample, parts: dict[str, bool]) -> httpx.AsyncClient:
    async def ready() -> Mapping[str, bool]:
        return parts

    jwks = Response(json_bytes(sample.issuer.jwks()), media_type="application/json")
    extra = {"/.well-known/jwks.json": jwks}
    gateway = Gateway({"sample": sample.app}, sample.metrics, ready=[ready], extra=extra)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=gateway), base_url="http://gateway")


async def test_one_base_url_leads_to_each_service(sample: Sample) -> None:
    async with at_root(sample, {}) as client:
        client.headers["Authorization"] = f"Bearer {sample.token()}"
        client.base_url = httpx.URL(f"http://gateway{base_path('sample')}")
        assert (await draft(client)).status_code == 200
        client.base_url = httpx.URL("http://gateway")
        assert (await client.get("/.well-known/jwks.json")).json() == sample.issuer.jwks()
        assert codes(await client.get("/nothing/v1/tasks"), await client.get("/")) == [(404, "no_such_page")] * 2


async def test_health_says_whether_requests_may_come(sample: Sample) -> None:
    parts = {"store": True, "runner": False}
    async with at_root(sample, parts) as client:
        assert (await client.get("/healthz")).status_code == 200
        waiting = await client.get("/readyz")
        parts["runner"] = True
        ready = await client.get("/readyz")
    assert (waiting.status_code, waiting.json()["parts"]) == (503, {"store": True, "runner": False})
    assert (ready.status_code, ready.json()["status"]) == (200, "ok")


async def test_a_service_has_health_pages_of_its_own_without_a_token(sample: Sample) -> None:
    async with sample.client() as client:
        client.headers.pop("Authorization")
        answers = [await client.get("/healthz"), await client.get("/readyz"), await client.get("/openapi.json")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]


async def test_requests_are_measured_by_route_and_never_by_id(sample: Sample) -> None:
    async with sample.client() as client:
        await draft(client)
        await client.post("/tasks/not-an-id/accept", json={})
        await client.get("/nowhere/at/all")
    async with at_root(sample, {}) as client:
        text = (await client.get("/metrics")).text
    for route, status in (("/tasks", 200), ("/tasks/{task_id}/accept", 400), ("unmatched", 404)):
        labels = f'protocol="http",route="{route}",service="sample",status="{status}"'
        assert f"lianxi_requests_seconds_count{{{labels}}} 1.0" in text
    assert "not-an-id" not in text


async def test_a_correlation_id_that_is_none_is_replaced(sample: Sample) -> None:
    async with sample.client() as client:
        answer = await draft(client, {"X-Correlation-Id": "not-an-id"})
    given = answer.headers["x-correlation-id"]
    assert given != "not-an-id"
    assert str(sample.bus.given[0][1].correlation_id) == given


def test_openapi_describes_every_command_truly(sample: Sample) -> None:
    document = sample.app.openapi()
    schemas = document["components"]["schemas"]
    for route in ROUTES:
        operation = document["paths"][base_path("sample") + route.path]["post"]
        content = operation["requestBody"]["content"]["application/json"]
        name = content["schema"]["$ref"].rpartition("/")[2]
        assert name == operation["operationId"] == route.command.__name__
        assert operation["summary"] == route.summary
        resolving = {**schemas[name], "components": {"schemas": schemas}}
        Draft202012Validator(resolving).validate(content["example"])
        assert {"200", "400", "401", "403", "404", "409", "413", "415", "422", "503"} <= set(operation["responses"])
    assert "HTTPValidationError" not in str(document)
    assert schemas["AcceptTask"]["required"] == ["unit_id"]
    assert "task_id" not in schemas["AcceptTask"]["properties"]
    assert document["security"] == [{"bearer": []}]
