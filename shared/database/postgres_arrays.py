"""Lists as PostgreSQL's arrays, in the binary format: psycopg's own text form quotes each element by a pattern."""

import struct
from collections.abc import Sequence
from typing import Any, ClassVar

from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

_HEAD = struct.Struct(">iiiii")  # dimensions, whether nulls are in it, the elements' type, how many, the first's number
_NULL = (-1).to_bytes(4, "big", signed=True)


class TextArray(list[str | None]):
    pass


class BigintArray(list[int | None]):
    pass


class ByteaArray(list[bytes | None]):
    pass


class _ArrayDumper(Dumper):
    format = Format.BINARY
    element_oid: ClassVar[int]

    def dump(self, obj: Sequence[Any]) -> Buffer:
        head = _HEAD.pack(1, None in obj, self.element_oid, len(obj), 1)
        return b"".join([head, *self._elements(obj)])

    def _elements(self, obj: Sequence[Any]) -> list[bytes]:
        parts = []
        for element in obj:
            if element is None:
                parts.append(_NULL)
            else:
                value = self._bytes_of(element)
                parts += (len(value).to_bytes(4, "big"), value)
        return parts

    def _bytes_of(self, element: Any) -> bytes:
        raise NotImplementedError


class _TextArrayDumper(_ArrayDumper):
    oid = 1009
    element_oid = 25

    def _bytes_of(self, element: str) -> bytes:
        return element.encode()


class _BigintArrayDumper(_ArrayDumper):
    oid = 1016
    element_oid = 20

    def _bytes_of(self, element: int) -> bytes:
        return element.to_bytes(8, "big", signed=True)


class _ByteaArrayDumper(_ArrayDumper):
    oid = 1001
    element_oid = 17

    def _bytes_of(self, element: bytes) -> bytes:
        return element


DUMPERS: Sequence[tuple[type, type[Dumper]]] = (
    (TextArray, _TextArrayDumper),
    (BigintArray, _BigintArrayDumper),
    (ByteaArray, _ByteaArrayDumper),
)
