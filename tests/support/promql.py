"""Which metrics and labels an expression of Prometheus names: enough of its language to compare names with the real.

Whether it is an expression at all is promtool's to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKENS = re.compile(
    r"""(?P<skipped>\s+|\#[^\n]*|"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\d[\w.]*|[-+*/%^(),]|==|!=|[<>]=?)"""
    r"""|(?P<selector>\{(?:[^}"]|"(?:[^"\\]|\\.)*")*\})"""
    r"""|(?P<grouping>\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\))"""
    r"""|(?P<function>[a-zA-Z_]\w*)\s*\("""
    r"""|(?P<word>[a-zA-Z_:][\w:]*)"""
)
_MATCHER = re.compile(r"""(\w+)\s*(?:=~|!~|!=|=)\s*"(?:[^"\\]|\\.)*\"""")
_KEYWORDS = frozenset({"and", "or", "unless", "bool", "offset", "inf", "nan", "group_left", "group_right"})
_AGGREGATIONS = frozenset({"sum", "min", "max", "avg", "count", "topk", "bottomk", "quantile", "stddev", "group"})


@dataclass
class Selector:
    """One metric as an expression names it, and the labels it selects by."""

    metric: str
    labels: set[str] = field(default_factory=set)


@dataclass
class Names:
    selectors: list[Selector]
    grouped_by: set[str]


def names_in(expression: str) -> Names:
    """Raises ValueError where something cannot be read."""
    names = Names([], set())
    for match in _tokens(expression):
        kind, text = match.lastgroup or "", match.group()
        if kind == "selector":
            if not names.selectors:
                raise ValueError(f"a selector without a metric: {expression}")
            names.selectors[-1].labels |= set(_MATCHER.findall(text))
        elif kind == "grouping":
            names.grouped_by |= set(re.findall(r"\w+", text.partition("(")[2]))
        elif kind == "word" and text not in _KEYWORDS | _AGGREGATIONS:
            names.selectors.append(Selector(text))
    return names


def _tokens(expression: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(expression):
        match = _TOKENS.match(expression, at)
        if match is None:
            raise ValueError(f"cannot read at {expression[at:]!r}")
        at = match.end()
        if match.lastgroup != "skipped":
            yield match
