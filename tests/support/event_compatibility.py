"""Whether a new JSON Schema of an event can stand in the place of the one that was released.

Stored events stay for ever and subscribers read by the old schema. So within a version no field may go, change its
type, become optional or be required anew, and no word may leave a list of words. New optional fields may come, and new
words. Everything else needs a new version and an upcaster.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
_SPOKEN = {"title", "description", "$id", "$schema", "$defs", "examples"}
_HANDLED = {"properties", "required", "enum", "items", "anyOf", "default"}


def incompatibilities(old: Schema, new: Schema) -> list[str]:
    """One line for each thing a reader of the old schema would stumble over; empty: none."""
    return list(_compare(old, new, old, new, ""))


def _compare(old: Schema, new: Schema, old_root: Schema, new_root: Schema, path: str) -> Iterator[str]:
    old, new = _resolved(old, old_root), _resolved(new, new_root)
    if "anyOf" in old or "anyOf" in new:
        yield from _alternatives(old, new, old_root, new_root, path)
        return
    for keyword in sorted((old.keys() | new.keys()) - _SPOKEN - _HANDLED):
        if old.get(keyword) != new.get(keyword):
            yield f"{_at(path)}: {keyword} was {old.get(keyword)!r} and is {new.get(keyword)!r}"
    if gone := [word for word in old.get("enum", ()) if word not in new.get("enum", (word,))]:
        yield f"{_at(path)}: words are gone: {', '.join(map(str, gone))}"
    if ("enum" in old) != ("enum" in new):
        yield f"{_at(path)}: was {'a list of words' if 'enum' in old else 'free'} and is not any more"
    yield from _fields(old, new, old_root, new_root, path)
    if isinstance(old.get("items"), Mapping) and isinstance(new.get("items"), Mapping):
        yield from _compare(old["items"], new["items"], old_root, new_root, f"{path}[]")
    elif old.get("items") != new.get("items"):
        yield f"{_at(path)}: items changed"


def _fields(old: Schema, new: Schema, old_root: Schema, new_root: Schema, path: str) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        below = f"{path}.{name}" if path else name
        if name not in after:
            yield f"{below}: the field is gone"
        else:
            yield from _compare(before[name], after[name], old_root, new_root, below)
    if old.get("additionalProperties") is False and (come := sorted(after.keys() - before.keys())):
        yield f"{_at(path)}: readers refuse fields they do not know: {', '.join(come)}"
    for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
        yield f"{_at(path)}: {name} is required now"
    for name in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
        yield f"{_at(path)}: {name} is not required any more"


def _alternatives(old: Schema, new: Schema, old_root: Schema, new_root: Schema, path: str) -> Iterator[str]:
    """Each alternative that was has to be found again; one more would meet readers who do not know it."""
    before, after = _each(old, old_root), _each(new, new_root)
    if [_kind(one) for one in before] != [_kind(one) for one in after]:
        kinds = " | ".join(map(_kind, before)), " | ".join(map(_kind, after))
        yield f"{_at(path)}: was {kinds[0]} and is {kinds[1]}"
        return
    for one, other in zip(before, after, strict=True):
        yield from _compare(one, other, old_root, new_root, path)


def _each(schema: Schema, root: Schema) -> list[Schema]:
    alternatives = [_resolved(one, root) for one in schema.get("anyOf", [schema])]
    return sorted(alternatives, key=_kind)


def _kind(schema: Schema) -> str:
    return str(schema.get("type") or ("words" if "enum" in schema else "anything"))


def _resolved(schema: Schema, root: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    found: Schema = root["$defs"][name]
    return found


def _at(path: str) -> str:
    return path or "(event)"
