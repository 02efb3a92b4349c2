"""Which committees are above which unit, by the open `superior` relations: recomputed for the units that moved."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from shared.database.interface import Transaction

_AT_ONCE: Final = 100
_OPEN_SUPERIOR: Final = "kind = 'superior' AND until IS NULL"


def recompute_reach(tx: Transaction, moved: Iterable[str]) -> None:
    """For the units and all below them: only theirs can have changed."""
    below: dict[str, None] = {}
    for ids in _parts(list(moved)):
        below.update((row["id"], None) for row in tx.all(_BELOW[len(ids)], ids))
    for ids in _parts(list(below)):
        tx.execute(_DELETE[len(ids)], ids)
        tx.execute(_INSERT[len(ids)], ids)


def _parts(units: Sequence[str]) -> Iterator[dict[str, str]]:
    """Of one unit, or of a hundred places: two statements only, which an engine prepares once."""
    for begin in range(0, len(units), _AT_ONCE):
        part = list(units[begin : begin + _AT_ONCE])
        if len(part) > 1:
            part += [""] * (_AT_ONCE - len(part))  # no unit has this id
        yield {f"id_{number}": unit for number, unit in enumerate(part)}


def _for_counts(sql: str) -> dict[int, str]:
    return {
        count: sql.replace("(ids)", f"({', '.join(f':id_{number}' for number in range(count))})")
        for count in (1, _AT_ONCE)
    }


# Relations of several units that arrive out of order may form a ring for a while: UNION visits nobody twice, and nobody
# reaches itself. A unit that moved has a relation, open or ended.
_BELOW: Final = _for_counts(
    "WITH RECURSIVE below(id) AS (SELECT unit_id FROM {registry_relations} WHERE unit_id IN (ids) UNION"
    f" SELECT r.unit_id FROM {{registry_relations}} AS r JOIN below ON r.target = below.id WHERE r.{_OPEN_SUPERIOR})"
    " SELECT id FROM below"
)
_DELETE: Final = _for_counts("DELETE FROM {reach} WHERE unit IN (ids)")
_INSERT: Final = _for_counts(
    "INSERT INTO {reach} (ancestor, unit) WITH RECURSIVE above(unit, id) AS ("
    f"SELECT unit_id, target FROM {{registry_relations}} WHERE unit_id IN (ids) AND {_OPEN_SUPERIOR} UNION"
    " SELECT above.unit, r.target FROM {registry_relations} AS r JOIN above ON r.unit_id = above.id"
    f" WHERE r.{_OPEN_SUPERIOR}) SELECT id, unit FROM above WHERE id <> unit"
)
