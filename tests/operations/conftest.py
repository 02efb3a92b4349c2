"""One engine for all of these tests, started once: the story's backup in a new cluster, with a new Kafka."""

import asyncio
import dataclasses
from collections.abc import Iterator

import pytest

from services.distributed.restored import Restored
from services.local.engine.backup import restore
from services.local.engine.native import NativeEngine
from tests.operations.installation import Installation
from tests.support.engines import BACKUP
from tests.support.told import Told


@pytest.fixture(scope="package")
def installation(told_distributed: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    engine = NativeEngine(tmp_path_factory.mktemp("restored"), safe=False, dies_with_us=True)
    try:
        restored = asyncio.run(restore(engine, told_distributed.data / BACKUP, lambda text: None))
        asyncio.run(engine.up(lambda text: None, clock="manual"))
        yield asyncio.run(_seen(engine, restored))
    finally:
        engine.remove()


async def _seen(engine: NativeEngine, restored: Restored) -> Installation:
    here = Installation(engine, restored, "")
    await asyncio.to_thread(here.settle)
    return dataclasses.replace(here, digest=(await here.replayed())["digest"])
