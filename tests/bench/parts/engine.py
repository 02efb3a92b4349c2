"""The whole distributed engine of this machine for a benchmark: flushes as in production, gone afterwards."""

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from services.distributed.settings import Clock
from services.local.engine.native import NativeEngine


@asynccontextmanager
async def engine_up(clock: Clock = "system", begins: datetime | None = None) -> AsyncIterator[NativeEngine]:
    """Raises EngineNotStarted, which says what is missing."""
    with tempfile.TemporaryDirectory() as directory:
        engine = NativeEngine(Path(directory) / "engine", dies_with_us=True)
        try:
            await engine.up(lambda text: print(f"  {text}", file=sys.stderr), clock=clock, clock_begins=begins)
            yield engine
        finally:
            engine.remove()
