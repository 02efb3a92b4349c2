"""The house's measures: sizes that fit a screen, names that say something, no notes to oneself."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.project import ROOT, python_files, relative

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70
LINE_CHARS_MAX = 120
EMPTY_NAMES = re.compile(r"(Manager|Helper|Utils?|Data|Info)$|^Base\w*Impl$")
NOTES = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b(?!\(\S+\): \S)")


def long_files(path: Path, text: str) -> Iterator[str]:
    if (lines := text.count("\n")) > FILE_LINES_MAX:
        yield f"{path} has {lines} lines"


def long_functions(path: Path, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                yield f"{path}:{node.lineno} {node.name} has {lines} lines"


def long_lines(path: Path, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE_CHARS_MAX:
            yield f"{path}:{number} has {len(line)} characters"


def empty_names(path: Path, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and EMPTY_NAMES.search(node.name):
            yield f"{path}:{node.lineno} {node.name} says nothing"


def notes(path: Path, text: str) -> Iterator[str]:
    """A note needs its reason: `TODO(reason): …`."""
    for number, line in enumerate(text.splitlines(), 1):
        if NOTES.search(line):
            yield f"{path}:{number} {line.strip()}"


MEASURES = [long_files, long_functions, long_lines, empty_names, notes]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_no_file_is_over(measure: Callable[[Path, str], Iterator[str]]):
    read = ((path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in python_files())
    assert [finding for path, text in read for finding in measure(path, text)] == []


OVER = [
    (long_files, "\n" * (FILE_LINES_MAX + 1)),
    (long_functions, "def f():\n" + "    pass\n" * FUNCTION_LINES_MAX),
    (long_lines, "x" * (LINE_CHARS_MAX + 1)),
    (empty_names, "class UnitInfo: ...\n"),
    (notes, "# " + "TODO later\n"),
]


@pytest.mark.parametrize(("measure", "text"), OVER, ids=[measure.__name__ for measure, _ in OVER])
def test_each_measure_finds_what_is_over(measure: Callable[[Path, str], Iterator[str]], text: str):
    assert len(list(measure(Path("made_up.py"), text))) == 1


def test_files_are_found():
    assert "shared/kernel/events.py" in [relative(path) for path in python_files()]
