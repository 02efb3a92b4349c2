"""The order of the run, its seed, and one clear summary that names what was left out.

Fast tests run first. `--seed N` repeats a run's randomness (Hypothesis included). With LIANXI_CI=1 a test that is
left out fails the run unless .ci/left-out lists its reason.
"""

import logging
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from shared.telemetry.logs import LibraryLines

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = ROOT / ".ci" / "left-out"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, default=None, help="repeats the randomness of the run that printed it")
    parser.addoption("--engine", choices=("sqlite", "postgres"), default="sqlite", help="where tests keep their stores")
    kills = os.environ.get("LIANXI_KILLS", "3")
    sequences = os.environ.get("LIANXI_SEQUENCES", "2000" if os.environ.get("LIANXI_CI") else "200")
    parser.addoption("--sequences", type=int, default=int(sequences), help="runs of each state machine")
    parser.addoption("--kills", type=int, default=int(kills), help="how often the story's server is killed")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.option.seed is None:
        config.option.seed = int.from_bytes(os.urandom(4), "big")
    if getattr(config.option, "hypothesis_seed", None) is None:
        config.option.hypothesis_seed = str(config.option.seed)
    config.pluginmanager.register(Summary(config), "lianxi-summary")


def is_slow(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(mark) for mark in ("slow", "server"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=is_slow)
    if config.option.engine == "postgres":
        about_files = [item for item in items if item.get_closest_marker("files")]
        config.hook.pytest_deselected(items=about_files)
        items[:] = [item for item in items if item not in about_files]


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The run's seed; a failing test is repeated with `--seed`."""
    return int(request.config.option.seed)


@pytest.fixture
def sequences(request: pytest.FixtureRequest) -> int:
    """How many runs a state machine makes (`--sequences`; 2,000 in continuous integration)."""
    return int(request.config.option.sequences)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Where the story was told (tests.support.told.Told), once for all tests; never to be changed."""
    from tests.support.told import tell_in  # weighs what the whole program weighs

    return tell_in(tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running PostgresServer that flushes nothing: for tests that kill no server."""
    from tests.support.postgres import postgres_server

    with postgres_server(tmp_path_factory.mktemp("postgres"), safe=False) as server:
        yield server


@pytest.fixture(scope="session")
def told_distributed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same on PostgreSQL, Kafka and every service's processes, of which a backup is left (engines.BACKUP)."""
    from tests.support.engines import back_up_told, engine_told
    from tests.support.told import DIGEST, Told

    if there := os.environ.get("LIANXI_TOLD_DISTRIBUTED"):  # saves the story's time while tests are written
        return Told(Path(there), Path(there, DIGEST).read_text("ascii"))
    directory = tmp_path_factory.mktemp("told-distributed")
    with engine_told(directory) as engine:
        back_up_told(engine)
        return Told(directory, (directory / DIGEST).read_text("ascii"))


@pytest.fixture(scope="session", autouse=True)
def engine_asked_for(request: pytest.FixtureRequest) -> Iterator[None]:
    """With `--engine postgres` every test that opens a store has it in PostgreSQL."""
    from tests.support.stores import ENGINE

    if request.config.option.engine == "postgres":
        ENGINE.postgres = request.getfixturevalue("postgres")
    yield
    ENGINE.postgres = None


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real broker (KafkaServer of services/local/engine), one for all tests; who stops it starts it again."""
    from tests.support.kafka import running_kafka

    with running_kafka(tmp_path_factory.mktemp("kafka")) as server:
        yield server


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A command that a test runs configures the process's logs; the stream it wrote to is closed after the test."""
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if not isinstance(handler, LibraryLines)]


@pytest.fixture
def rng(seed: int, request: pytest.FixtureRequest) -> random.Random:
    """Randomness of this test alone, so that the order of tests does not matter."""
    return random.Random(f"{seed}:{request.node.nodeid}")


class Summary:
    """Counts by speed, and the reasons of everything that did not run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._slow: set[str] = set()
        self._counts: dict[str, Counter[str]] = {"fast": Counter(), "slow": Counter()}
        self._seconds: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._deselected = 0

    def pytest_report_header(self) -> str:
        return f"seed: {self._config.option.seed} (repeat with --seed {self._config.option.seed})"

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self._deselected += len(items)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        speed = "slow" if is_slow(item) else "fast"
        if speed == "slow":
            self._slow.add(item.nodeid)
        began = time.monotonic()
        try:
            return (yield)
        finally:
            self._seconds[speed] += time.monotonic() - began  # type: ignore[assignment]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        speed = "slow" if report.nodeid in self._slow else "fast"
        if report.skipped and not hasattr(report, "wasxfail"):
            self._leave_out(report)
        elif report.failed or report.when == "call":
            self._counts[speed][report.outcome] += 1

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._leave_out(report)

    def _leave_out(self, report: Any) -> None:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        self._left_out[reason.removeprefix("Skipped: ")] += 1

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.exitstatus == pytest.ExitCode.OK and self._not_allowed():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _not_allowed(self) -> list[str]:
        if os.environ.get("LIANXI_CI") != "1":
            return []
        lines = ALLOWED.read_text(encoding="utf-8").splitlines() if ALLOWED.exists() else []
        allowed = [line for line in lines if line and not line.startswith("#")]
        return [reason for reason in self._left_out if not any(reason.startswith(start) for start in allowed)]

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        write = terminalreporter.write_line
        terminalreporter.section("summary")
        for speed, counts in self._counts.items():
            if counts:
                told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
                write(f"{speed}: {told} in {self._seconds[speed]:.1f} s")
        if self._deselected:
            write(f"not asked for: {self._deselected}")
        for reason, number in sorted(self._left_out.items()):
            write(f"left out: {number} × {reason}", yellow=True)
        for reason in self._not_allowed():
            write(f"left out, but required here: {reason}", red=True)
        write(f"seed: {self._config.option.seed}")
