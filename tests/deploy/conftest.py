"""Real parts: a Docker engine, the image built by it, the tools that know Kubernetes."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy import expected
from tests.support.docker import build_image, running_engine, works
from tests.support.kubernetes_schemas import write_schemas
from tests.support.project import ROOT

TOOLS = ROOT / "build" / "tools"
GET_TOOLS = "run .make/kubernetes-tools (it needs Go)"
Objects = list[dict[str, Any]]


@pytest.fixture(scope="session")
def engine() -> Iterator[None]:
    with running_engine():
        yield


@pytest.fixture(scope="session")
def image(engine: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The tag of the image, built from the Dockerfile as it is."""
    tag = f"lianxi:{expected.version()}"
    build_image(tag, tmp_path_factory.mktemp("build"))
    return tag


@pytest.fixture(scope="session")
def docker_compose(request: pytest.FixtureRequest) -> list[str]:
    if not works("docker", "compose", "version"):
        request.getfixturevalue("engine")  # it brings compose
    if not works("docker", "compose", "version"):
        pytest.skip("docker compose is not installed: apt install docker-compose-v2")
    return ["docker", "compose"]


def tool(name: str) -> Path:
    found = TOOLS / name if (TOOLS / name).exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not there: {GET_TOOLS}")
    return Path(found)


@pytest.fixture(scope="session")
def rendered() -> Callable[[str], Objects]:
    """What `kubectl apply -k deploy/k8s/<path>` would send."""
    kept: dict[str, Objects] = {}

    def render(path: str) -> Objects:
        if path not in kept:
            kept[path] = list(yaml.safe_load_all(kustomized(path)))
        return kept[path]

    return render


def kustomized(path: str) -> str:
    has_kubectl = not (TOOLS / "kustomize").exists() and shutil.which("kubectl")
    command = ["kubectl", "kustomize"] if has_kubectl else [str(tool("kustomize")), "build"]
    done = subprocess.run([*command, f"deploy/k8s/{path}"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def kubeconform(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Objects], str]:
    """(version, objects) → what is wrong with them by that Kubernetes' own schemas; empty: nothing."""
    program, schemas = tool("kubeconform"), tmp_path_factory.mktemp("schemas")
    place = f"{schemas}/{{{{.NormalizedKubernetesVersion}}}}/{{{{.ResourceKind}}}}{{{{.KindSuffix}}}}.json"

    def check(version: str, objects: Objects) -> str:
        write_schemas(version, schemas)
        options = ["-strict", "-kubernetes-version", f"{version}.0", "-schema-location", place, "-"]
        documents = "\n---\n".join(map(json.dumps, objects))
        done = subprocess.run([program, *options], input=documents, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == (not done.stdout), done.stderr
        return done.stdout

    return check
