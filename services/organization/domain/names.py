"""When two written names are the same name."""

import unicodedata


def name_key(name: str) -> str:
    """What names are compared by: width, case and blanks aside, nothing else.

    县（市）区 and 县(市)区 are one name; 市直机关工委, 市直机关关工委 and 市直关工委 stay three (O6).
    """
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
