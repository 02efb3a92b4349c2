"""Braces in SQL → physical table names, so that a read model can be rebuilt beside the live one."""

import re
from collections.abc import Iterable, Mapping

_BRACES = re.compile(r"\{(\w+)\}")
_SUFFIX = re.compile(r"\w*")
_CACHED_STATEMENTS_MAX = 2000


class TableNames:
    """The suffix of each table that does not go by its plain name; statements are rewritten once."""

    def __init__(self, live: Mapping[str, str]) -> None:
        self.live = dict(live)
        self._statements: dict[str, str] = {}

    def physical(self, sql: str) -> str:
        known = self._statements.get(sql)
        if known is None:
            if len(self._statements) >= _CACHED_STATEMENTS_MAX:
                self._statements.clear()
            known = self._statements[sql] = _BRACES.sub(lambda found: self.name(found[1]), sql)
        return known

    def name(self, table: str) -> str:
        return table + self.live.get(table, "")

    def beside(self, names: Iterable[str], suffix: str) -> "TableNames":
        return TableNames({**self.live, **dict.fromkeys(names, checked_suffix(suffix))})


def with_suffix(ddl: str, suffix: str) -> str:
    """A CREATE statement whose every name in braces, tables and indexes, carries the suffix."""
    suffix = checked_suffix(suffix)
    return _BRACES.sub(lambda found: found[1] + suffix, ddl)


def checked_suffix(suffix: str) -> str:
    if not _SUFFIX.fullmatch(suffix):
        raise ValueError(f"a suffix is made of letters, digits and underscores: {suffix!r}")
    return suffix
