"""A real Docker engine for tests: the machine's own where one answers, else one started for this run.

No image registry may be reachable: then the base image is a stand-in made of Debian's packages.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.project import ROOT
from tests.support.shared import shared_file

DIRECTORY = ROOT / "build" / "docker-engine"
# What a machine tells pip beside the project: where packages come from and how patient to be.
_PIP_SETTINGS = ("index-url", "extra-index-url", "trusted-host", "timeout", "default-timeout", "retries")


def said(command: Sequence[str | Path], cwd: Path | None = None) -> str:
    """Standard output; what went wrong where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@contextmanager
def running_engine() -> Iterator[None]:
    if works("docker", "version"):
        yield
        return
    tool = shared_file("tools/docker-engine")
    if os.geteuid() != 0:
        pytest.skip("no Docker engine answers, and to start one needs root")
    try:
        said(["bash", tool, "start", DIRECTORY])
        yield
    finally:
        said(["bash", tool, "stop", DIRECTORY])


def pip_settings(file: Path) -> Path:
    """Written for a build's secret alone: neither Dockerfile nor image ever knows them."""
    listed = said([sys.executable, "-m", "pip", "config", "list"]).splitlines()
    settings = {key.rpartition(".")[2]: value.strip("'") for key, _, value in (line.partition("=") for line in listed)}
    lines = [f"{name} = {settings[name]}" for name in _PIP_SETTINGS if name in settings]
    file.write_text("\n".join(["[global]", *lines, ""]), encoding="utf-8")
    return file


def build_image(tag: str, directory: Path) -> None:
    secret = f"id=pip,src={pip_settings(directory / 'pip.conf')}"
    said(["docker", "build", "--quiet", "--secret", secret, "--tag", tag, "."], cwd=ROOT)
