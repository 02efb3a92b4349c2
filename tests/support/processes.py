"""The program itself as a process: started on free ports, killed, stopped, started again on the same data."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from services.local.demo.cast import BEGINNING
from shared.access.issuer import LocalIssuer
from tests.support.project import ROOT

_PROGRAM = ("-c", "from services.local.cli import main; main()")
_HTTP = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_GRPC = re.compile(r"gRPC：127\.0\.0\.1:(\d+)")
START_SECONDS_MAX = 120


class NotStarted(Exception):
    """What the process said before it ended."""


class Server:
    """One data directory and the process that serves it, if any."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self._options = options
        self._process: subprocess.Popen[str] | None = None
        self.http_port = self.grpc_port = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def issuer(self) -> LocalIssuer:
        return LocalIssuer.in_directory(self.data)

    def start(self) -> "Server":
        """Returns when it takes requests; raises NotStarted."""
        self.data.mkdir(parents=True, exist_ok=True)
        arguments = ["serve", "--data", str(self.data), "--http-port", "0", "--grpc-port", "0", *self._options]
        self._process = subprocess.Popen(
            [sys.executable, *_PROGRAM, *arguments],
            cwd=self.data,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        overdue = threading.Timer(START_SECONDS_MAX, self._process.kill)
        overdue.start()
        try:
            self._read_addresses()
        finally:
            overdue.cancel()
        return self

    def _read_addresses(self) -> None:
        said = ""
        for line in self._output():
            said += line
            http, grpc = _HTTP.search(said), _GRPC.search(said)
            if http and grpc:
                self.http_port, self.grpc_port = int(http[1]), int(grpc[1])
                return
        raise NotStarted(said)

    def _output(self) -> Iterator[str]:
        assert self._process is not None
        assert self._process.stdout is not None
        return iter(self._process.stdout.readline, "")

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """As a power cut would: nothing of the process runs any more when this returns."""
        self._end(signal.SIGKILL)

    def terminate(self) -> int:
        """SIGTERM; returns the exit status."""
        return self._end(signal.SIGTERM)

    def ask_to_stop(self) -> None:
        """SIGTERM, without waiting."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        assert self._process is not None
        return self._process.wait(timeout=START_SECONDS_MAX)

    def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        # What it still says must be read, or it could wait for us while we wait for it.
        self._process.communicate(timeout=START_SECONDS_MAX)
        return self._process.returncode

    def close(self) -> None:
        if self.is_running:
            self.kill()


@contextmanager
def serving(data: Path, *options: str) -> Iterator[Server]:
    server = Server(data, *options)
    try:
        yield server.start()
    finally:
        server.close()


def story_options() -> Sequence[str]:
    """A movable clock at the story's beginning, and an empty registry: the story loads its own."""
    return ("--clock", "manual", "--clock-from", BEGINNING.isoformat(), "--no-example")
