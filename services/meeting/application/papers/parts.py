"""Parts that suggested texts share: a receipt to fill in, columns."""

from collections.abc import Sequence
from typing import Final

from services.meeting.domain.paper_text import TextAttachment, TextColumn, TextTable

_RECEIPT_ROWS: Final = 4


def receipt(title: str, columns: Sequence[str]) -> TextAttachment:
    rows = tuple(("",) * len(columns) for _ in range(_RECEIPT_ROWS))
    return TextAttachment(title=title, table=TextTable(columns=columns_of(*((one, 1) for one in columns)), rows=rows))


def columns_of(*columns: tuple[str, int]) -> tuple[TextColumn, ...]:
    return tuple(TextColumn(title=title, share=share) for title, share in columns)
