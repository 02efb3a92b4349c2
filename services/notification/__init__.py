"""Notices to units: who is told what, by which channel, and what waits at whose desk."""
