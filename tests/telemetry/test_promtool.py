"""Prometheus's own tool on the alerts, their tests, and every expression of the dashboard."""

from pathlib import Path

import pytest
import yaml

from tests.support.prometheus import ALERTS, ALERTS_TEST, drawn, promtool

pytestmark = pytest.mark.slow


def test_the_rules_are_rules() -> None:
    promtool("check", "rules", ALERTS)


def test_every_alert_fires_when_it_must_and_only_then() -> None:
    promtool("test", "rules", ALERTS_TEST)


def test_everything_the_dashboard_draws_is_an_expression(tmp_path: Path) -> None:
    recorded = [{"record": f"panel:{number}", "expr": expression} for number, (_, expression) in enumerate(drawn())]
    file = tmp_path / "panels.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": recorded}]}), encoding="utf-8")
    assert len(recorded) > 30
    promtool("check", "rules", file)
