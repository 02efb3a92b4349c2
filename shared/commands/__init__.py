"""Handling of commands: idempotency, permission, the unit of work, retry after a conflict."""
