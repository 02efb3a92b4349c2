"""The dashboard is one that Grafana takes as it is: no plugin, nothing overlapping, titles and units for everything."""

import itertools
import json
import re
from typing import Any

import pytest

from tests.support.prometheus import DASHBOARD, panels

BUILT_IN = {"row", "stat", "timeseries", "table"}
WIDTH = 24


@pytest.fixture(scope="module")
def dashboard() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    return found


def test_it_is_of_the_present_schema_and_has_an_address_of_its_own(dashboard: dict[str, Any]) -> None:
    assert dashboard["schemaVersion"] >= 41
    assert (dashboard["uid"], dashboard["title"], dashboard["id"]) == ("lianxi", "联席", None)
    assert "__inputs" not in dashboard, "it is provisioned from a file, where nobody answers questions"


def test_no_panel_needs_a_plugin_or_a_named_data_source(dashboard: dict[str, Any]) -> None:
    assert {panel["type"] for panel in dashboard["panels"]} <= BUILT_IN
    for panel in panels():
        sources = [panel["datasource"], *(target["datasource"] for target in panel["targets"])]
        assert all(source == {"type": "prometheus", "uid": "${datasource}"} for source in sources)


def test_a_reader_chooses_data_source_and_service(dashboard: dict[str, Any]) -> None:
    variables = {variable["name"]: variable for variable in dashboard["templating"]["list"]}
    assert variables.keys() == {"datasource", "service"}
    assert variables["service"]["multi"] and variables["service"]["includeAll"]
    used = set(re.findall(r"\$\{?(\w+)", " ".join(target["expr"] for panel in panels() for target in panel["targets"])))
    assert used <= {"service", "__rate_interval"}


def test_every_panel_has_a_chinese_title_an_explanation_and_a_unit() -> None:
    for panel in panels():
        assert re.search(r"[\u4e00-\u9fff]", panel["title"])
        assert panel["description"].endswith("。")
        assert panel["fieldConfig"]["defaults"]["unit"]


def test_ids_differ_and_no_two_panels_overlap(dashboard: dict[str, Any]) -> None:
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(ids) == len(set(ids))
    places = [panel["gridPos"] for panel in dashboard["panels"]]
    assert all(place["x"] >= 0 and place["x"] + place["w"] <= WIDTH for place in places)
    for one, other in itertools.combinations(places, 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        above = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or above
