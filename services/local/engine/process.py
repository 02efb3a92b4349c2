"""A server's process: begun here or found by its number, ended by a signal."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread


class ServerProcess:
    """`mark` stands on its command line and on no other's: numbers of ended processes are given anew.

    Another object with the same file, in another process too, finds the running one. With `dies_with_us` it ends when
    this process does, however that ends (where util-linux's setpriv is there).
    """

    def __init__(self, pid_file: Path, mark: str, *, dies_with_us: bool = False) -> None:
        self._pid_file = pid_file
        self._mark = mark
        self._dies_with_us = dies_with_us
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """None: it does not run."""
        if self._process is not None and self._process.poll() is None:
            return self._process.pid
        text = self._pid_file.read_text() if self._pid_file.exists() else ""
        return int(text) if text.isdecimal() and self._is_ours(int(text)) else None

    @property
    def status(self) -> int | None:
        """How one that was begun here ended, a signal as its number below zero; None: it runs, or nobody here knows."""
        return self._process.poll() if self._process is not None else None

    def begin(self, command: Sequence[str], out: Path, environment: Mapping[str, str] | None = None) -> None:
        """In the directory of `out`, which takes what it says on its standard streams; `environment`: None for ours."""
        setpriv = shutil.which("setpriv") if self._dies_with_us else None
        if setpriv is None:
            self._begin(command, out, environment)
            return
        begun = Event()

        def keep() -> None:
            # The signal comes when the thread that began it ends: hence one that lives as long as we do.
            process = self._begin([setpriv, "--pdeathsig", "KILL", *command], out, environment)
            begun.set()
            # Not `wait`, which would have `poll` answer that it still runs until this thread has had its turn.
            with suppress(ChildProcessError):
                os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

        Thread(target=keep, daemon=True).start()
        begun.wait()

    def end(self, number: signal.Signals, seconds: float) -> None:
        """Returns when nothing of it runs any more, or the seconds are over."""
        deadline = time.monotonic() + seconds
        pid = self.pid
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
            while self._runs(pid) and time.monotonic() < deadline:
                time.sleep(0.02)
        if self.pid is None:
            self._pid_file.unlink(missing_ok=True)

    def _begin(
        self, command: Sequence[str], out: Path, environment: Mapping[str, str] | None
    ) -> subprocess.Popen[bytes]:
        with out.open("wb") as said:
            self._process = subprocess.Popen(  # noqa: S603
                command,
                cwd=out.parent,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl+C at the terminal is for who began it; it ends this one in order
            )
        self._pid_file.write_text(str(self._process.pid))
        return self._process

    def _runs(self, pid: int) -> bool:
        """Until it has let go of its ports: its command line is gone earlier."""
        if self._process is not None and self._process.pid == pid:
            return self._process.poll() is None
        here = Path(f"/proc/{pid}")
        try:
            ended = (here / "stat").read_text().rpartition(") ")[2][:1] in {"Z", "X"}
            # The first thread's entry says it already while others still run.
            return not ended or len(list((here / "task").iterdir())) > 1
        except OSError:
            return not _has_proc() and self._is_ours(pid)

    def _is_ours(self, pid: int) -> bool:
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            if _has_proc():
                return False
            asked = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
            line = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603
        return self._mark in line


def _has_proc() -> bool:
    return Path("/proc/self").exists()
