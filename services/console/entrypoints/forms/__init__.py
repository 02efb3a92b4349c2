"""Forms as tables: one row a field, one form a command (docs/console.md)."""
