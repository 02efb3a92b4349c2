"""All commands, in one place for who needs them all."""

from services.local.commands import engine, events, plan, processes, reading, restoring, running, views
from services.local.commands.app import app

__all__ = ["app", "engine", "events", "plan", "processes", "reading", "restoring", "running", "views"]
