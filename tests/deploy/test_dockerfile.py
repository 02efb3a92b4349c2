"""The image: pinned and hashed, its own user, no tools to build with, healthy when its process says so."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.deploy import expected
from tests.deploy.composed import ours
from tests.support.project import ROOT

TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
LINES = re.sub(r"\\\n", "", TEXT).splitlines()
STAGES = re.split(r"(?m)^(?=FROM )", TEXT)[1:]
FINAL = STAGES[-1]


def instructions(word: str, text: str = TEXT) -> list[str]:
    return re.findall(rf"(?m)^{word} (.*)$", re.sub(r"\\\n", "", text))


def test_hadolint_finds_nothing():
    done = subprocess.run(
        [Path(sys.executable).parent / "hadolint", "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_hadolint_would_find_something(tmp_path: Path):
    wrong = tmp_path / "Dockerfile"
    wrong.write_text("FROM debian:latest\nRUN cd /tmp && apt-get install curl\n")
    done = subprocess.run([Path(sys.executable).parent / "hadolint", wrong], capture_output=True, check=False)
    assert done.returncode != 0


def test_every_stage_is_built_on_the_same_pinned_base():
    assert {line.split()[0] for line in instructions("FROM")} == {"python:3.11-slim-bookworm"}
    assert len(STAGES) == 2


def test_it_needs_no_frontend_from_elsewhere():
    assert "syntax=" not in TEXT


def test_every_package_is_hashed_and_nothing_is_compiled():
    installs = [
        part for run in instructions("RUN") for part in run.split("&&") if " install " in part and "pip" in part
    ]
    from_outside = [part for part in installs if "--no-index" not in part]
    assert len(installs) == 3
    assert len(from_outside) == 2
    assert all("--require-hashes --only-binary :all:" in part for part in from_outside)
    assert not re.search(r"apt|curl|wget|ADD https?:|index-url|trusted-host", TEXT)


def test_what_builds_the_package_is_hashed_too():
    """The stage cuts setuptools out of requirements-dev.txt; an empty cut would install nothing and go unseen."""
    cut = re.search(r"sed -n '(.*?)' requirements-dev\.txt", TEXT)
    assert cut
    command = ["sed", "-n", cut[1], "requirements-dev.txt"]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert re.match(r"setuptools==[\d.]+ \\$", lines[0])
    assert lines[1:]
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])


def test_the_final_stage_runs_nothing_as_root_that_stays():
    assert instructions("USER", FINAL) == ["10001:10001"]
    assert "ENTRYPOINT" in FINAL.split("USER", 1)[1]
    assert instructions("ENTRYPOINT", FINAL) == ['["lianxi"]']


def test_the_user_is_the_one_that_compose_names():
    assert {service["user"] for service in ours().values()} == set(instructions("USER", FINAL))


def test_its_label_has_the_projects_version():
    assert f'org.opencontainers.image.version="{expected.version()}"' in FINAL


def test_only_what_is_named_reaches_a_build():
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = {name for line in instructions("COPY") if "--from" not in line for name in line.split()[:-1]}
    assert copied == let_in
    assert not [name for name in ("deploy/secrets", ".git", "data", ".env") if any(fnmatch(name, r) for r in let_in)]


class Answering(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        healthy = self.path in {"/healthz", "/readyz"}
        self.send_response(type(self).status if healthy else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(params=[200, 503])
def answering(request: pytest.FixtureRequest) -> Iterator[tuple[int, int]]:
    handler = type("Handler", (Answering,), {"status": request.param})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield request.param, server.server_port
        server.shutdown()


def dockerfile_check() -> list[str]:
    (line,) = instructions("HEALTHCHECK", FINAL)
    command: list[str] = json.loads(line[line.index("[") :])
    return command


def compose_check() -> list[str]:
    checks = {tuple(service["healthcheck"]["test"]) for name, service in ours().items() if name in expected.STAYING}
    (check,) = checks
    return list(check[1:])


def is_healthy(check: list[str], port: int) -> bool:
    assert check[0] == "python"
    environment = {**os.environ, "LIANXI_HTTP": f"0.0.0.0:{port}"}
    done = subprocess.run([sys.executable, *check[1:]], env=environment, capture_output=True, check=False, timeout=30)
    return done.returncode == 0


CHECKS = {"Dockerfile": dockerfile_check, "compose": compose_check}


@pytest.mark.parametrize("where", CHECKS)
def test_it_is_healthy_when_its_process_says_so(where: str, answering: tuple[int, int]):
    status, port = answering
    assert is_healthy(CHECKS[where](), port) == (status == 200)


@pytest.mark.parametrize("where", CHECKS)
def test_it_is_not_healthy_when_nobody_answers(where: str):
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        port = server.server_port
    assert not is_healthy(CHECKS[where](), port)
