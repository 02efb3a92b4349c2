"""Bytes of an uploaded document → text, or a refusal in words (T11)."""

import codecs
from dataclasses import dataclass

from services.tasking.domain.plan_document.refusals import (
    PlanBinary,
    PlanControlCharacters,
    PlanDocxNotSupported,
    PlanEmpty,
    PlanEncodingUnknown,
    PlanFormatNotSupported,
    PlanTooLarge,
)
from shared.kernel.errors import ControlCharacters
from shared.kernel.limits import TEXT_CHARS_MAX, UPLOAD_BYTES_MAX
from shared.kernel.text import check_text

_SAMPLE_CHARS = 4000
_PLAUSIBLE = 0.75  # Chinese office text scores above 0.95, text read with a wrong encoding below 0.5
_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Word 97-2003（.doc）",
    b"{\\rtf": "RTF",
    b"<!doctype": "网页（HTML）",
    b"<html": "网页（HTML）",
    b"<?xml": "XML",
}


@dataclass(frozen=True, slots=True)
class DecodedText:
    """`encoding`: utf-8, utf-16-le, utf-16-be or gb18030. Line ends are line feeds, the byte order mark is gone."""

    text: str
    encoding: str


def decode_plan(data: bytes) -> DecodedText:
    """Raises a PlanRefused for whatever is not plain text; any bytes give an answer or a refusal."""
    check_size(data)
    check_format(data)
    text, encoding = _with_mark(data) or _by_evidence(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_characters(text)
    return DecodedText(text, encoding)


def check_size(data: bytes) -> None:
    if len(data) > UPLOAD_BYTES_MAX:
        raise PlanTooLarge(f"文件超过{UPLOAD_BYTES_MAX // 1024 // 1024}MB，请只上传方案正文的文本。", size=len(data))
    if not data.strip():
        raise PlanEmpty("文件是空的，请检查后重新上传。")


def check_format(data: bytes) -> None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise PlanDocxNotSupported("暂不能导入Word文档（.docx）或压缩包，请另存为纯文本（.txt）后再上传。")
    head = data[:512].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for magic, name in _OTHER_FORMATS.items():
        if head.startswith(magic.lower()):
            raise PlanFormatNotSupported(f"这是{name}文件，暂不能导入，请另存为纯文本（.txt）后再上传。", format=name)


def check_characters(text: str) -> None:
    if not text.strip("\ufeff\u200b \u3000\n\t"):
        raise PlanEmpty("文件里没有文字，请检查后重新上传。")
    try:
        for start in range(0, len(text), TEXT_CHARS_MAX):
            check_text(text[start : start + TEXT_CHARS_MAX], "文件")
    except ControlCharacters as refusal:
        raise PlanControlCharacters("文件里有不可见的控制字符，请用记事本另存为纯文本后再上传。") from refusal


def _with_mark(data: bytes) -> tuple[str, str] | None:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise PlanEncodingUnknown("文件是UTF-32编码，请另存为UTF-8编码的纯文本后再上传。")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text = _decoded(data[len(mark) :], encoding)
            if text is None:
                raise PlanEncodingUnknown(f"文件标明是{encoding.upper()}编码，但内容已损坏，请重新另存后再上传。")
            return text, encoding
    return None


def _by_evidence(data: bytes) -> tuple[str, str]:
    """UTF-8 proves itself; the others are told apart by how much of the result is everyday Chinese text."""
    has_nul = b"\x00" in data
    if not has_nul and (text := _decoded(data, "utf-8")) is not None:
        return text, "utf-8"
    encodings = ("utf-16-le", "utf-16-be") if has_nul else ("gb18030", "utf-16-le", "utf-16-be")
    candidates = [(_plausibility(text), text, name) for name in encodings if (text := _decoded(data, name)) is not None]
    best = max(candidates, key=lambda candidate: candidate[0], default=(0.0, "", ""))
    if best[0] >= _PLAUSIBLE:
        return best[1], best[2]
    if has_nul or _looks_binary(data):
        raise PlanBinary("这不是文本文件，请另存为纯文本（.txt）后再上传。")
    raise PlanEncodingUnknown("无法识别文件的文字编码，请另存为UTF-8编码的纯文本后再上传。")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE_CHARS]
    controls = sum(byte < 0x20 and byte not in (0x09, 0x0A, 0x0D) for byte in sample)
    return controls * 50 > len(sample)


def _plausibility(text: str) -> float:
    sample = text[:_SAMPLE_CHARS]
    return sum(map(_is_everyday, sample)) / len(sample) if sample else 0.0


def _is_everyday(char: str) -> bool:
    """ASCII text, Chinese punctuation, and the 3,755 first-level characters of GB 2312 (lead byte up to 0xD7)."""
    if char in "\n\r\t" or " " <= char <= "~":
        return True
    try:
        return char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return "\uff00" <= char <= "\uffef" or char in "\u2022\u30fb〇"
