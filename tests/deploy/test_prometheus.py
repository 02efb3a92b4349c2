"""Prometheus' own files, read by Prometheus' own tool."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.deploy import composed
from tests.support.project import ROOT

WITH_COMPOSE = ROOT / "deploy" / "prometheus" / "prometheus.yml"
IN_CLUSTER = ROOT / "deploy" / "k8s" / "overlays" / "single-node" / "prometheus" / "prometheus.yml"


def checked(file: Path) -> str:
    """What is wrong with it; empty: nothing."""
    if shutil.which("promtool") is None:
        pytest.skip("Prometheus is not installed: apt install prometheus")
    done = subprocess.run(["promtool", "check", "config", file], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_configuration_and_its_rules_are_valid():
    assert checked(WITH_COMPOSE) == ""


def test_a_wrong_configuration_would_be_seen(tmp_path: Path):
    wrong = tmp_path / "prometheus.yml"
    wrong.write_text(WITH_COMPOSE.read_text(encoding="utf-8").replace("scrape_timeout", "scrape_time"))
    assert "scrape_time" in checked(wrong)


def test_the_clusters_configuration_is_valid(tmp_path: Path):
    """Debian's promtool knows no discovery by Kubernetes: that part is judged below, the rest here."""
    configuration = yaml.safe_load(IN_CLUSTER.read_text(encoding="utf-8"))
    (job,) = configuration["scrape_configs"]
    del job["kubernetes_sd_configs"]
    configuration["rule_files"] = []
    (tmp_path / "prometheus.yml").write_text(yaml.safe_dump(configuration))
    assert checked(tmp_path / "prometheus.yml") == ""


def test_the_cluster_is_asked_for_our_pods_of_its_own_namespace():
    (job,) = yaml.safe_load(IN_CLUSTER.read_text(encoding="utf-8"))["scrape_configs"]
    assert job["kubernetes_sd_configs"] == [
        {
            "role": "pod",
            "namespaces": {"own_namespace": True},
            "selectors": [{"role": "pod", "label": "app.kubernetes.io/part-of=lianxi"}],
        }
    ]


def test_a_process_is_named_alike_in_both():
    """By the rules on labels themselves: name and component of the pod become `tasking-worker`."""
    (job,) = yaml.safe_load(IN_CLUSTER.read_text(encoding="utf-8"))["scrape_configs"]
    joined = job["relabel_configs"][1]
    assert joined["source_labels"] == [
        "__meta_kubernetes_pod_label_app_kubernetes_io_name",
        "__meta_kubernetes_pod_label_app_kubernetes_io_component",
    ]
    assert (joined["separator"], joined["target_label"]) == ("-", "process")
    (here,) = yaml.safe_load(WITH_COMPOSE.read_text(encoding="utf-8"))["scrape_configs"]
    assert [rule["target_label"] for rule in here["relabel_configs"]] == ["process"]


def test_it_finds_its_files_where_they_are_mounted():
    prometheus = composed.services()["prometheus"]
    assert "./deploy/prometheus:/etc/prometheus:ro" in prometheus["volumes"]
    assert "--config.file=/etc/prometheus/prometheus.yml" in prometheus["command"]
