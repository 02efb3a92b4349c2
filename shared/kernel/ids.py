"""Opaque, permanent ids. They are given by the client or derived, so that a repetition lands on the same thing."""

import os
from hashlib import sha1
from uuid import UUID

import msgspec

NAMESPACE = UUID("6f6b5b0e-6d2a-5a43-9d0f-1d9a5a4a2f11")
_NAMESPACE_BYTES = NAMESPACE.bytes


def derive(*parts: object) -> UUID:
    """A uuid5 over the parts; the same parts give the same id, for ever.

    Parts are length-prefixed, so ("ab", "c") and ("a", "bc") differ.
    """
    text = "".join([f"{len(part)}:{part}" for part in map(str, parts)])
    # uuid5 itself spends most of its time in UUID's constructor, and every stored event has a derived id.
    digest = bytearray(sha1(_NAMESPACE_BYTES + text.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    return msgspec.convert(bytes(digest), UUID)


def random_id() -> UUID:
    """A new random id; only entry points may ask for one, never code that runs on replay."""
    return UUID(bytes=os.urandom(16), version=4)
