"""The measures of GB/T 9704-2012; the file format counts in twentieths of a point (twips)."""

from typing import Final

TWIPS_PER_MM: Final = 1440 / 25.4


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


PAGE_WIDTH_MM: Final = 210
PAGE_HEIGHT_MM: Final = 297
TOP_MM: Final = 37
BINDING_MM: Final = 28
AREA_WIDTH_MM: Final = 156
AREA_HEIGHT_MM: Final = 225
OUTER_MM: Final = PAGE_WIDTH_MM - BINDING_MM - AREA_WIDTH_MM
BOTTOM_MM: Final = PAGE_HEIGHT_MM - TOP_MM - AREA_HEIGHT_MM

LINES: Final = 22
CHARS: Final = 28
AREA_WIDTH: Final = twips(AREA_WIDTH_MM)
AREA_HEIGHT: Final = twips(AREA_HEIGHT_MM)
# Rounded down: one twip more a line, and the page holds 21.
LINE: Final = AREA_HEIGHT // LINES

# What each of 28 characters of 16 points is less than its own width, in twips, rounded to the narrower side.
SPACING: Final = AREA_WIDTH // CHARS - 320
CHAR: Final = 320 + SPACING

SIZE_2: Final = 22.0  # 2号, in points
SIZE_3: Final = 16.0
SIZE_4: Final = 14.0

HEAD_DROP_MM: Final = 35  # upper edge of the issuing body below the type area's
HEAD_HEIGHT_MM_MAX: Final = 75  # of all bodies of a joint issue: the first page must hold text
RED_LINE_DROP_MM: Final = 4
LETTER_DROP_MM: Final = 30  # of a letter's head, from the page's upper edge
LETTER_LINE_MM: Final = 170
LETTER_FOOT_MM: Final = 20
PAGE_NUMBER_DROP_MM: Final = 7
SEAL_LINES: Final = 2  # a seal of 42 mm over the signature then ends within a line of the text


def indent(chars: float) -> int:
    return round(chars * CHAR)
