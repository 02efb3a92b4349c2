"""The tables of an event store on PostgreSQL. Recorded time is integer microseconds since 1970 UTC.

`leaf_of` is the digest of docs/leaf.md: positions are only known inside the statement that inserts, so the leaf is
made there; tests compare it with `leaf_digest`.
"""

from shared.database.postgres_provision import WRITER

COMPONENT = "eventstore"

MIGRATIONS = (
    (
        """
        CREATE TABLE events (
            position bigint PRIMARY KEY,
            generation bigint NOT NULL,
            event_id uuid NOT NULL CONSTRAINT event_ids UNIQUE,
            stream_id uuid NOT NULL,
            stream_version bigint NOT NULL,
            type text NOT NULL,
            version bigint NOT NULL,
            owner_unit uuid NOT NULL,
            partition bigint NOT NULL,
            command_id uuid NOT NULL,
            recorded_at bigint NOT NULL,
            envelope bytea NOT NULL,
            data bytea NOT NULL,
            leaf bytea NOT NULL,
            CONSTRAINT streams UNIQUE (stream_id, stream_version)
        )
        """,
        "CREATE INDEX events_partition ON events (partition, position)",
        # JSON of a few hundred bytes: trying to compress each costs more than it saves.
        "ALTER TABLE events ALTER COLUMN envelope SET STORAGE EXTERNAL, ALTER COLUMN data SET STORAGE EXTERNAL",
        """
        CREATE TABLE log_head (
            id bigint PRIMARY KEY CHECK (id = 1),
            generation bigint NOT NULL,
            position bigint NOT NULL,
            recorded_at bigint,
            recorded_before bigint
        ) WITH (fillfactor = 10)
        """,
        "INSERT INTO log_head (id, generation, position) VALUES (1, 1, 0)",
        """
        CREATE TABLE commands (
            command_id uuid CONSTRAINT command_ids PRIMARY KEY,
            request_digest bytea NOT NULL,
            stream_id uuid,
            version bigint NOT NULL,
            generation bigint NOT NULL,
            position bigint NOT NULL,
            events bigint NOT NULL,
            body text NOT NULL
        )
        """,
        """
        CREATE TABLE process_tracking (
            application text PRIMARY KEY,
            position bigint NOT NULL
        )
        """,
        """
        CREATE FUNCTION leaf_part(part bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS 'SELECT int8send(octet_length(part)) || part'
        """,
        """
        CREATE FUNCTION leaf_number(number bigint) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS 'SELECT leaf_part(convert_to(number::text, ''UTF8''))'
        """,
        """
        CREATE FUNCTION leaf_of(
            log text, generation bigint, "position" bigint, recorded_at bigint, envelope bytea, data bytea
        ) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT sha256(
                leaf_part('lianxi.leaf.1') || leaf_part(convert_to(log, 'UTF8')) || leaf_number(generation)
                || leaf_number("position") || leaf_number(recorded_at) || leaf_part(envelope) || leaf_part(data)
            )
        $$
        """,
    ),
)

# The head moves and commands are remembered; an event, once inserted, is only read.
GRANTS = (
    f"GRANT SELECT, INSERT ON log.events, log.commands TO {WRITER}",
    f"GRANT SELECT, UPDATE ON log.log_head TO {WRITER}",
    f"GRANT SELECT, INSERT, UPDATE ON log.process_tracking TO {WRITER}",
)
