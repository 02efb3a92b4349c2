"""A movable clock that survives its process: the moment is on disk before anything happens at it."""

import os
from datetime import datetime
from pathlib import Path

from shared.kernel.clock import ManualClock, require_utc

FILE = "clock"


class StoredClock(ManualClock):
    def __init__(self, directory: Path, begins: datetime) -> None:
        self._path = directory / FILE
        stored = self._path.read_text("ascii") if self._path.exists() else ""
        super().__init__(datetime.fromisoformat(stored) if stored else begins)
        if not stored:
            self._write(self.now())

    @staticmethod
    def exists_in(directory: Path) -> bool:
        return (directory / FILE).exists()

    def move_to(self, moment: datetime) -> None:
        moment = require_utc(moment)
        if moment > self.now():
            self._write(moment)
        super().move_to(moment)

    def _write(self, moment: datetime) -> None:
        aside = self._path.with_suffix(".new")
        with aside.open("w", encoding="ascii") as file:
            file.write(moment.isoformat())
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._path)
