"""The founders' documents beside the project, where a machine has them; the product never needs them."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A worktree lies one level deeper than the project itself.
PLACES = (ROOT.parent / "shared", ROOT.parent.parent / "shared")


def shared_file(name: str) -> Path:
    """The file's path, or the test is left out with a plain word."""
    for place in PLACES:
        if (place / name).exists():
            return place / name
    pytest.skip(f"../shared/{name} is not there")
