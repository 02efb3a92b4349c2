"""What holds a password may come from a file, as orchestrators mount it."""

from pathlib import Path

import pytest

from services.distributed.settings import SettingNotValid, settings_from

URL = "postgresql://lianxi_writer:abc@db/lianxi_{service}"
REST = {"LIANXI_KAFKA": "kafka:9092", "LIANXI_ISSUER_KEY": "/keys/issuer.key.pem"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "database"
    path.write_text(URL + "\n", encoding="utf-8")
    return path


def test_the_database_comes_from_the_file_that_is_named(file: Path):
    settings = settings_from({**REST, "LIANXI_DATABASE_FILE": str(file), "LIANXI_DATABASE_ADMIN_FILE": str(file)})
    assert (settings.database, settings.database_admin) == (URL, URL)


def test_the_variable_itself_counts_more_than_the_file(file: Path):
    settings = settings_from({**REST, "LIANXI_DATABASE": "postgresql://other/", "LIANXI_DATABASE_FILE": str(file)})
    assert settings.database == "postgresql://other/"


@pytest.mark.parametrize(("name", "database"), [("LIANXI_DATABASE_FILE", ""), ("LIANXI_DATABASE_ADMIN_FILE", URL)])
def test_a_file_that_cannot_be_read_is_refused_by_its_variable(name: str, database: str, tmp_path: Path):
    with pytest.raises(SettingNotValid) as refused:
        settings_from({**REST, "LIANXI_DATABASE": database, name: str(tmp_path / "missing")})
    assert refused.value.details["setting"] == name


@pytest.mark.parametrize("given", [{}, {"LIANXI_DATABASE": ""}])
def test_without_variable_and_file_the_variable_is_asked_for(given: dict[str, str]):
    with pytest.raises(SettingNotValid) as refused:
        settings_from({**REST, **given})
    assert refused.value.details["setting"] == "LIANXI_DATABASE"


def test_an_empty_file_is_no_database(tmp_path: Path):
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(SettingNotValid):
        settings_from({**REST, "LIANXI_DATABASE_FILE": str(tmp_path / "empty")})
