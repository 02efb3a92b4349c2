"""How a command's fields look in protobuf: one mapping for drafting a file and for checking it afterwards.

Ids, dates, moments, decimals and words from a fixed list are strings; singular fields are `optional`, so that
"not said" and "empty" stay apart; a list is `repeated`, and an empty one is not told from none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Final, Literal

import msgspec
from msgspec import inspect

from shared.kernel.command import Command

Label = Literal["optional", "repeated", "map"]
STRUCT: Final = "google.protobuf.Struct"
VALUE: Final = "google.protobuf.Value"
_SCALARS: Final[dict[type[inspect.Type], str]] = {
    inspect.StrType: "string",
    inspect.UUIDType: "string",
    inspect.DateType: "string",
    inspect.DateTimeType: "string",
    inspect.TimeType: "string",
    inspect.DecimalType: "string",
    inspect.LiteralType: "string",
    inspect.EnumType: "string",
    inspect.IntType: "int64",
    inspect.BoolType: "bool",
    inspect.BytesType: "bytes",
    inspect.AnyType: VALUE,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """`kind` is a protobuf type, or the name of the message that `struct` becomes."""

    label: Label
    kind: str
    struct: type[msgspec.Struct] | None = None


class NoShape(TypeError):
    """A type that protobuf has no plain form for."""


def fields_of(struct: type[msgspec.Struct]) -> dict[str, Shape]:
    info = inspect.type_info(struct)
    if not isinstance(info, inspect.StructType):
        raise NoShape(struct.__qualname__)
    return {field.encode_name: shape_of(field.type, f"{struct.__name__}.{field.name}") for field in info.fields}


def shape_of(kind: inspect.Type, where: str = "") -> Shape:
    """Raises NoShape."""
    kind = _without_null(kind, where)
    if isinstance(kind, inspect.ListType | inspect.VarTupleType | inspect.SetType | inspect.FrozenSetType):
        return _inside("repeated", kind.item_type, where)
    if isinstance(kind, inspect.DictType):
        if isinstance(kind.value_type, inspect.AnyType):
            return Shape("optional", STRUCT)
        return _inside("map", kind.value_type, where)
    if isinstance(kind, inspect.StructType):
        return Shape("optional", kind.cls.__name__, kind.cls)
    name = _SCALARS.get(type(kind))
    if name is None:
        raise NoShape(f"{where}: {type(kind).__name__}")
    return Shape("optional", name)


def _inside(label: Label, kind: inspect.Type, where: str) -> Shape:
    inner = shape_of(kind, where)
    if inner.label != "optional":
        raise NoShape(f"{where}: a list or table directly inside another")
    return Shape(label, inner.kind, inner.struct)


def _without_null(kind: inspect.Type, where: str) -> inspect.Type:
    if not isinstance(kind, inspect.UnionType):
        return kind
    kinds = [item for item in kind.types if not isinstance(item, inspect.NoneType)]
    if len(kinds) != 1:
        raise NoShape(f"{where}: one of several types")
    return kinds[0]


def messages_of(commands: Iterator[type[msgspec.Struct]]) -> list[type[msgspec.Struct]]:
    """The commands and every struct inside them, each once, commands first."""
    found: dict[str, type[msgspec.Struct]] = {}
    waiting = list(commands)
    while waiting:
        struct = waiting.pop(0)
        if found.setdefault(struct.__name__, struct) is not struct:
            raise NoShape(f"two classes are called {struct.__name__}")
        inner = [shape.struct for shape in fields_of(struct).values() if shape.struct]
        waiting += [struct for struct in inner if found.get(struct.__name__) is not struct]
    return list(found.values())


def commands_in(module: ModuleType) -> list[type[Command]]:
    """The commands that a module names, in its order."""
    found = [item for item in vars(module).values() if isinstance(item, type) and issubclass(item, Command)]
    return [command for command in dict.fromkeys(found) if command is not Command]
