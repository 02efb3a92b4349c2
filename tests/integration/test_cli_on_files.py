"""The command line on the files of a stopped server, after the whole story."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.local.commands.everything import app
from tests.support.told import Told, copy_of

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture
def data(told: Told, tmp_path: Path) -> Path:
    return copy_of(told, tmp_path / "data")


def lianxi(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(one) for one in arguments], prog_name="lianxi")


def test_history_is_readable_and_its_json_is_the_services(data: Path) -> None:
    lines = lianxi("history", "230300-jyj", "--data", data).stdout.splitlines()
    events = [
        json.loads(line) for line in lianxi("history", "230300-jyj", "--data", data, "--json").stdout.splitlines()
    ]
    assert len(lines) == len(events)
    accepted = next(place for place, event in enumerate(events) if event["type"] == "tasking.task.accepted")
    assert events[accepted]["occurred_at"].startswith("2023-08-03T01:00")
    assert f"2023年8月3日 09:00  任务  {events[accepted]['summary']}" in lines[accepted]


def test_a_figure_of_the_roll_up_opens_to_its_events(data: Path) -> None:
    sheet = lianxi("rollup", "230300", "--data", data).stdout
    assert "办结率          1/30（3%）  completion_rate" in sheet
    opened = lianxi("rollup", "230300", "--data", data, "--explain", "completion_rate").stdout.splitlines()
    assert opened[0].endswith("办结率：1/30（3%）")
    assert [line[:2] for line in opened[2:]] == ["分母"] * 30 + ["分子"]
    assert all(" tasking:1:" in line for line in opened[2:])


def test_a_changed_read_model_is_found_and_named_for_people(data: Path) -> None:
    with closing(sqlite3.connect(data / "tasking.sqlite3")) as changed, changed:
        changed.execute('UPDATE tasks SET body = replace(body, \'"state":"concluded"\', \'"state":"assigned"\')')
    result = lianxi("replay", "--all", "--data", data)
    assert result.exit_code == 1
    found = [line for line in result.stdout.splitlines() if line.startswith("✗")]
    assert len(found) == 1
    assert "鸡西市关心下一代工作委员会（" in found[0]
    assert "tasking.tasks 第" in found[0]
    assert found[0].endswith("　state：现为 'assigned'，重放得 'concluded'")


def test_after_a_restore_everything_stands_in_a_new_generation_and_is_the_same(told: Told, data: Path) -> None:
    assert set(json.loads(lianxi("restored", "--data", data, "--json").stdout).values()) == {2}
    result = json.loads(lianxi("replay", "--all", "--data", data, "--json").stdout)
    assert (result["differences"], result["digest"]) == ([], told.digest)
    assert lianxi("events", "parked", "--data", data).stdout == "没有停放的事件\n"


def test_a_view_is_rebuilt_by_its_name_and_shows_the_same(told: Told, data: Path) -> None:
    assert "tasks" in json.loads(lianxi("views", "list", "--data", data, "--json").stdout)["tasking"]
    assert lianxi("views", "rebuild", "tasking", "tasks", "--data", data).exit_code == 0
    assert json.loads(lianxi("replay", "--all", "--data", data, "--json").stdout)["digest"] == told.digest
