"""What the command line says: help and wrong use in Chinese, moments, columns, ports, proxies."""

import socket
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.local.commands.everything import app
from services.local.commands.sheets import event_line, history_line, sheet_lines
from services.local.commands.words import MomentUnreadable, columns, moment, shown
from services.local.loopback import check_port_free, heeds_proxies
from shared.serving.listener import PortTaken

COMMANDS = [
    [],
    ["serve"],
    ["demo"],
    ["token"],
    ["plan"],
    ["plan", "parse"],
    ["history"],
    ["rollup"],
    ["replay"],
    ["events"],
    ["events", "parked"],
    ["events", "redrive"],
    ["views"],
    ["views", "list"],
    ["views", "rebuild"],
    ["restored"],
    ["up"],
    ["down"],
    ["restart"],
    ["backup"],
    ["restore"],
    ["topics"],
    ["topics", "check"],
    ["topics", "grow"],
]
ENGLISH = ("Usage", "Options", "Arguments", "Commands", "Show this", "required]", "default:", "env var")


def lianxi(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(one) for one in arguments], prog_name="lianxi")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "lianxi")
def test_help_is_chinese(command: list[str]) -> None:
    result = lianxi(*command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"用法：lianxi {' '.join(command)}".rstrip())
    assert "显示本说明" in result.stdout
    assert [word for word in ENGLISH if word in result.stdout] == []


