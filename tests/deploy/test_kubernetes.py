"""deploy/k8s: every process, confined, with all it needs; what is rendered is what is judged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from services.distributed.names import LOGS, SERVICES
from tests.deploy import composed, expected
from tests.deploy.clusters import (
    Object,
    container,
    environment,
    labels,
    mounted_files,
    of_kind,
    ours,
    pod,
    secrets_of,
    selected,
    workloads,
)
from tests.support.project import ROOT

BASE, OVERLAY = "base", "overlays/single-node"
SERVERS = {"postgres", "kafka", "prometheus"}
KIND = {
    "api": "Deployment",
    "worker": "StatefulSet",
    "relay": "Deployment",
    "gateway": "Deployment",
    "provision": "Job",
}
Render = Callable[[str], list[Object]]


@pytest.fixture(scope="session", params=[BASE, OVERLAY])
def objects(request: pytest.FixtureRequest, rendered: Render) -> list[Object]:
    return rendered(request.param)


@pytest.fixture(scope="session")
def overlay(rendered: Render) -> list[Object]:
    return rendered(OVERLAY)


@pytest.mark.slow
@pytest.mark.parametrize("version", ["1.30", "1.37"])
def test_kubernetes_own_schemas_accept_it(
    version: str, objects: list[Object], kubeconform: Callable[[str, list[Object]], str]
):
    assert kubeconform(version, objects) == ""


@pytest.mark.parametrize("wrong", [{"replica": 2}, {"replicas": "two"}])
def test_a_field_that_does_not_exist_or_fit_would_be_seen(
    wrong: Object, rendered: Render, kubeconform: Callable[[str, list[Object]], str]
):
    right = of_kind(rendered(BASE), "Deployment")["gateway"]
    assert kubeconform("1.30", [right]) == ""
    assert "gateway" in kubeconform("1.30", [{**right, "spec": {**right["spec"], **wrong}}])


def test_every_process_of_every_service_is_there(objects: list[Object]):
    assert {name: container(found)["args"] for name, found in ours(objects).items()} == expected.PROCESSES
    assert {name: found["kind"] for name, found in ours(objects).items()} == {
        name: KIND[arguments[0]] for name, arguments in expected.PROCESSES.items()
    }


def test_compose_and_kubernetes_name_the_same_processes_and_servers(overlay: list[Object]):
    assert {name: container(found)["image"] for name, found in workloads(overlay).items()} == {
        name: service["image"] for name, service in composed.services().items()
    }


def test_the_base_brings_no_server_of_its_own(rendered: Render, overlay: list[Object]):
    assert set(workloads(rendered(BASE))) == set(ours(rendered(BASE)))
    assert set(workloads(overlay)) - set(ours(overlay)) == SERVERS


def test_everything_is_in_one_namespace_that_refuses_privileges(objects: list[Object]):
    (space,) = of_kind(objects, "Namespace").values()
    assert space["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    elsewhere = [found for found in objects if found["metadata"].get("namespace") != space["metadata"]["name"]]
    assert elsewhere == [space]


def test_it_is_confined(objects: list[Object]):
    """What the profile `restricted` demands, and a root that cannot be written."""
    for name, found in workloads(objects).items():
        whole, own = pod(found)["securityContext"], container(found)["securityContext"]
        assert whole["runAsNonRoot"] is True, name
        assert min(whole[number] for number in ("runAsUser", "runAsGroup", "fsGroup")) > 0, name
        assert whole["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert own == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod(found)), name
        kinds = {kind for volume in pod(found)["volumes"] for kind in volume if kind != "name"}
        assert kinds <= {"configMap", "emptyDir", "projected", "secret"}, name


def test_only_prometheus_may_ask_the_cluster(overlay: list[Object]):
    asking = {name for name, found in workloads(overlay).items() if pod(found)["automountServiceAccountToken"]}
    assert asking == {"prometheus"}
    (role,) = of_kind(overlay, "Role").values()
    assert role["rules"] == [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list", "watch"]}]


def test_the_user_is_the_one_of_the_image(objects: list[Object]):
    users = {f"{c['runAsUser']}:{c['runAsGroup']}" for c in (pod(f)["securityContext"] for f in ours(objects).values())}
    assert users == {service["user"] for service in composed.ours().values()}


def test_every_image_is_pinned(objects: list[Object]):
    images = {container(found)["image"] for found in workloads(objects).values()}
    assert [image for image in images if not expected.PINNED.match(image)] == []
    assert f"lianxi:{expected.version()}" in images


def test_every_container_has_its_measure(objects: list[Object]):
    for name, found in workloads(objects).items():
        resources = container(found)["resources"]
        assert {"cpu", "memory", "ephemeral-storage"} <= set(resources["requests"]), name
        assert {"memory", "ephemeral-storage"} <= set(resources["limits"]), name


def test_whoever_stays_tells_its_health(objects: list[Object]):
    for name, found in ours(objects).items():
        probes = {key: value["httpGet"] for key, value in container(found).items() if key.endswith("Probe")}
        ready, alive = {"path": "/readyz", "port": "http"}, {"path": "/healthz", "port": "http"}
        right = {"startupProbe": alive, "livenessProbe": alive, "readinessProbe": ready}
        assert probes == ({} if name in expected.ONE_SHOT else right), name
    for name in SERVERS & set(workloads(objects)):
        assert {"livenessProbe", "readinessProbe"} <= set(container(workloads(objects)[name])), name


def test_it_gets_every_setting_that_the_program_requires_and_none_that_it_does_not_know(
    objects: list[Object], tmp_path: Path
):
    for name, found in ours(objects).items():
        given = environment(found, objects)
        settings = expected.settings_of(given, tmp_path)
        assert expected.unknown_variables(given) == set(), name
        assert (settings.profile, settings.clock) == ("production", "system"), name
        assert bool(settings.database_admin) == (name == "provision"), name
        files = {given[key] for key in given if key.endswith("_FILE")} | {given["LIANXI_ISSUER_KEY"]}
        assert files == mounted_files(found), name


def test_the_others_are_where_its_settings_say(objects: list[Object], tmp_path: Path):
    doors = of_kind(objects, "Service")
    settings = expected.settings_of(environment(ours(objects)["gateway"], objects), tmp_path)
    for service in SERVICES:
        door = doors[f"{service}-api"]
        assert selected(door["spec"]["selector"], objects) == {f"{service}-api"}
        ports = {port["name"]: f"{service}-api:{port['port']}" for port in door["spec"]["ports"]}
        assert settings.http_of(service) == f"http://{ports['http']}"
        assert settings.grpc_of(service) == ports["grpc"]


def test_a_workers_name_in_its_group_is_its_pods(objects: list[Object], tmp_path: Path):
    for name, found in ours(objects).items():
        if found["kind"] == "StatefulSet":
            settings = expected.settings_of(environment(found, objects, f"{name}-1"), tmp_path)
            assert settings.instance == f"{name}-1"


def test_a_relay_of_the_base_has_one_that_stands_by(rendered: Render):
    relays = {name: found for name, found in ours(rendered(BASE)).items() if name.endswith("-relay")}
    assert {found["spec"]["replicas"] for found in relays.values()} == {2}
    assert len(relays) == len(LOGS)


def test_copies_of_a_process_are_apart(objects: list[Object]):
    for name in expected.STAYING:
        found = ours(objects)[name]
        for spread in pod(found)["topologySpreadConstraints"]:
            pinned = {key: labels(found)[key] for key in spread["matchLabelKeys"]}
            assert selected({**spread["labelSelector"]["matchLabels"], **pinned}, objects) == {name}


def test_a_selector_finds_its_own_pods_and_no_others(objects: list[Object]):
    for name, found in workloads(objects).items():
        if found["kind"] != "Job":
            assert selected(found["spec"]["selector"]["matchLabels"], objects) == {name}
    for name, budget in of_kind(objects, "PodDisruptionBudget").items():
        assert selected(budget["spec"]["selector"]["matchLabels"], objects) == {name}
    for name, door in of_kind(objects, "Service").items():
        assert selected(door["spec"]["selector"], objects) == {name}
        ports = {port["name"] for port in container(workloads(objects)[name])["ports"]}
        assert {port["targetPort"] for port in door["spec"]["ports"]} <= ports
    assert set(of_kind(objects, "PodDisruptionBudget")) == expected.STAYING


def test_a_stateful_set_has_its_own_headless_service(objects: list[Object]):
    for name, found in of_kind(objects, "StatefulSet").items():
        assert found["spec"]["serviceName"] == name
        assert of_kind(objects, "Service")[name]["spec"]["clusterIP"] == "None"


def test_every_volume_is_there_and_every_config_map_too(objects: list[Object]):
    maps = set(of_kind(objects, "ConfigMap"))
    for name, found in workloads(objects).items():
        claims = {claim["metadata"]["name"] for claim in found["spec"].get("volumeClaimTemplates", ())}
        volumes = {volume["name"] for volume in pod(found)["volumes"]} | claims
        assert {mount["name"] for mount in container(found)["volumeMounts"]} == volumes, name
        named = {volume["configMap"]["name"] for volume in pod(found)["volumes"] if "configMap" in volume}
        named |= {source["configMapRef"]["name"] for source in container(found).get("envFrom", ())}
        assert named <= maps, name


def test_no_secret_is_in_the_files_and_every_one_is_explained(overlay: list[Object]):
    assert of_kind(overlay, "Secret") == {}
    wanted: dict[str, set[str]] = {}
    for found in workloads(overlay).values():
        for secret, keys in secrets_of(found).items():
            wanted.setdefault(secret, set()).update(keys)
    told = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    for secret, keys in wanted.items():
        for key in keys:
            assert f"secret generic {secret} --from-file={key}=" in told


def test_only_who_needs_a_secret_mounts_it(overlay: list[Object]):
    holders: dict[str, set[str]] = {}
    for name, found in workloads(overlay).items():
        for secret in secrets_of(found):
            holders.setdefault(secret, set()).add(name)
    everyone = set(expected.PROCESSES)
    assert holders == {
        "lianxi-database": everyone,
        "lianxi-issuer": everyone,
        "lianxi-database-admin": {"provision"},
        "postgres-password": {"postgres"},
    }


def test_kafka_and_postgres_are_set_as_with_compose_but_for_their_directories(overlay: list[Object]):
    places = {"KAFKA_LOG_DIRS", "PGDATA", "POSTGRES_PASSWORD_FILE"}
    for name in ("kafka", "postgres"):
        here = environment(workloads(overlay)[name], overlay)
        there = composed.services()[name]["environment"]
        assert {k: v for k, v in here.items() if k not in places} == {k: v for k, v in there.items() if k not in places}
    assert container(workloads(overlay)["postgres"])["args"] == composed.services()["postgres"]["command"]
