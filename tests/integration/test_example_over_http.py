"""The example register given to a running installation over HTTP: interrupted, repeated, told twice."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.local.example.over_http import load_over_http, steps_total
from services.local.loopback import HOST
from services.local.server import Running, running
from services.local.settings import LocalSettings
from shared.serving.listener import HttpListener

pytestmark = [pytest.mark.slow, pytest.mark.server]


class Interrupted(Exception):
    pass


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[Running, str]]:
    settings = LocalSettings(tmp_path / "data", http_port=0, grpc_port=0, load_example=False)
    async with running(settings) as here:
        listener = HttpListener(here.app, HOST, 0)
        port = await listener.start()
        yield here, f"http://{HOST}:{port}"
        await listener.stop()


async def test_a_load_that_was_interrupted_goes_on_and_one_that_is_repeated_stores_nothing(
    served: tuple[Running, str], tmp_path: Path
) -> None:
    here, url = served
    issuer, journal = here.province.issuer, tmp_path / "journal"
    sent = 0

    def advance() -> None:
        nonlocal sent
        sent += 1
        if sent == 200:
            raise Interrupted

    with pytest.raises(Interrupted):
        await load_over_http(url, issuer, journal, advance)
    await load_over_http(url, issuer, journal, advance)
    organization, supervision = (here.province.services[name].store for name in ("organization", "supervision"))
    heads = await organization.head(), await supervision.head()
    assert min(head.position for head in heads) > 0
    sent = 1000
    await load_over_http(url, issuer, journal, advance)
    await load_over_http(url, issuer, tmp_path / "another client's journal", advance)
    assert sent == 1000 + 2 * steps_total()
    assert (await organization.head(), await supervision.head()) == heads
