"""docker-compose.yml: every process, confined, with all it needs, in the order of its health."""

import json
import re
import subprocess
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from services.distributed.names import SERVICES
from tests.deploy import expected
from tests.deploy.composed import FILE, VariableMissing, command_of, document, ours, services, substituted
from tests.support.project import ROOT

NAMES = sorted(services())
OURS = sorted(ours())


def schema() -> dict[str, Any]:
    """The compose specification's own, as the package check-jsonschema carries it."""
    spec = find_spec("check_jsonschema")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0], "builtin_schemas", "vendor", "compose-spec.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_the_file_is_valid_by_the_compose_specification():
    validator = jsonschema.validators.validator_for(schema())(schema())
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert [error.message for error in validator.iter_errors(raw)] == []
    wrong = {**raw, "services": {"a": {"image": "x:1", "depends_on": {"b": {"condition": "healthy"}}}}}
    assert list(validator.iter_errors(wrong)), "a condition that does not exist must be seen"


def test_every_process_of_every_service_is_there():
    assert {name: command_of(service) for name, service in ours().items()} == expected.PROCESSES


def test_only_the_named_servers_are_there_besides():
    assert set(services()) - set(ours()) == {"postgres", "kafka", "prometheus"}


@pytest.mark.parametrize("name", NAMES)
def test_its_image_is_pinned(name: str):
    image = services()[name]["image"]
    assert expected.PINNED.match(image), image
    if name in OURS:
        assert image == f"lianxi:{expected.version()}"


@pytest.mark.parametrize("image", ["lianxi", "postgres:latest", "postgres:15", "kafka:edge"])
def test_an_image_that_moves_would_be_seen(image: str):
    assert not expected.PINNED.match(image)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_confined(name: str):
    service = services()[name]
    user, group = service["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert [place for place in service["tmpfs"] if place.startswith("/tmp:size=")]  # noqa: S108 - a container's own
    assert not {"privileged", "network_mode", "pid", "ipc", "devices"} & set(service)
    assert not [mount for mount in service.get("volumes", ()) if mount.startswith("/")]


@pytest.mark.parametrize("name", NAMES)
def test_it_listens_on_loopback_alone(name: str):
    published = services()[name].get("ports", [])
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []
    assert bool(published) == (name in {"gateway", "prometheus"})


def test_only_what_is_published_or_sends_is_on_a_network_with_a_way_out():
    assert document()["networks"]["inside"]["internal"] is True
    out = {"gateway", "prometheus", "notification-worker"}
    assert {name for name in NAMES if "outside" in services()[name]["networks"]} == out
    assert {name for name in NAMES if "inside" in services()[name]["networks"]} == set(NAMES)


@pytest.mark.parametrize("name", OURS)
def test_it_gets_every_setting_that_the_program_requires_and_none_that_it_does_not_know(name: str, tmp_path: Path):
    environment = ours()[name]["environment"]
    settings = expected.settings_of(environment, tmp_path)
    assert expected.unknown_variables(environment) == set()
    assert settings.profile == "production"
    assert settings.clock == "system"
    assert bool(settings.database_admin) == (name == "provision")


def test_a_missing_and_an_unknown_setting_would_be_seen(tmp_path: Path):
    environment = dict(ours()["tasking-api"]["environment"])
    assert expected.unknown_variables({**environment, "LIANXI_KAFKAS": "x"}) == {"LIANXI_KAFKAS"}
    del environment["LIANXI_KAFKA"]
    with pytest.raises(Exception, match="LIANXI_KAFKA"):
        expected.settings_of(environment, tmp_path)


@pytest.mark.parametrize("name", OURS)
def test_the_others_are_where_its_settings_say(name: str, tmp_path: Path):
    settings = expected.settings_of(ours()[name]["environment"], tmp_path)
    for service in SERVICES:
        api = ours()[f"{service}-api"]["environment"]
        assert settings.http_of(service) == f"http://{service}-api:{api['LIANXI_HTTP'].rpartition(':')[2]}"
        assert settings.grpc_of(service) == f"{service}-api:{api['LIANXI_GRPC'].rpartition(':')[2]}"
    assert settings.kafka.partition(":")[0] in services()


def test_every_worker_has_a_name_in_its_group():
    workers = {name: service["environment"] for name, service in ours().items() if command_of(service)[0] == "worker"}
    assert len(workers) == len(SERVICES)
    assert all(environment["LIANXI_INSTANCE"] for environment in workers.values())


def test_it_starts_in_the_order_of_its_health():
    waits = {name: service.get("depends_on", {}) for name, service in services().items()}
    healthy, completed = {"condition": "service_healthy"}, {"condition": "service_completed_successfully"}
    for service in SERVICES:
        assert waits[f"{service}-api"] == {"provision": completed}
    for name in expected.STAYING - {"gateway"}:
        service, kind = name.split("-")
        assert kind == "api" or waits[name] == {f"{service}-api": healthy}
    assert {"postgres", "kafka"} <= set(waits["provision"])
    assert {f"{service}-api" for service in SERVICES} <= set(waits["gateway"])
    list(TopologicalSorter(waits).static_order())  # raises where they wait for each other in a circle


@pytest.mark.parametrize("name", NAMES)
def test_who_is_waited_for_can_tell_that_it_is_healthy(name: str):
    for waited, how in services()[name].get("depends_on", {}).items():
        once = waited in expected.ONE_SHOT
        assert how["condition"] == ("service_completed_successfully" if once else "service_healthy")
    check = services()[name]["healthcheck"]
    assert check.get("disable") is True if name in expected.ONE_SHOT else check["test"][0] == "CMD"


def test_secrets_reach_only_who_needs_them():
    holders: dict[str, set[str]] = {}
    for name, service in services().items():
        for secret in service.get("secrets", ()):
            holders.setdefault(secret, set()).add(name)
    assert holders == {
        "database": set(OURS),
        "database-admin": {"provision"},
        "postgres-password": {"postgres"},
    }
    assert set(document()["secrets"]) == set(holders)


def test_without_its_secrets_it_says_what_to_do():
    with pytest.raises(VariableMissing, match="make secrets"):
        substituted(FILE.read_text(encoding="utf-8"), {})


def test_no_password_stands_in_it():
    assert [line for line in FILE.read_text(encoding="utf-8").splitlines() if "PASSWORD:" in line] == []


@pytest.mark.parametrize("name", OURS)
def test_only_provision_may_write_the_issuers_key(name: str):
    (mount,) = ours()[name]["volumes"]
    assert mount == ("issuer:/var/lib/lianxi" if name == "provision" else "issuer:/var/lib/lianxi:ro")


def test_prometheus_scrapes_every_process():
    scraping = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text(encoding="utf-8"))
    (job,) = scraping["scrape_configs"]
    (group,) = job["static_configs"]
    assert set(group["targets"]) == {f"{name}:8420" for name in expected.STAYING}


