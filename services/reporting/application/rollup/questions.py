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


# CROSS JOIN keeps the order in engines that know no better: first the units, then the facts of each.
_FACTS_BELOW = "below AS b CROSS JOIN {facts} AS f"


def _where(selection: Selection) -> str:
    return f"f.unit = b.unit AND {selection.where()}"


def _counted(figure: Figure, part: Part, selection: Selection) -> str:
    return (
        f"SELECT '{figure.name}' AS figure, '{part}' AS part, COUNT(DISTINCT f.subject) AS subjects"
        f" FROM {_FACTS_BELOW} WHERE {_where(selection)}"
    )


ALL_FIGURES = f"{_BELOW} " + " UNION ALL ".join(
    _counted(figure, part, selection) for figure in FIGURES.values() for part, selection in figure.parts.items()
)


_KEY = "f.recorded_from || ' ' || f.event_id"
_TITLE = (
    "(SELECT MAX(t.value) FROM {facts} AS t"
    f" WHERE t.kind = 'title' AND t.subject = c.subject AND {known('t')}) AS title"
)
_ANY_UNIT = (
    "(SELECT MIN(o.unit) FROM {facts} AS o"
    " WHERE o.kind = f.kind AND o.subject = f.subject AND o.recorded_from = f.recorded_from)"
)


def subjects_of(selection: Selection) -> str:
    """A page of subjects by (key, subject), each with the first of the events that made the fact hold."""
    chosen = f"SELECT f.subject, MIN({_KEY}) AS key FROM {_FACTS_BELOW} WHERE {_where(selection)} GROUP BY f.subject"
    page = (
        f"SELECT p.subject, p.key FROM ({chosen}) AS p"
        " WHERE (p.key, p.subject) > (:after_key, :after_subject) ORDER BY p.key, p.subject LIMIT :rows"
    )
    return (
        f"{_BELOW} SELECT c.subject, c.key, f.value, e.*, {_TITLE} FROM ({page}) AS c CROSS JOIN {{facts}} AS f"
        " JOIN {fact_events} AS e ON e.event_id = f.event_id"
        f" WHERE f.kind = '{selection.kind}' AND f.subject = c.subject AND {_KEY} = c.key AND f.unit = {_ANY_UNIT}"
        " ORDER BY c.key, c.subject"
    )


LATEST_OF_LOG = "SELECT MAX(recorded_at) AS at FROM {fact_events} WHERE log = :log"
# Recorded times of a log rise with its positions, so the last one known is the row with the latest.
LAST_OF_LOG = (
    "SELECT generation, position FROM {fact_events} WHERE log = :log AND recorded_at <= :at"
    " ORDER BY recorded_at DESC LIMIT 1"
)
