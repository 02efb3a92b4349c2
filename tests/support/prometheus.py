"""Prometheus and its tool, where they are installed; the files of alerts and of the dashboard."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from services.local.engine.ports import free_port
from tests.support.project import ROOT

ALERTS = ROOT / "deploy" / "prometheus" / "alerts.yml"
ALERTS_TEST = ALERTS.with_name("alerts_test.yml")
DASHBOARD = ROOT / "deploy" / "grafana" / "lianxi.json"
# What Grafana puts in for its variables.
VARIABLES = {"$service": ".*", "$__rate_interval": "20s"}
START_SECONDS_MAX = 60


def program(name: str) -> str:
    """Its path; the test is left out where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip("Prometheus is not installed: apt install prometheus")
    return found


def promtool(*arguments: str | Path) -> None:
    """Fails the test with what promtool says."""
    command = [program("promtool"), *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def rules(kind: str) -> dict[str, dict[str, Any]]:
    """By name; `kind` is `alert` or `record`."""
    groups = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return {rule[kind]: rule for group in groups for rule in group["rules"] if kind in rule}


def panels() -> list[dict[str, Any]]:
    """Those that draw something."""
    found = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return [panel for panel in found if panel["type"] != "row"]


def drawn() -> Iterator[tuple[str, str]]:
    """Title and expression of everything that the dashboard draws, variables filled in."""
    for panel in panels():
        for target in panel["targets"]:
            expression = target["expr"]
            for variable, value in VARIABLES.items():
                expression = expression.replace(variable, value)
            yield f"{panel['title']} {target['refId']}", expression


@dataclass(frozen=True, slots=True)
class Prometheus:
    """A running server."""

    base_url: str

    def query(self, expression: str) -> list[dict[str, Any]]:
        """The series that an expression has now."""
        found: list[dict[str, Any]] = self._get("query", {"query": expression})["result"]
        return found

    def alerts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._get("alerts", {})["alerts"]
        return found

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.base_url}/-/ready", trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def _get(self, path: str, params: Mapping[str, str]) -> Any:
        answer = httpx.get(f"{self.base_url}/api/v1/{path}", params=params, trust_env=False)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]


@contextmanager
def scraping(targets: Mapping[str, Sequence[str]], directory: Path, seconds: int = 1) -> Iterator[Prometheus]:
    """A real Prometheus that scrapes the addresses of each job every so many seconds, with our rules."""
    every = dict.fromkeys(("scrape_interval", "scrape_timeout", "evaluation_interval"), f"{seconds}s")
    jobs = [{"job_name": job, "static_configs": [{"targets": list(those)}]} for job, those in targets.items()]
    config = directory / "prometheus.yml"
    config.write_text(yaml.safe_dump({"global": every, "rule_files": [str(ALERTS)], "scrape_configs": jobs}))
    address = f"127.0.0.1:{free_port()}"
    log = (directory / "prometheus.log").open("w+")
    process = subprocess.Popen(
        [
            program("prometheus"),
            f"--config.file={config}",
            f"--storage.tsdb.path={directory / 'tsdb'}",
            f"--web.listen-address={address}",
        ],
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        server = Prometheus(f"http://{address}")
        overdue = time.monotonic() + START_SECONDS_MAX
        while not server.is_ready():
            assert process.poll() is None and time.monotonic() < overdue, Path(log.name).read_text()
            time.sleep(0.05)
        yield server
    finally:
        process.terminate()
        process.wait()
        log.close()
