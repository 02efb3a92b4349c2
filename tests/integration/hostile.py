"""Text that would be markup if a page let it, and a judge of pages: what a browser's parser makes of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree, html

_HOSTILE: Final = "javascript:alert(1)//<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
_UNSPACED: Final = "".join(_HOSTILE.split())
_MARK: Final = re.compile(r"⟦\d+⟧")
# What no page of the console is made of.
_FOREIGN: Final = frozenset({"img", "iframe", "object", "embed", "style", "base", "svg", "math", "video", "audio"})
_OURS: Final = "/console/static/"
# Where words that somebody typed may stand beside the text itself.
_HOLDS_WORDS: Final = frozenset({"value", "aria-label"})
_ADDRESSES: Final = frozenset({"href", "src", "action", "formaction", "data", "poster"})


def hostile(number: int) -> str:
    """`number` tells one planted text from another; it stands last, so that a text that was cut or parsed shows."""
    return f"{_HOSTILE}⟦{number}⟧"


@dataclass
class Control:
    name: str
    kind: str  # of an input: its type; else textarea or select
    value: str
    options: list[tuple[str, str]] = field(default_factory=list)  # value, words

    @property
    def is_typed(self) -> bool:
        return self.kind in ("text", "textarea")


class Page:
    """`planted` are the numbers of the texts that stand on it, whole and as text."""

    def __init__(self, text: str) -> None:
        self.root: Any = html.document_fromstring(text)
        self.faults: list[str] = []
        self.planted: set[int] = set()
        for element in self.root.iter():
            self._judge(element)
        self._judge_text("".join(self.root.itertext(etree.Element)))

    @property
    def links(self) -> set[str]:
        return {str(each.get("href")) for each in self.root.iter("a") if each.get("href")}

    def controls(self) -> list[Control]:
        """Of the form of the page itself: not the one that signs out, not the one for the type size."""
        own = [form for form in self.root.forms if form.method == "POST" and not form.get("action")]
        return list(_controls(own[0])) if own else []

    def _judge(self, element: Any) -> None:
        if not isinstance(element.tag, str):
            self.faults += [f"in a comment: {element.text}"] if _MARK.search(element.text or "") else []
            return
        if element.tag in _FOREIGN:
            self.faults.append(f"<{element.tag}>")
        if element.tag == "script" and (not str(element.get("src")).startswith(_OURS) or element.text):
            self.faults.append(f"<script>: {element.text}")
        for name, value in element.attrib.items():
            self._judge_attribute(element.tag, name, value)

    def _judge_attribute(self, tag: str, name: str, value: str) -> None:
        scheme = "".join(value.split()).lower().partition(":")[0] if ":" in value else ""
        if name.startswith("on") or (name in _ADDRESSES and scheme in ("javascript", "data", "vbscript")):
            self.faults.append(f"<{tag} {name}={value!r}>")
        if _MARK.search(value) and name not in _HOLDS_WORDS:
            self.faults.append(f"<{tag} {name}={value!r}>")
        if name in _HOLDS_WORDS:
            self._judge_text(value)

    def _judge_text(self, text: str) -> None:
        """Every mark ends a text that is whole: nothing of it became markup, nothing was worked out.

        But for spaces: a paper breaks its lines where it must.
        """
        text = "".join(text.split())
        for mark in _MARK.finditer(text):
            if text[: mark.start()].endswith(_UNSPACED):
                self.planted.add(int(mark.group()[1:-1]))
            else:
                self.faults.append(f"not whole: {text[max(0, mark.start() - 120) : mark.end()]!r}")


def _controls(form: Any) -> Iterator[Control]:
    choices: dict[str, Control] = {}
    for each in form.iter("input", "textarea", "select"):
        name, kind = each.get("name"), each.get("type", "text") if each.tag == "input" else each.tag
        if name is None:
            continue
        if kind in ("radio", "checkbox"):
            control = choices.get(name)
            if control is None:
                control = choices[name] = Control(name, kind, "")
                yield control
            words = "".join(form.xpath(".//label[@for=$id]", id=each.get("id"))[0].itertext())
            control.options.append((each.get("value", "on"), words))
            control.value = each.get("value", "on") if each.get("checked") is not None else control.value
        elif kind == "select":
            options = [(one.get("value", ""), "".join(one.itertext())) for one in each.iter("option")]
            yield Control(name, kind, str(each.value or ""), options)
        else:
            yield Control(name, kind, str((each.text if kind == "textarea" else each.get("value")) or "").strip("\n"))
