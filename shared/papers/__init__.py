"""Official papers as .docx in the layout of GB/T 9704-2012: a typed value goes in, the same bytes come out each time.

render(Paper(head=RedHead(bodies=("某市某会",)), number="某会〔2023〕1号", title="关于……的通知", body=blocks(text)))
"""

from shared.papers.outline import blocks
from shared.papers.paper import (
    Annex,
    Block,
    Column,
    Imprint,
    Letterhead,
    MinutesHead,
    Paper,
    Paragraph,
    People,
    RedHead,
    Signature,
    Table,
)
from shared.papers.render import render

__all__ = [
    "Annex",
    "Block",
    "Column",
    "Imprint",
    "Letterhead",
    "MinutesHead",
    "Paper",
    "Paragraph",
    "People",
    "RedHead",
    "Signature",
    "Table",
    "blocks",
    "render",
]
