"""Field by field: paths and both values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.comparing import differing

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xy", max_size=2), inner, max_size=3),
    max_leaves=8,
)
CASES = [
    ({"a": 1}, {"a": 2}, [("a", 1, 2)]),
    ({"a": {"b": [1, {"c": "x"}]}}, {"a": {"b": [1, {"c": "y"}]}}, [("a.b[1].c", "x", "y")]),
    ({"a": [1, 2]}, {"a": [1]}, [("a[1]", 2, None)]),
    ({"a": 1}, {}, [("a", 1, None)]),
    ({}, {"b": [1]}, [("b", None, [1])]),
    ({"a": 1, "b": 1}, {"a": 2, "b": 2}, [("a", 1, 2), ("b", 1, 2)]),
    ({"a": True}, {"a": 1}, [("a", True, 1)]),
    ({"a": None}, {"a": "x"}, [("a", None, "x")]),
    ({"a": {"b": 1}}, {"a": [1]}, [("a", {"b": 1}, [1])]),
    (None, {"a": 1}, [("", None, {"a": 1})]),
]


@pytest.mark.parametrize(("live", "replayed", "found"), CASES)
def test_each_field_that_differs_is_named_once(live: Any, replayed: Any, found: list[Any]):
    assert list(differing(live, replayed)) == found


@given(JSON)
def test_nothing_differs_from_itself(value: Any):
    assert list(differing(value, value)) == []


@given(JSON, JSON)
def test_what_is_not_the_same_json_differs_somewhere(one: Any, other: Any):
    assert bool(list(differing(one, other))) == (repr(one_order(one)) != repr(one_order(other)))


def one_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: one_order(value[name]) for name in sorted(value)}
    return [one_order(one) for one in value] if isinstance(value, list) else value
