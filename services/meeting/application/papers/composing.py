"""Text, setting and number to the paper as it stands: which kind has which parts."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from services.meeting.domain.paper_kinds import KINDS
from services.meeting.domain.paper_style import Style
from services.meeting.domain.paper_text import PaperText, TextAttachment, TextTable
from services.meeting.domain.vocabulary import Value
from shared import papers

DRAFT_MARK: Final = "草　稿（未印发）"
ROW_MM: Final = 11
_NOBODY_YET: Final = "　　　"
_SIGNED: Final = frozenset({"request", "report", "notice", "transmittal_notice"})


class Standing(Value, frozen=True, kw_only=True):
    """What a paper carries beside its text: `bodies` are the names of who issues it, `day` that of issue."""

    kind: str
    bodies: tuple[str, ...]
    number: str
    day: date
    issued: bool


def composed(text: PaperText, style: Style, standing: Standing) -> papers.Paper:
    """What is not issued is marked so on every page and shows the number only when it has one."""
    kind = KINDS[standing.kind]
    return papers.Paper(
        head=_head(style, standing),
        number=standing.number,
        signers=_signers(text.signer) if kind.upward else (),
        title=text.title,
        addressees=text.addressees,
        body=(*papers.blocks(text.text), *_table(text.table)),
        attachments=() if standing.kind == "attendance_sheet" else tuple(one.title for one in text.attachments),
        people=tuple(papers.People(label=one.label, names=one.names) for one in text.people),
        signature=_signature(style, standing),
        note=text.note,
        imprint=_imprint(text, style, standing) if kind.numbered else None,
        annexes=_annexes(text.attachments, labelled=standing.kind != "attendance_sheet"),
        mark="" if standing.issued else DRAFT_MARK,
    )


def _signers(names: str) -> tuple[str, ...]:
    """Of a joint paper one of each body, in their order; a gap for a name that is not there yet."""
    return tuple(filter(None, (name.strip() for name in re.split("[、，,]", names)))) or (_NOBODY_YET,)


def _head(style: Style, standing: Standing) -> papers.RedHead | papers.MinutesHead | None:
    if not style.red_head or not KINDS[standing.kind].numbered:
        return None
    if standing.kind == "minutes":
        office = style.printing_office or standing.bodies[0]
        return papers.MinutesHead(name=f"{standing.bodies[0]}会议纪要", office=office, day=day_text(standing.day))
    return papers.RedHead(bodies=standing.bodies, with_word=style.with_word)


def _signature(style: Style, standing: Standing) -> papers.Signature | None:
    if standing.kind not in _SIGNED:
        return None
    return papers.Signature(bodies=standing.bodies, day=day_text(standing.day), sealed=style.sealed)


def _imprint(text: PaperText, style: Style, standing: Standing) -> papers.Imprint:
    copies = tuple(dict.fromkeys((*text.copies_to, *style.copies_to)))
    office = style.printing_office or standing.bodies[0]
    return papers.Imprint(office=office, day=day_text(standing.day), copies_to=copies)


def _annexes(attachments: Sequence[TextAttachment], *, labelled: bool) -> tuple[papers.Annex, ...]:
    """Each on pages of its own; the sheets of further venues are no attachments of the first one's."""
    several = len(attachments) > 1
    return tuple(
        papers.Annex(
            label=(f"附件{number}" if several else "附件") if labelled else "",
            title=one.title,
            body=(*papers.blocks(one.text), *_table(one.table)),
            across=one.across,
        )
        for number, one in enumerate(attachments, 1)
        if one.text.strip() or one.table
    )


def _table(table: TextTable | None) -> tuple[papers.Table, ...]:
    if table is None:
        return ()
    columns = tuple(papers.Column(title=one.title, share=one.share) for one in table.columns)
    return (papers.Table(columns=columns, rows=table.rows, row_mm=ROW_MM),)


def day_text(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
