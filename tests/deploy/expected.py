"""What every deployment must run, told once: the processes, their arguments, the settings that the program knows."""

import re
from collections.abc import Mapping
from pathlib import Path
from tomllib import loads

from services.distributed.settings import ProcessSettings, settings_from
from services.local.engine.layout import all_processes
from services.notification.settings import VARIABLES as OF_NOTIFICATION
from tests.support.project import ROOT

ONE_SHOT = frozenset({"provision"})
PINNED = re.compile(r"^[a-z0-9./-]+:v?\d+(\.\d+)+(-[a-z0-9]+)?$")  # a full version, never a moving tag

_FILES = ("LIANXI_DATABASE_FILE", "LIANXI_DATABASE_ADMIN_FILE")
KNOWN_VARIABLES = (
    frozenset(ProcessSettings("", "", Path()).to_environment()) | frozenset(_FILES) | frozenset(OF_NOTIFICATION)
)
_EXAMPLE = "postgresql://lianxi_writer:abc@postgres/lianxi_{service}"


_STAYING = {f"{one.service}-{one.kind}" if one.service else one.kind: one.arguments for one in all_processes()}
# Name → arguments of `lianxi`.
PROCESSES: dict[str, list[str]] = {**_STAYING, "provision": ["provision"]}
STAYING = frozenset(_STAYING)


def version() -> str:
    project = loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def settings_of(environment: Mapping[str, str], directory: Path) -> ProcessSettings:
    """What the program itself reads of the environment; raises SettingNotValid.

    Files of secrets, which exist where it is deployed, stand in `directory` here.
    """
    secret = directory / "secret"
    secret.write_text(_EXAMPLE, encoding="utf-8")
    given = {name: str(secret) if name in _FILES else str(value) for name, value in environment.items()}
    return settings_from(given)


def unknown_variables(environment: Mapping[str, str]) -> set[str]:
    return {name for name in environment if name.startswith("LIANXI_")} - KNOWN_VARIABLES
