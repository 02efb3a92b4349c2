"""Commands, their handlers and permissions, the read model and what it answers."""
