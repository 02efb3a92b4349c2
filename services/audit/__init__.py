"""Audit: its own copy of every event, and what can be proved from it alone. It changes nothing."""
