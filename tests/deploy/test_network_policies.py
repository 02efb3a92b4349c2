"""Who may speak to whom in the cluster: judged by the rendered policies, as a cluster would judge them."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from services.distributed.names import SERVICES
from tests.deploy import expected
from tests.deploy.clusters import Object, labels, of_kind, selected, workloads

Render = Callable[[str], list[Object]]
OVERLAY = "overlays/single-node"
ELSEWHERE = "somewhere else in the cluster"
MONITORING = "a scraper in the namespace monitoring"


@pytest.fixture(scope="session")
def objects(rendered: Render) -> list[Object]:
    return rendered(OVERLAY)


def matches(peer: Mapping[str, Any], who: str, objects: list[Object]) -> bool:
    """Whether a rule's peer is `who`, a workload's name or one of the two above."""
    if "namespaceSelector" in peer:
        name = peer["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"]
        return bool(who == MONITORING and name == "monitoring")
    return who in selected(peer["podSelector"]["matchLabels"], objects)


def allows(objects: list[Object], way: str, pod: str, other: str, port: int) -> bool:
    """Policies add up; without one for this way everything would be allowed."""
    judged = [
        policy["spec"]
        for policy in of_kind(objects, "NetworkPolicy").values()
        if way.title() in policy["spec"]["policyTypes"]
        and policy["spec"]["podSelector"].get("matchLabels", {}).items() <= labels(workloads(objects)[pod]).items()
    ]
    side = "from" if way == "ingress" else "to"
    return not judged or any(
        port in {each["port"] for each in rule["ports"]}
        and (side not in rule or any(matches(peer, other, objects) for peer in rule[side]))
        for spec in judged
        for rule in spec.get(way, ())
    )


def reaches(objects: list[Object], who: str, whom: str, port: int) -> bool:
    leaves = who in {ELSEWHERE, MONITORING} or allows(objects, "egress", who, whom, port)
    return leaves and allows(objects, "ingress", whom, who, port)


def test_every_process_reaches_postgres_kafka_and_the_apis(objects: list[Object]):
    doors = [("postgres", 5432), ("kafka", 9092)]
    doors += [(f"{service}-api", port) for service in SERVICES for port in (8420, 8421)]
    closed = [(who, *door) for who in expected.PROCESSES for door in doors if not reaches(objects, who, *door)]
    assert closed == []


def test_prometheus_reaches_every_process_and_nothing_else(objects: list[Object]):
    assert [name for name in expected.STAYING if not reaches(objects, "prometheus", name, 8420)] == []
    for server, port in (("postgres", 5432), ("kafka", 9092)):
        assert not reaches(objects, "prometheus", server, port)
    assert not reaches(objects, "prometheus", "tasking-api", 8421)


def test_a_scraper_of_the_cluster_reaches_metrics_alone(objects: list[Object]):
    assert [name for name in expected.STAYING if not reaches(objects, MONITORING, name, 8420)] == []
    assert not reaches(objects, MONITORING, "tasking-api", 8421)
    assert not reaches(objects, MONITORING, "postgres", 5432)


def test_from_elsewhere_only_the_gateway_is_reached(objects: list[Object]):
    ports = (5432, 8420, 8421, 9090, 9092)
    open_doors = {
        (name, port) for name in workloads(objects) for port in ports if reaches(objects, ELSEWHERE, name, port)
    }
    assert open_doors == {("gateway", 8420)}


@pytest.mark.parametrize("server", ["postgres", "kafka"])
def test_the_servers_speak_to_nobody(server: str, objects: list[Object]):
    ports = (443, 5432, 8420, 9092)
    assert not [port for port in ports if allows(objects, "egress", server, ELSEWHERE, port)]


def test_without_the_policies_everything_would_be_open(objects: list[Object]):
    bare = [found for found in objects if found["kind"] != "NetworkPolicy"]
    assert reaches(bare, ELSEWHERE, "postgres", 5432)
