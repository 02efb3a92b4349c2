"""The frame of the command line in Chinese: usage, headings, options' notes, and what wrong use is told.

Typer speaks English only. What it may say is translated here; a sentence not foreseen stays as it is.
"""

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer._click.core import Context
from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandFunctionType as CommandFunction

WIDTH = 1000  # the terminal breaks Chinese lines; a wrapper that counts letters breaks them in the wrong place
ORDER = (
    *("serve", "demo", "token", "plan", "history", "rollup", "replay", "events", "views", "restored"),
    *("up", "down", "restart", "backup", "restore", "topics"),
)
_HEADINGS = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
_USAGE = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}
_NOTES = (
    (re.compile(r"^Show this message and exit\.$"), "显示本说明"),
    (re.compile(r"\[required\]"), "［必填］"),
    (re.compile(r"\[default: (.*?)(?:; \d+<=x<=\d+)?\]"), r"［默认：\1］"),
    (re.compile(r"\[env var: (\w+); required\]"), r"［必填，或环境变量 \1］"),
    (re.compile(r"\s*\[x>=\d+\]"), ""),
    (re.compile(r"\[env var: (.*?)\]"), r"［或环境变量 \1］"),
)
_WRONG = (
    (re.compile(r"^No such option: (.+?)(?: \(Possible options: .+\))?$"), r"没有选项 \1"),
    (re.compile(r"^No such command '(.+)'\.$"), r"没有命令 \1"),
    (re.compile(r"^Missing command\.$"), "请写明命令"),
    (re.compile(r"^Missing option (.+?)(?: \(env var: .+?\))?\..*$", re.DOTALL), r"缺少选项 \1"),
    (re.compile(r"^Missing argument (.+?)\..*$", re.DOTALL), r"缺少参数 \1"),
    (re.compile(r"^Got unexpected extra argument\(s\) \((.+)\)$"), r"多出的参数：\1"),
    (re.compile(r"^Option (.+) (?:requires an argument|does not take a value)\.$"), r"选项 \1 的写法不对"),
    (re.compile(r"^Invalid value for (.+?): .*$", re.DOTALL), r"\1 的值不合要求"),
)


class ChineseFormatter(HelpFormatter):
    def __init__(self, **_: Any) -> None:
        super().__init__(width=WIDTH)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, chinese in _USAGE.items():
            args = args.replace(english, chinese)
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 40, col_spacing: int = 2) -> None:
        super().write_dl([(first, _translated(second, _NOTES)) for first, second in rows], col_max, col_spacing)


class ChineseContext(Context):
    formatter_class = ChineseFormatter


class ChineseCommand(TyperCommand):
    context_class = ChineseContext


class ChineseGroup(TyperGroup):
    context_class = ChineseContext

    def list_commands(self, ctx: Context) -> list[str]:
        """In the order in which a newcomer needs them."""
        return sorted(super().list_commands(ctx), key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def main(self, *arguments: Any, **extra: Any) -> Any:
        standalone = extra.get("standalone_mode", True)
        try:
            status = super().main(*arguments, **{**extra, "standalone_mode": False})
        except ClickException as error:
            show_wrong_use(error)
            status = error.exit_code
        except typer.Abort:
            status = 1
        return sys.exit(status or 0) if standalone else status


class ChineseTyper(typer.Typer):
    """A group of commands whose help is Chinese throughout."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(
            name=name,
            help=words,
            cls=ChineseGroup,
            no_args_is_help=True,
            add_completion=False,
            pretty_exceptions_enable=False,
            rich_markup_mode=None,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[CommandFunction], CommandFunction]:
        return super().command(name, cls=ChineseCommand, **settings)


def show_wrong_use(error: ClickException) -> None:
    if isinstance(error, NoArgsIsHelpError):
        error.show()
        return
    words = _translated(error.format_message(), _WRONG)
    where = error.ctx.command_path if isinstance(error, UsageError) and error.ctx is not None else "lianxi"
    sys.stderr.write(f"{words}。用法见 {where} --help\n")


def _translated(text: str, table: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, words in table:
        text = pattern.sub(words, text)
    return text
