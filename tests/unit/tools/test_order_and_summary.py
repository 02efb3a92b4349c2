"""The run's order, and that nothing is left out unnoticed: on a small run of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import ROOT

pytestmark = pytest.mark.slow

TESTS = """
import pytest

@pytest.mark.slow
def test_written_first_but_slow(): print("ran:slow")

def test_fast(seed): print(f"ran:fast with {seed}")

@pytest.mark.skipif(True, reason="REASON")
def test_left_out(): ...
"""


def run(directory: Path, *, reason: str, ci: bool) -> tuple[int, str]:
    (directory / "test_small.py").write_text(TESTS.replace("REASON", reason), encoding="utf-8")
    (directory / "pytest.ini").write_text("[pytest]\nmarkers = slow\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-q",
        "-s",
        "--seed",
        "7",
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LIANXI_CI": "1" if ci else "0",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    result = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=False)
    return result.returncode, result.stdout


def test_fast_tests_run_first_with_the_given_seed_and_what_is_left_out_is_named(tmp_path: Path):
    code, said = run(tmp_path, reason="no browser here", ci=False)
    assert code == 0
    assert said.index("ran:fast with 7") < said.index("ran:slow")
    assert "left out: 1 × no browser here" in said
    assert "seed: 7" in said


@pytest.mark.parametrize(("reason", "code"), [("no browser here", 1), ("../shared/seeds is not there", 0)])
def test_in_ci_only_listed_reasons_may_leave_a_test_out(tmp_path: Path, reason: str, code: int):
    assert run(tmp_path, reason=reason, ci=True)[0] == code
