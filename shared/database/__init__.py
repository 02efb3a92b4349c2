"""SQL that runs on SQLite and PostgreSQL alike.

Portable subset: TEXT, BIGINT, BLOB-free tables, `:name` parameters, `INSERT … ON CONFLICT … DO UPDATE`,
`RETURNING`, moments as fixed-width UTC text (`moment_text`), JSON as TEXT, truth values as 0/1. Names of read
model tables stand in braces, `SELECT … FROM {task_view}`: the live generation's table is put in, or the one
that is being rebuilt beside it.
"""
