"""The statements of an append: one trip, whatever the number of commands.

The log's head row is locked by the UPDATE and gives the positions, so they are dense and in commit order. Recorded
times: `floor` of an event is what clock, cause and the events before it in the batch ask for, less its ordinal;
the head's former time is the rest of it.
"""

_HEAD = """
    WITH head AS (
        UPDATE log_head SET position = position + %(count)s, recorded_before = recorded_at,
            recorded_at = GREATEST(recorded_at, %(floor)s) + %(count)s
        WHERE id = 1
        RETURNING generation, position - %(count)s AS base, recorded_before
    )
"""
_EVENT_COLUMNS = (
    "position, generation, event_id, stream_id, stream_version, type, version, owner_unit, partition, command_id,"
    " recorded_at, envelope, data, leaf"
)
_COMMAND_COLUMNS = "command_id, request_digest, stream_id, version, generation, position, events, body"
_RESULT = "SELECT generation, base FROM head"

# A lean one for the most frequent case: one command with one event.
SINGLE = f"""{_HEAD},
    command AS (
        INSERT INTO commands ({_COMMAND_COLUMNS})
        SELECT %(command_id)s, %(digest)s, %(answer_stream)s::uuid, %(answer_version)s, generation,
            base + 1, 1, %(body)s
        FROM head
    ),
    event AS (
        INSERT INTO events ({_EVENT_COLUMNS})
        SELECT base + 1, generation, %(event_id)s, %(stream_id)s, %(stream_version)s, %(type)s, %(version)s,
            %(owner_unit)s, %(partition)s, %(command_id)s, at, %(envelope)s, %(data)s,
            leaf_of(%(log)s, generation, base + 1, at, %(envelope)s, %(data)s)
        FROM (SELECT *, GREATEST(recorded_before, %(floor)s) + 1 AS at FROM head) AS placed
    )
    {_RESULT}
"""

MANY = f"""{_HEAD},
    command AS (
        INSERT INTO commands ({_COMMAND_COLUMNS})
        SELECT c.command_id, c.digest, c.stream_id, c.version, generation, base + c.last, c.events, c.body
        FROM head, unnest(
            %(command_ids)s::uuid[], %(digests)s::bytea[], %(answer_streams)s::uuid[], %(answer_versions)s::bigint[],
            %(lasts)s::bigint[], %(counts)s::bigint[], %(bodies)s::text[]
        ) AS c (command_id, digest, stream_id, version, last, events, body)
    ),
    event AS (
        INSERT INTO events ({_EVENT_COLUMNS})
        SELECT place, generation, event_id, stream_id, stream_version, type, version, owner_unit, partition,
            command_id, at, envelope, data, leaf_of(%(log)s, generation, place, at, envelope, data)
        FROM (
            SELECT head.generation, base + ordinal AS place, GREATEST(recorded_before, floor) + ordinal AS at, e.*
            FROM head, unnest(
                %(event_ids)s::uuid[], %(stream_ids)s::uuid[], %(stream_versions)s::bigint[], %(types)s::text[],
                %(versions)s::bigint[], %(owner_units)s::uuid[], %(partitions)s::bigint[], %(of_commands)s::uuid[],
                %(floors)s::bigint[], %(envelopes)s::bytea[], %(data)s::bytea[]
            ) WITH ORDINALITY AS e (
                event_id, stream_id, stream_version, type, version, owner_unit, partition, command_id, floor,
                envelope, data, ordinal
            )
        ) AS placed
        ORDER BY place
    )
    {_RESULT}
"""

COMMAND = """
    SELECT request_digest, stream_id, version, generation, position, body FROM commands WHERE command_id = %s
"""
COMMANDS = """
    SELECT command_id, request_digest, stream_id, version, generation, position, body
    FROM commands WHERE command_id = ANY(%s::uuid[])
"""
STREAM_VERSION = "SELECT max(stream_version) FROM events WHERE stream_id = %s"
