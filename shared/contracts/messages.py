"""A protobuf message as plain values, for `msgspec.convert` to make a command of."""

from collections.abc import Mapping
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from shared.contracts.shapes import STRUCT, VALUE


def plain(message: Message) -> dict[str, Any]:
    """Set fields by their names in the file; lists also when they are empty, for empty is all they can say.

    (json_format would make strings of 64-bit numbers and drop empty lists.)
    """
    values: dict[str, Any] = {}
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            values[field.name] = {key: _plain_value(item) for key, item in value.items()}
        elif field.is_repeated:
            values[field.name] = [_plain_value(item) for item in value]
        elif _is_said(message, field):
            values[field.name] = _plain_value(value)
    return values


def _is_said(message: Message, field: FieldDescriptor) -> bool:
    return bool(message.HasField(field.name)) if field.has_presence else bool(getattr(message, field.name))


def _plain_value(value: Any) -> Any:
    if not isinstance(value, Message):
        return value
    if value.DESCRIPTOR.full_name in (STRUCT, VALUE):
        return _without_floats(json_format.MessageToDict(value))
    return plain(value)


def _without_floats(value: Any) -> Any:
    """Numbers in a `google.protobuf.Value` are doubles; whole ones were meant as integers."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: _without_floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_floats(item) for item in value]
    return value
