"""A person at a browser: signs in, fills forms by their labels, presses what is written on buttons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Locator, Page

from services.console.application.words import CHINA
from tests.support.processes import Server
from tests.support.project import ROOT

SHOTS = ROOT / "build" / "pages"
WIDTHS = (360, 768, 1280)
SERIOUS = ("serious", "critical")
PDF = b"%PDF-1.4\n% example\n"


@dataclass
class Visitor:
    page: Page
    server: Server

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def open(self, path: str = "/console/") -> "Visitor":
        self.page.goto(f"{self.server.base_url}{path}")
        return self

    def sign_in(self, words: str) -> "Visitor":
        """By one of the example's identities: 鸡西市关工委　经办人."""
        self.open("/console/sign-in")
        self.press(words)
        return self

    def follow(self, words: str) -> "Visitor":
        self.main.get_by_role("link", name=words, exact=True).first.click()
        return self

    def press(self, words: str) -> "Visitor":
        self.page.get_by_role("button", name=words, exact=True).click()
        return self

    def fill(self, label: str, text: str) -> "Visitor":
        self.field(label).fill(text)
        return self

    def choose(self, *labels: str) -> "Visitor":
        for label in labels:
            self.main.get_by_label(label, exact=True).check()
        return self

    def tick(self, box: Locator) -> "Visitor":
        box.check()
        return self

    def pick(self, label: str, words: str) -> "Visitor":
        """Out of a list that opens."""
        self.field(label).select_option(label=words)
        return self

    def settle(self) -> "Visitor":
        """Everything that was begun is done."""
        now_at(self.server)
        return self

    def upload(self, label: str, name: str = "示例.pdf", body: bytes = PDF) -> "Visitor":
        chosen: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": body}
        self.field(label).set_input_files(chosen)
        return self

    def field(self, label: str) -> Locator:
        """By its label, with or without what stands in brackets behind it: （选填）, （由别人主持的必填）."""
        return self.main.get_by_label(re.compile(f"^{re.escape(label)}(（[^（）]*）)?$"))

    def reads(self, words: str) -> bool:
        return words in self.main.inner_text()

    @property
    def said(self) -> str:
        """The sentence that says what was done, or why not."""
        return self.main.locator("[role=status], [role=alert]").first.inner_text()

    def keep(self, name: str, widths: Sequence[int] = WIDTHS) -> None:
        """Pictures of the page, to be looked at: three widths, and large type."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        usual = self.page.viewport_size
        for width in widths:
            self._picture(width, SHOTS / f"{name}-{width}.png")
        if usual:
            self.page.set_viewport_size(usual)

    def _picture(self, width: int, to: Path) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.screenshot(path=to, full_page=True)
        assert self.is_no_wider_than_the_window(), f"{to.stem} is wider than the window"

    def is_no_wider_than_the_window(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def faults(self) -> list[str]:
        """What axe-core finds serious on this page."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {one['help']} {node['target']}"
            for one in found
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]


def now_at(server: Server) -> datetime:
    """The clock of the server, in China; everything that was begun is done."""
    answer = httpx.post(f"{server.base_url}/clock/settle", json={}, timeout=60, trust_env=False).raise_for_status()
    return datetime.fromisoformat(answer.json()["now"]).astimezone(CHINA)


def move_to(server: Server, day: date, hour: int = 9) -> None:
    to = datetime(day.year, day.month, day.day, hour, tzinfo=CHINA).isoformat()
    httpx.post(f"{server.base_url}/clock/move", json={"to": to}, timeout=300, trust_env=False).raise_for_status()


def in_days(server: Server, days: int) -> date:
    return now_at(server).date() + timedelta(days=days)
