"""All commands, in one place for who needs them all."""

from services.local.commands import (
    backup,
    engine,
    events,
    example,
    plan,
    processes,
    reading,
    restoring,
    running,
    topics,
    views,
)
from services.local.commands.app import app

__all__ = [
    "app",
    "backup",
    "engine",
    "events",
    "example",
    "plan",
    "processes",
    "reading",
    "restoring",
    "running",
    "topics",
    "views",
]
