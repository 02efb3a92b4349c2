"""A visitor without a mouse: everything is reached by Tab and arrows, pressed by Enter and Space, typed by keys."""

from datetime import datetime

from playwright.sync_api import FileChooser, Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.visitor import PDF, Visitor

STEPS_MAX = 400
PARTS_MAX = 8
CHOOSERS_MAX = 5
CHOOSER_MS = 8_000
NEXT = ""
_IS_FOCUSED = "element => element === document.activeElement"


class KeyboardVisitor(Visitor):
    def reach(self, to: Locator) -> Locator:
        """By Tab from where the focus is; what cannot be reached fails the test."""
        for _ in range(STEPS_MAX):
            if to.evaluate(_IS_FOCUSED):
                assert self._is_seen(to), "what has the focus does not show it"
                return to
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {to}")

    def _is_seen(self, focused: Locator) -> bool:
        return bool(focused.evaluate("element => getComputedStyle(element).outlineStyle !== 'none'"))

    def follow(self, words: str) -> "KeyboardVisitor":
        return self._pressed(self.main.get_by_role("link", name=words, exact=True).first)

    def press(self, words: str) -> "KeyboardVisitor":
        return self._pressed(self.page.get_by_role("button", name=words, exact=True))

    def _pressed(self, what: Locator) -> "KeyboardVisitor":
        self.reach(what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def choose(self, *labels: str) -> "KeyboardVisitor":
        for label in labels:
            self.tick(self.main.get_by_label(label, exact=True).first)
        return self

    def tick(self, box: Locator) -> "KeyboardVisitor":
        if box.get_attribute("type") == "radio":
            group = self.main.locator(f"input[name='{box.get_attribute('name')}']")
            chosen = self.main.locator(f"input[name='{box.get_attribute('name')}']:checked")
            self.reach(chosen.first if chosen.count() else group.first)
            self.page.keyboard.press("Space")
            for _ in range(group.count()):
                if box.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
        else:
            self.reach(box)
            self.page.keyboard.press("Space")
        assert box.is_checked()
        return self

    def pick(self, label: str, words: str) -> "KeyboardVisitor":
        """Down the list, until it stands there."""
        chosen = self.reach(self.main.get_by_label(label, exact=True))
        self.page.keyboard.press("Home")
        for _ in range(chosen.locator("option").count()):
            if chosen.locator("option:checked").inner_text() == words:
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{words} is not in the list {label}")

    def fill(self, label: str, text: str) -> "KeyboardVisitor":
        field = self.field(label)
        self.reach(field)
        kind = field.get_attribute("type")
        if kind in ("date", "datetime-local"):
            self._type_moment(field, text)
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        return self

    def _type_moment(self, field: Locator, text: str) -> None:
        """Part by part, in the order in which this browser's language has them."""
        for parts in (_chinese_parts(text), _english_parts(text)):
            for part in parts:
                self.page.keyboard.press("ArrowRight") if part == NEXT else self.page.keyboard.type(part)
            if field.input_value() == text:
                return
            for _ in range(PARTS_MAX):
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{text} cannot be typed: {field.input_value()}")

    def upload(self, label: str, name: str = "示例.pdf", body: bytes = PDF) -> "KeyboardVisitor":
        self.reach(self.field(label))
        self._chooser().set_files({"name": name, "mimeType": "application/pdf", "buffer": body})
        return self

    def _chooser(self) -> FileChooser:
        """A browser opens it only while it remembers the key: on a busy machine it is pressed again."""
        for _ in range(CHOOSERS_MAX):
            try:
                with self.page.expect_file_chooser(timeout=CHOOSER_MS) as chosen:
                    self.page.keyboard.press("Space")
                return chosen.value
            except PlaywrightTimeout:
                continue
        raise AssertionError("no file can be chosen by the keyboard")


def _chinese_parts(text: str) -> list[str]:
    """A full part moves on by itself, the year does not: it might have six digits."""
    day, _, time = text.partition("T")
    year, month, of_month = day.split("-")
    return [year, NEXT, month, of_month, *time.split(":")] if time else [year, NEXT, month, of_month]


def _english_parts(text: str) -> list[str]:
    moment = datetime.fromisoformat(text)
    parts = [f"{moment:%m}", f"{moment:%d}", f"{moment:%Y}"]
    return [*parts, NEXT, f"{moment:%I}", f"{moment:%M}", f"{moment:%p}"[0]] if "T" in text else parts
