"""The tables of an event store on SQLite. Ids are 16 bytes, recorded time integer microseconds since 1970 UTC."""

MIGRATIONS = (
    (
        """
        CREATE TABLE events (
            position INTEGER PRIMARY KEY,
            generation INTEGER NOT NULL,
            event_id BLOB NOT NULL UNIQUE,
            stream_id BLOB NOT NULL,
            stream_version INTEGER NOT NULL,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            owner_unit BLOB NOT NULL,
            "partition" INTEGER NOT NULL,
            command_id BLOB NOT NULL,
            recorded_at INTEGER NOT NULL,
            envelope BLOB NOT NULL,
            data BLOB NOT NULL,
            leaf BLOB NOT NULL,
            UNIQUE (stream_id, stream_version)
        )
        """,
        'CREATE INDEX events_partition ON events ("partition", position)',
        """
        CREATE TABLE log_head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            generation INTEGER NOT NULL,
            position INTEGER NOT NULL,
            recorded_at INTEGER
        )
        """,
        "INSERT INTO log_head (id, generation, position, recorded_at) VALUES (1, 1, 0, NULL)",
        """
        CREATE TABLE commands (
            command_id BLOB PRIMARY KEY,
            request_digest BLOB NOT NULL,
            answer TEXT NOT NULL,
            first_position INTEGER,
            last_position INTEGER
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE process_tracking (
            application TEXT PRIMARY KEY,
            position INTEGER NOT NULL
        ) WITHOUT ROWID
        """,
    ),
)
