"""The command line without a server: reading plans, and what wrong use is told."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.local.commands.everything import app

SAMPLE = files("services.local.example").joinpath("responsibility-plan.txt").read_bytes()
DUE_FIELDS = {"kind", "start", "date", "precision", "text", "scope"}


def lianxi(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def parsed(tmp_path: Path, content: bytes) -> dict[str, Any]:
    file = tmp_path / "plan.txt"
    file.write_bytes(content)
    result = lianxi("plan", "parse", file)
    assert result.exit_code == 0, result.stderr
    plan: dict[str, Any] = json.loads(result.stdout)
    return plan


def test_plan_parse_prints_the_tasks_in_the_documented_shape(tmp_path: Path) -> None:
    tasks = parsed(tmp_path, SAMPLE)["tasks"]
    assert [task["number"] for task in tasks] == list(range(1, 31))
    for task in tasks:
        assert set(task) == {"number", "section", "text", "lead", "responsible", "due", "unknown"}
        assert set(task["due"]) == DUE_FIELDS
    assert [task["unknown"] for task in tasks if task["unknown"]] == [["市文化广电和旅游局"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_plan_parse_reads_the_encodings_offices_use(tmp_path: Path, encoding: str) -> None:
    plan = parsed(tmp_path, SAMPLE.decode().encode(encoding))
    assert plan["tasks"] == parsed(tmp_path, SAMPLE)["tasks"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "plan_empty"),
        (b"PK\x03\x04" + b"\0" * 100, "plan_docx_not_supported"),
        (bytes(range(256)) * 8, "plan_binary"),
    ],
)
def test_plan_parse_refuses_in_chinese_with_rule_and_code(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "plan"
    file.write_bytes(content)
    result = lianxi("plan", "parse", file)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert code in result.stderr
    assert "T11" in result.stderr


def test_plan_parse_refuses_a_large_or_missing_file_and_an_unknown_issuer(tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(b"1" * (10 * 1024 * 1024 + 1))
    for arguments, code in (
        ((large,), "too_large"),
        ((tmp_path / "missing",), "file_not_readable"),
        ((tmp_path,), "file_not_readable"),
        ((large, "--issuer", "999999"), "too_large"),
    ):
        result = lianxi("plan", "parse", *arguments)
        assert (result.exit_code, code in result.stderr) == (2, True), result.stderr


def test_an_unknown_issuer_is_named(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(SAMPLE)
    result = lianxi("plan", "parse", file, "--issuer", "999999")
    assert (result.exit_code, "issuer_unknown" in result.stderr) == (2, True)


@pytest.mark.parametrize("command", [["history", "230300"], ["rollup", "230300"], ["replay", "--all"]])
def test_reading_without_data_says_how_to_get_some(tmp_path: Path, command: list[str]) -> None:
    result = lianxi(*command, "--data", tmp_path)
    assert result.exit_code == 2
    assert "no_data" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_server_wants_a_token() -> None:
    result = lianxi("history", "230300", "--server", "http://127.0.0.1:9")
    assert (result.exit_code, "token_missing" in result.stderr) == (2, True)


def test_a_server_that_is_not_there_is_said_so() -> None:
    result = lianxi("history", "230300", "--server", "http://127.0.0.1:9", "--token", "x")
    assert result.exit_code == 2
    assert "连不上服务" in result.stderr


def test_replay_wants_one_unit_or_all(tmp_path: Path) -> None:
    assert lianxi("replay", "--data", tmp_path).exit_code == 2
    assert lianxi("replay", "230300", "--all", "--data", tmp_path).exit_code == 2
