"""Pages: A4 with the type area, the grid of 22 lines and 28 characters, headers and footers, sections turned across."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from shared.papers import measures as m
from shared.papers.foot import footer_distance, page_number
from shared.papers.letter import first_page_foot, first_page_head
from shared.papers.paper import Letterhead
from shared.papers.strips import Strip
from shared.papers.turned import turned_page_number
from shared.papers.xml import FANGSONG, HEITI, Face, Layout, element, face_properties, paragraph, run, spacer

# Of python-docx's own template: its styles, look and picture are another paper's.
_FOREIGN_RELATIONS: Final = (
    *("thumbnail", "customXml", "theme", "numbering", "stylesWithEffects", "webSettings", "fontTable"),
    *("core-properties", "extended-properties"),
)
_MARK: Final = Face(HEITI, m.SIZE_4)
MARK_LINE: Final = 320
_LETTER_RISE: Final = 80  # characters of a letter's head reach above their line
_HEADER_MM: Final = 12  # from the page's upper edge; less than the margins of a page turned, too


@dataclass(slots=True)
class Sheet:
    """Pages of one orientation; `even`: they begin on an even page."""

    strips: list[Strip]
    across: bool = False
    even: bool = False


def prepare(document: Document) -> None:
    """Nothing of the template but its package: one style, the settings of the standard, no moment and no author."""
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_FOREIGN_RELATIONS)]:
            del relations[key]
    _set_styles(document.styles.element)
    _set_settings(document.settings.element)
    for child in list(document.element.body):
        if child.tag != qn("w:sectPr"):
            document.element.body.remove(child)


def _set_styles(styles: Any) -> None:
    for child in list(styles):
        styles.remove(child)
    fonts = face_properties(Face(FANGSONG, m.SIZE_3))
    fonts.append(element("lang", val="en-US", eastAsia="zh-CN"))
    styles.append(element("docDefaults", element("rPrDefault", fonts), element("pPrDefault", element("pPr"))))
    normal = element("style", element("name", val="Normal"), element("qFormat"), type="paragraph", default=1)
    # Here again: some programs take the size of an empty line from this style and look no further.
    normal.append(face_properties(Face(FANGSONG, m.SIZE_3)))
    normal.set(qn("w:styleId"), "Normal")
    styles.append(normal)


def _set_settings(settings: Any) -> None:
    for child in list(settings):
        settings.remove(child)
    settings.append(element("mirrorMargins"))
    settings.append(element("evenAndOddHeaders"))
    settings.append(element("characterSpacingControl", val="doNotCompress"))
    compatibility = element("compat", element("doNotExpandShiftReturn"), element("useFELayout"))
    compatibility.append(
        element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    )
    settings.append(compatibility)


def lay_out(document: Document, sheets: Sequence[Sheet], *, letter: bool) -> None:
    """The strips into the body, each sheet's section behind its last paragraph."""
    body = document.element.body
    for sheet in sheets[1:]:
        document.add_section(WD_SECTION.EVEN_PAGE if sheet.even else WD_SECTION.NEW_PAGE)
    carriers = [child for child in body if child.tag == qn("w:p")]
    for sheet, carrier in zip(sheets, [*carriers, body[-1]], strict=True):
        for strip in sheet.strips:
            carrier.addprevious(strip.element)
    for carrier in carriers:
        _hand_over(carrier)
    if body[-2].tag == qn("w:tbl"):
        body[-1].addprevious(paragraph([], Layout(line=20)))
    for properties, sheet in zip(section_properties(document), sheets, strict=True):
        _measure(properties, sheet, letter=letter)


def section_properties(document: Document) -> list[Any]:
    return list(document.element.body.iter(qn("w:sectPr")))


def _hand_over(carrier: Any) -> None:
    """A section ends with the paragraph that carries its properties: the last one of the text, when it is one."""
    last = carrier.getprevious()
    if last is None or last.tag != qn("w:p"):
        carrier.get_or_add_pPr().append(element("spacing", before=0, after=0, line=20, lineRule="exact"))
        _in_order(carrier.pPr)
        return
    last.pPr.append(copy.deepcopy(carrier.pPr.find(qn("w:sectPr"))))
    carrier.getparent().remove(carrier)


