"""The image, built and run by a real engine, confined as docker-compose.yml confines it."""

import json
import subprocess
from typing import Any

import pytest

from tests.deploy import expected
from tests.support.docker import said
from tests.support.project import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.server]

CONFINED = ["--rm", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", "none"]
# A process of the composition keeps nothing in its /tmp; the embedded story keeps its whole province there.
SPACE = ["--tmpfs", "/tmp:size=512m,mode=1777"]  # noqa: S108 - of the container
STORY = (ROOT / "tests" / "scenario" / "story.sha256").read_text(encoding="utf-8").strip()


def shell(image: str, script: str) -> str:
    return said(["docker", "run", *CONFINED, "--entrypoint", "sh", image, "-c", script]).strip()


@pytest.fixture(scope="session")
def inspected(image: str) -> dict[str, Any]:
    (found,) = json.loads(said(["docker", "image", "inspect", image]))
    config: dict[str, Any] = found["Config"]
    return config


def test_its_entry_point_is_the_program(image: str):
    assert "lianxi" in said(["docker", "run", *CONFINED, image, "--help"])


def test_the_whole_story_is_told_in_it_with_the_same_digest(image: str):
    told = json.loads(said(["docker", "run", *CONFINED, *SPACE, image, "demo", "--json"]))
    assert told["digest"] == STORY


def test_it_is_nobody_of_importance(image: str, inspected: dict[str, Any]):
    assert inspected["User"] == "10001:10001"
    assert shell(image, "id -u; id -g") == "10001\n10001"


@pytest.mark.parametrize("place", ["/", "/opt/lianxi", "/var/lib/lianxi", "/etc"])
def test_nothing_of_its_root_can_be_written(image: str, place: str):
    assert shell(image, f"touch {place}/x 2>/dev/null && echo written || echo refused") == "refused"


def test_only_its_own_place_would_be_writable_otherwise(image: str):
    """Also where an operator forgets to mount the root read-only."""
    script = "for place in / /opt/lianxi /etc /usr /var/lib/lianxi; do test -w $place && echo $place; done; true"
    open_root = [option for option in CONFINED if option != "--read-only"]
    written = said(["docker", "run", *open_root, "--entrypoint", "sh", image, "-c", script]).split()
    assert written == ["/var/lib/lianxi"]


def test_there_is_nothing_to_build_with(image: str):
    assert shell(image, "command -v cc gcc g++ make ld cargo go git; true") == ""
    assert shell(image, "ls /opt/lianxi/bin | grep -c pip; true") == "0"


def test_a_refusal_leaves_with_its_exit_status(image: str):
    done = subprocess.run(["docker", "run", *CONFINED, image, "history", "x"], capture_output=True, check=False)
    assert done.returncode == 2


def test_it_says_what_it_is_and_how_it_fares(inspected: dict[str, Any]):
    assert inspected["Labels"]["org.opencontainers.image.version"] == expected.version()
    assert inspected["Healthcheck"]["Test"][:2] == ["CMD", "python"]
    assert inspected["Entrypoint"] == ["lianxi"]


def test_nothing_of_its_building_stays(image: str):
    assert shell(image, "ls -d /build /run/secrets/* 2>/dev/null; true") == ""
    history = said(["docker", "history", "--no-trunc", "--format", "{{.CreatedBy}}", image])
    assert "PIP_" not in history
