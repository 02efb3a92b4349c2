"""The same parts give the same file: a .docx is a zip, and a zip remembers when it was made."""

import io
import zipfile
from typing import Final

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES: Final = "[Content_Types].xml"


def repacked(package: bytes, *, without: frozenset[str] = frozenset()) -> bytes:
    """The package in one order, without moments, and without the parts named."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as parts, zipfile.ZipFile(out, "w") as packed:
        # Some programs look for the content types first.
        for name in sorted(set(parts.namelist()) - without, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            packed.writestr(entry, parts.read(name))
    return out.getvalue()
