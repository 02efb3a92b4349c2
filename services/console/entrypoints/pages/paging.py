"""Long lists are shown page by page: where the next page is."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

Cursor = Annotated[str | None, Query(max_length=2000)]


def narrowed(address: str, **kept: object) -> str:
    """The address with the filters that are set."""
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"{address}?{query}" if query else address


def further(address: str, cursor: str | None, **kept: object) -> str:
    """The address of the page after this one with the filters that are set; "" on the last page."""
    return narrowed(address, **{**kept, "cursor": cursor}) if cursor else ""
