"""The command `lianxi`."""

import sys
from importlib import import_module
from typing import Final

from services.local.commands.app import app

# Processes of an installation start without the weight of the other commands: there are many of them.
_PROCESSES: Final = frozenset({"api", "worker", "relay", "gateway", "provision"})


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else ""
    import_module("services.local.commands." + ("processes" if given in _PROCESSES else "everything"))
    app()
