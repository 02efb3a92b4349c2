"""Long lists are shown page by page: where the next page is."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

Cursor = Annotated[str | None, Query(max_length=2000)]


def further(address: str, cursor: str | None, **kept: object) -> str:
    """The address of the page after this one with the filters that are set; "" on the last page."""
    if not cursor:
        return ""
    return f"{address}?{urlencode({**{name: value for name, value in kept.items() if value}, 'cursor': cursor})}"
