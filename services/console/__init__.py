"""The pages: rendered here, a client of the services like any other (docs/console.md)."""
