"""Opaque, permanent ids. They are given by the client or derived, so that a repetition lands on the same thing."""

import os
from uuid import UUID, uuid5

NAMESPACE = UUID("6f6b5b0e-6d2a-5a43-9d0f-1d9a5a4a2f11")


def derive(*parts: object) -> UUID:
    """A uuid5 over the parts; the same parts give the same id, for ever.

    Parts are length-prefixed, so ("ab", "c") and ("a", "bc") differ.
    """
    text = "".join(f"{len(part)}:{part}" for part in map(str, parts))
    return uuid5(NAMESPACE, text)


def random_id() -> UUID:
    """A new random id; only entry points may ask for one, never code that runs on replay."""
    return UUID(bytes=os.urandom(16), version=4)
