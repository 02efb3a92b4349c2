"""A real PostgreSQL on this machine: a cluster of our own, on loopback, with its own port and password."""

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from services.local.engine.ports import free_port
from services.local.engine.process import ServerProcess
from services.local.loopback import HOST
from shared.kernel.errors import Unavailable

START_SECONDS_MAX = 120.0  # after a power cut it repairs itself first
STOP_SECONDS_MAX = 20.0
SUPERUSER = "postgres"
_PLACES = "/usr/lib/postgresql"
_VERSION_MIN = 14
# PostgreSQL refuses to run as root; its data must then lie where the other user can reach it.
_FOR_ROOT = Path("/var/tmp")  # noqa: S108 - a directory of our own below it, readable by its owner alone
_USERS = ("postgres", "nobody")


class PostgresNotAvailable(Unavailable):
    code = "postgres_not_available"


class PostgresServer:
    """One cluster and the server on it, if any; started again it has the same data, port and password.

    Another object on the same directory, in another process too, finds the running server. `settings` are
    PostgreSQL's own, `name=value`; `safe=False` flushes nothing, for tests that kill no server.
    """

    def __init__(
        self, directory: Path, *, settings: Sequence[str] = (), safe: bool = True, dies_with_us: bool = False
    ) -> None:
        self.directory = directory.absolute()
        self._settings = tuple(settings) if safe else (*settings, "fsync=off", "full_page_writes=off")
        self._process = ServerProcess(self.directory / "postgres.pid", f"-D {self.data}", dies_with_us=dies_with_us)

    @property
    def data(self) -> Path:
        if os.geteuid() != 0:
            return self.directory / "data"
        return _FOR_ROOT / f"lianxi-postgres-{hashlib.sha256(str(self.directory).encode()).hexdigest()[:16]}"

    @property
    def port(self) -> int:
        return int(self._kept("port", lambda: str(free_port())))

    @property
    def password(self) -> str:
        return self._kept("password", lambda: secrets.token_urlsafe(24))

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def conninfo(self, database: str = "postgres", user: str = SUPERUSER) -> str:
        """The writing role has the same password: this is one machine's cluster on loopback."""
        return f"postgresql://{user}:{self.password}@{HOST}:{self.port}/{database}"

    def missing(self) -> str | None:
        """What this machine lacks to start it, and how to get it, as a sentence; None: nothing."""
        if _binaries() is None:
            return f"没有找到 PostgreSQL {_VERSION_MIN} 或更新的版本（Debian、Ubuntu：apt install postgresql）。"
        if os.geteuid() == 0 and (_other_user() is None or shutil.which("setpriv") is None):
            return "PostgreSQL 不能以 root 运行，也没有找到可以代替的用户 postgres 或 nobody 和命令 setpriv。"
        return None

    def start(self) -> None:
        """Returns when it answers; does nothing where it runs. Raises PostgresNotAvailable, which says why."""
        if self.pid is None:
            if (lacking := self.missing()) is not None:
                raise PostgresNotAvailable(lacking)
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_new = not any(
                self.directory.iterdir()
            )  # what lies elsewhere is of one by this name that was thrown away
            if is_new or not (self.data / "PG_VERSION").exists():
                self._initialise()
            self._launch()
        self._wait()

    def stop(self) -> None:
        """Ends every connection and stops in order; by force when that takes too long."""
        self._process.end(signal.SIGINT, STOP_SECONDS_MAX)  # PostgreSQL's "fast" shutdown
        self.kill()

    def kill(self) -> None:
        """As a power cut would, but for what the system still writes: the server and every backend of it."""
        pid = self.pid
        backends = _children(pid) if pid is not None else []
        self._process.end(signal.SIGKILL, STOP_SECONDS_MAX)
        for backend in backends:
            _kill(backend)
        deadline = time.monotonic() + STOP_SECONDS_MAX
        while any(_runs(backend) for backend in backends) and time.monotonic() < deadline:
            time.sleep(0.01)

    def remove(self) -> None:
        """Throws the data away; with root they lie elsewhere than the directory."""
        self.kill()
        shutil.rmtree(self.data, ignore_errors=True)

    def binary(self, name: str) -> str:
        """psql, pg_dump and the like. Raises PostgresNotAvailable."""
        place = _binaries()
        if place is None:
            raise PostgresNotAvailable(self.missing() or name)
        return str(place / name)

    def _kept(self, name: str, make: object) -> str:
        file = self.directory / name
        if not file.exists():
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(make())  # type: ignore[operator]
        return file.read_text()

    def _initialise(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # of a first start that was killed
        self.data.mkdir(mode=0o700, parents=True)
        words = self.data.with_suffix(".pw")
        words.touch(mode=0o600)
        words.write_text(self.password)
        if os.geteuid() == 0:
            user = pwd.getpwnam(_other_user() or SUPERUSER)
            for path in (self.data, words):
                os.chown(path, user.pw_uid, user.pw_gid)
        options = ["--username", SUPERUSER, "--pwfile", str(words), "--auth", "scram-sha-256", "--no-locale"]
        command = [self.binary("initdb"), "-D", str(self.data), "--encoding", "UTF8", "--no-instructions", *options]
        done = subprocess.run([*_as_other_user(), *command], capture_output=True, text=True, check=False)  # noqa: S603
        words.unlink()
        if done.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise PostgresNotAvailable(f"PostgreSQL 的数据目录没能建好：{done.stderr.strip()[-500:]}")

    def _launch(self) -> None:
        settings = [
            f"listen_addresses={HOST}",
            f"port={self.port}",
            "unix_socket_directories=",
            "max_connections=200",
            *self._settings,
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        command = [*_as_other_user(), self.binary("postgres"), "-D", str(self.data), *options]
        self._process.begin(command, self.directory / "postgres.log")

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS_MAX
        while True:
            try:
                psycopg.connect(self.conninfo(), connect_timeout=2).close()
            except psycopg.OperationalError:
                if self.pid is None:
                    said = (self.directory / "postgres.log").read_text("utf-8", "replace").strip()[-500:]
                    raise PostgresNotAvailable(f"PostgreSQL 启动后就退出了：{said}") from None
                if time.monotonic() > deadline:
                    self.kill()
                    raise PostgresNotAvailable(f"PostgreSQL 在{START_SECONDS_MAX:.0f}秒内没有启动。") from None
                time.sleep(0.05)
            else:
                return


def _binaries() -> Path | None:
    """The newest installed; Debian keeps them off the path."""
    found = []
    for postgres in [*Path(_PLACES).glob("*/bin/postgres"), *_on_path()]:
        said = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
        version = said.split()[2].split(".")[0] if len(said.split()) > 2 else ""
        if version.isdecimal() and int(version) >= _VERSION_MIN and (postgres.parent / "initdb").exists():
            found.append((int(version), postgres.parent))
    return max(found)[1] if found else None


def _on_path() -> list[Path]:
    postgres = shutil.which("postgres")
    return [Path(postgres).resolve()] if postgres else []


def _other_user() -> str | None:
    for name in _USERS:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


def _as_other_user() -> list[str]:
    user = _other_user()
    if os.geteuid() != 0 or user is None:
        return []
    entry = pwd.getpwnam(user)
    # Another user's process would outlive ours: the system forgets what should end it when the user changes.
    changed = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
    return ["setpriv", "--pdeathsig", "keep", *changed]


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1] not in {"Z", "X"}
    except OSError:
        return False
