"""The event store: the truth and the outbox. One dense, monotone log per service."""
