"""What differs between two JSON values, field by field (A3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

_ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """`live` is what the service shows or stores, `replayed` what audit's copy gives; None: nothing there.

    `view` is `events` for a stored event, and `document` is then its place in the log (`tasking:1:42`). An empty
    `field` means the document as a whole.
    """

    unit: str
    service: str
    view: str
    document: str
    field: str
    live: Any
    replayed: Any


def differing(live: Any, replayed: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """(path, live, replayed) of each innermost field that differs: `assignments[2].state`."""
    if isinstance(live, Mapping) and isinstance(replayed, Mapping):
        for name in sorted({*live, *replayed}):
            below = f"{path}.{name}" if path else name
            yield from differing(live.get(name, _ABSENT), replayed.get(name, _ABSENT), below)
    elif _is_list(live) and _is_list(replayed):
        for index, pair in enumerate(zip_longest(live, replayed, fillvalue=_ABSENT)):
            yield from differing(*pair, f"{path}[{index}]")
    elif type(live) is not type(replayed) or live != replayed:
        yield path, _shown(live), _shown(replayed)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _shown(value: Any) -> Any:
    return None if value is _ABSENT else value
