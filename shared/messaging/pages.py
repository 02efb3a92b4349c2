"""Pages of a list: ordered by (sort_key, id) by code point, continued from an opaque cursor."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from shared.kernel.errors import Invalid
from shared.kernel.limits import PAGE_ROWS_MAX

T = TypeVar("T")


class BadCursor(Invalid):
    code = "invalid_cursor"


class BadLimit(Invalid):
    code = "invalid_limit"


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`cursor` continues after the last item; None: this was the last page."""

    items: Sequence[T]
    cursor: str | None


def check_limit(limit: int) -> int:
    if not 1 <= limit <= PAGE_ROWS_MAX:
        raise BadLimit(f"每页条数应在1到{PAGE_ROWS_MAX}之间。", limit=limit)
    return limit


def encode_cursor(sort_key: str, row_id: str) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode((sort_key, row_id))).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[str, str]:
    """Raises BadCursor."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(raw, type=tuple[str, str])
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise BadCursor("翻页标记无效，请从第一页重新查看。") from error
