"""One module per page or per few that belong together; each has a `router`."""
