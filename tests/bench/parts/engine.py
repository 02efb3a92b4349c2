"""The whole distributed engine of this machine for a benchmark: flushes as in production, gone afterwards."""

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from services.distributed.settings import Clock
from services.local.engine.native import NativeEngine
from tests.bench.parts.leaving import LeftOut


@asynccontextmanager
async def engine_up(clock: Clock = "system", begins: datetime | None = None) -> AsyncIterator[NativeEngine]:
    """Raises LeftOut, EngineNotStarted."""
    with tempfile.TemporaryDirectory() as directory:
        engine = NativeEngine(Path(directory) / "engine", dies_with_us=True)
        if lacking := engine.missing():
            raise LeftOut(" ".join(lacking))
        try:
            await engine.up(lambda text: print(f"  {text}", file=sys.stderr), clock=clock, clock_begins=begins)
            yield engine
        finally:
            engine.remove()
