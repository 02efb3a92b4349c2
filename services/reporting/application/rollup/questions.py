"""The SQL of a roll-up: the subtree, its figures, and the events behind one of them, all as known at `:at`."""

from services.reporting.application.rollup.figures import FIGURES, Figure, Part, Selection
from services.reporting.application.rollup.tables import known

# `:day` is the business day of `:at`: a relation that was known already holds from its own day on.
_HOLDS = f"{known('t')} AND t.since <= :day AND (t.until IS NULL OR t.until > :day)"

# UNION, not UNION ALL: relations recorded out of turn may form a ring for a while.
_BELOW = (
    "WITH RECURSIVE below(unit) AS (SELECT CAST(:root AS TEXT) UNION SELECT t.unit FROM {fact_territory} AS t"
    f" JOIN below AS b ON t.superior = b.unit WHERE {_HOLDS})"
)

DIRECTLY_BELOW = (
    f"SELECT DISTINCT t.unit FROM {{fact_territory}} AS t WHERE t.superior = :root AND {_HOLDS} ORDER BY t.unit"
)


def _counted(figure: Figure, part: Part, selection: Selection) -> str:
    return (
        f"SELECT '{figure.name}' AS figure, '{part}' AS part, COUNT(DISTINCT f.subject) AS subjects"
        f" FROM below AS b JOIN {{facts}} AS f ON f.unit = b.unit WHERE {selection.where()}"
    )


ALL_FIGURES = f"{_BELOW} " + " UNION ALL ".join(
    _counted(figure, part, selection) for figure in FIGURES.values() for part, selection in figure.parts.items()
)


def subjects_of(selection: Selection) -> str:
    """One row per subject, by (key, subject): the first of the events that made the fact hold."""
    chosen = (
        "SELECT f.subject, MIN(f.recorded_from || ' ' || f.event_id) AS key FROM below AS b"
        f" JOIN {{facts}} AS f ON f.unit = b.unit WHERE {selection.where()} GROUP BY f.subject"
    )
    return (
        f"{_BELOW} SELECT c.subject, c.key, f.value, e.*,"
        " (SELECT MAX(t.value) FROM {facts} AS t"
        f" WHERE t.kind = 'title' AND t.subject = c.subject AND {known('t')}) AS title"
        f" FROM ({chosen}) AS c"
        f" JOIN {{facts}} AS f ON f.kind = '{selection.kind}' AND f.subject = c.subject"
        " AND f.recorded_from || ' ' || f.event_id = c.key"
        " AND f.unit = (SELECT MIN(o.unit) FROM {facts} AS o WHERE o.kind = f.kind AND o.subject = f.subject"
        " AND o.recorded_from = f.recorded_from)"
        " JOIN {fact_events} AS e ON e.event_id = f.event_id"
        " WHERE (c.key, c.subject) > (:after_key, :after_subject) ORDER BY c.key, c.subject LIMIT :rows"
    )


LATEST_OF_LOG = "SELECT MAX(recorded_at) AS at FROM {fact_events} WHERE log = :log"
# Recorded times of a log rise with its positions, so the last one known is the row with the latest.
LAST_OF_LOG = (
    "SELECT generation, position FROM {fact_events} WHERE log = :log AND recorded_at <= :at"
    " ORDER BY recorded_at DESC LIMIT 1"
)
