"""Names of many units at once, each as it was called on a day: one statement for a page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from shared.database.interface import Reader, Row

_SELECTED_AT_ONCE = 500
UNKNOWN = "（未登记单位）"


class Names:
    """The official names that some units ever had."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self._rows = rows

    @classmethod
    async def of(cls, reader: Reader, units: Iterable[str]) -> "Names":
        found: dict[str, list[Row]] = defaultdict(list)
        wanted = sorted(set(units))
        for begin in range(0, len(wanted), _SELECTED_AT_ONCE):
            part = wanted[begin : begin + _SELECTED_AT_ONCE]
            params = {f"unit_{number}": unit for number, unit in enumerate(part)}
            rows = await reader.all(
                "SELECT unit_id, name, since, until FROM {registry_names}"
                f" WHERE unit_id IN ({', '.join(f':{key}' for key in params)})"
                " AND (until IS NULL OR until > since) ORDER BY unit_id, since, ordinal",
                params,
            )
            for row in rows:
                found[row["unit_id"]].append(row)
        return cls(found)

    def on(self, unit: str, day: date) -> str:
        """Before its first day a unit is called by its first name."""
        rows = self._rows.get(unit, ())
        text = day.isoformat()
        holding = [row for row in rows if row["since"] <= text and (row["until"] is None or row["until"] > text)]
        for row in (*holding, *rows):
            return str(row["name"])
        return UNKNOWN


async def names_on(reader: Reader, units: Sequence[str], day: date) -> dict[str, str]:
    names = await Names.of(reader, units)
    return {unit: names.on(unit, day) for unit in units}
