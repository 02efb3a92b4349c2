"""Text that enters: NUL is stored by SQLite and refused by PostgreSQL, so control characters never get in."""

import unicodedata
from typing import Any

import msgspec

from shared.kernel.errors import ControlCharacters, Invalid
from shared.kernel.limits import INTEGER_MAX, TEXT_CHARS_MAX

_ALLOWED_CONTROLS = {"\n", "\t"}


def check_text(value: str, field: str = "") -> str:
    """Returns the text; raises ControlCharacters or Invalid (too long, lone surrogates)."""
    if len(value) > TEXT_CHARS_MAX:
        raise Invalid(f"“{field}”超过{TEXT_CHARS_MAX}字，请精简或作为文件上传。", field=field)
    for char in value:
        point = ord(char)
        if (point < 0x20 and char not in _ALLOWED_CONTROLS) or 0x7F <= point <= 0x9F:
            raise ControlCharacters(f"“{field}”里有不可见的控制字符，请删去后再提交。", field=field)
        if 0xD800 <= point <= 0xDFFF:
            raise ControlCharacters(f"“{field}”里有无法识别的字符，请重新输入。", field=field)
    return value


def check_strings(value: Any, field: str = "") -> None:
    """Walks a decoded command and checks each text and number in it."""
    if isinstance(value, str):
        check_text(value, field)
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        if abs(value) > INTEGER_MAX:
            raise Invalid(f"“{field}”的数值过大。", field=field)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            check_strings(getattr(value, name), name)
    elif isinstance(value, dict):
        for key, item in value.items():
            check_strings(key, field)
            check_strings(item, str(key))
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            check_strings(item, field)


def name_key(name: str) -> str:
    """What written names are compared by: width, case and blanks aside, nothing else.

    县（市）区 and 县(市)区 are one name; 市直机关工委, 市直机关关工委 and 市直关工委 stay three (O6).
    """
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
