"""The command `lianxi`."""

from services.local.commands import plan, running
from services.local.commands.app import app, main

__all__ = ["app", "main", "plan", "running"]
