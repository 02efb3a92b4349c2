"""What the story's client has been answered so far, so that it goes on after a crash of server or client.

A step that was acknowledged is never sent again; one that was not is sent again under the same idempotency key.
"""

import os
from pathlib import Path
from typing import Any

import msgspec


class Journal:
    """One line of JSON per acknowledged step, out of this process before the story goes on."""

    def __init__(self, path: Path | None) -> None:
        self._answers: dict[str, Any] = {}
        self._file: int | None = None
        if path is None:
            return
        if path.exists():
            for line in path.read_bytes().splitlines():
                self._take(line)
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def _take(self, line: bytes) -> None:
        try:
            step, answer = msgspec.json.decode(line, type=tuple[str, Any])
        except msgspec.DecodeError:
            return  # the last line of a client that was killed while writing: that step is sent again
        self._answers[step] = answer

    def __contains__(self, step: str) -> bool:
        return step in self._answers

    def answer(self, step: str) -> Any:
        return self._answers[step]

    def acknowledge(self, step: str, answer: Any) -> None:
        self._answers[step] = answer
        if self._file is not None:
            os.write(self._file, b"\n" + msgspec.json.encode((step, answer)))

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