def _in_order(properties: Any) -> None:
    section = properties.find(qn("w:sectPr"))
    properties.remove(section)
    properties.append(section)


def _measure(properties: Any, sheet: Sheet, *, letter: bool) -> None:
    wide, high = (m.PAGE_HEIGHT_MM, m.PAGE_WIDTH_MM) if sheet.across else (m.PAGE_WIDTH_MM, m.PAGE_HEIGHT_MM)
    # Turned, the table's head is at the binding side: of an odd page above, and so it is of an even one turned back.
    top, bottom, left, right = (
        (m.BINDING_MM, m.OUTER_MM, m.BOTTOM_MM, m.TOP_MM)
        if sheet.across
        else (m.TOP_MM, m.BOTTOM_MM, m.BINDING_MM, m.OUTER_MM)
    )
    for name in ("pgSz", "pgMar", "cols", "docGrid"):
        for child in properties.findall(qn(f"w:{name}")):
            properties.remove(child)
    size = element("pgSz", w=m.twips(wide), h=m.twips(high))
    if sheet.across:
        size.set(qn("w:orient"), "landscape")
    margins = element(
        "pgMar",
        top=m.twips(top),
        right=m.twips(right),
        bottom=m.twips(bottom),
        left=m.twips(left),
        header=m.twips(m.LETTER_DROP_MM) - MARK_LINE + _LETTER_RISE if letter else m.twips(_HEADER_MM),
        footer=m.twips(m.LETTER_FOOT_MM) if letter else footer_distance(),
        gutter=0,
    )
    for child in (size, margins, element("cols", space=0), _grid(across=sheet.across)):
        properties.append(child)


def _grid(*, across: bool) -> Any:
    """22 lines. The 28 characters are the faces' own business: a grid of characters narrower than their font, as this
    one is, is read as a wider one by LibreOffice.
    """
    # A pitch that fills the turned area, too: what is left over would move the head of a table from its margin.
    pitch = m.AREA_WIDTH // (m.AREA_WIDTH // m.LINE) if across else m.LINE
    return element("docGrid", type="lines", linePitch=pitch)


def furnish(document: Document, sheets: Sequence[Sheet], *, letterhead: Letterhead | None, mark: str) -> None:
    """Headers and footers: page numbers, the mark of what is not issued, the lines of a letter."""
    across_before: bool | None = None
    for number, (section, sheet) in enumerate(zip(document.sections, sheets, strict=True)):
        if number == 0 and letterhead:
            _letter(section, letterhead, mark)
        if sheet.across != across_before:
            _footers(section, across=sheet.across, letter=letterhead is not None)
        across_before = sheet.across
    first = document.sections[0]
    for header in (first.header, first.even_page_header):
        _fill(header, [_mark_line(mark)])
    _keep_properties_in_order(document)


def _footers(section: Any, *, across: bool, letter: bool) -> None:
    # A letter's footer begins lower, for its red line; its numbers stand where all others do.
    below = [spacer(footer_distance() - m.twips(m.LETTER_FOOT_MM))] if letter else []
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        content = turned_page_number(odd=right) if across else [page_number(right=right), *copy.deepcopy(below)]
        _fill(footer, content)


def _letter(section: Any, letterhead: Letterhead, mark: str) -> None:
    section.different_first_page_header_footer = True
    _fill(section.first_page_header, [_mark_line(mark), *first_page_head(letterhead)])
    _fill(section.first_page_footer, first_page_foot())


def _mark_line(mark: str) -> Any:
    return paragraph([run(mark, _MARK)] if mark else [], Layout(align="center", line=MARK_LINE))


def _fill(place: Any, content: Sequence[Any]) -> None:
    place.is_linked_to_previous = False
    root = place.part.element
    for child in list(root):
        root.remove(child)
    for each in content:
        root.append(each)


_SECTION_ORDER: Final = ("headerReference", "footerReference", "type", "pgSz", "pgMar", "cols", "titlePg", "docGrid")


def _keep_properties_in_order(document: Document) -> None:
    for properties in section_properties(document):
        children = sorted(properties, key=lambda child: _SECTION_ORDER.index(child.tag.rpartition("}")[2]))
        for child in children:
            properties.remove(child)
        for child in children:
            properties.append(child)