def test_the_page_on_deployment_explains_every_setting_and_every_variable():
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    variables = set(re.findall(r"\$\{(\w+)", FILE.read_text(encoding="utf-8")))
    assert {name for name in expected.KNOWN_VARIABLES | variables if f"`{name}`" not in page} == set()


SAMPLES = ["a: ${X:-1}", "a: ${X:?say why}", "a: ${X}"]


@pytest.mark.parametrize("text", SAMPLES)
def test_a_variable_that_is_given_is_taken(text: str):
    assert substituted(text, {"X": "2"}) == "a: 2"


def test_a_clock_that_is_moved_by_hand_begins_where_it_is_told():
    (line,) = [line for line in FILE.read_text(encoding="utf-8").splitlines() if "command: provision" in line]
    assert substituted(line, {}).split() == ["command:", "provision"]
    told = substituted(line, {"LIANXI_CLOCK_FROM": "2023-07-03T09:00"})
    assert told.split() == ["command:", "provision", "--clock-from", "2023-07-03T09:00"]


@pytest.mark.slow
@pytest.mark.parametrize("given", [True, False], ids=["with secrets", "without"])
def test_docker_compose_itself_reads_it(given: bool, docker_compose: list[str], tmp_path: Path):
    variables = [*docker_compose, "--env-file", "/dev/null", "-f", str(FILE), "config", "--quiet"]
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(Path.home())}
    if given:
        environment["LIANXI_SECRETS"] = str(tmp_path)
    done = subprocess.run(variables, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode == 0) == given, done.stderr
    assert ("make secrets" in done.stderr) != given
