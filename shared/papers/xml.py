"""The little of WordprocessingML that is needed, as functions; python-docx keeps the package around it."""

from dataclasses import dataclass, replace
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from shared.papers.measures import LINE, SIZE_2, SIZE_3, SIZE_4, SPACING, indent
from shared.papers.text import clean

FANGSONG: Final = "仿宋_GB2312"
HEITI: Final = "黑体"
KAITI: Final = "楷体_GB2312"
SONG: Final = "宋体"
XIAOBIAOSONG: Final = "方正小标宋简体"
RED: Final = "FF0000"


@dataclass(frozen=True, slots=True)
class Face:
    """How characters look: `scale` is their width in per cent, `spacing` what is added to it, in twips."""

    font: str = FANGSONG
    points: float = SIZE_3
    red: bool = False
    scale: int = 100
    spacing: int = 0


TEXT: Final = Face(spacing=SPACING)
HEADING_1: Final = Face(HEITI, spacing=SPACING)
HEADING_2: Final = Face(KAITI, spacing=SPACING)
TITLE: Final = Face(XIAOBIAOSONG, SIZE_2)
SMALL: Final = Face(FANGSONG, SIZE_4)
PAGE_NUMBER: Final = Face(SONG, SIZE_4)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph stands; indents in characters of the text, `line` the exact height in twips.

    `tabs` are (position in characters, "left" or "right"); `rules` are lines below and above it; with a `frame` it
    stands at a place of its own on the page.
    """

    align: str = "both"
    line: int = LINE
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    hanging: float = 0.0
    tabs: tuple[tuple[float, str], ...] = ()
    keep_next: bool = False
    new_page: bool = False
    rules: tuple["Rule", ...] = ()
    frame: "Frame | None" = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line along a paragraph's `side`: eighths of a point, in the format's name for its kind."""

    side: str = "bottom"
    eighths: int = 18
    kind: str = "single"
    red: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """A paragraph's own place, from the page's upper left corner, in twips."""

    x: int
    y: int
    width: int
    height: int


def element(name: str, /, *children: Any, **attributes: object) -> Any:
    """`element("spacing", line=579)`: names and attributes of the main namespace."""
    made: Any = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    for child in children:
        made.append(child)
    return made


def run(text: str, face: Face = TEXT) -> Any:
    made = element("r", face_properties(face))
    for number, part in enumerate(clean(text).split("\n")):
        if number:
            made.append(element("br"))
        made.append(_text(part))
    return made


def tab() -> Any:
    return element("r", face_properties(TEXT), element("tab"))


def field(code: str, face: Face) -> list[Any]:
    """A field whose value the reader's program fills in (PAGE)."""
    instruction: Any = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    parts = [
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
        _text("1"),
        element("fldChar", fldCharType="end"),
    ]
    return [element("r", face_properties(face), part) for part in parts]


def paragraph(runs: list[Any], layout: Layout | None = None) -> Any:
    return element("p", _layout_properties(layout or Layout()), *runs)


def spacer(height: int, *, new_page: bool = False) -> Any:
    """An empty paragraph of an exact height: unlike space before, no program drops it at the top of a page."""
    return paragraph([run("", replace(TEXT, points=1.0))], Layout(line=max(height, 1), new_page=new_page))


def face_properties(face: Face) -> Any:
    fonts = element("rFonts", ascii=face.font, hAnsi=face.font, eastAsia=face.font, cs=face.font, hint="eastAsia")
    properties = element("rPr", fonts)
    if face.red:
        properties.append(element("color", val=RED))
    if face.spacing:
        properties.append(element("spacing", val=face.spacing))
    if face.scale != 100:
        properties.append(element("w", val=face.scale))
    properties.append(element("sz", val=round(face.points * 2)))
    properties.append(element("szCs", val=round(face.points * 2)))
    return properties


def _text(text: str) -> Any:
    made: Any = element("t")
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def _layout_properties(layout: Layout) -> Any:
    properties = element("pPr")
    if layout.keep_next:
        properties.append(element("keepNext"))
    if layout.new_page:
        properties.append(element("pageBreakBefore"))
    if layout.frame:
        properties.append(_frame(layout.frame))
    # No line is taken along to the next page: a page holds 22.
    properties.append(element("widowControl", val=0))
    if layout.rules:
        properties.append(element("pBdr", *map(rule_element, layout.rules)))
    if layout.tabs:
        stops = [element("tab", val=kind, pos=indent(at)) for at, kind in layout.tabs]
        properties.append(element("tabs", *stops))
    # Nothing between Chinese and Latin, no punctuation beyond the edge: a line holds 28 characters.
    for name in ("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"):
        properties.append(element(name, val=0))
    if layout.line != LINE:
        properties.append(element("snapToGrid", val=0))
    properties.append(element("spacing", before=0, after=0, line=layout.line, lineRule="exact"))
    if any((layout.left, layout.right, layout.first, layout.hanging)):
        properties.append(_indents(layout))
    properties.append(element("jc", val=layout.align))
    return properties


def _frame(frame: Frame) -> Any:
    return element(
        "framePr",
        w=frame.width,
        h=frame.height,
        hRule="exact",
        hSpace=0,
        wrap="around",
        vAnchor="page",
        hAnchor="page",
        x=frame.x,
        y=frame.y,
    )


def _indents(layout: Layout) -> Any:
    made = element("ind")
    values = {"left": layout.left, "right": layout.right, "firstLine": layout.first, "hanging": layout.hanging}
    for name, chars in values.items():
        if chars:
            made.set(qn(f"w:{name}"), str(indent(chars)))
    return made


def rule_element(rule: Rule) -> Any:
    color = RED if rule.red else "000000"
    return element(rule.side, val=rule.kind, sz=rule.eighths, space=0, color=color)
