"""Tells the story in Chinese while it happens."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

_COLUMNS = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


class Teller:
    """Prints chapters, steps, refusals and tables; bars for what takes long."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self._began = time.monotonic()

    def chapter(self, number: str, title: str) -> None:
        self.console.print()
        self.console.rule(f"[bold]{number}　{title}", align="left")

    def step(self, text: str) -> None:
        self._say(f"  · {text}")

    def refusal(self, what: str, rule: str | None, detail: str) -> None:
        self._say(f"  [yellow]✗ {what}[/]：{detail}（规则 {rule}）")

    def good(self, text: str) -> None:
        self._say(f"  [green]✓[/] {text}")

    def bad(self, text: str) -> None:
        self._say(f"  [red]✗ {text}[/]")

    def _say(self, text: str) -> None:
        # The terminal breaks a long Chinese sentence better than a wrapper that looks for spaces.
        self.console.print(text, soft_wrap=True)

    def table(self, title: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
        table = Table(title=title, title_justify="left", pad_edge=False)
        for column in columns:
            table.add_column(column)
        for row in rows:
            table.add_row(*map(str, row))
        self.console.print(table)

    @contextmanager
    def progress(self, text: str, total: int) -> Iterator[Any]:
        with Progress(*_COLUMNS, console=self.console, transient=True) as bar:
            task = bar.add_task(text, total=total)
            yield lambda done=1: bar.advance(task, done)

    @contextmanager
    def measured(self, text: str) -> Iterator[Any]:
        """A bar for work that tells how far it is: `progress(done, total)`."""
        with Progress(*_COLUMNS, console=self.console, transient=True) as bar:
            task = bar.add_task(text, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began
