"""How values become parameters: the same text in every engine."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.database.interface import Params
from shared.kernel.errors import ControlCharacters


def bound(params: Params | None) -> dict[str, Any]:
    """Raises ControlCharacters for a NUL, TypeError for a moment without its zone or a value of no column type."""
    if not params:
        return {}
    # Most values are plain: a call for each would be a third of what writing a row costs in Python.
    return {
        name: value
        if (kind := type(value)) in _PLAIN or (kind is str and "\x00" not in value)
        else _BINDERS[kind](value)
        for name, value in params.items()
    }


def moment_text(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise TypeError(f"a moment needs its time zone: {moment!r}")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _text(value: str) -> str:
    # SQLite stores it and PostgreSQL refuses it: an engine must not decide what can be kept.
    if "\x00" in value:
        raise ControlCharacters("内容里有不可见的控制字符，请删去后再提交。")
    return value


def _same(value: Any) -> Any:
    return value


class _Binders(dict[type, Callable[[Any], Any]]):
    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        for base in kind.__mro__[1:]:
            if base in self and base is not object:
                return self.setdefault(kind, self[base])
        raise TypeError(f"{kind.__qualname__} is no column type; encode it first")


_PLAIN = frozenset({int, bytes, float, type(None)})
_BINDERS = _Binders(
    {
        str: _text,
        int: _same,
        bytes: _same,
        type(None): _same,
        bool: int,
        float: _same,
        UUID: str,
        datetime: moment_text,
        date: date.isoformat,
        Decimal: str,
    }
)
