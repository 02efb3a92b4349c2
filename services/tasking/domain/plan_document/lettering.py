"""Characters: widths, invisible ones, numerals. Everything here keeps or only removes characters, so that
words stay words.
"""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufe00-\ufe0f]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_LONG_GAPS = re.compile("[ \u3000]{9,}")
_COMPOSED = re.compile("[\u2474-\u249b\u3220-\u3229]")  # ⑴ ⒈ ㈠: one character for a whole mark
_CJK = "\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’—…〇○"
_INNER_SPACE = re.compile(f"(?<=[{_CJK}])[ \u3000\t]+|[ \u3000\t]+(?=[{_CJK}])")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
TERMINALS = "。！？!?；;：:"


def cleaned(text: str) -> str:
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = _LONG_GAPS.sub(" " * 8, text)  # keeps every later pattern linear
    return _COMPOSED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _narrow_forms() -> dict[int, str]:
    forms = {0x3000: " "}
    for first, last in ((0xFF00, 0xFFEF), (0xFE10, 0xFE6F), (0x2F00, 0x2FDF)):
        for code in range(first, last + 1):
            narrow = unicodedata.normalize("NFKC", chr(code))
            if len(narrow) == 1:
                forms[code] = narrow
    return forms


_NARROW_FORMS = _narrow_forms()


def folded(text: str) -> str:
    """The same text with half-width digits, letters and punctuation, character by character: positions agree."""
    return text.translate(_NARROW_FORMS)


def tidied(text: str) -> str:
    """Without the spaces that layouts leave beside Chinese characters; those between Latin words stay."""
    return _INNER_SPACE.sub("", text).strip()


def number_of(words: str) -> int:
    """12, 十二, 二十, 二〇二三 → int. Raises ValueError."""
    if words.isascii():
        return int(words)
    if "百" in words:
        hundreds, _, rest = words.partition("百")
        return number_of(hundreds) * 100 + (number_of(rest.lstrip("零")) if rest else 0)
    if "十" in words:
        tens, _, ones = words.partition("十")
        return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
    return int("".join(str(_digit(char)) for char in words))


def _digit(char: str) -> int:
    if char not in _DIGITS:
        raise ValueError(f"no numeral: {char!r}")
    return _DIGITS[char]


def numeral(number: int) -> str:
    """1…99 in Chinese numerals."""
    ones = "零一二三四五六七八九"
    if number < 10:
        return ones[number]
    tens = "" if number < 20 else ones[number // 10]
    return f"{tens}十{ones[number % 10] if number % 10 else ''}"
