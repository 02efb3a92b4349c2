"""The command `lianxi`."""

from services.local.commands import events, plan, reading, restoring, running, views
from services.local.commands.app import app, main

__all__ = ["app", "events", "main", "plan", "reading", "restoring", "running", "views"]