def test_the_first_command_in_the_list_is_the_one_to_begin_with() -> None:
    listed = lianxi("--help").stdout.partition("命令：\n")[2].split()
    assert listed[0] == "serve"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "没有命令 nonsense。用法见 lianxi --help"),
        (["history"], "缺少参数 'unit'。用法见 lianxi history --help"),
        (["history", "230300", "--nonsense"], "没有选项 --nonsense。用法见 lianxi history --help"),
        (["history", "230300", "more"], "多出的参数：more。用法见 lianxi history --help"),
        (["token", "--unit", "230300"], "缺少选项 '--role'。用法见 lianxi token --help"),
        (["serve", "--http-port", "70000"], "'--http-port' 的值不合要求。用法见 lianxi serve --help"),
        (["serve", "--clock", "sundial"], "'--clock' 的值不合要求。用法见 lianxi serve --help"),
    ],
)
def test_wrong_use_is_told_in_chinese_with_the_way_to_the_help(arguments: list[str], told: str) -> None:
    result = lianxi(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", told + "\n")


def test_a_day_means_all_of_it_and_a_time_without_a_zone_is_chinas() -> None:
    assert moment("2023-08-31", "--as-of") == "2023-08-31T15:59:59.999999+00:00"
    assert moment("2023-08-31T09:00", "--as-of") == "2023-08-31T09:00:00+08:00"
    assert moment("2023-08-31T01:00:00Z", "--as-of") == "2023-08-31T01:00:00+00:00"


@pytest.mark.parametrize("text", ["yesterday", "2023-13-01", "2023-08-32", "9999-12-31", "2023-8-1", ""])
def test_a_moment_that_cannot_be_read_is_refused_with_the_option_and_an_example(text: str) -> None:
    with pytest.raises(MomentUnreadable, match=r"--as-of.*2023-08-31"):
        moment(text, "--as-of")


def test_moments_are_shown_in_chinas_time() -> None:
    assert shown("2023-08-03T01:00:00.000001Z") == "2023年8月3日 09:00"
    assert shown("2023-12-31T16:05:00+00:00") == "2024年1月1日 00:05"


def test_columns_stand_under_each_other_though_chinese_is_twice_as_wide() -> None:
    assert columns(("任务", "1", "x"), (6, 2, 1)) == "任务    1   x"
    assert columns(("tasks", "12", "x"), (6, 2, 1)) == "tasks   12  x"


def test_a_roll_up_is_shown_with_its_figures_names_for_explaining_them() -> None:
    sheet = {
        "unit_name": "鸡西市关心下一代工作委员会",
        "as_of": "2023-09-18T00:00:00+08:00",
        "incomplete": {"parked": 1, "lost": 0},
        "figures": [
            {"figure": "tasks_issued", "label": "印发任务", "how": "…", "value": 30},
            {"figure": "completion_rate", "label": "办结率", "how": "…", "numerator": 1, "denominator": 3},
            {"figure": "on_time_rate", "label": "按期办结率", "how": "…", "numerator": 0, "denominator": 0},
        ],
    }
    title, warning, head, *rows, hint = sheet_lines(sheet)
    assert title == "鸡西市关心下一代工作委员会及其下级　截至2023年9月18日 00:00"
    assert "lianxi events parked" in warning
    assert head.split() == ["指标", "数", "代号"]
    assert [row.split() for row in rows] == [
        ["印发任务", "30", "tasks_issued"],
        ["办结率", "1/3（33%）", "completion_rate"],
        ["按期办结率", "0/0", "on_time_rate"],
    ]
    assert "--explain" in hint


def test_an_event_is_one_line_with_its_moment_and_its_place() -> None:
    event = {
        "sequence": 7,
        "occurred_at": "2023-08-03T01:00:00Z",
        "service": "tasking",
        "summary": "鸡西市教育局接受任务",
        "position": "tasking:1:42",
        "part": "numerator",
    }
    assert history_line(event) == "     7  2023年8月3日 09:00  任务  鸡西市教育局接受任务"
    assert event_line(event, of_rate=True) == "分子  2023年8月3日 09:00  鸡西市教育局接受任务  tasking:1:42"
    assert event_line(event, of_rate=False) == "2023年8月3日 09:00  鸡西市教育局接受任务  tasking:1:42"


@pytest.mark.parametrize("option", ["--http-port", "--grpc-port"])
def test_a_port_that_is_taken_is_said_before_anything_is_written(tmp_path: Path, option: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken):
            check_port_free(port, option)
        ports = {"--http-port": 0, "--grpc-port": 0, option: port}
        result = lianxi("serve", "--data", tmp_path / "new", *(part for pair in ports.items() for part in pair))
    assert result.exit_code == 2
    assert f"端口 {port} 已被别的程序占用，请用 {option} 换一个" in result.stderr
    assert not (tmp_path / "new" / "organization.sqlite3").exists()


def test_a_data_directory_that_is_a_file_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    result = lianxi("serve", "--data", file, "--http-port", 0, "--grpc-port", 0)
    assert (result.exit_code, result.stderr) == (2, f"不能读写 {file}：那里有一个同名的文件。\n")


def test_a_token_wants_data_and_a_unit_unless_it_is_the_operators(tmp_path: Path) -> None:
    assert "no_data" in lianxi("token", "--unit", "230300", "--role", "clerk", "--data", tmp_path).stderr
    (tmp_path / "organization.sqlite3").touch()
    assert "unit_missing" in lianxi("token", "--role", "clerk", "--data", tmp_path).stderr
    assert lianxi("token", "--role", "service:local", "--data", tmp_path).stdout.count(".") == 2


@pytest.mark.parametrize("command", [["views", "list"], ["views", "rebuild", "tasking", "tasks"], ["restored"]])
def test_commands_for_a_stopped_servers_files_of_an_empty_directory_make_nothing_there(
    tmp_path: Path, command: list[str]
) -> None:
    result = lianxi(*command, "--data", tmp_path)
    assert (result.exit_code, "no_data" in result.stderr, list(tmp_path.iterdir())) == (2, True, [])


@pytest.mark.parametrize(
    "command",
    [
        ["views", "list", "--engine", "distributed"],
        ["views", "rebuild", "tasking", "tasks", "--engine", "distributed"],
        ["restored", "--engine", "distributed"],
        ["topics", "check"],
        ["topics", "grow", "tasking", "9"],
        ["restart"],
        ["backup", "somewhere"],
    ],
    ids=" ".join,
)
def test_commands_for_an_engine_make_nothing_where_there_is_none(tmp_path: Path, command: list[str]) -> None:
    result = lianxi(*command, "--data", tmp_path)
    assert (result.exit_code, "no_data" in result.stderr, list(tmp_path.iterdir())) == (2, True, [])


def test_without_a_directory_the_environment_says_which_installation_is_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LIANXI_DATABASE", "postgresql://nobody@127.0.0.1:1/lianxi_{service}")
    assert "setting_not_valid" in lianxi("topics", "check").stderr  # and LIANXI_KAFKA is missing


def test_a_backup_is_brought_into_an_empty_directory_only_and_must_be_whole(tmp_path: Path) -> None:
    data, source = tmp_path / "data", tmp_path / "source"
    assert "backup_missing" in lianxi("restore", source, "--data", data).stderr
    assert not data.exists()
    data.mkdir()
    (data / "something").touch()
    assert "directory_not_empty" in lianxi("restore", source, "--data", data).stderr


def test_an_offices_proxy_does_not_stand_between_this_machine_and_itself() -> None:
    assert not heeds_proxies("http://127.0.0.1:8420")
    assert not heeds_proxies("http://localhost:8420")
    assert heeds_proxies("https://lianxi.example.cn")
