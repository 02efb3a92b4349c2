"""Nothing under version control names a machine's directory or a registry's host: it must build anywhere."""

import re
from pathlib import Path

import pytest

from tests.support.project import relative, tracked_files

# Written in pieces, so that this file does not find itself.
HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "repo1." + "maven", "proxy." + "golang.org")
PLACES = re.compile(
    r"(?<![\w./~-])/(?:work|root|opt/wheels|home/[a-z]\w*|Users/\w+)/"
    r"|--(?:index-url|extra-index-url|find-links|trusted-host)[ =]+[^\s\\]"
    "|" + "|".join(map(re.escape, HOSTS))
)


def findings(name: str, text: str) -> list[str]:
    lines = enumerate(text.splitlines(), 1)
    return [f"{name}:{number} {line.strip()[:100]}" for number, line in lines if PLACES.search(line)]


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", errors="replace")


def test_no_tracked_file_names_a_machine_or_a_registry():
    assert len(tracked_files()) > 20
    assert [each for path in tracked_files() for each in findings(relative(path), text_of(path))] == []


@pytest.mark.parametrize("line", ["--find-links" + " /x", "see /" + "root/notes", "https://" + HOSTS[0] + "/simple"])
def test_such_lines_are_seen(line: str):
    assert findings("a.txt", line)
