"""Alerts, dashboard and handbook speak of the numbers that there really are, and of all of them."""

import re
from collections.abc import Iterator

import pytest

from shared.telemetry.metrics import Metrics
from tests.support.numbers import OF_TARGETS, exposed, report_everything
from tests.support.project import ROOT
from tests.support.prometheus import ALERTS_TEST, drawn, rules
from tests.support.promql import Selector, names_in

OF_PROMETHEUS = {"up": OF_TARGETS, "ALERTS": OF_TARGETS | {"alertname", "alertstate", "severity", "service"}}
OF_A_PROCESS = {"lianxi_scrape_stale"}
HANDBOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
ANNOTATIONS = {"summary", "description", "action", "runbook"}


def recorded() -> dict[str, frozenset[str]]:
    """The labels of a recorded sum stand in its name, before the first colon: `service_log:…`."""
    return {name: frozenset(name.partition(":")[0].split("_")) for name in rules("record")}


KNOWN = {
    **{name: labels | OF_TARGETS for name, labels in exposed().items()},
    **OF_PROMETHEUS,
    **recorded(),
}


def expressions() -> Iterator[tuple[str, str]]:
    yield from drawn()
    for kind in ("alert", "record"):
        for name, rule in rules(kind).items():
            yield name, rule["expr"]


def findings(expression: str) -> list[str]:
    names = names_in(expression)
    unknown = [one.metric for one in names.selectors if one.metric not in KNOWN]
    if unknown:
        return [f"no metric {name}" for name in unknown]
    wrong = [
        f"{one.metric} has no label {label}" for one in names.selectors for label in one.labels - KNOWN[one.metric]
    ]
    of_any = frozenset[str]().union(*(KNOWN[one.metric] for one in names.selectors))
    return wrong + [f"nothing here has the label {label}" for label in names.grouped_by - of_any]


@pytest.mark.parametrize(("where", "expression"), list(expressions()), ids=[where for where, _ in expressions()])
def test_an_expression_names_only_metrics_and_labels_that_are_exposed(where: str, expression: str) -> None:
    assert findings(expression) == []


@pytest.mark.parametrize(
    ("expression", "finding"),
    [
        ("lianxi_relay_lag", "no metric lianxi_relay_lag"),
        ('rate(lianxi_kafka_errors_total{kind="x"}[5m])', "lianxi_kafka_errors_total has no label kind"),
        ("sum by (stream) (lianxi_consumer_lag_events)", "nothing here has the label stream"),
        ("up == 0 and on (service) lianxi_inbox_lag", "no metric lianxi_inbox_lag"),
    ],
)
def test_a_name_that_is_not_there_is_found(expression: str, finding: str) -> None:
    assert findings(expression) == [finding]


def test_names_are_read_out_of_any_expression() -> None:
    rate = 'topk(3, sum by (a, b) (rate(x_total{c=~"}|\\"{", d!="e"}[5m] offset 1h)))'
    names = names_in(f"{rate} / on (a) group_left y:z > 1.5e3 or vector(0)")
    assert names.selectors == [Selector("x_total", {"c", "d"}), Selector("y:z")]
    assert names.grouped_by == {"a", "b"}


def families() -> list[str]:
    metrics = Metrics()
    report_everything(metrics)
    names = [(family.name, family.type) for family in metrics.registry.collect()]
    return [name + ("_total" if kind == "counter" else "") for name, kind in names if name.startswith("lianxi_")]


@pytest.mark.parametrize("family", families())
def test_every_family_tells_its_service_is_drawn_and_is_explained(family: str) -> None:
    samples = [name for name in exposed() if name == family or name.startswith(f"{family}_")]
    if family not in OF_A_PROCESS:
        assert all("service" in exposed()[name] for name in samples)
    summed = {name for name, rule in rules("record").items() if names_of(rule["expr"]) & set(samples)}
    assert any(names_of(expression) & ({*samples} | summed) for _, expression in drawn()), "no panel draws it"
    row = re.search(rf"^\| `{family}` \|([^|]*)\|", HANDBOOK, re.MULTILINE)
    assert row, "docs/operations.md does not explain it"
    labels = frozenset[str]().union(*(exposed()[name] for name in samples)) - {"le"}
    assert set(re.findall(r"\w+", row[1])) == labels


def names_of(expression: str) -> set[str]:
    return {one.metric for one in names_in(expression).selectors}


def anchors() -> set[str]:
    """As a web page makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", HANDBOOK, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", rules("alert"))
def test_an_alert_says_in_chinese_what_it_means_and_what_to_do_first(name: str) -> None:
    rule = rules("alert")[name]
    assert rule["labels"]["severity"] in {"critical", "warning"}
    said = rule["annotations"]
    assert said.keys() == ANNOTATIONS
    assert all(re.search(r"[\u4e00-\u9fff]", said[key]) for key in ANNOTATIONS - {"runbook"})
    page, _, anchor = said["runbook"].partition("#")
    assert (page, anchor in anchors()) == ("docs/operations.md", True)
    assert anchor.replace("-", "") == name.lower(), "a heading is named as its alert is"


@pytest.mark.parametrize("name", rules("alert"))
def test_every_alert_is_seen_to_fire_in_its_tests(name: str) -> None:
    fires = rf'alertname="{name}", alertstate="firing"|alertname: {name}\n\s+eval_time: \S+\n\s+exp_alerts:'
    assert re.search(fires, ALERTS_TEST.read_text(encoding="utf-8"))
