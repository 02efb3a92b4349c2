"""Domain events: frozen, typed, with an explicit and permanent name and version.

    class Task(Aggregate):
        class Accepted(DomainEvent, frozen=True, kw_only=True, event="tasking.task.accepted"):
            unit_id: UUID

Stored as canonical JSON (RFC 8785; ASCII keys, integers within ±2**53, decimals as strings, no floats, UTC
microseconds). The stored bytes are the published bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, ClassVar

import msgspec

from shared.kernel.errors import TooLarge
from shared.kernel.limits import EVENT_BYTES_MAX

_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string", uuid_format="canonical")


def canonical_json(value: Any) -> bytes:
    """The bytes of a value without floats; the same value gives the same bytes on every machine."""
    return _encoder.encode(value)


class EventMeta(msgspec.StructMeta):
    """Takes the stored name and version as class arguments (`name=` is taken by msgspec's own metaclass).

    They are never inherited: an event that forgets its own name is refused by the registry, instead of storing
    the wrong one.
    """

    NAME: str
    VERSION: int

    def __new__(
        mcls,
        cls_name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        event: str = "",
        version: int = 1,
        **options: Any,
    ) -> Any:
        cls = super().__new__(mcls, cls_name, bases, namespace, **options)
        cls.NAME = event
        cls.VERSION = version
        return cls


class DomainEvent(msgspec.Struct, metaclass=EventMeta, frozen=True):
    """Base of all domain events; a subclass says `frozen=True, kw_only=True, event="service.noun.verbed"`."""

    NAME: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1


Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class UnknownEvent(Exception):
    """A stored event whose name or version this program does not know."""


class EventRegistry:
    """The events of one service: name → class, and upcasters from older versions.

    An upcaster takes the decoded data of version n and returns that of n + 1.
    """

    def __init__(
        self, events: Iterable[type[DomainEvent]], upcasters: dict[tuple[str, int], Upcaster] | None = None
    ) -> None:
        self._classes: dict[str, type[DomainEvent]] = {}
        for cls in events:
            if not cls.NAME:
                raise TypeError(f"{cls.__qualname__} has no stored name")
            if cls.NAME in self._classes:
                raise TypeError(f"{cls.NAME} is registered twice")
            self._classes[cls.NAME] = cls
        self._upcasters = dict(upcasters or {})
        self._decode = {(name, cls.VERSION): msgspec.json.Decoder(cls).decode for name, cls in self._classes.items()}

    def __iter__(self) -> Iterator[type[DomainEvent]]:
        return iter(self._classes.values())

    def encode(self, event: DomainEvent) -> bytes:
        """Raises TooLarge above 256 KiB and UnknownEvent for a class of another service."""
        if self._classes.get(event.NAME) is not type(event):
            raise UnknownEvent(f"{type(event).__qualname__} is not registered")
        data = canonical_json(event)
        if len(data) > EVENT_BYTES_MAX:
            raise TooLarge("这一步的内容超过256KB，请把长文作为文件上传。", bytes=len(data))
        return data

    def decode(self, name: str, version: int, data: bytes) -> DomainEvent:
        """Raises UnknownEvent, or msgspec.DecodeError when the bytes do not fit the class."""
        decode = self._decode.get((name, version))
        if decode is not None:
            return decode(data)
        cls = self._classes.get(name)
        if cls is None:
            raise UnknownEvent(f"{name} v{version}")
        return self._upcast(cls, version, data)

    def _upcast(self, cls: type[DomainEvent], version: int, data: bytes) -> DomainEvent:
        raw: dict[str, Any] = msgspec.json.decode(data)
        while version < cls.VERSION:
            upcaster = self._upcasters.get((cls.NAME, version))
            if upcaster is None:
                break
            raw, version = upcaster(raw), version + 1
        if version != cls.VERSION:
            raise UnknownEvent(f"{cls.NAME} v{version} has no way to v{cls.VERSION}")
        return msgspec.convert(raw, cls)


def assert_no_floats(cls: type[msgspec.Struct]) -> None:
    """Raises TypeError when an event's schema holds a floating point number."""
    schema = msgspec.json.schema(cls)
    if '"type":"number"' in msgspec.json.encode(schema).decode() and Decimal not in cls.__annotations__.values():
        raise TypeError(f"{cls.__qualname__} holds a floating point number")
