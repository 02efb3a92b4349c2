"""`make secrets`: random, kept, nobody else's."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.deploy.composed import document
from tests.support.project import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".make").mkdir()
    shutil.copy2(ROOT / ".make" / "secrets", tmp_path / ".make")
    return tmp_path


def make_secrets(project: Path) -> dict[str, str]:
    subprocess.run([str(project / ".make" / "secrets")], check=True, capture_output=True)
    return {path.name: path.read_text() for path in (project / "deploy" / "secrets").iterdir()}


def test_every_secret_that_compose_mounts_is_made(project: Path):
    assert set(make_secrets(project)) == set(document()["secrets"])
    assert (project / ".env").read_text() == "LIANXI_SECRETS=./deploy/secrets\n"


def test_the_second_time_changes_nothing(project: Path):
    assert make_secrets(project) == make_secrets(project)
    assert (project / ".env").read_text().count("LIANXI_SECRETS") == 1


def test_a_secret_that_was_lost_fits_to_those_that_were_kept(project: Path):
    made = make_secrets(project)
    (project / "deploy" / "secrets" / "database-admin").unlink()
    assert make_secrets(project) == made


def test_passwords_differ_by_role_and_by_installation(project: Path, tmp_path_factory: pytest.TempPathFactory):
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(project, other, dirs_exist_ok=True)
    first, second = make_secrets(project), make_secrets(other)
    assert all(first[name] != second[name] for name in first)
    assert len(first["postgres-password"]) >= 24
    assert first["postgres-password"] in first["database-admin"]
    assert first["postgres-password"] not in first["database"]


def test_the_directory_is_its_owners_alone(project: Path):
    make_secrets(project)
    assert stat.S_IMODE((project / "deploy" / "secrets").stat().st_mode) == 0o700
